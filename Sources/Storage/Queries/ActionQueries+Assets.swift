import Pipeline
import Workbench

extension ActionQueries {
    private static let assets = Table(
        "remediation_action_assets",
        """
        id action_id organization_id investigation_id device_id kind category value status deleted_at created_at
        created_by updated_at updated_by
        """)
    private static let assetHistories = Table(
        "remediation_action_asset_histories",
        """
        id asset_id action_id organization_id investigation_id device_id action action_kind asset_kind status
        actor_id value created_at
        """)

    func insert(_ asset: RemediationAsset) throws {
        try sql.execute(Self.assets.insert, values(of: asset))
    }

    func update(_ asset: RemediationAsset) throws {
        guard try sql.execute(Self.assets.update, values(of: asset)) == 1 else {
            throw WorkbenchError.notFound("asset")
        }
    }

    func asset(_ id: ID<RemediationAsset>, scope: AccessScope) throws -> RemediationAsset? {
        let asset = try sql.first(
            "SELECT \(Self.assets.list("t")) FROM remediation_action_assets t WHERE t.id = $1", [.init(id)],
            Self.readAsset)
        return asset.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func assets(of action: ID<RemediationAction>) throws -> [RemediationAsset] {
        try sql.all(
            """
            SELECT \(Self.assets.list("t")) FROM remediation_action_assets t
            WHERE t.action_id = $1 AND t.deleted_at IS NULL ORDER BY t.created_at, t.id
            """, [.init(action)], Self.readAsset)
    }

    func assetCounts(of actions: [ID<RemediationAction>]) throws
        -> [ID<RemediationAction>: [RemediationAsset.Status: Int]]
    {
        guard !actions.isEmpty else { return [:] }
        var counts: [ID<RemediationAction>: [RemediationAsset.Status: Int]] = [:]
        let found = try sql.all(
            """
            SELECT t.action_id, t.status, COUNT(*) FROM remediation_action_assets t
            WHERE t.action_id IN \(sql.dialect.list("$1")) AND t.deleted_at IS NULL GROUP BY t.action_id, t.status
            """, [try .init(json: actions.map(\.rawValue))]
        ) { row -> (ID<RemediationAction>, RemediationAsset.Status, Int) in
            (try row.id(), try row.word(), try row.int())
        }
        for (action, status, number) in found { counts[action, default: [:]][status] = number }
        return counts
    }

    func listAssets(_ query: ResourceQuery) throws -> Page<RemediationAsset> {
        try ResourceList(.remediationAssets, Self.assets, Self.readAsset).page(query, in: sql)
    }

    func insert(_ history: RemediationAssetHistory) throws {
        try sql.execute(
            Self.assetHistories.insert,
            [
                .init(history.id), .init(history.assetID), .init(history.actionID), .init(history.organizationID),
                .init(history.investigationID), .init(history.deviceID), .init(history.action),
                .init(history.actionKind), .init(history.assetKind), .init(history.status), .init(history.actorID),
                .text(history.value.text), .init(milliseconds: history.createdAt),
            ])
    }

    func listAssetHistories(_ query: ResourceQuery) throws -> Page<RemediationAssetHistory> {
        try ResourceList(.remediationAssetHistories, Self.assetHistories) { row in
            RemediationAssetHistory(
                id: try row.id(), assetID: try row.id(), actionID: try row.id(), organizationID: try row.id(),
                investigationID: try row.id(), deviceID: try row.optionalID(), action: try row.word(),
                actionKind: try row.optionalWord(), assetKind: try row.word(), status: try row.word(),
                actorID: try row.id(), value: try row.freeJSON(), createdAt: try row.milliseconds())
        }.page(query, in: sql)
    }

    private func values(of asset: RemediationAsset) -> [SQLValue] {
        [
            .init(asset.id), .init(asset.actionID), .init(asset.organizationID), .init(asset.investigationID),
            .init(asset.deviceID), .init(asset.kind), .init(asset.category), .text(asset.value.text),
            .init(asset.status), .init(milliseconds: asset.deletedAt), .init(milliseconds: asset.createdAt),
            .init(asset.createdBy), .init(milliseconds: asset.updatedAt), .init(asset.updatedBy),
        ]
    }

    private static func readAsset(_ row: inout SQLRow) throws -> RemediationAsset {
        RemediationAsset(
            id: try row.id(), actionID: try row.id(), organizationID: try row.id(), investigationID: try row.id(),
            deviceID: try row.optionalID(), kind: try row.word(), category: try row.optionalWord(),
            value: try row.freeJSON(), status: try row.word(), deletedAt: try row.optionalMilliseconds(),
            createdAt: try row.milliseconds(), createdBy: try row.id(), updatedAt: try row.milliseconds(),
            updatedBy: try row.id())
    }
}
