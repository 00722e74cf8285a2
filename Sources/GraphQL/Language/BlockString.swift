/// The value of a block string: the common indentation and the blank lines around the text are not part of it
/// (GraphQL specification §2.9.4, BlockStringValue).
enum BlockString {
    static func value(ofLines lines: [[UInt8]]) -> String {
        let indents = lines.map { line in line.prefix { $0 == 0x20 || $0 == 0x09 }.count }
        let written = lines.indices.filter { indents[$0] < lines[$0].count }
        guard let first = written.first, let last = written.last else { return "" }
        let common = written.filter { $0 > 0 }.map { indents[$0] }.min() ?? 0
        let dedented = lines.enumerated().map { index, line in index == 0 ? line[...] : line.dropFirst(common) }
        return String(decoding: Array(dedented[first...last].joined(separator: [0x0A])), as: UTF8.self)
    }
}
