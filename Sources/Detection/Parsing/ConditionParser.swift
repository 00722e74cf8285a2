/// Why a condition cannot be used.
struct ConditionError: Error, Hashable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

/// Reads a condition (Sigma specification, "condition"): names of searches, `1 of x*`, `all of them`, and, or, not and
/// parentheses; not binds tighter than and, and tighter than or.
struct ConditionParser {
    /// How deep parentheses and negations may go.
    static let depthLimit = 64
    static let lengthLimit = 10_000

    static func parse(
        _ text: String, searches: [(name: String, expression: Expression)]
    ) throws(ConditionError) -> Expression {
        guard text.utf8.count <= lengthLimit else {
            throw ConditionError("longer than \(lengthLimit) bytes")
        }
        let words = text.split { !($0.isLetter || $0.isNumber || "_-.*".contains($0)) }
        if !searches.contains(where: { $0.name == "near" }), words.contains(where: { $0.lowercased() == "near" }) {
            throw ConditionError("'near' is not supported: it became the correlation 'temporal'")
        }
        var parser = ConditionParser(tokens: try ConditionToken.tokens(of: text), searches: searches)
        let expression = try parser.alternatives(depth: 0)
        if let rest = parser.current { throw ConditionError("'\(rest.text)' was not expected here") }
        return expression
    }

    private let tokens: [ConditionToken]
    private let searches: [(name: String, expression: Expression)]
    private var position = 0

    private init(tokens: [ConditionToken], searches: [(name: String, expression: Expression)]) {
        self.tokens = tokens
        self.searches = searches
    }

    private var current: ConditionToken? { position < tokens.count ? tokens[position] : nil }

    private func isWord(_ word: String, at index: Int) -> Bool {
        index < tokens.count && tokens[index].isWord(word)
    }

    private mutating func take(_ token: ConditionToken) -> Bool {
        guard current == token else { return false }
        position += 1
        return true
    }

    private mutating func takeWord(_ word: String) -> Bool {
        guard isWord(word, at: position) else { return false }
        position += 1
        return true
    }

    private mutating func alternatives(depth: Int) throws(ConditionError) -> Expression {
        var parts = [try conjunction(depth: depth)]
        while takeWord("or") { parts.append(try conjunction(depth: depth)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(depth: Int) throws(ConditionError) -> Expression {
        var parts = [try negation(depth: depth)]
        while takeWord("and") { parts.append(try negation(depth: depth)) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation(depth: Int) throws(ConditionError) -> Expression {
        guard depth < ConditionParser.depthLimit else { throw ConditionError("nested too deeply") }
        if takeWord("not") { return .not(try negation(depth: depth + 1)) }
        if take(.open) {
            let inner = try alternatives(depth: depth + 1)
            guard take(.close) else { throw ConditionError("a parenthesis is not closed") }
            return inner
        }
        if isWord("of", at: position + 1) { return try selector() }
        return try search()
    }

    private mutating func search() throws(ConditionError) -> Expression {
        guard case .word(let name) = current, !ConditionToken.operators.contains(name.lowercased()) else {
            throw ConditionError(
                current.map { "'\($0.text)' was not expected here" } ?? "something is missing at its end")
        }
        position += 1
        guard let search = searches.first(where: { $0.name == name }) else {
            throw ConditionError("there is no search named '\(name)'")
        }
        return search.expression
    }

    private mutating func selector() throws(ConditionError) -> Expression {
        let isAll: Bool
        switch current?.text.lowercased() {
        case "1", "any": isAll = false
        case "all": isAll = true
        default: throw ConditionError("'\(current?.text ?? "") of' is neither '1 of', 'any of' nor 'all of'")
        }
        position += 2
        guard case .word(let pattern) = current else { throw ConditionError("'of' needs a pattern or 'them'") }
        position += 1
        let chosen = matching(pattern)
        guard let first = chosen.first else { throw ConditionError("no search is named like '\(pattern)'") }
        if chosen.count == 1 { return first }
        return isAll ? .all(chosen) : .any(chosen)
    }

    /// Names that begin with an underscore are meant to be named, and are taken only by a pattern that does as well.
    private func matching(_ pattern: String) -> [Expression] {
        let name = pattern.lowercased() == "them" ? "*" : pattern
        let parts = name.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        let text = parts.enumerated().flatMap { index, part -> [WildcardText.Part] in
            (index == 0 ? [] : [.many]) + (part.isEmpty ? [] : [.text(part)])
        }
        var wildcards = WildcardText(plain: "")
        wildcards.parts = text
        let matcher = TextPattern(wildcards, isCased: true)
        return
            searches
            .filter { matcher.matches(Array($0.name.utf8)) && (pattern.hasPrefix("_") || !$0.name.hasPrefix("_")) }
            .map(\.expression)
    }
}

/// A word or parenthesis of a condition.
enum ConditionToken: Hashable {
    case open, close
    case word(String)

    static let operators: Set<String> = ["and", "or", "not"]

    var text: String {
        switch self {
        case .open: "("
        case .close: ")"
        case .word(let word): word
        }
    }

    func isWord(_ other: String) -> Bool {
        if case .word(let word) = self { word.lowercased() == other } else { false }
    }

    static func tokens(of text: String) throws(ConditionError) -> [ConditionToken] {
        var tokens: [ConditionToken] = []
        var word = ""
        func endWord() {
            if !word.isEmpty { tokens.append(.word(word)) }
            word = ""
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case " ", "\t", "\n", "\r": endWord()
            case "(", ")":
                endWord()
                tokens.append(scalar == "(" ? .open : .close)
            case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "*": word.unicodeScalars.append(scalar)
            case "|": throw ConditionError("aggregations after a bar are not supported: they became correlations")
            default: throw ConditionError("the character '\(scalar)' has no meaning in a condition")
            }
        }
        endWord()
        return tokens
    }
}
