import Pipeline
import Workbench

struct InvestigationQueries: InvestigationStore {
    let sql: any SQLConnection

    static let table = Table(
        "investigations",
        """
        id organization_id short_link title lead_alert_id is_incident incident_updated_at is_downgrade decision
        close_comment status_updated_at status_updated_by assigned_to analyst_severity attack_lifecycle attack_timing
        attack_vector detection_type open_reason source_reason threat_type lead_description open_summary next_steps
        critical_comment malware_family initial_attack_vector version created_at created_by updated_at updated_by
        """)

    func takeNumber(in organization: ID<Organization>) throws -> Int64 {
        let number = try sql.first(
            """
            INSERT INTO investigation_numbers (organization_id, last) VALUES ($1, 1)
            ON CONFLICT (organization_id) DO UPDATE SET last = investigation_numbers.last + 1
            RETURNING last
            """, [.init(organization)]
        ) { try $0.integer() }
        guard let number else { throw SQLError(.shape, "no number was given out") }
        return number
    }

    func insert(_ investigation: Investigation) throws {
        try sql.execute(Self.table.insert, values(of: investigation))
        try saveText(investigation)
    }

    func update(_ investigation: Investigation) throws {
        let changed = try sql.execute(
            Self.table.update + " AND version = $\(Self.table.columns.count + 1)",
            values(of: investigation) + [.init(investigation.version &- 1)])
        guard changed == 1 else {
            throw WorkbenchError.conflict("Somebody else changed this meanwhile. Look at it again first.")
        }
        try saveText(investigation)
    }

    func find(_ id: ID<Investigation>, scope: AccessScope) throws -> Investigation? {
        let investigation = try sql.first(
            "SELECT \(Self.table.list("t")) FROM investigations t WHERE t.id = $1", [.init(id)], Self.read)
        return investigation.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func list(_ query: ResourceQuery) throws -> Page<Investigation> {
        try ResourceList(.investigations, Self.table, Self.read).page(query, in: sql)
    }

    func alerts(of investigation: ID<Investigation>) throws -> [Alert] {
        try sql.all(
            """
            SELECT \(AlertQueries.table.list("t")) FROM alerts t WHERE t.investigation_id = $1
            ORDER BY t.created_at, t.id
            """, [.init(investigation)], AlertQueries.read)
    }

    private func saveText(_ investigation: Investigation) throws {
        try SearchTexts(sql: sql).save(
            "\(investigation.title)\n\(investigation.shortLink)", owner: investigation.id.rawValue)
    }
}

extension InvestigationQueries {
    private func values(of investigation: Investigation) -> [SQLValue] {
        let course: [SQLValue] = [
            .init(investigation.id), .init(investigation.organizationID), .text(investigation.shortLink),
            .text(investigation.title), .init(investigation.leadAlertID), .init(investigation.isIncident),
            .init(milliseconds: investigation.incidentUpdatedAt), .init(investigation.isDowngrade),
            .init(investigation.decision), .init(investigation.closeComment),
            .init(milliseconds: investigation.statusUpdatedAt), .init(investigation.statusUpdatedBy),
            .init(investigation.assignedTo),
        ]
        let making: [SQLValue] = [
            .init(investigation.version), .init(milliseconds: investigation.createdAt), .init(investigation.createdBy),
            .init(milliseconds: investigation.updatedAt), .init(investigation.updatedBy),
        ]
        return course + values(of: investigation.assessment) + making
    }

    private func values(of assessment: Investigation.Assessment) -> [SQLValue] {
        [
            .init(assessment.analystSeverity), .init(assessment.attackLifecycle), .init(assessment.attackTiming),
            .init(assessment.attackVector), .init(assessment.detectionType), .init(assessment.openReason),
            .init(assessment.sourceReason), .init(assessment.threatType), .init(assessment.leadDescription),
            .init(assessment.openSummary), .init(assessment.nextSteps), .init(assessment.criticalComment),
            .init(assessment.malwareFamily), .init(assessment.initialAttackVector),
        ]
    }

    static func read(_ row: inout SQLRow) throws -> Investigation {
        Investigation(
            id: try row.id(), organizationID: try row.id(), shortLink: try row.text(), title: try row.text(),
            leadAlertID: try row.optionalID(), isIncident: try row.flag(),
            incidentUpdatedAt: try row.optionalMilliseconds(), isDowngrade: try row.flag(),
            decision: try row.optionalWord(), closeComment: try row.optionalText(),
            statusUpdatedAt: try row.optionalMilliseconds(), statusUpdatedBy: try row.optionalID(),
            assignedTo: try row.optionalID(), assessment: try readAssessment(&row), version: try row.integer(),
            createdAt: try row.milliseconds(), createdBy: try row.id(), updatedAt: try row.milliseconds(),
            updatedBy: try row.id())
    }

    private static func readAssessment(_ row: inout SQLRow) throws -> Investigation.Assessment {
        var assessment = Investigation.Assessment()
        assessment.analystSeverity = try row.optionalWord()
        assessment.attackLifecycle = try row.optionalWord()
        assessment.attackTiming = try row.optionalWord()
        assessment.attackVector = try row.optionalWord()
        assessment.detectionType = try row.optionalWord()
        assessment.openReason = try row.optionalWord()
        assessment.sourceReason = try row.optionalWord()
        assessment.threatType = try row.optionalWord()
        assessment.leadDescription = try row.optionalText()
        assessment.openSummary = try row.optionalText()
        assessment.nextSteps = try row.optionalText()
        assessment.criticalComment = try row.optionalText()
        assessment.malwareFamily = try row.optionalText()
        assessment.initialAttackVector = try row.optionalText()
        return assessment
    }
}
