import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Workbench

@testable import Server

/// Two customers and a provider, with people, keys, a device each, and alerts.
struct World: Sendable {
    static let password = "correct horse battery staple"
    static let otpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    static let webhookPassword = "webhook password of the tests"

    let provider = Fixture.organization("Provider", isProvider: true)
    let acme = Fixture.organization("Acme")
    let other = Fixture.organization("Other")

    let administratorToken = "administrator-token"
    let analystToken = "analyst-token"
    let readOnlyToken = "read-only-token"
    let customerAdministratorToken = "customer-administrator-token"
    let otherToken = "other-token"
    let disabledToken = "disabled-token"

    let analyst: Actor
    let plain: Actor
    let otherAnalyst: Actor
    let device: SecurityDevice
    let otherDevice: SecurityDevice
    /// Five alerts of Acme, a minute apart, oldest first.
    let alerts: [Alert]
    let vendorAlerts: [VendorAlert]
    let otherAlert: Alert

    private static let hash = Task { try await Password.hash(World.password) }

    static func make(in store: any Store, vault: any Vault) async throws -> World {
        let world = try World(vault: vault)
        let hash = try await hash.value
        try await store.write { tx in
            try world.insertPeople(tx, hash: hash, vault: vault)
            try world.insertAlerts(tx)
        }
        return world
    }

    private init(vault: any Vault) throws {
        analyst = Fixture.actor("Ana Lyst", in: acme.id)
        plain = Fixture.actor("Pat Plain", in: acme.id)
        otherAnalyst = Fixture.actor("Otto Other", in: other.id)
        var device = Fixture.device(in: acme.id)
        device.webhook.sealedPassword = try vault.seal(World.webhookPassword)
        self.device = device
        otherDevice = Fixture.device(in: other.id, name: "Other tenant")
        let severities: [Severity] = [.high, .critical, .low, .high, .medium]
        let names = ["Alpha shell", "Beta tunnel", "gamma Shell", "Delta, with comma", "Epsilon"]
        vendorAlerts = zip(names.indices, names).map { index, name in
            Fixture.vendorAlert(of: device, vendorID: "issue-\(index)", name: name)
        }
        alerts = zip(names.indices, names).map { index, name in
            Fixture.alert(
                on: device, name: "Example Cloud: \(name)", severity: severities[index],
                at: Fixture.time.adding(seconds: Double(index) * 60))
        }
        otherAlert = Fixture.alert(on: otherDevice, name: "Example Cloud: Not Acme's")
    }

    private func insertPeople(_ tx: any Transaction, hash: String, vault: any Vault) throws {
        for organization in [provider, acme, other] { try tx.organizations.insert(organization) }
        for actor in [analyst, plain, otherAnalyst] { try tx.people.insert(actor) }
        var enrolled = Fixture.account(of: analyst, in: acme.id, email: "ana@acme.example")
        enrolled.passwordHash = hash
        enrolled.sealedOTPSecret = try vault.seal(World.otpSecret)
        try tx.people.insert(enrolled)
        var plainAccount = Fixture.account(of: plain, in: acme.id, email: "pat@acme.example")
        plainAccount.passwordHash = hash
        try tx.people.insert(plainAccount)
        try insertKey(administratorToken, "Robot", .providerAdministrator, provider, tx)
        try insertKey(analystToken, "Acme's robot", .organizationAnalyst, acme, tx)
        try insertKey(readOnlyToken, "Acme's reader", .organizationAnalyst, acme, tx, isReadOnly: true)
        try insertKey(customerAdministratorToken, "Acme's administrator", .organizationAdministrator, acme, tx)
        try insertKey(otherToken, "Other's robot", .organizationAnalyst, other, tx)
        try insertKey(disabledToken, "Gone", .organizationAnalyst, acme, tx, isActive: false)
    }

    private func insertKey(
        _ token: String, _ name: String, _ role: Role, _ organization: Organization, _ tx: any Transaction,
        isReadOnly: Bool = false, isActive: Bool = true
    ) throws {
        let actor = Fixture.actor(name, kind: .service, in: organization.id)
        try tx.people.insert(actor)
        try tx.people.insert(
            APIKey(
                id: .make(at: Fixture.time), actorID: actor.id, organizationID: organization.id, name: name,
                role: role, isReadOnly: isReadOnly, isActive: isActive, tokenDigest: TokenDigest.of(token),
                createdAt: Fixture.time, updatedAt: Fixture.time))
    }

    private func insertAlerts(_ tx: any Transaction) throws {
        try tx.devices.insert(device)
        try tx.devices.insert(otherDevice)
        for (alert, vendorAlert) in zip(alerts, vendorAlerts) {
            try tx.vendorAlerts.save(vendorAlert)
            try tx.alerts.insert(alert, vendorAlerts: [vendorAlert.id])
            try tx.alerts.insert(alert.history(.created, by: Actor.system, at: alert.createdAt))
        }
        try tx.alerts.insert(otherAlert, vendorAlerts: [])
    }
}
