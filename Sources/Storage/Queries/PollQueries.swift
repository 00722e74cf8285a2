import Pipeline
import Workbench

struct PollQueries: PollStore {
    let sql: any SQLConnection

    private static let runs = Table(
        "poll_runs",
        """
        id device_id stream state after_ns before_ns is_backfill page_cursor items pages total error started_at updated_at
        """)

    func watermark(device: ID<SecurityDevice>, stream: PollStream) throws -> Timestamp? {
        try sql.first(
            "SELECT t.watermark_ns FROM poll_watermarks t WHERE t.device_id = $1 AND t.stream = $2",
            [.init(device), .init(stream)]
        ) { try $0.nanoseconds() }
    }

    func saveWatermark(_ time: Timestamp, device: ID<SecurityDevice>, stream: PollStream) throws {
        try sql.execute(
            """
            INSERT INTO poll_watermarks (device_id, stream, watermark_ns) VALUES ($1, $2, $3)
            ON CONFLICT (device_id, stream) DO UPDATE SET watermark_ns = excluded.watermark_ns
            """, [.init(device), .init(stream), .init(nanoseconds: time)])
    }

    func save(_ run: PollRun) throws {
        try sql.execute(
            Self.runs.upsert(key: ["id"]),
            [
                .init(run.id), .init(run.deviceID), .init(run.stream), .init(run.state), .init(nanoseconds: run.after),
                .init(nanoseconds: run.before), .init(run.isBackfill), .init(run.cursor), .init(run.items),
                .init(run.pages), .init(run.total), .init(run.error), .init(milliseconds: run.startedAt),
                .init(milliseconds: run.updatedAt),
            ])
    }

    func unfinished(device: ID<SecurityDevice>, stream: PollStream) throws -> PollRun? {
        try newestRun(device, stream, .running)
    }

    func lastSuccess(device: ID<SecurityDevice>, stream: PollStream) throws -> PollRun? {
        try newestRun(device, stream, .done)
    }

    func runs(device: ID<SecurityDevice>, limit: Int) throws -> [PollRun] {
        try sql.all(
            """
            SELECT \(Self.runs.list("t")) FROM poll_runs t WHERE t.device_id = $1
            ORDER BY t.started_at DESC, t.id DESC LIMIT $2
            """, [.init(device), .init(limit)], Self.read)
    }

    func pruneRuns(before time: Timestamp, limit: Int) throws -> Int {
        try sql.execute(
            """
            DELETE FROM poll_runs WHERE id IN (
                SELECT t.id FROM security_devices d JOIN poll_runs t ON t.device_id = d.id AND t.started_at < $1
                WHERE t.state <> 'running' LIMIT $2)
            """, [.init(milliseconds: time), .init(limit)])
    }

    private func newestRun(_ device: ID<SecurityDevice>, _ stream: PollStream, _ state: PollRun.State) throws
        -> PollRun?
    {
        try sql.first(
            """
            SELECT \(Self.runs.list("t")) FROM poll_runs t WHERE t.device_id = $1 AND t.stream = $2 AND t.state = $3
            ORDER BY t.started_at DESC, t.id DESC LIMIT 1
            """, [.init(device), .init(stream), .init(state)], Self.read)
    }

    private static func read(_ row: inout SQLRow) throws -> PollRun {
        PollRun(
            id: try row.id(), deviceID: try row.id(), stream: try row.word(), state: try row.word(),
            after: try row.nanoseconds(), before: try row.nanoseconds(), isBackfill: try row.flag(),
            cursor: try row.optionalText(), items: try row.int(), pages: try row.int(), total: try row.optionalInt(),
            error: try row.optionalText(), startedAt: try row.milliseconds(), updatedAt: try row.milliseconds())
    }
}

// Requests to poll now, and issues to read again.
extension PollQueries {
    /// Of two requests that both wait, the one that looks further back wins.
    func request(device: ID<SecurityDevice>, since: Timestamp?, at time: Timestamp) throws {
        try sql.execute(
            """
            INSERT INTO poll_requests (device_id, since_ns, requested_at) VALUES ($1, $2, $3)
            ON CONFLICT (device_id) DO UPDATE SET requested_at = excluded.requested_at,
                since_ns = CASE
                    WHEN poll_requests.since_ns IS NULL THEN excluded.since_ns
                    WHEN excluded.since_ns < poll_requests.since_ns THEN excluded.since_ns
                    ELSE poll_requests.since_ns END
            """, [.init(device), .init(nanoseconds: since), .init(milliseconds: time)])
    }

    func takeRequest(device: ID<SecurityDevice>) throws -> PollDemand? {
        try sql.first(
            "DELETE FROM poll_requests WHERE device_id = $1 RETURNING since_ns, requested_at", [.init(device)]
        ) { row in
            PollDemand(since: try row.optionalNanoseconds(), requestedAt: try row.milliseconds())
        }
    }

    /// Asked again within the same millisecond, the time still moves on: finishing the older request must not
    /// swallow the newer.
    func requestReread(device: ID<SecurityDevice>, issueID: String, at time: Timestamp) throws {
        try sql.execute(
            """
            INSERT INTO rereads (device_id, issue_id, requested_at, due_at, attempts) VALUES ($1, $2, $3, $3, 0)
            ON CONFLICT (device_id, issue_id) DO UPDATE SET due_at = excluded.due_at, attempts = 0,
                requested_at = CASE WHEN excluded.requested_at > rereads.requested_at
                    THEN excluded.requested_at ELSE rereads.requested_at + 1 END
            """, [.init(device), .text(issueID), .init(milliseconds: time)])
    }

    func dueRereads(device: ID<SecurityDevice>, now: Timestamp, limit: Int) throws -> [Reread] {
        try sql.all(
            """
            SELECT t.device_id, t.issue_id, t.requested_at, t.attempts FROM rereads t
            WHERE t.device_id = $1 AND t.due_at <= $2 ORDER BY t.due_at, t.issue_id LIMIT $3
            """, [.init(device), .init(milliseconds: now), .init(limit)]
        ) { row in
            Reread(
                deviceID: try row.id(), issueID: try row.text(), requestedAt: try row.milliseconds(),
                attempts: try row.int())
        }
    }

    func finishRereads(_ rereads: [Reread]) throws {
        for reread in rereads {
            try sql.execute(
                "DELETE FROM rereads WHERE device_id = $1 AND issue_id = $2 AND requested_at = $3",
                [.init(reread.deviceID), .text(reread.issueID), .init(milliseconds: reread.requestedAt)])
        }
    }

    func postponeRereads(_ rereads: [Reread], until time: Timestamp) throws {
        for reread in rereads {
            try sql.execute(
                """
                UPDATE rereads SET due_at = $4, attempts = attempts + 1
                WHERE device_id = $1 AND issue_id = $2 AND requested_at = $3
                """,
                [
                    .init(reread.deviceID), .text(reread.issueID), .init(milliseconds: reread.requestedAt),
                    .init(milliseconds: time),
                ])
        }
    }
}
