import Pipeline
import Workbench

extension InvestigationQueries {
    private static let histories = Table(
        "investigation_histories",
        "id investigation_id organization_id action is_incident actor_id assigned_to value created_at")
    private static let findings = Table(
        "investigation_findings",
        """
        id investigation_id organization_id title words place deleted_at created_at created_by updated_at updated_by
        """)
    private static let findingHistories = Table(
        "investigation_finding_histories",
        "id finding_id investigation_id organization_id action actor_id value created_at")

    /// Its place keeps entries of one moment in the order in which they were made.
    func insert(_ history: InvestigationHistory) throws {
        try sql.execute(
            Self.histories.insert(
                computing: "place",
                as: """
                    SELECT COALESCE(MAX(h.place), 0) + 1 FROM investigation_histories h WHERE h.investigation_id = $2
                    """),
            [
                .init(history.id), .init(history.investigationID), .init(history.organizationID),
                .init(history.action), .init(history.isIncident), .init(history.actorID), .init(history.assignedTo),
                .text(history.value.text), .init(milliseconds: history.createdAt),
            ])
    }

    func history(of investigation: ID<Investigation>) throws -> [InvestigationHistory] {
        try sql.all(
            """
            SELECT \(Self.histories.list("t")) FROM investigation_histories t WHERE t.investigation_id = $1
            ORDER BY t.place
            """, [.init(investigation)], Self.readHistory)
    }

    func listHistories(_ query: ResourceQuery) throws -> Page<InvestigationHistory> {
        try ResourceList(.investigationHistories, Self.histories, Self.readHistory).page(query, in: sql)
    }

    private static func readHistory(_ row: inout SQLRow) throws -> InvestigationHistory {
        InvestigationHistory(
            id: try row.id(), investigationID: try row.id(), organizationID: try row.id(), action: try row.word(),
            isIncident: try row.flag(), actorID: try row.id(), assignedTo: try row.optionalID(),
            value: try row.freeJSON(), createdAt: try row.milliseconds())
    }

    func insert(_ finding: InvestigationFinding) throws {
        try sql.execute(Self.findings.insert, values(of: finding))
    }

    func update(_ finding: InvestigationFinding) throws {
        let changed = try sql.execute(Self.findings.update, values(of: finding))
        guard changed == 1 else { throw WorkbenchError.notFound("finding") }
    }

    func finding(_ id: ID<InvestigationFinding>, scope: AccessScope) throws -> InvestigationFinding? {
        let finding = try sql.first(
            "SELECT \(Self.findings.list("t")) FROM investigation_findings t WHERE t.id = $1", [.init(id)],
            Self.readFinding)
        return finding.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func findings(of investigation: ID<Investigation>) throws -> [InvestigationFinding] {
        try sql.all(
            """
            SELECT \(Self.findings.list("t")) FROM investigation_findings t
            WHERE t.investigation_id = $1 AND t.deleted_at IS NULL
            ORDER BY t.place, t.created_at, t.id
            """, [.init(investigation)], Self.readFinding)
    }

    func listFindings(_ query: ResourceQuery) throws -> Page<InvestigationFinding> {
        var present = query
        present.filter = .all([.isNull("deleted_at"), query.filter])
        return try ResourceList(.investigationFindings, Self.findings, Self.readFinding).page(present, in: sql)
    }

    private func values(of finding: InvestigationFinding) -> [SQLValue] {
        [
            .init(finding.id), .init(finding.investigationID), .init(finding.organizationID), .text(finding.title),
            .text(finding.text), .init(finding.rank), .init(milliseconds: finding.deletedAt),
            .init(milliseconds: finding.createdAt), .init(finding.createdBy),
            .init(milliseconds: finding.updatedAt), .init(finding.updatedBy),
        ]
    }

    private static func readFinding(_ row: inout SQLRow) throws -> InvestigationFinding {
        InvestigationFinding(
            id: try row.id(), investigationID: try row.id(), organizationID: try row.id(), title: try row.text(),
            text: try row.text(), rank: try row.integer(), deletedAt: try row.optionalMilliseconds(),
            createdAt: try row.milliseconds(), createdBy: try row.id(), updatedAt: try row.milliseconds(),
            updatedBy: try row.id())
    }

    func insert(_ history: InvestigationFindingHistory) throws {
        try sql.execute(
            Self.findingHistories.insert,
            [
                .init(history.id), .init(history.findingID), .init(history.investigationID),
                .init(history.organizationID), .init(history.action), .init(history.actorID),
                .text(history.value.text), .init(milliseconds: history.createdAt),
            ])
    }

    func findingHistory(of investigation: ID<Investigation>) throws -> [InvestigationFindingHistory] {
        try sql.all(
            """
            SELECT \(Self.findingHistories.list("t")) FROM investigation_finding_histories t
            WHERE t.investigation_id = $1 ORDER BY t.created_at, t.id
            """, [.init(investigation)], Self.readFindingHistory)
    }

    func listFindingHistories(_ query: ResourceQuery) throws -> Page<InvestigationFindingHistory> {
        try ResourceList(.investigationFindingHistories, Self.findingHistories, Self.readFindingHistory)
            .page(query, in: sql)
    }

    private static func readFindingHistory(_ row: inout SQLRow) throws -> InvestigationFindingHistory {
        InvestigationFindingHistory(
            id: try row.id(), findingID: try row.id(), investigationID: try row.id(), organizationID: try row.id(),
            action: try row.word(), actorID: try row.id(), value: try row.freeJSON(),
            createdAt: try row.milliseconds())
    }
}
