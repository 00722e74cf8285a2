/// The lists that `%name%` stands for where a rule says `expand`: administrators, jump hosts, office networks.
public struct PlaceholderLists: Hashable, Sendable {
    private let values: [String: [String]]

    public init(_ values: [String: [String]] = [:]) {
        self.values = values
    }

    /// Nil when there is no such list.
    func values(of name: String) -> [String]? { values[name] }

    /// The values in a list's text: one on each line; empty lines and lines that begin with `#` do not count.
    static func values(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline)
            .map { String($0).trimmingWhitespace }
            .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }
}

extension PlaceholderLists {
    /// A text taken apart at its placeholders.
    enum Piece: Hashable {
        case plain(String)
        case values([String])
    }

    /// `%name%` is a placeholder when something stands between the signs, and no backslash does; another `%` is text.
    func pieces(of text: String) throws(ModifierError) -> [Piece] {
        var pieces: [Piece] = []
        var plain = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "%") {
            plain += rest[..<start]
            rest = rest[rest.index(after: start)...]
            guard let end = rest.firstIndex(of: "%"), end > rest.startIndex, !rest[..<end].contains("\\") else {
                plain += "%"
                continue
            }
            let name = String(rest[..<end])
            guard let values = values(of: name), !values.isEmpty else {
                throw ModifierError("there is no list for the placeholder %\(name)% (placeholders/\(name).txt)")
            }
            if !plain.isEmpty { pieces.append(.plain(plain)) }
            pieces.append(.values(values))
            plain = ""
            rest = rest[rest.index(after: end)...]
        }
        plain += rest
        return plain.isEmpty ? pieces : pieces + [.plain(plain)]
    }
}
