import Pipeline
import Workbench

struct SignalQueries: SignalStore {
    let sql: any SQLConnection

    private static let table = Table(
        "signals", "id device_id source state reason received_at processed_at body")

    func insert(_ signals: [Signal]) throws {
        let insert = Self.table.insert
        for signal in signals {
            try sql.execute(
                insert,
                [
                    .init(signal.id), .init(signal.deviceID), .init(signal.source), .init(signal.state),
                    .init(signal.reason), .init(milliseconds: signal.receivedAt),
                    .init(milliseconds: signal.processedAt), .bytes(signal.body),
                ])
        }
    }

    func pending(limit: Int) throws -> [Signal] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM signals t WHERE t.state = 'pending'
                AND t.device_id NOT IN (SELECT d.id FROM security_devices d WHERE d.ingestion = 'paused')
            ORDER BY t.received_at, t.id LIMIT $1
            """, [.init(limit)], Self.read)
    }

    func pendingCount() throws -> Int {
        try sql.number("SELECT COUNT(*) FROM signals t WHERE t.state = 'pending'")
    }

    func finish(_ id: ID<Signal>, as state: Signal.State, reason: String?, at time: Timestamp) throws {
        try sql.execute(
            "UPDATE signals SET state = $2, reason = $3, processed_at = $4 WHERE id = $1",
            [.init(id), .init(state), .init(reason), .init(milliseconds: time)])
    }

    func find(_ id: ID<Signal>) throws -> Signal? {
        try sql.first("SELECT \(Self.table.list("t")) FROM signals t WHERE t.id = $1", [.init(id)], Self.read)
    }

    func list(device: ID<SecurityDevice>, state: Signal.State, limit: Int) throws -> [Signal] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM signals t WHERE t.device_id = $1 AND t.state = $2
            ORDER BY t.received_at DESC, t.id DESC LIMIT $3
            """, [.init(device), .init(state), .init(limit)], Self.read)
    }

    func count(device: ID<SecurityDevice>, state: Signal.State) throws -> Int {
        try sql.number(
            "SELECT COUNT(*) FROM signals t WHERE t.device_id = $1 AND t.state = $2", [.init(device), .init(state)])
    }

    func count(device: ID<SecurityDevice>, since: Timestamp) throws -> Int {
        try sql.number(
            """
            SELECT COUNT(*) FROM signals t WHERE t.device_id = $1 AND t.source IN \(sql.dialect.list("$2"))
                AND t.received_at >= $3
            """, [.init(device), try .init(json: Signal.Source.allCases.map(\.rawValue)), .init(milliseconds: since)])
    }

    func list(_ query: ResourceQuery) throws -> Page<SignalRecord> {
        let page = try ResourceList(.signals, Self.table, Self.read).page(query, in: sql)
        var owners: [ID<SecurityDevice>: ID<Organization>] = [:]
        for device in Set(page.rows.map(\.deviceID)) {
            owners[device] = try sql.first(
                "SELECT d.organization_id FROM security_devices d WHERE d.id = $1", [.init(device)]
            ) { try $0.id() }
        }
        let rows = page.rows.compactMap { signal in
            owners[signal.deviceID].map { SignalRecord(signal: signal, organizationID: $0) }
        }
        return Page(rows: rows, next: page.next, total: page.total, isTotalEstimated: page.isTotalEstimated)
    }

    func replay(_ ids: [ID<Signal>], device: ID<SecurityDevice>) throws -> Int {
        try sql.execute(
            """
            UPDATE signals SET state = 'pending', reason = NULL, processed_at = NULL
            WHERE id IN \(sql.dialect.list("$1")) AND device_id = $2 AND state = 'quarantined'
            """, [try .init(json: ids.map(\.rawValue)), .init(device)])
    }

    func lastReceived(device: ID<SecurityDevice>, source: Signal.Source) throws -> Timestamp? {
        try sql.first(
            "SELECT MAX(t.received_at) FROM signals t WHERE t.device_id = $1 AND t.source = $2",
            [.init(device), .init(source)]
        ) { try $0.optionalMilliseconds() } ?? nil
    }

    func prune(before time: Timestamp, limit: Int) throws -> Int {
        try sql.execute(
            """
            DELETE FROM signals WHERE id IN (
                SELECT t.id FROM signals t WHERE t.state IN ('done', 'ignored') AND t.received_at < $1 LIMIT $2)
            """, [.init(milliseconds: time), .init(limit)])
    }

    private static func read(_ row: inout SQLRow) throws -> Signal {
        let id: ID<Signal> = try row.id()
        let device: ID<SecurityDevice> = try row.id()
        let source: Signal.Source = try row.word()
        let state: Signal.State = try row.word()
        let reason = try row.optionalText()
        let receivedAt = try row.milliseconds()
        let processedAt = try row.optionalMilliseconds()
        return Signal(
            id: id, deviceID: device, source: source, state: state, body: try row.bytes(), reason: reason,
            receivedAt: receivedAt, processedAt: processedAt)
    }
}
