import Pipeline
import Workbench

// What is done about investigations, and where word of it goes.
extension ResourceCatalog {
    static let actions: [any ResourceCollection] = [
        investigativeActions, investigativeActionHistories, remediationActions, remediationActionHistories,
        remediationAssets, remediationAssetHistories, files, timelineEntries, secrets, outboundIntegrations,
    ]

    private static let investigativeActions = StoredCollection(
        resource: InvestigativeActionRecord.resource,
        findRow: { id, scope, tx in
            guard let action = try tx.actions.investigativeAction(ID(id), scope: scope), action.deletedAt == nil
            else { return nil }
            return try record(of: action, in: tx)
        },
        listRows: { query, tx in
            let page = try tx.actions.listInvestigativeActions(query)
            let counts = try tx.files.counts(of: page.rows.map(\.id))
            let sizes = try tx.files.sizes(of: page.rows.compactMap(\.resultFileID))
            return page.map { action in
                InvestigativeActionRecord(
                    action, fileCount: counts[action.id] ?? 0,
                    resultSize: action.resultFileID.flatMap { sizes[$0] } ?? 0)
            }
        })

    private static let investigativeActionHistories = StoredCollection(
        resource: InvestigativeActionHistory.resource,
        findRow: { id, scope, tx in try tx.actions.listInvestigativeActionHistories(one(id, scope)).rows.first },
        listRows: { query, tx in try tx.actions.listInvestigativeActionHistories(query) })

    private static let remediationActions = StoredCollection(
        resource: RemediationActionRecord.resource,
        findRow: { id, scope, tx in
            guard let action = try tx.actions.remediationAction(ID(id), scope: scope), action.deletedAt == nil
            else { return nil }
            return try record(of: action, in: tx)
        },
        listRows: { query, tx in
            let page = try tx.actions.listRemediationActions(query)
            let counts = try tx.actions.assetCounts(of: page.rows.map(\.id))
            return page.map { RemediationActionRecord($0, assetCounts: counts[$0.id] ?? [:]) }
        })

    private static let remediationActionHistories = StoredCollection(
        resource: RemediationActionHistory.resource,
        findRow: { id, scope, tx in try tx.actions.listRemediationActionHistories(one(id, scope)).rows.first },
        listRows: { query, tx in try tx.actions.listRemediationActionHistories(query) })

    private static let remediationAssets = StoredCollection(
        resource: RemediationAsset.resource,
        findRow: { id, scope, tx in
            try tx.actions.asset(ID(id), scope: scope).flatMap { $0.deletedAt == nil ? $0 : nil }
        },
        listRows: { query, tx in try tx.actions.listAssets(query) })

    private static let remediationAssetHistories = StoredCollection(
        resource: RemediationAssetHistory.resource,
        findRow: { id, scope, tx in try tx.actions.listAssetHistories(one(id, scope)).rows.first },
        listRows: { query, tx in try tx.actions.listAssetHistories(query) })

    private static let files = StoredCollection(
        resource: File.resource,
        findRow: { id, scope, tx in try tx.files.find(ID(id), scope: scope) },
        listRows: { query, tx in try tx.files.list(query) })

    private static let timelineEntries = StoredCollection(
        resource: Workbench.TimelineEntry.resource,
        findRow: { id, scope, tx in
            try tx.timeline.find(ID(id), scope: scope).flatMap { $0.deletedAt == nil ? $0 : nil }
        },
        listRows: { query, tx in try tx.timeline.list(query) })

    private static let secrets = StoredCollection(
        resource: Secret.resource,
        findRow: { id, scope, tx in try tx.outbound.secret(ID(id), scope: scope) },
        listRows: { query, tx in try tx.outbound.listSecrets(query) })

    private static let outboundIntegrations = StoredCollection(
        resource: OutboundIntegration.resource,
        findRow: { id, scope, tx in try tx.outbound.integration(ID(id), scope: scope) },
        listRows: { query, tx in try tx.outbound.listIntegrations(query) })

    static func record(of action: InvestigativeAction, in tx: any Transaction) throws -> InvestigativeActionRecord {
        let size = try action.resultFileID.flatMap { file in try tx.files.sizes(of: [file])[file] }
        return InvestigativeActionRecord(
            action, fileCount: try tx.files.counts(of: [action.id])[action.id] ?? 0, resultSize: size ?? 0)
    }

    static func record(of action: RemediationAction, in tx: any Transaction) throws -> RemediationActionRecord {
        RemediationActionRecord(action, assetCounts: try tx.actions.assetCounts(of: [action.id])[action.id] ?? [:])
    }
}

/// Investigations, each with the action that was begun last.
struct InvestigationCollection: ResourceCollection {
    private static let newest = "most_recent_investigative_action"

    private let stored = StoredCollection(
        resource: Investigation.resource,
        findRow: { id, scope, tx in try tx.investigations.find(ID(id), scope: scope) },
        listRows: { query, tx in try tx.investigations.list(query) })

    var description: ResourceDescription { stored.description }

    func find(_ id: String, scope: AccessScope, in tx: any Transaction) throws -> ResourceObject? {
        guard let object = try stored.find(id, scope: scope, in: tx) else { return nil }
        return try InvestigationCollection.completed([object], in: tx).first
    }

    func list(_ query: ResourceQuery, in tx: any Transaction) throws -> Page<ResourceObject> {
        var page = try stored.list(query, in: tx)
        page.rows = try InvestigationCollection.completed(page.rows, in: tx)
        return page
    }

    private static func completed(_ objects: [ResourceObject], in tx: any Transaction) throws -> [ResourceObject] {
        let actions = try tx.actions.newestInvestigativeActions(of: objects.map { ID($0.id) })
        return objects.map { object in
            var object = object
            object.toOne[newest] = .some(actions[ID(object.id)]?.rawValue)
            return object
        }
    }
}
