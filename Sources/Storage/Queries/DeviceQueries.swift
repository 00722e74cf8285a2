import Pipeline
import Workbench

struct DeviceQueries: DeviceStore {
    let sql: any SQLConnection

    /// What an administrator decides; health is written apart from it.
    static let settings = Table(
        "security_devices",
        """
        id organization_id vendor name location settings sealed_secret webhook_key webhook_username
        sealed_webhook_password ingestion console_access is_sync_enabled created_at updated_at
        """)
    static let table = Table(
        "security_devices",
        settings.columns.joined(separator: " ") + """
             health_status health_problems health_checked_at status_updated_at last_success_at last_error last_error_at \
            last_webhook_at last_webhook_test_at
            """)

    func insert(_ device: SecurityDevice) throws {
        try sql.execute(Self.table.insert, try values(of: device) + values(of: device.health))
    }

    func update(_ device: SecurityDevice) throws {
        guard try sql.execute(Self.settings.update, try values(of: device)) == 1 else {
            throw WorkbenchError.notFound("security device")
        }
    }

    /// The times of webhooks only move forward: a webhook may have come while health was being judged.
    func saveHealth(_ health: DeviceHealth, of device: ID<SecurityDevice>) throws {
        try sql.execute(
            """
            UPDATE security_devices SET health_status = $2, health_problems = $3, health_checked_at = $4,
                status_updated_at = $5, last_success_at = $6, last_error = $7, last_error_at = $8,
                last_webhook_at = CASE WHEN COALESCE(last_webhook_at, 0) < $9 THEN $9 ELSE last_webhook_at END,
                last_webhook_test_at =
                    CASE WHEN COALESCE(last_webhook_test_at, 0) < $10 THEN $10 ELSE last_webhook_test_at END
            WHERE id = $1
            """, [.init(device)] + (try values(of: health)))
    }

    func noteWebhook(_ device: ID<SecurityDevice>, at time: Timestamp, isTest: Bool) throws {
        let column = isTest ? "last_webhook_test_at" : "last_webhook_at"
        try sql.execute(
            "UPDATE security_devices SET \(column) = $2 WHERE id = $1 AND COALESCE(\(column), 0) < $2",
            [.init(device), .init(milliseconds: time)])
    }

    func find(_ id: ID<SecurityDevice>, scope: AccessScope) throws -> SecurityDevice? {
        let device = try sql.first(
            "SELECT \(Self.table.list("t")) FROM security_devices t WHERE t.id = $1", [.init(id)], Self.read)
        return device.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func find(webhookKey: String) throws -> SecurityDevice? {
        try sql.first(
            "SELECT \(Self.table.list("t")) FROM security_devices t WHERE t.webhook_key = $1", [.text(webhookKey)],
            Self.read)
    }

    func all() throws -> [SecurityDevice] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM security_devices t WHERE t.ingestion <> 'removed'
            ORDER BY t.created_at, t.id
            """, [], Self.read)
    }

    func list(_ query: ResourceQuery) throws -> Page<SecurityDevice> {
        try ResourceList(.securityDevices, Self.table, Self.read).page(query, in: sql)
    }

    private static let histories = Table(
        "device_histories", "id device_id organization_id action actor_id value created_at")

    func insert(_ history: DeviceHistory) throws {
        try sql.execute(
            Self.histories.insert,
            [
                .init(history.id), .init(history.deviceID), .init(history.organizationID), .init(history.action),
                .init(history.actorID), .text(history.value.text), .init(milliseconds: history.createdAt),
            ])
    }

    func listHistories(_ query: ResourceQuery) throws -> Page<DeviceHistory> {
        try ResourceList(.deviceHistories, Self.histories) { row in
            DeviceHistory(
                id: try row.id(), deviceID: try row.id(), organizationID: try row.id(), action: try row.word(),
                actorID: try row.id(), value: try row.freeJSON(), createdAt: try row.milliseconds())
        }.page(query, in: sql)
    }
}

extension DeviceQueries {
    private func values(of device: SecurityDevice) throws -> [SQLValue] {
        [
            .init(device.id), .init(device.organizationID), .text(device.vendor), .text(device.name),
            .init(device.location), try .init(json: device.connection.settings),
            .bytes(device.connection.sealedSecret), .text(device.webhook.key), .text(device.webhook.username),
            .bytes(device.webhook.sealedPassword), .init(device.ingestion), .init(device.consoleAccess),
            .init(device.isSyncEnabled), .init(milliseconds: device.createdAt), .init(milliseconds: device.updatedAt),
        ]
    }

    private func values(of health: DeviceHealth) throws -> [SQLValue] {
        [
            .init(health.status), try .init(json: health.problems), .init(milliseconds: health.checkedAt),
            .init(milliseconds: health.statusUpdatedAt), .init(milliseconds: health.lastSuccessAt),
            .init(health.lastError), .init(milliseconds: health.lastErrorAt), .init(milliseconds: health.lastWebhookAt),
            .init(milliseconds: health.lastWebhookTestAt),
        ]
    }

    static func read(_ row: inout SQLRow) throws -> SecurityDevice {
        SecurityDevice(
            id: try row.id(), organizationID: try row.id(), vendor: try row.text(), name: try row.text(),
            location: try row.optionalText(),
            connection: DeviceConnection(settings: try row.json(), sealedSecret: try row.bytes()),
            webhook: WebhookCredentials(
                key: try row.text(), username: try row.text(), sealedPassword: try row.bytes()),
            ingestion: try row.word(), consoleAccess: try row.word(), isSyncEnabled: try row.flag(),
            health: DeviceHealth(), createdAt: try row.milliseconds(), updatedAt: try row.milliseconds()
        ).with(try readHealth(&row))
    }

    private static func readHealth(_ row: inout SQLRow) throws -> DeviceHealth {
        DeviceHealth(
            status: try row.optionalWord(), problems: try row.json(), checkedAt: try row.optionalMilliseconds(),
            statusUpdatedAt: try row.optionalMilliseconds(), lastSuccessAt: try row.optionalMilliseconds(),
            lastError: try row.optionalText(), lastErrorAt: try row.optionalMilliseconds(),
            lastWebhookAt: try row.optionalMilliseconds(), lastWebhookTestAt: try row.optionalMilliseconds())
    }
}

extension SecurityDevice {
    fileprivate func with(_ health: DeviceHealth) -> SecurityDevice {
        var device = self
        device.health = health
        return device
    }
}
