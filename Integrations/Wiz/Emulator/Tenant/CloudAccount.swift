/// A cloud account, subscription or project that the tenant scans.
struct CloudAccount: Sendable {
    let id: WizID
    let name: String
    /// The provider's own id.
    let externalID: String
    /// `AWS`, `Azure` or `GCP`.
    let provider: String
    let environment: String
    /// Positions in the tenant's projects.
    let projects: [Int]
    let tags: [(String, String)]
}

/// The organization of a provider that accounts belong to.
struct CloudOrganization: Sendable {
    let id: WizID
    let name: String
    let externalID: String
    let provider: String
}

/// A Wiz project: a grouping of accounts with an owner.
struct Project: Sendable {
    let id: String
    let name: String
    let slug: String
    var isFolder = false
    var businessUnit = ""
    /// `LBI`, `MBI` or `HBI`.
    var businessImpact = "MBI"
}
