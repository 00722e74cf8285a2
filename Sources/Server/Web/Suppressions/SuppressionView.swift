import Pipeline
import Workbench

extension StateMark {
    init(_ record: SuppressionRecord) {
        let words = record.status.words
        switch record.status {
        case .active: self.init(words, shape: "✓", .good)
        case .expired: self.init(words, shape: "–", .quiet)
        case .needsReview: self.init(words, shape: "⚑", .bad, detail: record.problem)
        }
    }
}

/// One suppression as pages show it.
struct SuppressionView: Sendable {
    var id: String
    var address: String
    var name: String
    var status: StateMark
    var problem: String?
    var scope: String
    var place: String
    /// What happens to the issue.
    var tenant: String
    var matches: String
    var lastMatch: TimeMark?
    var expiry: TimeMark?
    var created: TimeMark
    var author: String
    var reason: String
    var condition: String

    init(_ record: SuppressionRecord, names: SuppressionNames, now: Timestamp) {
        let suppression = record.suppression
        id = suppression.id.rawValue
        address = SuppressionRoutes.address(suppression.id).text
        name = suppression.name
        status = StateMark(record)
        problem = record.problem
        scope = names.scope(of: suppression)
        place = suppression.place.words
        tenant = suppression.dismisses ? "Dismissed" : "Left as it is"
        matches = grouped(suppression.matchCount)
        lastMatch = suppression.lastMatchedAt.map { TimeMark($0, now: now) }
        expiry = suppression.expiresAt.map { TimeMark($0, now: now) }
        created = TimeMark(suppression.createdAt, now: now)
        author = names.actors[suppression.createdBy]?.displayName.shortened(to: 60) ?? "Somebody"
        reason = suppression.reason
        condition = suppression.condition
    }
}

/// The names behind the ids of suppressions.
struct SuppressionNames: Sendable {
    var actors: [ID<Actor>: Actor]
    var organizations: [ID<Organization>: Organization]
    var devices: [ID<SecurityDevice>: SecurityDevice]

    init(
        actors: [ID<Actor>: Actor], organizations: [ID<Organization>: Organization],
        devices: [ID<SecurityDevice>: SecurityDevice]
    ) {
        self.actors = actors
        self.organizations = organizations
        self.devices = devices
    }

    init(_ suppressions: [Suppression], scope: AccessScope, in tx: any Transaction) throws {
        actors = try tx.people.actors(Set(suppressions.map(\.createdBy)))
        organizations = [:]
        devices = [:]
        for id in Set(suppressions.compactMap(\.organizationID)) {
            organizations[id] = try tx.organizations.find(id, scope: scope)
        }
        for id in Set(suppressions.compactMap(\.deviceID)) { devices[id] = try tx.devices.find(id, scope: scope) }
    }

    func scope(of suppression: Suppression) -> String {
        guard let organization = suppression.organizationID else { return "All organizations" }
        let name = organizations[organization]?.name.shortened(to: 60) ?? "An organization"
        guard let device = suppression.deviceID else { return name }
        return "\(name), \(devices[device]?.name.shortened(to: 60) ?? "a device")"
    }
}
