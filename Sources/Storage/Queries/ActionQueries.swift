import Pipeline
import Workbench

/// Investigative actions; remediation is beside it.
struct ActionQueries: ActionStore {
    let sql: any SQLConnection

    private static let table = Table(
        "investigative_actions",
        """
        id organization_id investigation_id alert_id device_id depends_on kind status status_updated_at title reason
        instructions capability input_args results result_file_id tasking_error classification classified_by
        close_reason downgrade_reason is_authorized acknowledged_at acknowledged_by verified_by assigned_to
        analysis_assigned_to place is_robot deleted_at version created_at created_by updated_at updated_by
        """)
    private static let histories = Table(
        "investigative_action_histories",
        "id action_id organization_id investigation_id alert_id action actor_id assigned_to value created_at")

    static var stale: WorkbenchError {
        .conflict("Somebody else changed this meanwhile. Look at it again first.")
    }

    func insert(_ action: InvestigativeAction) throws {
        try sql.execute(Self.table.insert, values(of: action))
    }

    func update(_ action: InvestigativeAction) throws {
        let changed = try sql.execute(
            Self.table.update + " AND version = $\(Self.table.columns.count + 1)",
            values(of: action) + [.init(action.version &- 1)])
        guard changed == 1 else { throw Self.stale }
    }

    func investigativeAction(_ id: ID<InvestigativeAction>, scope: AccessScope) throws -> InvestigativeAction? {
        let action = try sql.first(
            "SELECT \(Self.table.list("t")) FROM investigative_actions t WHERE t.id = $1", [.init(id)], Self.read)
        return action.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func investigativeActions(of investigation: ID<Investigation>) throws -> [InvestigativeAction] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM investigative_actions t
            WHERE t.investigation_id = $1 AND t.deleted_at IS NULL ORDER BY t.place, t.created_at, t.id
            """, [.init(investigation)], Self.read)
    }

    func investigativeActions(of alert: ID<Alert>) throws -> [InvestigativeAction] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM investigative_actions t
            WHERE t.alert_id = $1 AND t.deleted_at IS NULL ORDER BY t.place, t.created_at, t.id
            """, [.init(alert)], Self.read)
    }

    func listInvestigativeActions(_ query: ResourceQuery) throws -> Page<InvestigativeAction> {
        try ResourceList(.investigativeActions, Self.table, Self.read).page(query, in: sql)
    }

    func investigativeActionCounts(of alerts: [ID<Alert>]) throws -> [ID<Alert>: Int] {
        guard !alerts.isEmpty else { return [:] }
        let found = try sql.all(
            """
            SELECT t.alert_id, COUNT(*) FROM investigative_actions t
            WHERE t.alert_id IN \(sql.dialect.list("$1")) AND t.deleted_at IS NULL GROUP BY t.alert_id
            """, [try .init(json: alerts.map(\.rawValue))]
        ) { row -> (ID<Alert>, Int) in (try row.id(), try row.int()) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    func newestInvestigativeActions(of investigations: [ID<Investigation>]) throws
        -> [ID<Investigation>: ID<InvestigativeAction>]
    {
        guard !investigations.isEmpty else { return [:] }
        // Ids sort by the time at which they were made, but a caller may have chosen one.
        let found = try sql.all(
            """
            SELECT t.investigation_id, t.id FROM investigative_actions t
            WHERE t.investigation_id IN \(sql.dialect.list("$1")) AND t.deleted_at IS NULL
            ORDER BY t.created_at, t.id
            """, [try .init(json: investigations.map(\.rawValue))]
        ) { row -> (ID<Investigation>, ID<InvestigativeAction>) in (try row.id(), try row.id()) }
        return Dictionary(found, uniquingKeysWith: { _, last in last })
    }

    func insert(_ history: InvestigativeActionHistory) throws {
        try sql.execute(
            Self.histories.insert,
            [
                .init(history.id), .init(history.investigativeActionID), .init(history.organizationID),
                .init(history.investigationID), .init(history.alertID), .init(history.action),
                .init(history.actorID), .init(history.assignedTo), .text(history.value.text),
                .init(milliseconds: history.createdAt),
            ])
    }

    func history(of action: ID<InvestigativeAction>) throws -> [InvestigativeActionHistory] {
        try sql.all(
            """
            SELECT \(Self.histories.list("t")) FROM investigative_action_histories t WHERE t.action_id = $1
            ORDER BY t.created_at, t.id
            """, [.init(action)], Self.readHistory)
    }

    func listInvestigativeActionHistories(_ query: ResourceQuery) throws -> Page<InvestigativeActionHistory> {
        try ResourceList(.investigativeActionHistories, Self.histories, Self.readHistory).page(query, in: sql)
    }

    private func values(of action: InvestigativeAction) -> [SQLValue] {
        let content = action.content
        let answer = action.acknowledgement
        return [
            .init(action.id), .init(action.organizationID), .init(action.investigationID), .init(action.alertID),
            .init(action.deviceID), .init(action.dependsOn), .init(action.kind), .init(action.status),
            .init(milliseconds: action.statusUpdatedAt), .text(content.title), .text(content.reason),
            .init(content.instructions), .init(content.capability), .init(content.inputArguments?.text),
            .init(content.results), .init(action.resultFileID), .init(content.taskingError?.text),
            .init(action.classification), .init(action.classifiedBy), .init(content.closeReason),
            .init(content.downgradeReason), answer.map { .init($0.isAuthorized) } ?? .null,
            .init(milliseconds: answer?.at), .init(answer?.by), .init(action.verifiedBy), .init(action.assignedTo),
            .init(action.analysisAssignedTo), .init(content.rank), .init(action.isRobot),
            .init(milliseconds: action.deletedAt), .init(action.version), .init(milliseconds: action.createdAt),
            .init(action.createdBy), .init(milliseconds: action.updatedAt), .init(action.updatedBy),
        ]
    }

    private static func read(_ row: inout SQLRow) throws -> InvestigativeAction {
        var action = InvestigativeAction(
            id: try row.id(), organizationID: try row.id(), investigationID: try row.optionalID(),
            alertID: try row.optionalID(), deviceID: try row.optionalID(), dependsOn: try row.optionalID(),
            kind: try row.word(), status: try row.word(), statusUpdatedAt: try row.optionalMilliseconds(),
            content: .init(
                title: try row.text(), reason: try row.text(), instructions: try row.optionalText(),
                capability: try row.optionalText(), inputArguments: try row.optionalFreeJSON(),
                results: try row.optionalText()),
            resultFileID: try row.optionalID(), createdAt: Timestamp(milliseconds: 0), createdBy: Actor.system,
            updatedAt: Timestamp(milliseconds: 0), updatedBy: Actor.system)
        action.content.taskingError = try row.optionalFreeJSON()
        action.classification = try row.optionalWord()
        action.classifiedBy = try row.optionalID()
        action.content.closeReason = try row.optionalText()
        action.content.downgradeReason = try row.optionalWord()
        action.acknowledgement = try readAnswer(&row)
        action.verifiedBy = try row.optionalText()
        action.assignedTo = try row.optionalID()
        action.analysisAssignedTo = try row.optionalID()
        action.content.rank = try row.integer()
        action.isRobot = try row.flag()
        action.deletedAt = try row.optionalMilliseconds()
        action.version = try row.integer()
        action.createdAt = try row.milliseconds()
        action.createdBy = try row.id()
        action.updatedAt = try row.milliseconds()
        action.updatedBy = try row.id()
        return action
    }

    private static func readAnswer(_ row: inout SQLRow) throws -> InvestigativeAction.Acknowledgement? {
        let isAuthorized = try row.optionalInteger().map { $0 != 0 }
        let time = try row.optionalMilliseconds()
        let name = try row.optionalText()
        guard let isAuthorized, let time, let name else { return nil }
        return .init(isAuthorized: isAuthorized, at: time, by: name)
    }

    private static func readHistory(_ row: inout SQLRow) throws -> InvestigativeActionHistory {
        InvestigativeActionHistory(
            id: try row.id(), investigativeActionID: try row.id(), organizationID: try row.id(),
            investigationID: try row.optionalID(), alertID: try row.optionalID(), action: try row.optionalWord(),
            actorID: try row.id(), assignedTo: try row.optionalID(), value: try row.freeJSON(),
            createdAt: try row.milliseconds())
    }
}
