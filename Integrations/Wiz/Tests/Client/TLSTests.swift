import Foundation
import Pipeline
import Testing
import Wiz
import WizEmulator
import Workbench

@Suite("A tenant over HTTPS")
struct TLSTests {
    private static func file(_ name: String) throws -> String {
        try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil)).appendingPathComponent(
            "tls/" + name
        ).path
    }

    private static func connect(_ url: String, trusting path: String?) throws -> any TenantConnection {
        let integration = WizIntegration(allowsLoopback: true, productVersion: "test", trustedCertificates: path)
        let settings = try integration.validate(["api_url": url, "client_id": "emulated-client", "client_secret": "x"])
        return try integration.connect(settings, secret: "emulated-secret", logger: .quiet)
    }

    @Test("A tenant whose certificate is trusted is read; one whose is not gets neither secret nor token")
    func trust() async throws {
        let certificate = EmulatorCertificate(
            chainFile: try Self.file("server.pem"), keyFile: try Self.file("server.key"))
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 3, tls: certificate)) { tenant in
            #expect(tenant.url.hasPrefix("https://"))
            let window = PollRequest(stream: .created, after: .longAgo, before: .soon, onlyLive: false, cursor: nil)
            let trusting = try Self.connect(tenant.url, trusting: try Self.file("authority.pem"))
            #expect(try await trusting.poll(window).bodies.count == 3)
            let wary = try Self.connect(tenant.url, trusting: nil)
            let error = await #expect(throws: IntegrationError.self) { try await wary.poll(window) }
            #expect(error?.reason == .network)
            await trusting.close()
            await wary.close()
        }
    }

    @Test("A file of certificates that cannot be read is said to be so")
    func unreadable() throws {
        for path in ["/nonexistent/authority.pem", try Self.file("server.key")] {
            let error = #expect(throws: IntegrationError.self) {
                try Self.connect("https://api.us1.app.wiz.io", trusting: path)
            }
            #expect(error?.reason == .client)
            #expect(error?.detail.contains(path) == true)
        }
    }
}
