import Pipeline
import Synchronization
import Workbench

struct Fault: Error {}

/// A store in which saving a vendor alert of a certain name fails, as often as the test says.
struct FaultyStore: Store {
    let base: any Store
    let faults: Faults

    final class Faults: Sendable {
        private let remaining = Mutex(0)

        func set(_ count: Int) { remaining.withLock { $0 = count } }

        func strike() throws {
            let strikes = remaining.withLock { count in
                guard count > 0 else { return false }
                count -= 1
                return true
            }
            if strikes { throw Fault() }
        }
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await base.read(body)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await base.write { [faults] tx in try body(FaultyTransaction(base: tx, faults: faults)) }
    }
}

private struct FaultyTransaction: Transaction {
    let base: any Transaction
    let faults: FaultyStore.Faults

    var organizations: any OrganizationStore { base.organizations }
    var people: any PeopleStore { base.people }
    var devices: any DeviceStore { base.devices }
    var signals: any SignalStore { base.signals }
    var vendorAlerts: any VendorAlertStore { FaultyVendorAlerts(base: base.vendorAlerts, faults: faults) }
    var alerts: any AlertStore { base.alerts }
    var investigations: any InvestigationStore { base.investigations }
    var events: any WorkflowEventStore { base.events }
    var deliveries: any DeliveryStore { base.deliveries }
    var polls: any PollStore { base.polls }
    var suppressions: any SuppressionStore { base.suppressions }
    var setups: any SetupStore { base.setups }
    var alertGroups: any AlertGroupStore { base.alertGroups }
    var evidence: any EvidenceStore { base.evidence }
    var answers: any AnswerStore { base.answers }
    var savedViews: any SavedViewStore { base.savedViews }
    var actions: any ActionStore { base.actions }
    var files: any FileStore { base.files }
    var timeline: any TimelineStore { base.timeline }
    var outbound: any OutboundStore { base.outbound }
}

private struct FaultyVendorAlerts: VendorAlertStore {
    let base: any VendorAlertStore
    let faults: FaultyStore.Faults

    func find(_ id: ID<VendorAlert>, scope: AccessScope) throws -> VendorAlert? { try base.find(id, scope: scope) }
    func find(device: ID<SecurityDevice>, vendorID: String) throws -> VendorAlert? {
        try base.find(device: device, vendorID: vendorID)
    }
    func save(_ alert: VendorAlert) throws {
        try base.save(alert)
        if alert.content.name.contains("poison") { try faults.strike() }
    }
    func related(device: ID<SecurityDevice>, issueID: String) throws -> [VendorAlert] {
        try base.related(device: device, issueID: issueID)
    }
    func list(_ query: ResourceQuery) throws -> Page<VendorAlert> { try base.list(query) }
}
