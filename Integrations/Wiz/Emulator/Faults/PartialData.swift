import GraphQL

/// A response with a hole: one field of the first record is null, and an error says so.
struct PartialData {
    let response: GraphQLResponse

    init(_ whole: GraphQLResponse) {
        guard case .object(var data)? = whole.data, let root = data.keys.first, let value = data[root],
            let (holed, path) = Self.hole(in: value)
        else {
            response = whole
            return
        }
        data[root] = holed
        var error = GraphQLError("Resource not found", code: "NOT_FOUND")
        error.path = [.key(root)] + path
        response = GraphQLResponse(data: .object(data), errors: whole.errors + [error])
    }

    private static func hole(in value: GraphQLValue) -> (GraphQLValue, [PathElement])? {
        guard case .object(var object) = value else { return nil }
        if let nodes = object["nodes"]?.listValue, let first = nodes.first {
            guard let (holed, path) = hole(in: first) else { return nil }
            object["nodes"] = .list([holed] + nodes.dropFirst())
            return (.object(object), [.key("nodes"), .index(0)] + path)
        }
        guard let key = victim(in: object) else { return nil }
        object[key] = .null
        return (.object(object), [.key(key)])
    }

    /// The resource where it was asked for, else another part that has parts itself, else any but the id.
    private static func victim(in object: GraphQLObject) -> String? {
        if object["entitySnapshot"] != nil { return "entitySnapshot" }
        return object.first { $0.value.objectValue != nil }?.key ?? object.keys.first { $0 != "id" }
    }
}
