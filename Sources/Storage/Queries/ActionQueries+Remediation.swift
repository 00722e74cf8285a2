import Pipeline
import Workbench

extension ActionQueries {
    private static let remediations = Table(
        "remediation_actions",
        """
        id organization_id investigation_id device_id kind action comment template_name edition status
        status_updated_at close_reason assigned_to deleted_at version created_at created_by updated_at updated_by
        """)
    private static let remediationHistories = Table(
        "remediation_action_histories",
        "id action_id organization_id investigation_id device_id action kind actor_id assigned_to value created_at")

    func insert(_ action: RemediationAction) throws {
        try sql.execute(Self.remediations.insert, values(of: action))
    }

    func update(_ action: RemediationAction) throws {
        let changed = try sql.execute(
            Self.remediations.update + " AND version = $\(Self.remediations.columns.count + 1)",
            values(of: action) + [.init(action.version &- 1)])
        guard changed == 1 else { throw Self.stale }
    }

    func remediationAction(_ id: ID<RemediationAction>, scope: AccessScope) throws -> RemediationAction? {
        let action = try sql.first(
            "SELECT \(Self.remediations.list("t")) FROM remediation_actions t WHERE t.id = $1", [.init(id)],
            Self.readRemediation)
        return action.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func remediationActions(of investigation: ID<Investigation>) throws -> [RemediationAction] {
        try sql.all(
            """
            SELECT \(Self.remediations.list("t")) FROM remediation_actions t
            WHERE t.investigation_id = $1 AND t.deleted_at IS NULL ORDER BY t.created_at, t.id
            """, [.init(investigation)], Self.readRemediation)
    }

    func listRemediationActions(_ query: ResourceQuery) throws -> Page<RemediationAction> {
        try ResourceList(.remediationActions, Self.remediations, Self.readRemediation).page(query, in: sql)
    }

    func insert(_ history: RemediationActionHistory) throws {
        try sql.execute(
            Self.remediationHistories.insert,
            [
                .init(history.id), .init(history.remediationActionID), .init(history.organizationID),
                .init(history.investigationID), .init(history.deviceID), .init(history.action), .init(history.kind),
                .init(history.actorID), .init(history.assignedTo), .text(history.value.text),
                .init(milliseconds: history.createdAt),
            ])
    }

    func history(of action: ID<RemediationAction>) throws -> [RemediationActionHistory] {
        try sql.all(
            """
            SELECT \(Self.remediationHistories.list("t")) FROM remediation_action_histories t WHERE t.action_id = $1
            ORDER BY t.created_at, t.id
            """, [.init(action)], Self.readRemediationHistory)
    }

    func listRemediationActionHistories(_ query: ResourceQuery) throws -> Page<RemediationActionHistory> {
        try ResourceList(.remediationActionHistories, Self.remediationHistories, Self.readRemediationHistory)
            .page(query, in: sql)
    }

    private func values(of action: RemediationAction) -> [SQLValue] {
        [
            .init(action.id), .init(action.organizationID), .init(action.investigationID), .init(action.deviceID),
            .init(action.content.kind), .init(action.content.action), .init(action.content.comment),
            .init(action.content.templateName), .init(action.content.edition), .init(action.status),
            .init(milliseconds: action.statusUpdatedAt), .init(action.content.closeReason),
            .init(action.assignedTo), .init(milliseconds: action.deletedAt), .init(action.version),
            .init(milliseconds: action.createdAt), .init(action.createdBy), .init(milliseconds: action.updatedAt),
            .init(action.updatedBy),
        ]
    }

    private static func readRemediation(_ row: inout SQLRow) throws -> RemediationAction {
        let id: ID<RemediationAction> = try row.id()
        let organization: ID<Organization> = try row.id()
        let investigation: ID<Investigation> = try row.id()
        let device: ID<SecurityDevice>? = try row.optionalID()
        var content = RemediationAction.Content(
            kind: try row.optionalWord(), action: try row.optionalText(), comment: try row.optionalText(),
            templateName: try row.optionalText(), edition: try row.word())
        let status: RemediationAction.Status = try row.word()
        let statusUpdatedAt = try row.optionalMilliseconds()
        content.closeReason = try row.optionalText()
        return RemediationAction(
            id: id, organizationID: organization, investigationID: investigation, deviceID: device, status: status,
            statusUpdatedAt: statusUpdatedAt, content: content, assignedTo: try row.optionalID(),
            deletedAt: try row.optionalMilliseconds(), version: try row.integer(), createdAt: try row.milliseconds(),
            createdBy: try row.id(), updatedAt: try row.milliseconds(), updatedBy: try row.id())
    }

    private static func readRemediationHistory(_ row: inout SQLRow) throws -> RemediationActionHistory {
        RemediationActionHistory(
            id: try row.id(), remediationActionID: try row.id(), organizationID: try row.id(),
            investigationID: try row.id(), deviceID: try row.optionalID(), action: try row.word(),
            kind: try row.optionalWord(), actorID: try row.id(), assignedTo: try row.optionalID(),
            value: try row.freeJSON(), createdAt: try row.milliseconds())
    }
}
