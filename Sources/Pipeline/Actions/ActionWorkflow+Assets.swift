import Workbench

// What remediation actions are about.
extension ActionWorkflow {
    /// - Parameters:
    ///   - draft: its kind and value must be there.
    ///   - alongside: done in the same transaction.
    /// - Throws: `invalid`.
    public func addAsset(
        _ draft: RemediationAsset.Draft, to id: ID<RemediationAction>, device: ID<SecurityDevice>? = nil,
        by principal: Principal,
        alongside: @escaping @Sendable (RemediationAsset, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> RemediationAsset {
        try principal.requireWriter()
        let time = alerts.clock()
        let asset = try await store.write { tx in
            guard let action = try tx.actions.remediationAction(id, scope: principal.scope), action.deletedAt == nil
            else { throw WorkbenchError.invalid("There is no such remediation action.", field: "remediation_action") }
            guard let kind = draft.kind else {
                throw WorkbenchError.invalid("Say what kind of asset it is.", field: "asset_type")
            }
            guard let value = draft.value else {
                throw WorkbenchError.invalid("Say which one it is.", field: "value")
            }
            try ActionWorkflow.check(device, of: action.organizationID, in: tx)
            let asset = RemediationAsset(
                id: .make(at: time), actionID: id, organizationID: action.organizationID,
                investigationID: action.investigationID, deviceID: device, kind: kind,
                category: draft.category ?? nil, value: value, status: draft.status ?? .open, createdAt: time,
                createdBy: principal.actorID, updatedAt: time, updatedBy: principal.actorID)
            try asset.checkValue()
            try tx.actions.insert(asset)
            try tx.actions.insert(asset.history(.created, of: action, by: principal.actorID, at: time))
            try alongside(asset, tx)
            return asset
        }
        await announce(organization: asset.organizationID, asset.investigationID, nil)
        return asset
    }

    public func changeAsset(_ id: ID<RemediationAsset>, _ draft: RemediationAsset.Draft, by principal: Principal)
        async throws -> RemediationAsset
    {
        try await rewrite(id, by: principal) { asset, time in
            let next = try asset.applying(draft, by: principal.actorID, at: time)
            guard next != asset else { return nil }
            guard next.status != asset.status else { return (next, .updated) }
            return (next, next.status == .completed ? .completed : .reopened)
        }
    }

    /// It is gone from every list; its history stays.
    public func deleteAsset(_ id: ID<RemediationAsset>, by principal: Principal) async throws {
        _ = try await rewrite(id, by: principal) { asset, time in
            var next = asset
            next.deletedAt = time
            next.updatedAt = max(time, asset.updatedAt)
            next.updatedBy = principal.actorID
            return (next, .deleted)
        }
    }

    private func rewrite(
        _ id: ID<RemediationAsset>, by principal: Principal,
        _ change:
            @escaping @Sendable (RemediationAsset, Timestamp) throws -> (
                RemediationAsset, RemediationAssetHistory.Action
            )?
    ) async throws -> RemediationAsset {
        try principal.requireWriter()
        let time = alerts.clock()
        let asset = try await store.write { tx in
            guard let asset = try tx.actions.asset(id, scope: principal.scope), asset.deletedAt == nil else {
                throw WorkbenchError.notFound("asset")
            }
            let action = try ActionWorkflow.find(asset.actionID, for: principal, in: tx)
            guard let (next, entry) = try change(asset, time) else { return asset }
            try tx.actions.update(next)
            try tx.actions.insert(next.history(entry, of: action, by: principal.actorID, at: time))
            return next
        }
        await announce(organization: asset.organizationID, asset.investigationID, nil)
        return asset
    }
}
