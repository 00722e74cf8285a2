import GraphQL

/// Who changed an issue or wrote a note.
enum Author: Sendable, Hashable {
    /// A person in the Wiz console.
    case user(id: String, name: String, email: String)
    /// An integration.
    case serviceAccount(id: String, name: String)
    /// Wiz itself, in a scan.
    case wiz

    /// What webhooks give as `changedBy`.
    var label: String {
        switch self {
        case .user(_, _, let email): email
        case .serviceAccount(_, let name): name
        case .wiz: "Wiz"
        }
    }

    var userValue: GraphQLValue {
        guard case .user(let id, let name, let email) = self else { return .null }
        return ["id": .string(id), "name": .string(name), "email": .string(email)]
    }

    var serviceAccountValue: GraphQLValue {
        guard case .serviceAccount(let id, let name) = self else { return .null }
        return ["id": .string(id), "name": .string(name), "email": .null]
    }

    /// For the control side, which no real tenant has.
    var controlValue: GraphQLValue {
        switch self {
        case .user(let id, let name, let email):
            ["kind": "user", "id": .string(id), "name": .string(name), "email": .string(email)]
        case .serviceAccount(let id, let name):
            ["kind": "service_account", "id": .string(id), "name": .string(name)]
        case .wiz: ["kind": "wiz"]
        }
    }
}
