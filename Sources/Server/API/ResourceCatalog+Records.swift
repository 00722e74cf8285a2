import Pipeline
import Workbench

// Organizations' people and keys, and what is written down beside alerts and devices.
extension ResourceCatalog {
    static let organizationStatuses = StoredCollection(
        resource: Organization.statusResource,
        findRow: { id, scope, tx in try tx.organizations.find(ID(id), scope: scope) },
        listRows: { query, tx in try tx.organizations.listStatuses(query) })

    static let userAccounts = StoredCollection(
        resource: UserAccount.resource, findRow: account,
        listRows: { query, tx in try tx.people.listUsers(query) })

    static let userAccountRoles = StoredCollection(
        resource: UserAccount.roleResource, findRow: account,
        listRows: { query, tx in try tx.people.listRoles(query) })

    static let userAccountStatuses = StoredCollection(
        resource: UserAccount.statusResource, findRow: account,
        listRows: { query, tx in try tx.people.listStatuses(query) })

    static let apiKeys = StoredCollection(
        resource: APIKey.resource,
        findRow: { id, scope, tx in try tx.people.key(ID(id), scope: scope) },
        listRows: { query, tx in try tx.people.listKeys(query) })

    static let evidences = StoredCollection(
        resource: Evidence.resource, findRow: { id, scope, tx in try tx.evidence.list(one(id, scope)).rows.first },
        listRows: { query, tx in try tx.evidence.list(query) })

    static let commentHistories = StoredCollection(
        resource: CommentHistory.resource,
        findRow: { id, scope, tx in try tx.alerts.listCommentHistories(one(id, scope)).rows.first },
        listRows: { query, tx in try tx.alerts.listCommentHistories(query) })

    static let deviceHistories = StoredCollection(
        resource: DeviceHistory.resource,
        findRow: { id, scope, tx in try tx.devices.listHistories(one(id, scope)).rows.first },
        listRows: { query, tx in try tx.devices.listHistories(query) })

    private static let account: @Sendable (String, AccessScope, any Transaction) throws -> UserAccount? = {
        id, scope, tx in
        try tx.people.user(ID(id)).flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    /// The question for one row of a collection that is only listed.
    static func one(_ id: String, _ scope: AccessScope) -> ResourceQuery {
        ResourceQuery(scope: scope, filter: .compare("id", .equal, .text(id)), limit: 1)
    }
}
