/// Where databases differ although the queries are the same. Each driver has one.
protocol SQLDialect: Sendable {
    /// What may follow `IN` for a list that is bound as one parameter: the text of a JSON array of strings.
    func list(_ parameter: String) -> String

    /// A condition that compares a text column with a text, whatever the case of their letters.
    func ignoringCase(_ test: TextTest, _ column: String, _ text: String, _ arguments: inout SQLArguments) -> String

    /// A query for the owners in `search_texts` whose text contains the term in any case; nil when the term is too
    /// short for the index.
    func owners(ofTextsWith term: String, _ arguments: inout SQLArguments) -> String?

    /// What ends the query that picks a row to claim, where rows can be locked one by one.
    var claimSuffix: String { get }
}

enum TextTest: Hashable, Sendable {
    case contains, startsWith, equals
}

extension TextTest {
    /// A pattern for LIKE with `\` as its escape character.
    func likePattern(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if character == "%" || character == "_" || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
        switch self {
        case .contains: return "%\(escaped)%"
        case .startsWith: return "\(escaped)%"
        case .equals: return escaped
        }
    }
}
