import Pipeline
import Workbench

struct DeliveryQueries: DeliveryStore {
    let sql: any SQLConnection

    static let table = Table(
        "deliveries",
        """
        id organization_id device_id alert_id vendor_alert_id issue_id kind event_id actor_id intent policy_version
        known_state state attempts not_before leased_until answer written conflicting_state overrides_conflict created_at
        finished_at updated_at
        """)
    /// With the copies that indexes need.
    private static let saved = Table(
        "deliveries", table.columns.joined(separator: " ") + " is_dismissal is_finished has_moved due_at")

    /// Its place keeps the deliveries of one issue in the order in which they were made.
    func insert(_ delivery: Delivery) throws {
        try sql.execute(
            Self.saved.insert(
                computing: "place",
                as: "SELECT COALESCE(MAX(d.place), 0) + 1 FROM deliveries d WHERE d.device_id = $3 AND d.issue_id = $6"),
            try values(of: delivery))
    }

    func update(_ delivery: Delivery) throws {
        guard try sql.execute(Self.saved.update, try values(of: delivery)) == 1 else {
            throw WorkbenchError.notFound("delivery")
        }
    }

    func find(_ id: ID<Delivery>, scope: AccessScope) throws -> Delivery? {
        let delivery = try sql.first(
            "SELECT \(Self.table.list("t")) FROM deliveries t WHERE t.id = $1", [.init(id)], Self.read)
        return delivery.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    private static let isFirstOfItsIssue = """
        NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.device_id = t.device_id AND e.issue_id = t.issue_id
            AND e.is_finished = 0 AND e.place < t.place)
        """

    func claim(device: ID<SecurityDevice>, now: Timestamp, leaseUntil: Timestamp) throws -> Delivery? {
        let due = try sql.first(
            """
            SELECT \(Self.table.list("t")) FROM deliveries t
            WHERE t.device_id = $1 AND t.is_finished = 0 AND t.due_at <= $2 AND \(Self.isFirstOfItsIssue)
            ORDER BY t.due_at, t.created_at, t.place LIMIT 1\(sql.dialect.claimSuffix)
            """, [.init(device), .init(milliseconds: now)], Self.read)
        guard var claimed = due else { return nil }
        claimed.state = .sending
        claimed.attempts &+= 1
        claimed.leasedUntil = leaseUntil
        claimed.updatedAt = max(now, claimed.updatedAt)
        try update(claimed)
        return claimed
    }

    func nextDue(device: ID<SecurityDevice>) throws -> Timestamp? {
        try sql.first(
            """
            SELECT t.due_at FROM deliveries t
            WHERE t.device_id = $1 AND t.is_finished = 0 AND \(Self.isFirstOfItsIssue)
            ORDER BY t.due_at, t.created_at, t.place LIMIT 1
            """, [.init(device)]
        ) { try $0.milliseconds() }
    }

    func unfinished(device: ID<SecurityDevice>, issueID: String) throws -> [Delivery] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM deliveries t
            WHERE t.device_id = $1 AND t.issue_id = $2 AND t.is_finished = 0 ORDER BY t.place
            """, [.init(device), .text(issueID)], Self.read)
    }

    func lastWritten(device: ID<SecurityDevice>, issueID: String) throws -> (state: IssueState, at: Timestamp)? {
        let delivery = try sql.first(
            """
            SELECT \(Self.table.list("t")) FROM deliveries t
            WHERE t.device_id = $1 AND t.issue_id = $2 AND t.has_moved = 1 ORDER BY t.place DESC LIMIT 1
            """, [.init(device), .text(issueID)], Self.read)
        return delivery.flatMap { delivery in
            (delivery.written?.state).map { (state: $0, at: delivery.finishedAt ?? delivery.updatedAt) }
        }
    }

    func dismissals(device: ID<SecurityDevice>, since: Timestamp) throws -> Int {
        try sql.number(
            """
            SELECT
                (SELECT COUNT(*) FROM deliveries d WHERE d.is_dismissal = 1 AND d.device_id = $1
                    AND d.state IN ('pending', 'sending'))
                + (SELECT COUNT(*) FROM deliveries d WHERE d.is_dismissal = 1 AND d.device_id = $1
                    AND d.state = 'done' AND d.finished_at >= $2 AND d.written IS NOT NULL)
            """, [.init(device), .init(milliseconds: since)])
    }
}

extension DeliveryQueries {
    func list(alert: ID<Alert>) throws -> [Delivery] {
        try sql.all(
            "SELECT \(Self.table.list("t")) FROM deliveries t WHERE t.alert_id = $1 ORDER BY t.created_at, t.place",
            [.init(alert)], Self.read)
    }

    func list(scope: AccessScope, device: ID<SecurityDevice>?, states: [Delivery.State], limit: Int) throws
        -> [Delivery]
    {
        var arguments = SQLArguments()
        var conditions: [String] = []
        if case .organization(let id) = scope { conditions.append("t.organization_id = \(arguments.bind(.init(id)))") }
        if let device { conditions.append("t.device_id = \(arguments.bind(.init(device)))") }
        if let condition = try stateCondition(states, &arguments) { conditions.append(condition) }
        let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        let limit = arguments.bind(.init(limit))
        return try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM deliveries t \(filter)
            ORDER BY t.created_at DESC, t.id DESC LIMIT \(limit)
            """, arguments.values, Self.read)
    }

    func list(_ query: ResourceQuery) throws -> Page<Delivery> {
        try ResourceList(.deliveries, Self.table, Self.read).page(query, in: sql)
    }

    func ledger(_ query: LedgerQuery) throws -> [Delivery] {
        var arguments = SQLArguments()
        var conditions = ["t.state = \(arguments.bind(.init(Delivery.State.done)))", "t.written IS NOT NULL"]
        if case .organization(let id) = query.scope {
            conditions.append("t.organization_id = \(arguments.bind(.init(id)))")
        }
        if let device = query.device { conditions.append("t.device_id = \(arguments.bind(.init(device)))") }
        if let from = query.from { conditions.append("t.created_at >= \(arguments.bind(.init(milliseconds: from)))") }
        if let to = query.to { conditions.append("t.created_at < \(arguments.bind(.init(milliseconds: to)))") }
        if let after = query.after {
            let id = arguments.bind(.init(after))
            conditions.append(
                "(t.created_at, t.id) < (SELECT d.created_at, d.id FROM deliveries d WHERE d.id = \(id))")
        }
        let limit = arguments.bind(.init(query.limit))
        return try sql.rows(
            """
            SELECT \(Self.table.list("t")) FROM deliveries t WHERE \(conditions.joined(separator: " AND "))
            ORDER BY t.created_at DESC, t.id DESC LIMIT \(limit)
            """, arguments.values, isReused: false
        ).map { row in
            var row = row
            return try Self.read(&row)
        }
    }

    func count(device: ID<SecurityDevice>, states: [Delivery.State], before: Timestamp?) throws -> Int {
        var arguments = SQLArguments()
        var conditions = ["t.device_id = \(arguments.bind(.init(device)))"]
        if let condition = try stateCondition(states, &arguments) { conditions.append(condition) }
        if let before { conditions.append("t.created_at < \(arguments.bind(.init(milliseconds: before)))") }
        return try sql.number(
            "SELECT COUNT(*) FROM deliveries t WHERE \(conditions.joined(separator: " AND "))", arguments.values)
    }

    /// Nil when every state is wanted; an empty list wants none.
    private func stateCondition(_ states: [Delivery.State], _ arguments: inout SQLArguments) throws -> String? {
        guard Set(states).count < Delivery.State.allCases.count else { return nil }
        let list = arguments.bind(try .init(json: states.map(\.rawValue)))
        return "t.state IN \(sql.dialect.list(list))"
    }

    private func values(of delivery: Delivery) throws -> [SQLValue] {
        let due = delivery.state == .sending ? delivery.leasedUntil ?? delivery.notBefore : delivery.notBefore
        return [
            .init(delivery.id), .init(delivery.organizationID), .init(delivery.deviceID), .init(delivery.alertID),
            .init(delivery.vendorAlertID), .text(delivery.issueID), .init(delivery.kind), .init(delivery.eventID),
            .init(delivery.actorID), try .init(json: delivery.intent), .init(delivery.policyVersion),
            try .init(json: delivery.knownState), .init(delivery.state), .init(delivery.attempts),
            .init(milliseconds: delivery.notBefore), .init(milliseconds: delivery.leasedUntil), .init(delivery.answer),
            try .init(json: delivery.written), try .init(json: delivery.conflictingState),
            .init(delivery.overridesConflict), .init(milliseconds: delivery.createdAt),
            .init(milliseconds: delivery.finishedAt), .init(milliseconds: delivery.updatedAt),
            .init(delivery.intent.isDismissal), .init(delivery.state.isFinished), .init(delivery.written?.state != nil),
            .init(milliseconds: delivery.state.isFinished ? nil : due),
        ]
    }

    static func read(_ row: inout SQLRow) throws -> Delivery {
        Delivery(
            id: try row.id(), organizationID: try row.id(), deviceID: try row.id(), alertID: try row.optionalID(),
            vendorAlertID: try row.id(), issueID: try row.text(), kind: try row.word(), eventID: try row.id(),
            actorID: try row.id(), intent: try row.json(), policyVersion: try row.int(),
            knownState: try row.optionalJSON(), state: try row.word(), attempts: try row.int(),
            notBefore: try row.milliseconds(), leasedUntil: try row.optionalMilliseconds(),
            answer: try row.optionalText(), written: try row.optionalJSON(),
            conflictingState: try row.optionalJSON(), overridesConflict: try row.flag(),
            createdAt: try row.milliseconds(), finishedAt: try row.optionalMilliseconds(),
            updatedAt: try row.milliseconds())
    }
}
