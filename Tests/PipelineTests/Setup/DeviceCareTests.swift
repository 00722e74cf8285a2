import Foundation
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@Suite("Administering what was set up")
struct DeviceCareTests {
    @Test("a webhook's new password comes with a time in which the old one works, and each view is recorded")
    func rotation() async throws {
        let bench = try await Bench.make { $0.webhook.sealedPassword = Array("first".utf8) }
        let credentials = bench.setup().credentials
        #expect(try await credentials.webhookPassword(bench.device.id, by: bench.analyst) == "first")
        let until = try await credentials.rotateWebhook(bench.device.id, by: bench.analyst)
        #expect(until > .now())
        let setup = try await bench.store.read { [device = bench.device.id] tx in try tx.setups.setup(of: device) }
        #expect(setup.sealedOldWebhookPassword == Array("first".utf8))
        #expect(try await credentials.webhookPassword(bench.device.id, by: bench.analyst) != "first")
        #expect(try await bench.record().map(\.kind) == [.webhookViewed, .webhookRotated, .webhookViewed])
    }

    @Test("a secret is swapped once it works, and refused when it leads into another tenant")
    func secret() async throws {
        let bench = try await Bench.make()
        let credentials = bench.setup().credentials
        try await bench.running(.intake) { try await bench.settle(ScriptedItem("i-1", at: .now())) }
        bench.tenant.edit { $0.problems = [HealthProblem(kind: .tokenRefused, words: "No.")] }
        let failed = try await credentials.replaceSecret(
            ["client_secret": "bad"], of: bench.device.id, by: bench.analyst)
        #expect(failed.problems.map(\.kind) == [.tokenRefused])
        #expect(try await bench.stored()?.connection == bench.device.connection)
        bench.tenant.edit { $0.problems = [] }
        // The tenant behind the credentials does not know what this device has brought.
        let error = await #expect(throws: WorkbenchError.self) {
            try await credentials.replaceSecret(["client_secret": "new"], of: bench.device.id, by: bench.analyst)
        }
        #expect(error?.message.contains("another tenant") == true)
        #expect(try await bench.stored()?.connection == bench.device.connection)
        bench.tenant.put(ScriptedItem("i-1", at: .now()))
        _ = try await credentials.replaceSecret(["client_secret": "new"], of: bench.device.id, by: bench.analyst)
        #expect(try await bench.stored()?.connection.sealedSecret == Array("new".utf8))
    }

    @Test("a government's cloud waits for its addendum, and then begins where the device began")
    func addendum() async throws {
        let bench = try await Bench.make()
        var new = DeviceAdministration.NewDevice(
            organizationID: bench.organization.id, vendor: "acme", name: "Gov", location: nil,
            settings: ["api_url": "https://acme.example", "client_secret": "hush"])
        new.needsAddendum = true
        let device = try await bench.pipeline.devices.add(new, by: bench.analyst)
        #expect(device.ingestion == .awaitingAddendum && !device.writesBack)
        #expect(try await bench.store.write { tx in try tx.polls.takeRequest(device: device.id) } == nil)
        await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.devices.change(
                device.id, .init(ingestion: .active), by: bench.providerAdministrator)
        }
        let addendum = bench.setup().addendum
        await #expect(throws: WorkbenchError.self) {
            try await addendum.enable(device.id, by: bench.providerAdministrator)
        }
        await #expect(throws: WorkbenchError.self) {
            try await addendum.record("A-1", for: device.id, by: bench.analyst)
        }
        try await addendum.record("A-1", for: device.id, by: bench.providerAdministrator)
        try await addendum.enable(device.id, by: bench.providerAdministrator)
        #expect(try await bench.stored(device.id)?.ingestion == .active)
        let demand = try await bench.store.write { tx in try tx.polls.takeRequest(device: device.id) }
        #expect(demand?.since?.milliseconds == device.createdAt.milliseconds)
    }

    @Test("deleted, no secret is left in any file of the database, and alerts are kept")
    func removal() async throws {
        let secrets = [
            "sealed-client-secret-4711", "sealed-webhook-4712", "sealed-otp-4713", "client-id-4714", "code-4715",
        ]
        let bench = try await Bench.make {
            $0.connection = DeviceConnection(
                settings: ["api_url": "https://acme.example", "client_id": secrets[3]],
                sealedSecret: Array(secrets[0].utf8))
            $0.webhook.sealedPassword = Array(secrets[1].utf8)
            $0.consoleAccess = .inviteAccepted
        }
        let setup = bench.setup()
        let id = bench.device.id
        try await bench.running(.intake) { try await bench.settle(ScriptedItem("i-1", at: .now())) }
        try await bench.store.write { tx in
            var record = ConsoleAccessRecord(deviceID: id, since: .now())
            (record.verificationCode, record.email) = (secrets[4], "soc+acme@soc.example")
            try tx.setups.save(record)
        }
        _ = try await setup.consoleAccess.perform(
            .enrolTwoFactor, on: id, input: secrets[2], by: bench.providerAdministrator)
        _ = try await setup.credentials.rotateWebhook(id, by: bench.analyst)
        let path = bench.temporary.store.path
        func files() throws -> Data {
            ["", "-wal"].reduce(into: Data()) { all, suffix in
                if let data = FileManager.default.contents(atPath: path + suffix) { all.append(data) }
            }
        }
        let before = try files()
        for secret in secrets { #expect(before.range(of: Data(secret.utf8)) != nil, "\(secret)") }
        await #expect(throws: WorkbenchError.self) {
            try await setup.removal.remove(id, confirmedBy: "Another", by: bench.analyst)
        }
        try await setup.removal.remove(id, confirmedBy: bench.device.name, by: bench.analyst)
        let after = try files()
        for secret in secrets { #expect(after.range(of: Data(secret.utf8)) == nil, "\(secret)") }
        #expect(try await bench.alerts().count == 1)
        #expect(try await bench.stored()?.ingestion == .removed)
        #expect(try await bench.record().first?.kind == .removed)
    }
}
