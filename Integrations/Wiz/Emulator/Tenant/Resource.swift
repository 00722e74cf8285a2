import GraphQL

/// Something in the cloud that issues are about.
struct Resource: Sendable {
    let id: String
    let name: String
    let type: String
    let nativeType: String
    let platform: String
    /// Position in the tenant's accounts; nil for a resource that came with an issue from the control side.
    let account: Int?
    let region: String
    let externalID: String
    let createdAt: WizTime?
    var cluster: String?
    var namespace: String?
    /// Fields as the control side gave them; they win over what would be derived.
    var given: GraphQLObject?
}
