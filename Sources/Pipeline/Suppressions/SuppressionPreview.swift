import Detection
import Workbench

/// What a suppression would have done to what is stored.
public struct SuppressionPreview: Hashable, Sendable {
    /// How far back it looks.
    public static let days = 30
    /// The most vendor alerts it looks at, newest first.
    public static let limit = 20_000
    /// The most examples and dismissals that are listed; the counts are of all.
    public static let listed = 20

    /// How many vendor alerts were looked at.
    public var examined = 0
    /// True when there were more than `limit`.
    public var isCut = false
    /// How many the condition meets.
    public var matched = 0
    /// How many of these a detection rule finds: what would have been suppressed.
    public var suppressed = 0
    /// Issues that would have been dismissed in the vendor's console.
    public var dismissed = 0
    /// The newest that the condition meets.
    public var examples: [VendorAlert] = []
    public var dismissals: [WritePreview] = []

    public init() {}
}

extension SuppressionAdministration {
    /// What it would have matched in the last 30 days, and which issues it would dismiss. Nothing is changed.
    ///
    /// - Throws: as `add`, but for the name and the reason, which a preview does not need.
    public func preview(_ new: NewSuppression, by principal: Principal) async throws -> SuppressionPreview {
        let time = clock()
        let condition = try EventCondition(new.condition)
        let draft = Suppression(
            id: .make(at: time), organizationID: new.organizationID, deviceID: new.deviceID, name: new.name,
            condition: new.condition, reason: new.reason, place: new.place, dismisses: new.dismisses,
            createdBy: principal.actorID, updatedBy: principal.actorID, createdAt: time, updatedAt: time)
        let pack = rules.pack
        return try await store.read { tx in
            let suppression = try SuppressionAdministration.placed(draft, by: principal, in: tx)
            var preview = SuppressionPreview()
            try SuppressionAdministration.eachRecent(for: suppression, by: principal, at: time, in: tx) { vendorAlert in
                guard preview.examined < SuppressionPreview.limit else {
                    preview.isCut = true
                    return false
                }
                preview.examined += 1
                guard condition.matches(vendorAlert.event) else { return true }
                preview.matched += 1
                if preview.examples.count < SuppressionPreview.listed { preview.examples.append(vendorAlert) }
                guard pack.detect(vendorAlert.event) != nil else { return true }
                preview.suppressed += 1
                guard let write = try dismissal(of: vendorAlert, by: suppression, in: tx) else { return true }
                preview.dismissed += 1
                if preview.dismissals.count < SuppressionPreview.listed { preview.dismissals.append(write) }
                return true
            }
            return preview
        }
    }

    /// Nil when it writes nothing that ends the issue.
    private func dismissal(of issue: VendorAlert, by suppression: Suppression, in tx: any Transaction) throws
        -> WritePreview?
    {
        guard issue.kind.isIssue, issue.state?.isLive ?? true,
            let device = try tx.devices.find(issue.deviceID, scope: .everything), device.writesBack,
            let integration = integrations[device.vendor]
        else { return nil }
        let event: WorkflowEvent.Kind =
            suppression.place == .workbench ? .alertSuppressedInWorkbench : .alertSuppressedByDetection
        let context = SyncContext(kind: issue.kind, suppressionDismisses: suppression.dismisses)
        let note = SyncNote(headline: "Suppressed in Watchfloor.", details: [suppression.words])
        guard let intent = policy.intent(for: event, in: context, note: note), intent.isDismissal else { return nil }
        return WritePreview(
            issueName: issue.content.name, issueID: issue.vendorID,
            write: integration.plan(intent, kind: issue.kind, marker: "…"))
    }

    /// The vendor alerts in a suppression's scope, newest first, until the body has enough.
    private static func eachRecent(
        for suppression: Suppression, by principal: Principal, at time: Timestamp, in tx: any Transaction,
        _ body: (VendorAlert) throws -> Bool
    ) throws {
        var parts = [
            ResourceFilter.compare(
                "created_at", .greater, .time(time.adding(seconds: -86_400 * Double(SuppressionPreview.days))))
        ]
        if let device = suppression.deviceID {
            parts.append(.compare(FieldPath(["security_device"], "id"), .equal, .text(device.rawValue)))
        }
        var query = ResourceQuery(
            scope: suppression.organizationID.map { AccessScope.organization($0) } ?? principal.scope,
            filter: .all(parts),
            sort: [SortKey("created_at", isDescending: true)], limit: 500)
        while true {
            let page = try tx.vendorAlerts.list(query)
            for vendorAlert in page.rows {
                guard try body(vendorAlert) else { return }
            }
            guard let next = page.next else { return }
            query.cursor = next
        }
    }
}
