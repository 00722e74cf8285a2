import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing

@testable import WizEmulator

/// A certificate authority made for one test, and a certificate of it for 127.0.0.1.
private struct MadeAuthority {
    static let openssl = "/usr/bin/openssl"

    let folder: URL

    var root: String { folder.appending(path: "ca.pem").path }
    var certificate: EmulatorCertificate {
        EmulatorCertificate(
            chainFile: folder.appending(path: "server.pem").path, keyFile: folder.appending(path: "server.key").path)
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "emulator-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let subject = ["-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "2"]
        try run(["req", "-x509"] + subject + ["-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test CA"])
        try run(
            ["req", "-x509", "-CA", "ca.pem", "-CAkey", "ca.key"] + subject
                + [
                    "-keyout", "server.key", "-out", "server.pem", "-subj", "/CN=emulator", "-addext",
                    "subjectAltName=IP:127.0.0.1,DNS:localhost", "-addext", "basicConstraints=critical,CA:FALSE",
                ])
    }

    private func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: Self.openssl)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardError = Pipe()
        process.standardOutput = Pipe()
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

@Suite("The emulator over TLS", .enabled(if: FileManager.default.fileExists(atPath: MadeAuthority.openssl)))
struct SecureTests {
    @Test("A client that trusts the made authority is served, one that does not is not")
    func serves() async throws {
        let authority = try MadeAuthority()
        defer { try? FileManager.default.removeItem(at: authority.folder) }
        let configuration = EmulatorConfiguration(issues: 3, tls: authority.certificate)
        try await EmulatedTenant.with(configuration) { tenant in
            #expect(tenant.url.hasPrefix("https://127.0.0.1:"))
            var trusting = TLSConfiguration.makeClientConfiguration()
            trusting.trustRoots = .file(authority.root)
            let client = HTTPClient(configuration: .init(tlsConfiguration: trusting))
            let response = try await client.execute(
                HTTPClientRequest(url: tenant.url + "/_emulator/issues"), timeout: .seconds(20))
            #expect(response.status.code == 200)
            let body = String(buffer: try await response.body.collect(upTo: 1 << 20))
            #expect(body.contains("\"total\":3"))
            try await client.shutdown()
            // A client goes on trying to connect until its time is up: a short one will do.
            await #expect(throws: (any Error).self) {
                try await HTTPClient.shared.execute(HTTPClientRequest(url: tenant.url), timeout: .seconds(2))
            }
        }
    }

    @Test("A certificate that is not there keeps the server from starting")
    func missingFiles() async throws {
        let missing = EmulatorCertificate(chainFile: "/nowhere/server.pem", keyFile: "/nowhere/server.key")
        let server = try EmulatorServer(configuration: EmulatorConfiguration(issues: 0, tls: missing), logger: .quiet)
        await #expect(throws: (any Error).self) { try await server.whileRunning { _ in } }
    }
}
