import Yams

/// Splits a file's text into its YAML documents.
struct RuleDocuments {
    private(set) var documents: [YAMLNode] = []
    /// What made the rest of the text unreadable, if something did.
    private(set) var fault: RuleFault?
    private let lines: [Substring]

    /// More values than a rule can need; stops aliases that multiply each other.
    private static let nodeLimit = 20_000
    /// The YAML parser descends one call per level.
    private static let depthLimit = 200
    private static let columnLimit = 400

    init(_ source: String) {
        // Some editors begin a file with a byte order mark. Swift takes it and the letter after it for one character.
        let text = source.unicodeScalars.first == "\u{FEFF}" ? String(source.unicodeScalars.dropFirst()) : source
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard RuleDocuments.flowDepth(text) <= RuleDocuments.depthLimit else {
            fault = RuleFault(1, "brackets are nested too deeply")
            return
        }
        guard RuleDocuments.blockDepth(text) <= RuleDocuments.columnLimit else {
            fault = RuleFault(1, "lists or maps are nested too deeply")
            return
        }
        do {
            let parser = try Parser(yaml: text, resolver: .basic)
            while let root = try parser.nextRoot() {
                let document = YAMLNode(root)
                // What stands between two lines of dashes, or after the last, may be nothing.
                if document.scalar == .null { continue }
                guard RuleDocuments.isSmall(root) else {
                    fault = RuleFault(document.line, "the document has too many values or levels")
                    return
                }
                documents.append(document)
            }
        } catch let error as YamlError {
            fault = RuleFault(error)
        } catch {
            fault = RuleFault(1, "not YAML: \(error)")
        }
    }

    /// A document's own lines, without the marks and empty lines around it.
    func text(ofDocument index: Int) -> String {
        guard documents.indices.contains(index) else { return "" }
        let start = max(0, documents[index].line - 1)
        let end = index + 1 < documents.count ? max(start, documents[index + 1].line - 1) : lines.count
        guard start < end, end <= lines.count else { return "" }
        var own = lines[start..<end]
        while let last = own.last, last.allSatisfy({ $0 == " " }) || last.hasPrefix("---") || last.hasPrefix("...") {
            own.removeLast()
        }
        return own.joined(separator: "\n")
    }

    /// An upper bound: brackets inside strings count as well.
    private static func flowDepth(_ text: String) -> Int {
        var depth = 0
        var deepest = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth = max(0, depth - 1)
            default:
                continue
            }
        }
        return deepest
    }

    /// An upper bound: every level of a list or map outside brackets takes at least one column at a line's beginning.
    private static func blockDepth(_ text: String) -> Int {
        var column = 0
        var deepest = 0
        var isLeading = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                column = 0
                isLeading = true
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: "\t"):
                if isLeading { column += 1 }
                deepest = max(deepest, column)
            default:
                isLeading = false
            }
        }
        return deepest
    }

    private static func isSmall(_ root: Node) -> Bool {
        var open: [(node: Node, depth: Int)] = [(root, 0)]
        var count = 0
        while let (node, depth) = open.popLast() {
            count += 1
            guard count <= nodeLimit, depth <= depthLimit else { return false }
            switch node {
            case .sequence(let sequence):
                guard sequence.count <= nodeLimit else { return false }
                open += sequence.map { ($0, depth + 1) }
            case .mapping(let mapping):
                guard mapping.count <= nodeLimit else { return false }
                for (key, value) in mapping { open += [(key, depth + 1), (value, depth + 1)] }
            case .scalar, .alias:
                continue
            }
        }
        return true
    }
}

extension RuleFault {
    init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(mark.line, "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            self.init(context.mark.line, "the key \(keys.joined(separator: ", ")) stands twice in one map")
        case .reader(let problem, _, _, _):
            self.init(1, "not YAML: \(problem)")
        default:
            self.init(1, "not YAML: \(error)")
        }
    }
}
