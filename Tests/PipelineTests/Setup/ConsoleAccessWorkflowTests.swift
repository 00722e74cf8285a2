import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Setting up console access")
struct ConsoleAccessWorkflowTests {
    private func fresh() async throws -> Bench { try await Bench.make { $0.consoleAccess = .notSetUp } }

    @Test("both sides go through it step by step; the code counts only once it is seen in the DNS")
    func wholeWay() async throws {
        let bench = try await fresh()
        let dns = ScriptedResolver()
        let access = bench.setup(resolver: dns).consoleAccess
        let (id, customer, provider) = (bench.device.id, bench.analyst, bench.providerAdministrator)
        _ = try await access.perform(.enterCode, on: id, input: " code=abc ", by: customer)
        _ = try await access.perform(.request, on: id, by: customer)
        await #expect(throws: WorkbenchError.self) { try await access.perform(.validate, on: id, by: provider) }
        var seen = try await access.lookUp(id, by: provider)
        #expect(seen.lookupWords?.contains("no such name") == true)
        dns.publish("v=spf1 -all", at: "soc.example")
        seen = try await access.lookUp(id, by: provider)
        #expect(seen.lookupWords?.contains("v=spf1 -all") == true)
        #expect(try await bench.stored()?.consoleAccess == .requested)
        dns.publish("code=abc", at: "soc.example")
        _ = try await access.lookUp(id, by: provider)
        #expect(try await bench.stored()?.consoleAccess == .validated)
        _ = try await access.perform(.acceptDomain, on: id, by: customer)
        _ = try await access.perform(.inviteUser, on: id, by: customer)
        await #expect(throws: WorkbenchError.self) { try await access.perform(.acceptInvite, on: id, by: customer) }
        _ = try await access.perform(.acceptInvite, on: id, by: provider)
        _ = try await access.perform(.enrolTwoFactor, on: id, input: "JBSWY3DPEHPK3PXP", by: provider)
        _ = try await access.perform(.activate, on: id, by: provider)
        #expect(try await bench.stored()?.writesBack == true)
        let words = try await bench.record().filter { $0.kind == .consoleAccess }.map(\.words)
        #expect(words.count == 8 && words.first == "Two-factor enrolled → Active")
        #expect(try await access.oneTimeSecret(of: id, by: provider) == "JBSWY3DPEHPK3PXP")
        #expect(try await bench.record().first?.kind == .consoleCodeViewed)
        await #expect(throws: WorkbenchError.self) { try await access.oneTimeSecret(of: id, by: customer) }
    }

    @Test("revoked, the secrets are gone and nothing is written; it can begin again with the same address")
    func revoked() async throws {
        let bench = try await fresh()
        let access = bench.setup().consoleAccess
        let (id, provider) = (bench.device.id, bench.providerAdministrator)
        _ = try await access.perform(.enterCode, on: id, input: "code=abc", by: provider)
        let email = try await bench.store.read { tx in try tx.setups.consoleAccess(of: id)?.email }
        #expect(email?.hasPrefix("soc+") == true && email?.hasSuffix("@soc.example") == true)
        _ = try await access.perform(.cancel, on: id, input: "Not now.", by: bench.analyst)
        let record = try await bench.store.read { tx in try tx.setups.consoleAccess(of: id) }
        #expect(record?.verificationCode == nil && record?.sealedOTPSecret == nil)
        #expect(try await bench.record().first?.words.hasSuffix("Cancelled: Not now.") == true)
        _ = try await access.perform(.restart, on: id, by: bench.analyst)
        _ = try await access.perform(.enterCode, on: id, input: "code=def", by: provider)
        let again = try await bench.store.read { tx in try tx.setups.consoleAccess(of: id)?.email }
        #expect(again == email)
    }

    @Test("two tenants of one organization have users of their own")
    func unique() async throws {
        let bench = try await fresh()
        let access = bench.setup().consoleAccess
        let second = try await bench.pipeline.devices.add(
            .init(
                organizationID: bench.organization.id, vendor: "acme", name: "Second", location: nil,
                settings: ["api_url": "https://acme.example", "client_secret": "hush"]), by: bench.analyst)
        for id in [bench.device.id, second.id] {
            _ = try await access.perform(.enterCode, on: id, input: "code", by: bench.analyst)
        }
        let emails = try await bench.store.read { [device = bench.device.id] tx in
            [try tx.setups.consoleAccess(of: device)?.email, try tx.setups.consoleAccess(of: second.id)?.email]
        }
        #expect(Set(emails).count == 2 && emails.last.flatMap { $0 }?.contains("_2@") == true)
    }

    @Test(
        "without the provider's domain, or with what is no code, nothing is kept", arguments: ["", "two\nlines", "é"])
    func refused(_ code: String) async throws {
        let bench = try await fresh()
        await #expect(throws: WorkbenchError.self) {
            try await bench.setup().consoleAccess.perform(
                .enterCode, on: bench.device.id, input: code, by: bench.analyst)
        }
        let error = await #expect(throws: WorkbenchError.self) {
            try await bench.setup(domain: nil).consoleAccess.perform(
                .enterCode, on: bench.device.id, input: "code", by: bench.analyst)
        }
        #expect(error?.message.contains("provider_domain") == true)
        #expect(try await bench.stored()?.consoleAccess == .notSetUp)
        #expect(try await bench.record().isEmpty)
    }

    @Test("stating it without the steps is the provider's alone, and the record says so")
    func stated() async throws {
        let bench = try await fresh()
        await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.devices.change(
                bench.device.id, .init(consoleAccess: .active), by: bench.analyst)
        }
        _ = try await bench.pipeline.devices.change(
            bench.device.id, .init(consoleAccess: .active), by: bench.providerAdministrator)
        #expect(try await bench.record().first?.words.contains("stated without the steps") == true)
    }
}
