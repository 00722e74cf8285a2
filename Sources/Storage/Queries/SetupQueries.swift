import Pipeline
import Workbench

struct SetupQueries: SetupStore {
    let sql: any SQLConnection

    private static let setups = Table(
        "device_setups",
        """
        device_id sync_off_since shadow_until sealed_old_webhook_password old_webhook_password_until addendum
        """)
    private static let accesses = Table(
        "console_accesses",
        "device_id since verification_code domain email sealed_otp_secret looked_up_at lookup_words")
    private static let events = Table("setup_events", "id device_id kind actor_id words created_at")
    private static let changes = Table("health_changes", "device_id status words created_at")

    func setup(of device: ID<SecurityDevice>) throws -> DeviceSetup {
        let found = try sql.first(
            "SELECT \(Self.setups.list("t")) FROM device_setups t WHERE t.device_id = $1", [.init(device)]
        ) { row in
            var setup = DeviceSetup(deviceID: try row.id())
            setup.syncOffSince = try row.optionalMilliseconds()
            setup.shadowUntil = try row.optionalMilliseconds()
            setup.sealedOldWebhookPassword = try row.optionalBytes()
            setup.oldWebhookPasswordUntil = try row.optionalMilliseconds()
            setup.addendum = try row.optionalJSON()
            return setup
        }
        return found ?? DeviceSetup(deviceID: device)
    }

    func save(_ setup: DeviceSetup) throws {
        try sql.execute(
            Self.setups.upsert(key: ["device_id"]),
            [
                .init(setup.deviceID), .init(milliseconds: setup.syncOffSince),
                .init(milliseconds: setup.shadowUntil), .init(setup.sealedOldWebhookPassword),
                .init(milliseconds: setup.oldWebhookPasswordUntil), try .init(json: setup.addendum),
            ])
    }

    func consoleAccess(of device: ID<SecurityDevice>) throws -> ConsoleAccessRecord? {
        try sql.first(
            "SELECT \(Self.accesses.list("t")) FROM console_accesses t WHERE t.device_id = $1", [.init(device)],
            Self.readAccess)
    }

    func consoleAccess(email: String) throws -> ConsoleAccessRecord? {
        try sql.first(
            "SELECT \(Self.accesses.list("t")) FROM console_accesses t WHERE t.email = $1", [.text(email)],
            Self.readAccess)
    }

    func save(_ record: ConsoleAccessRecord) throws {
        try sql.execute(
            Self.accesses.upsert(key: ["device_id"]),
            [
                .init(record.deviceID), .init(milliseconds: record.since), .init(record.verificationCode),
                .init(record.domain), .init(record.email), .init(record.sealedOTPSecret),
                .init(milliseconds: record.lookedUpAt), .init(record.lookupWords),
            ])
    }

    func insert(_ event: SetupEvent) throws {
        try sql.execute(
            Self.events.insert,
            [
                .init(event.id), .init(event.deviceID), .init(event.kind), .init(event.actorID), .text(event.words),
                .init(milliseconds: event.at),
            ])
    }

    func events(of device: ID<SecurityDevice>, limit: Int) throws -> [SetupEvent] {
        try sql.all(
            """
            SELECT \(Self.events.list("t")) FROM setup_events t WHERE t.device_id = $1
            ORDER BY t.created_at DESC, t.id DESC LIMIT $2
            """, [.init(device), .init(limit)]
        ) { row in
            let (id, device, kind): (ID<SetupEvent>, ID<SecurityDevice>, SetupEvent.Kind) = (
                try row.id(), try row.id(), try row.word()
            )
            return SetupEvent(
                kind, of: device, by: try row.id(), words: try row.text(), at: try row.milliseconds(), id: id)
        }
    }

    func insert(_ change: HealthChange) throws {
        try sql.execute(
            "\(Self.changes.insert) ON CONFLICT (device_id, created_at) DO NOTHING",
            [
                .init(change.deviceID), .init(change.status), .init(change.words), .init(milliseconds: change.at),
            ])
    }

    func healthChanges(of device: ID<SecurityDevice>, since time: Timestamp) throws -> [HealthChange] {
        try sql.all(
            """
            SELECT \(Self.changes.list("t")) FROM health_changes t
            WHERE t.device_id = $1 AND t.created_at >= COALESCE(
                (SELECT MAX(e.created_at) FROM health_changes e WHERE e.device_id = $1 AND e.created_at <= $2), $2)
            ORDER BY t.created_at
            """, [.init(device), .init(milliseconds: time)]
        ) { row in
            let (device, status, words): (ID<SecurityDevice>, DeviceHealth.Status, String?) = (
                try row.id(), try row.word(), try row.optionalText()
            )
            return HealthChange(deviceID: device, status: status, at: try row.milliseconds(), words: words)
        }
    }

    func webhookBodies(of device: ID<SecurityDevice>, limit: Int) throws -> [(body: [UInt8], receivedAt: Timestamp)] {
        try sql.all(
            """
            SELECT t.body, t.received_at FROM signals t WHERE t.device_id = $1 AND t.source = 'webhook'
            ORDER BY t.received_at DESC LIMIT $2
            """, [.init(device), .init(limit)]
        ) { row in (try row.bytes(), try row.milliseconds()) }
    }

    private static func readAccess(_ row: inout SQLRow) throws -> ConsoleAccessRecord {
        var record = ConsoleAccessRecord(deviceID: try row.id(), since: try row.milliseconds())
        record.verificationCode = try row.optionalText()
        record.domain = try row.optionalText()
        record.email = try row.optionalText()
        record.sealedOTPSecret = try row.optionalBytes()
        record.lookedUpAt = try row.optionalMilliseconds()
        record.lookupWords = try row.optionalText()
        return record
    }
}
