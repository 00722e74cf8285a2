extension GraphQLValue {
    /// The value as error messages show it: shortened, so that a message never echoes a whole request.
    var inspected: String {
        inspected(depth: 0)
    }

    private func inspected(depth: Int) -> String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .int(let number): String(number)
        case .float(let number):
            number == number.rounded() && number.magnitude < 1e15 ? "\(Int64(number))" : "\(number)"
        case .string(let text), .enumeration(let text): text.quoted
        case .list(let items): inspected(items, depth: depth)
        case .object(let object): inspected(object, depth: depth)
        }
    }

    private func inspected(_ items: [GraphQLValue], depth: Int) -> String {
        if items.isEmpty { return "[]" }
        if depth >= 2 { return "[Array]" }
        var parts = items.prefix(10).map { $0.inspected(depth: depth + 1) }
        if items.count == 11 { parts.append("... 1 more item") }
        if items.count > 11 { parts.append("... \(items.count - 10) more items") }
        return "[" + parts.joined(separator: ", ") + "]"
    }

    private func inspected(_ object: GraphQLObject, depth: Int) -> String {
        if object.isEmpty { return "{}" }
        if depth >= 2 { return "[Object]" }
        return "{ " + object.map { "\($0.key): \($0.value.inspected(depth: depth + 1))" }.joined(separator: ", ") + " }"
    }
}

extension String {
    /// The text as a JSON (and GraphQL) string literal.
    var quoted: String {
        var writer = JSONWriter()
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
