/// An investigative action with what the API counts beside it.
public struct InvestigativeActionRecord: Hashable, Sendable {
    public var action: InvestigativeAction
    public var fileCount: Int
    /// Bytes of the file that holds the outcome; zero while there is none.
    public var resultSize: Int64

    public init(_ action: InvestigativeAction, fileCount: Int = 0, resultSize: Int64 = 0) {
        self.action = action
        self.fileCount = fileCount
        self.resultSize = resultSize
    }

    public static let resource = Resource<InvestigativeActionRecord>(
        "investigative_actions",
        summary: "One step of looking into an alert or an investigation, by a person, the customer or a program.",
        id: \.action.id.rawValue, attributes: known + outcome + unknown,
        relationships: [
            .one("organization", to: "organizations", isReadOnly: true) { $0.action.organizationID.rawValue },
            .one("investigation", to: "investigations") { $0.action.investigationID?.rawValue },
            .one("expel_alert", to: "expel_alerts") { $0.action.alertID?.rawValue },
            .one("security_device", to: "security_devices") { $0.action.deviceID?.rawValue },
            .one("depends_on_investigative_action", to: "investigative_actions") { $0.action.dependsOn?.rawValue },
            .one("assigned_to_actor", to: "actors") { $0.action.assignedTo?.rawValue },
            .one("analysis_assigned_to_actor", to: "actors") { $0.action.analysisAssignedTo?.rawValue },
            .one("classified_by_actor", to: "actors", isReadOnly: true) { $0.action.classifiedBy?.rawValue },
            .one("result_file", to: "files") { $0.action.resultFileID?.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.action.createdBy.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.action.updatedBy.rawValue },
            .many("files", to: "files", inverse: "investigative_actions"),
            .many(
                "dependent_investigative_actions", to: "investigative_actions",
                inverse: "depends_on_investigative_action"),
            .many(
                "investigative_action_histories", to: "investigative_action_histories",
                inverse: "investigative_action"),
        ])

    private static var known: [Resource<InvestigativeActionRecord>.Attribute] {
        [
            .init("title", .string, [.writable, .queryable]) { .string($0.action.content.title) },
            .init("reason", .string, [.writable, .queryable]) { .string($0.action.content.reason) },
            .init(
                "action_type", .enumeration(InvestigativeAction.Kind.allCases.map(\.rawValue)),
                [.writable, .queryable]
            ) { .string($0.action.kind.rawValue) },
            .init(
                "status", .enumeration(InvestigativeAction.Status.allCases.map(\.rawValue)), [.writable, .queryable]
            ) { .string($0.action.status.rawValue) },
            .init("status_updated_at", .timestamp, [.nullable, .queryable]) { JSON($0.action.statusUpdatedAt) },
            .init("instructions", .string, [.nullable, .writable, .queryable]) { JSON($0.action.content.instructions) },
            .init("capability_name", .string, [.nullable, .writable, .queryable]) {
                JSON($0.action.content.capability)
            },
            .init("input_args", .object, [.nullable, .writable]) { $0.action.content.inputArguments ?? .null },
            .init("rank", .number, [.writable, .queryable]) { .integer($0.action.content.rank) },
            .init("robot_action", .boolean, .queryable) { .bool($0.action.isRobot) },
            .init("created_at", .timestamp, .queryable) { JSON($0.action.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.action.updatedAt) },
            .init("deleted_at", .timestamp, [.nullable, .queryable]) { JSON($0.action.deletedAt) },
        ]
    }

    private static var outcome: [Resource<InvestigativeActionRecord>.Attribute] {
        [
            .init("results", .string, [.nullable, .writable, .queryable]) { JSON($0.action.content.results) },
            .init("result_task_id", .string, [.nullable, .queryable]) { JSON($0.action.resultFileID?.rawValue) },
            .init("result_byte_size", .number) { .integer($0.resultSize) },
            .init("files_count", .number, .queryable) { .integer(Int64($0.fileCount)) },
            .init("tasking_error", .object, [.nullable, .writable]) { $0.action.content.taskingError ?? .null },
            .init(
                "classification", .enumeration(InvestigativeAction.Classification.allCases.map(\.rawValue)),
                [.nullable, .writable, .queryable]
            ) { JSON($0.action.classification?.rawValue) },
            .init("close_reason", .string, [.nullable, .writable, .queryable]) { JSON($0.action.content.closeReason) },
            .init(
                "downgrade_reason", .enumeration(InvestigativeAction.DowngradeReason.allCases.map(\.rawValue)),
                [.nullable, .writable, .queryable]
            ) { JSON($0.action.content.downgradeReason?.rawValue) },
            .init("activity_authorized", .boolean, [.nullable, .writable, .queryable]) {
                $0.action.acknowledgement.map { .bool($0.isAuthorized) } ?? .null
            },
            .init("activity_acknowledged_at", .timestamp, [.nullable, .writable, .queryable]) {
                JSON($0.action.acknowledgement?.at)
            },
            .init("activity_acknowledged_by", .string, [.nullable, .writable, .queryable]) {
                JSON($0.action.acknowledgement?.by)
            },
            .init("activity_verified_by", .string, [.nullable, .writable, .queryable]) { JSON($0.action.verifiedBy) },
            .init("properties", .object, []) { ["version": .integer($0.action.version)] },
        ]
    }

    private static var unknown: [Resource<InvestigativeActionRecord>.Attribute] {
        [
            .fixed("content_driven_results", .object), .fixed("taskability_action_id", .string),
            .fixed("workflow_job_id", .string), .fixed("workflow_name", .string),
        ]
    }
}

extension InvestigativeActionHistory {
    public static let resource = Resource<InvestigativeActionHistory>(
        "investigative_action_histories", summary: "One entry of an investigative action's history.",
        id: \.id.rawValue,
        attributes: [
            .init("action", .enumeration(Action.allCases.map(\.rawValue)), [.nullable, .queryable]) {
                JSON($0.action?.rawValue)
            },
            .init("value", .object, .nullable) { $0.value },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .fixed("deleted_at", .timestamp),
        ],
        relationships: [
            .one("investigative_action", to: "investigative_actions") { $0.investigativeActionID.rawValue },
            .one("investigation", to: "investigations") { $0.investigationID?.rawValue },
            .one("expel_alert", to: "expel_alerts") { $0.alertID?.rawValue },
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("assigned_to_actor", to: "actors") { $0.assignedTo?.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.actorID.rawValue },
        ])
}
