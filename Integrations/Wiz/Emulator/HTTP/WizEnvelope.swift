import GraphQL

/// A response in the form that Wiz gives it: `data` is always there, and a bad id is pointed at in the path.
struct WizEnvelope {
    let value: GraphQLValue

    init(_ response: GraphQLResponse) {
        var errors = response.errors
        for index in errors.indices where errors[index].message == Refusal.invalidID().message {
            errors[index].path?.append(.key("id"))
        }
        var object: GraphQLObject = ["data": response.data ?? .null]
        if !errors.isEmpty { object["errors"] = .list(errors.map(\.value)) }
        value = .object(object)
    }
}
