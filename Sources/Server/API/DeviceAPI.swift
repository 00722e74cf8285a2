import Logging
import Pipeline
import Workbench

/// Connecting and changing devices, and what an administrator asks of one.
struct DeviceAPI: Sendable {
    let services: ServerServices
    let catalog: ResourceCatalog

    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (SecurityDevice, any Transaction) throws -> Void
    ) async throws -> SecurityDevice {
        try principal.requireAdministrator()
        let document = try WriteDocument(
            body, for: SecurityDevice.resource.description, current: nil,
            settable: ["device_spec", "plugin_slug", "organization"])
        guard document.attributes["properties"] == nil else {
            throw WorkbenchError.invalid(
                "Properties are set on a device that exists: send a PATCH.", field: "/data/attributes/properties")
        }
        let organization = (document.relationships["organization"] ?? nil).map { ID<Organization>($0) }
        return try await services.devices.add(
            DeviceAdministration.NewDevice(
                organizationID: organization ?? principal.organizationID,
                vendor: try required("plugin_slug", document), name: try required("name", document),
                location: document.text("location"), settings: try settings(document)),
            by: principal, alongside: alongside)
    }

    func change(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        try principal.requireAdministrator()
        let object = try await services.store.read { tx in
            try tx.devices.find(ID(id), scope: principal.scope).map(SecurityDevice.resource.object)
        }
        guard let object else { throw WorkbenchError.notFound("security device") }
        let document = try WriteDocument(
            body, for: SecurityDevice.resource.description, current: object, settable: [])
        guard !document.attributes.isEmpty else { return }
        var changes = DeviceAdministration.Changes(name: document.text("name"))
        if document.attributes["name"] != nil, changes.name == nil { changes.name = "" }
        if let location = document.attributes["location"] { changes.location = .some(location.string) }
        for (name, value) in document.attributes["properties"]?.object ?? [:] {
            try read(property: name, value, into: &changes)
        }
        // The switch has its own ways: off marks the time, on brings over what differs.
        let sync = changes.isSyncEnabled
        changes.isSyncEnabled = nil
        _ = try await services.devices.change(ID(id), changes, by: principal)
        switch sync {
        case true?: _ = try await services.setup.sync.enable(ID(id), by: principal)
        case false?: _ = try await services.setup.sync.disable(ID(id), by: principal)
        case nil: break
        }
    }

    /// Tries settings that are not stored: the same document that would make the device.
    func test(_ body: [UInt8], by principal: Principal) async throws -> JSON {
        try principal.requireAdministrator()
        let document = try WriteDocument(
            body, for: SecurityDevice.resource.description, current: nil,
            settable: ["device_spec", "plugin_slug", "organization"])
        let organization = (document.relationships["organization"] ?? nil).map { ID<Organization>($0) }
        let report = try await services.devices.test.run(
            vendor: try required("plugin_slug", document), settings: try settings(document),
            in: organization ?? principal.organizationID, by: principal)
        return report.json
    }

    /// Tries a device's connection, permission by permission.
    func test(_ id: String, by principal: Principal) async throws -> JSON {
        try await services.devices.test.run(ID(id), by: principal).json
    }

    /// Asks for a poll now. The body may hold `since`, a time to look back to.
    func poll(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        var since: Timestamp?
        if !body.isEmpty, let text = try JSON(parsing: body)["since"] {
            guard let time = text.string.flatMap({ Timestamp($0) }) else {
                throw WorkbenchError.invalid("since is a date and time (RFC 3339).", field: "since")
            }
            since = time
        }
        try await services.devices.pollNow(ID(id), since: since, by: principal)
    }

    /// Where the vendor must send, and with which credentials: for administrators, who enter them on the other side.
    func webhook(_ id: String, by principal: Principal) async throws -> JSON {
        try principal.requireAdministrator()
        let device = try await services.store.read { tx in try tx.devices.find(ID(id), scope: principal.scope) }
        guard let device else { throw WorkbenchError.notFound("security device") }
        let password = try await services.setup.credentials.webhookPassword(device.id, by: principal)
        services.logger.notice(
            "Webhook credentials shown",
            metadata: ["device": .string(id), "actor": .string(principal.actorID.rawValue)])
        return [
            "url": .string("\(services.settings.publicURL)/webhooks/\(device.webhook.key)"),
            "username": .string(device.webhook.username), "password": .string(password),
        ]
    }

    /// Makes quarantined signals pending again: those named in `signals`, or all of them.
    func replay(_ id: String, _ body: [UInt8], by principal: Principal) async throws -> JSON {
        try principal.requireWriter()
        let named = try names(in: body)
        let count = try await services.replay.replay(named, of: ID(id), by: principal)
        return ["replayed": .integer(Int64(count))]
    }

    private func names(in body: [UInt8]) throws -> [ID<Signal>]? {
        guard !body.isEmpty, let list = try JSON(parsing: body)["signals"] else { return nil }
        let ids = list.array.compactMap(\.string)
        guard case .array(let entries) = list, ids.count == entries.count, ids.count <= 1000 else {
            throw WorkbenchError.invalid("signals is a list of up to 1,000 ids.", field: "signals")
        }
        return ids.map { ID($0) }
    }

    private func required(_ name: String, _ document: WriteDocument) throws(WorkbenchError) -> String {
        guard let text = document.text(name) else {
            throw .invalid("\(name) is missing.", field: "/data/attributes/\(name)")
        }
        return text
    }

    private func settings(_ document: WriteDocument) throws(WorkbenchError) -> [String: String] {
        var settings: [String: String] = [:]
        for (name, value) in document.attributes["device_spec"]?.object ?? [:] where value != .null {
            guard case .string(let text) = value else {
                throw .invalid("\(name) must be a string.", field: "/data/attributes/device_spec/\(name.prefix(80))")
            }
            settings[name] = text
        }
        return settings
    }

    private func read(property name: String, _ value: JSON, into changes: inout DeviceAdministration.Changes)
        throws(WorkbenchError)
    {
        let pointer = "/data/attributes/properties/\(name.prefix(80))"
        switch DeviceProperty(rawValue: name) {
        case .ingestion:
            guard let ingestion = value.string.flatMap(SecurityDevice.Ingestion.init(rawValue:)), ingestion != .removed
            else { throw .invalid("ingestion is active or paused.", field: pointer) }
            changes.ingestion = ingestion
        case .consoleAccess:
            guard let access = value.string.flatMap(ConsoleAccess.init(rawValue:)) else {
                let known = ConsoleAccess.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalid("console_access is one of \(known).", field: pointer)
            }
            changes.consoleAccess = access
        case .syncEnabled:
            guard let isEnabled = value.bool else { throw .invalid("sync_enabled is true or false.", field: pointer) }
            changes.isSyncEnabled = isEnabled
        case nil: throw .invalid("There is no property \"\(name.prefix(80))\".", field: pointer)
        }
    }
}
