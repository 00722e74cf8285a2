import Pipeline
import Workbench

/// Suppressions, made and ended by whoever may write.
struct SuppressionAPI: Sendable {
    let services: ServerServices

    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (SuppressionRecord, any Transaction) throws -> Void
    ) async throws -> SuppressionRecord {
        try principal.requireWriter()
        let wanted = try wanted(body, by: principal)
        return try await pointing {
            try await services.suppressions.add(wanted, by: principal, alongside: alongside)
        }
    }

    func change(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        try principal.requireWriter()
        let now = services.suppressions.clock()
        let current = try await services.store.read { tx in
            try tx.suppressions.find(ID(id), scope: principal.scope).map {
                SuppressionRecord.resource.object(SuppressionRecord($0, at: now))
            }
        }
        guard let current else { throw WorkbenchError.notFound("suppression") }
        let document = try WriteDocument(
            body, for: SuppressionRecord.resource.description, current: current, settable: [])
        guard !document.attributes.isEmpty else { return }
        var changes = SuppressionAdministration.Changes()
        changes.name = document.attributes["name"].map { $0.string ?? "" }
        changes.condition = document.attributes["condition"].map { $0.string ?? "" }
        changes.reason = document.attributes["reason"].map { $0.string ?? "" }
        changes.place = document.text("place").flatMap(Suppression.Place.init)
        changes.dismisses = document.attributes["dismisses"]?.bool
        if let expiry = document.attributes["expires_at"] {
            changes.expiresAt = .some(expiry.string.flatMap { Timestamp($0) })
        }
        _ = try await pointing { try await services.suppressions.change(ID(id), changes, by: principal) }
    }

    func expire(_ id: String, by principal: Principal) async throws {
        _ = try await services.suppressions.expire(ID(id), by: principal)
    }

    func preview(_ body: [UInt8], by principal: Principal) async throws -> JSON {
        let wanted = try wanted(body, by: principal)
        return try await pointing { try await services.suppressions.preview(wanted, by: principal) }.json
    }

    /// Without a scope it holds for the asker's own organization; the provider names one, or null for all.
    private func wanted(_ body: [UInt8], by principal: Principal) throws -> SuppressionAdministration.NewSuppression {
        let document = try WriteDocument(
            body, for: SuppressionRecord.resource.description, current: nil,
            settable: ["organization", "security_device"])
        let device = (document.relationships["security_device"] ?? nil).map { ID<SecurityDevice>($0) }
        let organization: ID<Organization>?
        switch document.relationships["organization"] {
        case .some(let id): organization = id.map { ID($0) }
        case nil: organization = device != nil ? nil : principal.organizationID
        }
        return SuppressionAdministration.NewSuppression(
            organizationID: organization, deviceID: device, name: document.text("name") ?? "",
            condition: document.text("condition") ?? "", reason: document.text("reason") ?? "",
            place: document.text("place").flatMap(Suppression.Place.init) ?? .workbench,
            dismisses: document.attributes["dismisses"]?.bool ?? false,
            expiresAt: document.text("expires_at").flatMap { Timestamp($0) })
    }

    /// Faults name the attribute where the document has it.
    private func pointing<Value>(_ act: () async throws -> Value) async throws -> Value {
        do {
            return try await act()
        } catch let error as WorkbenchError where error.code == .invalid {
            throw WorkbenchError(error.code, error.message, field: error.field.map { "/data/attributes/\($0)" })
        }
    }
}

extension SuppressionPreview {
    var json: JSON {
        [
            "days": .integer(Int64(SuppressionPreview.days)), "examined": .integer(Int64(examined)),
            "is_cut": .bool(isCut), "matched": .integer(Int64(matched)), "suppressed": .integer(Int64(suppressed)),
            "dismissed": .integer(Int64(dismissed)),
            "examples": .array(
                examples.map { example in
                    [
                        "vendor_alert_id": .string(example.id.rawValue), "vendor_id": .string(example.vendorID),
                        "kind": .string(example.kind.rawValue), "name": .string(example.content.name),
                        "created_at": JSON(example.createdAt),
                    ]
                }),
            "dismissals": .array(
                dismissals.map { dismissal in
                    [
                        "issue_id": .string(dismissal.issueID), "name": .string(dismissal.issueName),
                        "status": JSON(dismissal.write.status), "note": JSON(dismissal.write.note),
                    ]
                }),
        ]
    }
}
