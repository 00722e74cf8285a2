/// A place outside to which an organization wants word sent: a chat, a pager, a ticket system.
public struct OutboundIntegration: Hashable, Sendable {
    public var id: ID<OutboundIntegration>
    public var organizationID: ID<Organization>
    public var kind: Kind
    public var name: String
    /// The account, channel or address over there.
    public var account: String
    /// Whatever else this kind needs: an object without secrets.
    public var meta: JSON?
    public var status: Status
    public var lastTestedAt: Timestamp?
    public var secretID: ID<Secret>?
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp
    public var updatedBy: ID<Actor>

    public init(
        id: ID<OutboundIntegration>, organizationID: ID<Organization>, kind: Kind, name: String, account: String,
        meta: JSON? = nil, status: Status = .untested, lastTestedAt: Timestamp? = nil, secretID: ID<Secret>? = nil,
        createdAt: Timestamp, createdBy: ID<Actor>, updatedAt: Timestamp, updatedBy: ID<Actor>
    ) {
        self.id = id
        self.organizationID = organizationID
        self.kind = kind
        self.name = name
        self.account = account
        self.meta = meta
        self.status = status
        self.lastTestedAt = lastTestedAt
        self.secretID = secretID
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }

    /// The API's codes (`integrations.integration_type`).
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case pagerDuty = "pagerduty"
        case slack
        case ticketing
        case serviceNow = "service_now"
        case teams
        case opsGenie = "ops_genie"
        case o365Reporting = "o365_reporting"
        case cortexXDR = "palo_alto_networks_cxdr"
        case webhook
    }

    /// The API's codes (`integrations.status`).
    public enum Status: String, Sendable, CaseIterable, Codable {
        case untested = "UNTESTED"
        case succeeded = "TEST_SUCCESS"
        case failed = "TEST_FAIL"
    }

    /// - Throws: `invalid` for a name or account that is missing or too long.
    public func checked() throws(WorkbenchError) -> OutboundIntegration {
        var next = self
        next.name = name.trimmed
        next.account = account.trimmed
        for (field, text) in [("service_name", next.name), ("account", next.account)] {
            guard !text.isEmpty, text.count <= Investigation.titleLimit else {
                throw .invalid("\(field) has 1 to \(Investigation.titleLimit) characters.", field: field)
            }
        }
        guard (meta?.text.utf8.count ?? 0) <= InvestigativeAction.structureLimit else {
            throw .invalid("This is too large.", field: "integration_meta")
        }
        return next
    }
}
