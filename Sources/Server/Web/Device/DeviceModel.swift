import Pipeline
import Workbench

/// One device with everything its page shows, as read from the store in one go.
struct DeviceModel: Sendable {
    /// How many alerts the delays are measured over, at most.
    static let delaySample = 1000
    /// The delays' window, in seconds.
    static let delayWindow: Double = 24 * 3600

    var device: SecurityDevice
    var organization: Organization?
    var vendor: VendorDescriptor?
    var runs: [PollRun]
    var healthChanges: [HealthChange] = []
    /// Seconds from the vendor's creation to our alert, by how it came.
    var delays: [Signal.Source: [Double]]
    var delayGoal: Double
    var quarantined: [Signal]
    var quarantinedCount: Int
    /// Writes that wait for a person.
    var stuck: [Delivery]
    var stuckCount: Int
    var waitingCount: Int
    /// Where people reach the workbench.
    var publicURL: String
    /// Only after an administrator asked for it.
    var webhookPassword: String?
    var problem: String?
    /// Of a test that was asked for.
    var report: ConnectionReport?
    var viewer: Principal
    var now: Timestamp

    static let stuckStates: [Delivery.State] = [.conflict, .refused, .held]

    static func read(
        _ id: ID<SecurityDevice>, for viewer: Principal, integrations: Integrations, settings: ServerSettings,
        in tx: any Transaction
    ) throws -> DeviceModel {
        guard let device = try tx.devices.find(id, scope: viewer.scope) else {
            throw WorkbenchError.notFound("security device")
        }
        let now = Timestamp.now()
        var delays: [Signal.Source: [Double]] = [:]
        for source in [Signal.Source.webhook, .poll] {
            delays[source] = try tx.alerts.delays(
                device: id, source: source, since: now.adding(seconds: -delayWindow), limit: delaySample)
        }
        return DeviceModel(
            device: device, organization: try tx.organizations.find(device.organizationID, scope: viewer.scope),
            vendor: integrations[device.vendor]?.descriptor, runs: try tx.polls.runs(device: id, limit: 12),
            healthChanges: try tx.setups.healthChanges(
                of: id, since: now.adding(seconds: -Double(HealthStrip.length) * 86_400)),
            delays: delays, delayGoal: settings.delayGoal,
            quarantined: try tx.signals.list(device: id, state: .quarantined, limit: 20),
            quarantinedCount: try tx.signals.count(device: id, state: .quarantined),
            stuck: try tx.deliveries.list(scope: viewer.scope, device: id, states: stuckStates, limit: 20),
            stuckCount: try tx.deliveries.count(device: id, states: stuckStates, before: nil),
            waitingCount: try tx.deliveries.count(device: id, states: [.pending, .sending], before: nil),
            publicURL: settings.publicURL, webhookPassword: nil, problem: nil, viewer: viewer, now: now)
    }

    var vendorName: String { vendor?.name ?? device.vendor }
    var isAdministrator: Bool { viewer.role.isAdministrator && !viewer.isReadOnly }

    /// The value below which so many of the values lie (nearest rank); nil for none.
    static func percentile(_ share: Double, of values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let rank = Int((share * Double(values.count)).rounded(.up))
        return values.sorted()[min(max(rank, 1), values.count) - 1]  // safe: clamped
    }
}
