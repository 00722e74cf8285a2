extension Delivery {
    /// Everything written, or to be written, to a vendor.
    public static let resource = Resource<Delivery>(
        "deliveries",
        summary: "One write to a vendor's issue, and how it went.",
        id: \.id.rawValue,
        attributes: [
            .init("state", .enumeration(Delivery.State.allCases.map(\.rawValue)), .queryable) {
                .string($0.state.rawValue)
            },
            .init("rule", .enumeration(WorkflowEvent.Kind.allCases.map(\.rawValue))) {
                .string($0.intent.rule.rawValue)
            },
            .init("move", .string) { .string(move($0.intent.move)) },
            .init("note", .object, .nullable) { note($0.intent.note) },
            .init("issue_id", .string, .queryable) { .string($0.issueID) },
            .init("kind", .enumeration(VendorAlert.Kind.allCases.map(\.rawValue)), .queryable) {
                .string($0.kind.rawValue)
            },
            .init("attempts", .number, .queryable) { .integer(Int64($0.attempts)) },
            .init("answer", .string, [.nullable, .queryable]) { JSON($0.answer) },
            .init("written", .object, .nullable) { written($0.written) },
            .init("known_state", .object, .nullable) { $0.knownState.map(IssueStateJSON.value) ?? .null },
            .init("conflicting_state", .object, .nullable) {
                $0.conflictingState.map(IssueStateJSON.value) ?? .null
            },
            .init("policy_version", .number, .queryable) { .integer(Int64($0.policyVersion)) },
            .init("not_before", .timestamp, .queryable) { JSON($0.notBefore) },
            .init("finished_at", .timestamp, [.nullable, .queryable]) { JSON($0.finishedAt) },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
        ],
        relationships: [
            .one("alert", to: "expel_alerts") { $0.alertID?.rawValue },
            .one("vendor_alert", to: "vendor_alerts") { $0.vendorAlertID.rawValue },
            .one("security_device", to: "security_devices") { $0.deviceID.rawValue },
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
        ])

    private static func move(_ move: SyncIntent.Move) -> String {
        switch move {
        case .unchanged: "unchanged"
        case .open: "open"
        case .inProgress: "in_progress"
        case .dismiss(let reason): "dismiss_\(reason.rawValue)"
        case .leaveToCustomer: "leave_to_customer"
        case .resolveMalicious: "resolve_malicious"
        }
    }

    private static func note(_ note: SyncNote?) -> JSON {
        guard let note else { return .null }
        return [
            "headline": .string(note.headline), "details": .array(note.details.map(JSON.string)),
            "link": JSON(note.link),
        ]
    }

    private static func written(_ written: WrittenChange?) -> JSON {
        guard let written else { return .null }
        return ["state": written.state.map(IssueStateJSON.value) ?? .null, "note": JSON(written.note)]
    }
}
