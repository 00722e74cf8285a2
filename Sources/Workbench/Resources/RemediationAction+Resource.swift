/// A remediation action with what the API counts beside it.
public struct RemediationActionRecord: Hashable, Sendable {
    public var action: RemediationAction
    public var assetCounts: [RemediationAsset.Status: Int]

    public init(_ action: RemediationAction, assetCounts: [RemediationAsset.Status: Int] = [:]) {
        self.action = action
        self.assetCounts = assetCounts
    }

    public static let resource = Resource<RemediationActionRecord>(
        "remediation_actions", summary: "One thing that is to be done to end a threat.", id: \.action.id.rawValue,
        attributes: [
            .init(
                "action_type", .enumeration(RemediationAction.Kind.allCases.map(\.rawValue)),
                [.nullable, .writable, .queryable]
            ) { JSON($0.action.content.kind?.rawValue) },
            .init("action", .string, [.nullable, .writable, .queryable]) { JSON($0.action.content.action) },
            .init("comment", .string, [.nullable, .writable, .queryable]) { JSON($0.action.content.comment) },
            .init("close_reason", .string, [.nullable, .writable, .queryable]) { JSON($0.action.content.closeReason) },
            .init("template_name", .string, [.nullable, .writable, .queryable]) {
                JSON($0.action.content.templateName)
            },
            .init(
                "status", .enumeration(RemediationAction.Status.allCases.map(\.rawValue)), [.writable, .queryable]
            ) { .string($0.action.status.rawValue) },
            .init("status_updated_at", .timestamp, [.nullable, .queryable]) { JSON($0.action.statusUpdatedAt) },
            .init(
                "version", .enumeration(RemediationAction.Edition.allCases.map(\.rawValue)), [.writable, .queryable]
            ) { .string($0.action.content.edition.rawValue) },
            .init("asset_state_counts", .object, .nullable) { record in
                .object(
                    Dictionary(
                        RemediationAsset.Status.allCases.map {
                            ($0.rawValue, JSON.integer(Int64(record.assetCounts[$0] ?? 0)))
                        }, uniquingKeysWith: { first, _ in first }))
            },
            .init("created_at", .timestamp, .queryable) { JSON($0.action.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.action.updatedAt) },
            .init("deleted_at", .timestamp, [.nullable, .queryable]) { JSON($0.action.deletedAt) },
            .init("properties", .object, []) { ["version": .integer($0.action.version)] },
            .fixed("can_automate", .boolean, false), .fixed("can_automate_completely", .boolean, false),
            .fixed("cannot_automate_reason", .enumeration(unautomated), "ACTION_NOT_SUPPORTED"),
        ],
        relationships: [
            .one("organization", to: "organizations", isReadOnly: true) { $0.action.organizationID.rawValue },
            .one("investigation", to: "investigations") { $0.action.investigationID.rawValue },
            .one("security_device", to: "security_devices") { $0.action.deviceID?.rawValue },
            .one("assigned_to_actor", to: "actors") { $0.action.assignedTo?.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.action.createdBy.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.action.updatedBy.rawValue },
            .many("remediation_action_assets", to: "remediation_action_assets", inverse: "remediation_action"),
            .many(
                "remediation_action_histories", to: "remediation_action_histories", inverse: "remediation_action"),
        ])

    /// Why a program does not carry something out: here none does.
    static var unautomated: [String] {
        [
            "DEVICE_ID_MISSING", "ACTION_NOT_SUPPORTED", "DEVICE_NOT_SUPPORTED", "FEATURE_FLAG_ACTION_DISABLED",
            "FEATURE_FLAG_VENDOR_NOT_ALLOWED", "CUSTOMER_CONFIG_DISABLED", "ALLOWED_ASSETS_EMPTY",
            "ASSETS_NOT_ALLOWED", "RED_TEAM_INVESTIGATION", "ASSET_NOT_APPLICABLE",
        ]
    }
}

extension RemediationActionHistory {
    public static let resource = Resource<RemediationActionHistory>(
        "remediation_action_histories", summary: "One entry of a remediation action's history.", id: \.id.rawValue,
        attributes: [
            .init("action", .enumeration(Action.allCases.map(\.rawValue)), [.nullable, .queryable]) {
                .string($0.action.rawValue)
            },
            .init(
                "action_type", .enumeration(RemediationAction.Kind.allCases.map(\.rawValue)), [.nullable, .queryable]
            ) { JSON($0.kind?.rawValue) },
            .init("value", .object, .nullable) { $0.value },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .fixed("can_automate", .boolean, false),
        ],
        relationships: [
            .one("remediation_action", to: "remediation_actions") { $0.remediationActionID.rawValue },
            .one("investigation", to: "investigations") { $0.investigationID.rawValue },
            .one("security_device", to: "security_devices") { $0.deviceID?.rawValue },
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("assigned_to_actor", to: "actors") { $0.assignedTo?.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
        ])
}

extension RemediationAsset {
    public static let resource = Resource<RemediationAsset>(
        "remediation_action_assets", summary: "One thing that a remediation action is about.", id: \.id.rawValue,
        attributes: [
            .init("asset_type", .enumeration(Kind.allCases.map(\.rawValue)), [.writable, .queryable]) {
                .string($0.kind.rawValue)
            },
            .init("category", .enumeration(Category.allCases.map(\.rawValue)), [.nullable, .writable, .queryable]) {
                JSON($0.category?.rawValue)
            },
            .init("value", .any, .writable) { $0.value },
            .init("status", .enumeration(Status.allCases.map(\.rawValue)), [.writable, .queryable]) {
                .string($0.status.rawValue)
            },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
            .fixed("automate_revert", .boolean, false), .fixed("automate_status", .enumeration(automation)),
            .fixed("automate_status_updated_at", .timestamp), .fixed("automate_task_error", .object),
            .fixed("automate_task_id", .string), .fixed("automate_task_result_id", .string),
            .fixed("automate_task_results", .object),
            .fixed(
                "cannot_automate_reason", .enumeration(RemediationActionRecord.unautomated), "ACTION_NOT_SUPPORTED"),
        ],
        relationships: [
            .one("remediation_action", to: "remediation_actions") { $0.actionID.rawValue },
            .one("investigation", to: "investigations", isReadOnly: true) { $0.investigationID.rawValue },
            .one("security_device", to: "security_devices") { $0.deviceID?.rawValue },
            .one("organization", to: "organizations", isReadOnly: true) { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.createdBy.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.updatedBy.rawValue },
            .many(
                "remediation_action_asset_histories", to: "remediation_action_asset_histories",
                inverse: "remediation_action_asset"),
        ])

    static var automation: [String] {
        ["NEW", "CREATED", "STARTING", "VERIFYING", "COMPLETED", "FAILED", "AWAITING_CHECKS"]
    }
}

extension RemediationAssetHistory {
    public static let resource = Resource<RemediationAssetHistory>(
        "remediation_action_asset_histories", summary: "One entry of an asset's history.", id: \.id.rawValue,
        attributes: [
            .init("action", .enumeration(Action.allCases.map(\.rawValue)), .queryable) { .string($0.action.rawValue) },
            .init(
                "action_type", .enumeration(RemediationAction.Kind.allCases.map(\.rawValue)), [.nullable, .queryable]
            ) { JSON($0.actionKind?.rawValue) },
            .init("asset_type", .enumeration(RemediationAsset.Kind.allCases.map(\.rawValue)), .queryable) {
                .string($0.assetKind.rawValue)
            },
            .init("status", .enumeration(RemediationAsset.Status.allCases.map(\.rawValue)), .queryable) {
                .string($0.status.rawValue)
            },
            .init("value", .object, .nullable) { $0.value },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .fixed("automate_revert", .boolean, false),
            .fixed("automate_status", .enumeration(RemediationAsset.automation)),
        ],
        relationships: [
            .one("remediation_action_asset", to: "remediation_action_assets") { $0.assetID.rawValue },
            .one("remediation_action", to: "remediation_actions") { $0.actionID.rawValue },
            .one("investigation", to: "investigations") { $0.investigationID.rawValue },
            .one("security_device", to: "security_devices") { $0.deviceID?.rawValue },
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
        ])
}
