import Pipeline
import Workbench

/// How far a device is set up, with everything that the guide shows, as read from the store in one go.
struct DeviceSetupModel: Sendable {
    /// How many of the newest webhooks are looked at.
    static let webhookSample = 200
    /// How many of the newest issues and detections polling's severities are taken from.
    static let alertSample = 200
    /// Seconds after which a step that waits is called late.
    static let patience: Double = 3 * 24 * 3600

    /// What one of the vendor's rules has sent.
    struct Arrivals: Hashable, Sendable {
        var ruleNames: [String] = []
        var severities: Set<Severity> = []
        var last: Timestamp?
        var lastTest: Timestamp?
    }

    var device: SecurityDevice
    var organization: Organization?
    var vendor: VendorDescriptor?
    var guide: SetupGuide
    var rules: [DeviceSetupPage.RuleRow]
    var setup: DeviceSetup
    var access: ConsoleAccessRecord?
    /// By product.
    var arrivals: [String: Arrivals]
    /// Severities that polling has found since the device was made, by product.
    var polled: [String: Set<Severity>]
    var events: [SetupEvent]
    /// Names beside the events' actors.
    var people: [ID<Actor>: Actor]
    var providerDomain: String?
    var publicURL: String
    var webhookPassword: String?
    var oneTimeCode: String?
    var problem: String?
    var viewer: Principal
    var now: Timestamp

    static func read(
        _ id: ID<SecurityDevice>, for viewer: Principal, services: ServerServices, in tx: any Transaction
    ) throws -> DeviceSetupModel {
        guard let device = try tx.devices.find(id, scope: viewer.scope) else {
            throw WorkbenchError.notFound("security device")
        }
        let integration = services.integrations[device.vendor]
        let events = try tx.setups.events(of: id, limit: 30)
        var arrivals: [String: Arrivals] = [:]
        if let integration {
            for (body, at) in try tx.setups.webhookBodies(of: id, limit: webhookSample) {
                guard let trigger = integration.trigger(of: body) else { continue }
                arrivals[trigger.product, default: Arrivals()].note(trigger, at: at)
            }
        }
        return DeviceSetupModel(
            device: device, organization: try tx.organizations.find(device.organizationID, scope: viewer.scope),
            vendor: integration?.descriptor, guide: integration?.guide ?? .none,
            rules: integration.map { SyncWords(policy: services.setup.policy, integration: $0).rows } ?? [],
            setup: try tx.setups.setup(of: id),
            access: try tx.setups.consoleAccess(of: id), arrivals: arrivals,
            polled: try polled(device, integration?.descriptor, in: tx), events: events,
            people: try tx.people.actors(Set(events.map(\.actorID))),
            providerDomain: services.setup.consoleAccess.domain, publicURL: services.settings.publicURL,
            viewer: viewer, now: .now())
    }

    private static func polled(_ device: SecurityDevice, _ vendor: VendorDescriptor?, in tx: any Transaction) throws
        -> [String: Set<Severity>]
    {
        guard let vendor else { return [:] }
        let own = ResourceFilter.compare(FieldPath(["security_device"], "id"), .equal, .text(device.id.rawValue))
        let recent = try tx.vendorAlerts.list(
            ResourceQuery(
                scope: .organization(device.organizationID), filter: own,
                sort: [SortKey("created_at", isDescending: true), SortKey("id", isDescending: true)],
                limit: alertSample)
        ).rows
        var polled: [String: Set<Severity>] = [:]
        for alert in recent where alert.firstSource == .poll {
            // What is older than the device was made before any rule could send it.
            guard let made = alert.vendorCreatedAt, made > device.createdAt, let severity = alert.content.severity
            else {
                continue
            }
            let product = alert.kind.isIssue ? vendor.issueProduct : vendor.detectionProduct
            polled[product, default: []].insert(severity)
        }
        return polled
    }

    var vendorName: String { vendor?.name ?? device.vendor }
    var isAdministrator: Bool { viewer.role.isAdministrator && !viewer.isReadOnly }
    var isProvider: Bool { viewer.role.isProvider && !viewer.isReadOnly }
    var hasWebhookTest: Bool { device.health.lastWebhookTestAt != nil }
    var hasDelivery: Bool { device.health.lastWebhookAt != nil }
    /// Everything that a healthy, synchronized tenant needs.
    var isComplete: Bool { device.consoleAccess == .active && device.isSyncEnabled && hasDelivery }
}

extension DeviceSetupModel.Arrivals {
    mutating func note(_ trigger: WebhookTrigger, at time: Timestamp) {
        if trigger.isTest {
            lastTest = max(lastTest ?? time, time)
            return
        }
        last = max(last ?? time, time)
        if let severity = trigger.severity { severities.insert(severity) }
        if let name = trigger.ruleName, ruleNames.count < 5, !ruleNames.contains(name) { ruleNames.append(name) }
    }
}
