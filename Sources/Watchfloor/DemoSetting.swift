import Foundation
import Pipeline
import Server
import Workbench

/// Fills an empty workbench for the demo: two organizations, accounts, keys, and one connected device.
struct DemoSetting: Sendable {
    struct Account: Sendable {
        var email: String
        var password: String
        var otpSecret: String
        var apiToken: String
    }

    struct Cast: Sendable {
        var organization: Organization
        var device: SecurityDevice
        var webhookPassword: String
        var administrator: Account
        var analyst: Account
        var readOnlyToken: String
        var otherOrganization: Organization
        var otherToken: String
    }

    let workbench: RunnableWorkbench
    let vault: SecretKeyring
    let tenant: DemoTenant
    let url: String

    func prepare() async throws -> Cast {
        let accounts = Accounts(store: workbench.store, vault: vault)
        let home = try await accounts.organization(shortName: "meridian", name: "Meridian Retail", isProvider: false)
        let other = try await accounts.organization(shortName: "halden", name: "Halden Freight", isProvider: false)
        let administrator = try await account(
            "admin@meridian.example", "Ada Lindqvist", .organizationAdministrator, home, accounts)
        let analyst = try await account("analyst@meridian.example", "Noor Haddad", .organizationAnalyst, home, accounts)
        let device = try await addDevice(to: home)
        return Cast(
            organization: home, device: device, webhookPassword: try vault.open(device.webhook.sealedPassword),
            administrator: administrator, analyst: analyst,
            readOnlyToken: try await accounts.addKey(
                name: "Read-only dashboard", role: .organizationAnalyst, organization: home.id, isReadOnly: true),
            otherOrganization: other,
            otherToken: try await accounts.addKey(
                name: "Halden script", role: .organizationAdministrator, organization: other.id, isReadOnly: false))
    }

    private func account(
        _ email: String, _ name: String, _ role: Role, _ organization: Organization, _ accounts: Accounts
    ) async throws -> Account {
        let account = Account(
            email: email, password: RandomToken.make(bytes: 12), otpSecret: OneTimeCode.makeSecret(),
            apiToken: try await accounts.addKey(
                name: "\(name)'s scripts", role: role, organization: organization.id, isReadOnly: false))
        _ = try await accounts.addUser(
            email: email, name: name, role: role, organization: organization.id, password: account.password,
            otpSecret: account.otpSecret)
        return account
    }

    private func addDevice(to organization: Organization) async throws -> SecurityDevice {
        let operatorPrincipal = Principal(
            actorID: Actor.system, organizationID: organization.id, displayName: "The operator",
            role: .providerAdministrator)
        let device = try await workbench.pipeline.devices.add(
            .init(
                organizationID: organization.id, vendor: tenant.vendor, name: "Meridian cloud",
                location: "All regions", settings: tenant.settings), by: operatorPrincipal)
        return try await workbench.pipeline.devices.change(
            device.id, .init(consoleAccess: .active), by: operatorPrincipal)
    }

    /// The address that the tenant sends to.
    func webhookURL(of device: SecurityDevice) -> String { "\(url)/webhooks/\(device.webhook.key)" }
}
