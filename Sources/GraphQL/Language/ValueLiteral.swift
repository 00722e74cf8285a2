/// A value as it is written in a document (GraphQL specification §2.9).
struct ValueLiteral: Sendable {
    let content: Content
    let location: SourceLocation

    indirect enum Content: Sendable {
        /// The name, without the `$`.
        case variable(String)
        case int(String)
        case float(String)
        case string(String)
        case boolean(Bool)
        case null
        case enumeration(String)
        case list([ValueLiteral])
        case object([Argument])
    }

    var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// The literal in canonical notation, as messages and introspection show it.
    var text: String {
        switch content {
        case .variable(let name): "$\(name)"
        case .int(let digits), .float(let digits): digits
        case .string(let value): value.quoted
        case .boolean(let flag): flag ? "true" : "false"
        case .null: "null"
        case .enumeration(let name): name
        case .list(let items): "[" + items.map(\.text).joined(separator: ", ") + "]"
        case .object(let fields):
            "{ " + fields.map { "\($0.name.text): \($0.value.text)" }.joined(separator: ", ") + " }"
        }
    }

    /// Equal for literals that mean the same: the order of an object's fields does not matter.
    var signature: String {
        switch content {
        case .list(let items): "[" + items.map(\.signature).joined(separator: ",") + "]"
        case .object(let fields): "{" + fields.signature + "}"
        default: text
        }
    }
}

extension [Argument] {
    /// Equal for argument lists that mean the same.
    var signature: String {
        map { "\($0.name.text):\($0.value.signature)" }.sorted().joined(separator: ",")
    }
}
