import Pipeline
import TestSupport
import Testing
import Workbench

/// One way to get an empty, migrated store. The contract below is asked of every one of them.
struct StoreFactory: Sendable, CustomTestStringConvertible {
    let name: String
    let open: @Sendable () async throws -> OpenStore

    var testDescription: String { name }

    static let all = [
        StoreFactory(name: "SQLite") {
            let temporary = try await TemporaryStore.make()
            return OpenStore(store: temporary.store, owner: temporary)
        }
    ]
}

/// A store and whatever must live as long as it does.
struct OpenStore: Sendable {
    let store: any Store
    let owner: any Sendable
}

/// A store with two customers, each with a device and a person.
struct World: Sendable {
    let opened: OpenStore
    let acme: Customer
    let globex: Customer

    struct Customer: Sendable {
        let organization: Organization
        let device: SecurityDevice
        let person: Actor

        var scope: AccessScope { .organization(organization.id) }
    }

    var store: any Store { opened.store }

    static func make(_ factory: StoreFactory) async throws -> World {
        let opened = try await factory.open()
        let acme = try await customer("Acme", in: opened.store)
        let globex = try await customer("Globex", in: opened.store)
        return World(opened: opened, acme: acme, globex: globex)
    }

    private static func customer(_ name: String, in store: any Store) async throws -> Customer {
        let organization = Fixture.organization(name)
        let device = Fixture.device(in: organization.id, name: "\(name) production")
        let person = Fixture.actor("\(name) analyst", in: organization.id)
        try await store.write { tx in
            try tx.organizations.insert(organization)
            try tx.devices.insert(device)
            try tx.people.insert(person)
        }
        return Customer(organization: organization, device: device, person: person)
    }

    /// An alert on one vendor alert of its own.
    @discardableResult
    func addAlert(
        to customer: Customer, vendorID: String = ID<VendorAlert>.make().rawValue,
        name: String = "Example Cloud: Reverse shell in container", severity: Severity = .high,
        status: Alert.Status = .open, at time: Timestamp = Fixture.time
    ) async throws -> (alert: Alert, vendorAlert: VendorAlert) {
        let vendorAlert = Fixture.vendorAlert(of: customer.device, vendorID: vendorID, at: time)
        let alert = Fixture.alert(on: customer.device, name: name, severity: severity, status: status, at: time)
        try await store.write { tx in
            try tx.vendorAlerts.save(vendorAlert)
            try tx.alerts.insert(alert, vendorAlerts: [vendorAlert.id])
        }
        return (alert, vendorAlert)
    }

    /// The ids of the alerts that a filter finds, in the list's order.
    func alerts(_ filter: ResourceFilter, scope: AccessScope = .everything, sort: [SortKey] = []) async throws
        -> [ID<Alert>]
    {
        let query = ResourceQuery(scope: scope, filter: filter, sort: sort)
        return try await store.read { tx in try tx.alerts.list(query).rows.map(\.id) }
    }
}

/// The error that an action ends with, if it is one of ours.
func workbenchError(_ action: () async throws -> Void) async -> WorkbenchError? {
    do {
        try await action()
        return nil
    } catch {
        return error as? WorkbenchError
    }
}
