import GraphQL

/// One event behind a detection.
struct DetectionEvent: Sendable {
    let id: WizID
    let externalID: String
    let name: String
    let description: String
    let origin: String
    let time: WizTime
    let source: String
    let category: String
    let status: String
    let actor: DetectionActor?
    let address: String?
    let rawRecord: GraphQLValue
    /// The process itself last, its parents before it; empty for events of a log.
    let processes: [EventProcess]
}

/// A process in the tree of a runtime event.
struct EventProcess: Sendable {
    let command: String
    let path: String
    let hash: String
    let size: Int
    let startedAt: WizTime
    let userID: Int
    let userName: String
}

/// What an outside address is known for. Derived from the address, so that it is the same wherever it turns up.
struct AddressReputation: Sendable {
    let country: String
    let number: Int
    let organization: String
    let reputation: String
    let reputationDescription: String
    let groups: [String]

    init(address: String) {
        var random = SeededGenerator(seed: WizID(name: address).seed)
        country = random.pick(["Netherlands", "Romania", "Singapore", "United States", "Brazil"], or: "")
        number = 64_496 + random.index(below: 16)
        organization = random.pick(["Brightwater Hosting", "Ostrava Datacenter", "Kestrel VPS"], or: "")
        reputation = random.pick(["Suspicious", "Malicious", "Unknown", "Benign"], or: "Unknown")
        reputationDescription =
            reputation == "Malicious" ? "Seen scanning and in credential abuse in the last 30 days." : ""
        groups = reputation == "Malicious" && random.chance(30) ? ["TeamTNT"] : []
    }
}
