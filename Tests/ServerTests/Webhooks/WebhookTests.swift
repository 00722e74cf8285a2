import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("The webhook")
struct WebhookTests {
    private func deliver(
        _ server: TestServer, body: String = "{\"a\": 1}", password: String = World.webhookPassword,
        type: String? = "application/json", key: String? = nil, stream: HTTPClientRequest.Body? = nil
    ) async throws -> TestServer.Reply {
        let device = server.world.device
        let credentials = Data("\(device.webhook.username):\(password)".utf8).base64EncodedString()
        var headers = [("authorization", "Basic \(credentials)")]
        if let type { headers.append(("content-type", type)) }
        return try await server.send(
            .POST, "/webhooks/\(key ?? device.webhook.key)", headers: headers,
            body: stream ?? .bytes(Array(body.utf8)))
    }

    private func pending(_ server: TestServer) async throws -> [Signal] {
        try await server.store.store.read { tx in
            try tx.signals.list(device: server.world.device.id, state: .pending, limit: 100)
        }
    }

    @Test("answers 202 once the bytes are kept, exactly as they came, whatever they are")
    func accepted() async throws {
        try await TestServer.run { server async throws in
            for body in ["{\"a\": 1}", "no json at all", "", "\u{0}\u{1}ü"] {
                #expect(try await deliver(server, body: body).status == 202)
            }
            #expect(try await deliver(server, type: "application/json; charset=utf-8").status == 202)
            let bodies = Set(try await pending(server).map(\.body))
            #expect(bodies == Set(["{\"a\": 1}", "no json at all", "", "\u{0}\u{1}ü"].map { Array($0.utf8) }))
        }
    }

    @Test("after a rotation both passwords work until the old one's time is over")
    func rotated() async throws {
        try await TestServer.run { server async throws in
            let (store, id) = (server.store.store, server.world.device.id)
            let sealed = try server.vault.seal("the new one")
            let old = try server.vault.seal(World.webhookPassword)
            func rotate(until: Timestamp) async throws {
                try await store.write { tx in
                    guard var device = try tx.devices.find(id, scope: .everything) else { return }
                    device.webhook.sealedPassword = sealed
                    try tx.devices.update(device)
                    var setup = try tx.setups.setup(of: id)
                    (setup.sealedOldWebhookPassword, setup.oldWebhookPasswordUntil) = (old, until)
                    try tx.setups.save(setup)
                }
            }
            try await rotate(until: .now().adding(seconds: 60))
            #expect(try await deliver(server).status == 202)
            #expect(try await deliver(server, password: "the new one").status == 202)
            #expect(try await deliver(server, password: "neither").status == 401)
            try await rotate(until: .now().adding(seconds: -1))
            try await eventually("the end of the old one") { try await deliver(server).status == 401 }
            #expect(try await deliver(server, password: "the new one").status == 202)
        }
    }

    @Test("a device that waits for its legal addendum answers 403 with that reason, a removed one 410 to everybody")
    func closed() async throws {
        try await TestServer.run { server async throws in
            let (store, world) = (server.store.store, server.world)
            func set(_ ingestion: SecurityDevice.Ingestion, _ password: [UInt8]) async throws {
                try await store.write { tx in
                    var device = world.device
                    device.ingestion = ingestion
                    device.webhook.sealedPassword = password
                    try tx.devices.update(device)
                }
            }
            try await set(.awaitingAddendum, world.device.webhook.sealedPassword)
            let waiting = try await deliver(server)
            #expect(waiting.status == 403 && waiting.text.contains("legal addendum required"))
            try await set(.removed, [])
            try await eventually("the removal") { try await deliver(server).status == 410 }
            #expect(try await deliver(server, password: "any").status == 410)
            #expect(try await pending(server) == [])
        }
    }

    @Test("refuses wrong credentials, unknown keys and other kinds of content, and keeps nothing")
    func refused() async throws {
        try await TestServer.run { server async throws in
            let wrong = try await deliver(server, password: "wrong")
            #expect(wrong.status == 401)
            #expect(wrong.headers.first(name: "www-authenticate")?.hasPrefix("Basic ") == true)
            let none = try await server.send(.POST, "/webhooks/\(server.world.device.webhook.key)", json: [:])
            #expect(none.status == 401)
            #expect(try await deliver(server, key: "unknown").status == 404)
            #expect(try await deliver(server, type: "text/plain").status == 415)
            #expect(try await deliver(server, type: nil).status == 415)
            #expect(try await server.send(.GET, "/webhooks/\(server.world.device.webhook.key)").status == 404)
            #expect(try await pending(server) == [])
        }
    }

    @Test("refuses more than 1 MiB, announced or streamed without a length")
    func tooLarge() async throws {
        try await TestServer.run { server async throws in
            let large = String(repeating: "x", count: (1 << 20) + 1)
            #expect(try await deliver(server, body: large).status == 413)
            let chunk = ByteBuffer(repeating: UInt8(ascii: "x"), count: 1 << 18)
            let stream = HTTPClientRequest.Body.stream(Chunks(chunk: chunk, count: 5), length: .unknown)
            #expect(try await deliver(server, stream: stream).status == 413)
            let exact = HTTPClientRequest.Body.stream(Chunks(chunk: chunk, count: 4), length: .unknown)
            #expect(try await deliver(server, stream: exact).status == 202)
            #expect(try await pending(server).map(\.body.count) == [1 << 20])
        }
    }

    @Test("keeps what a paused device is sent, and answers 410 for a removed one")
    func ingestion() async throws {
        try await TestServer.run { server async throws in
            func set(_ ingestion: SecurityDevice.Ingestion) async throws {
                try await server.store.store.write { tx in
                    var device = server.world.device
                    device.ingestion = ingestion
                    try tx.devices.update(device)
                }
            }
            try await set(.paused)
            #expect(try await deliver(server).status == 202)
            try await set(.removed)
            try await eventually("the removal to count") { try await deliver(server).status == 410 }
        }
    }

    @Test("keeps every one of many that come at once")
    func parallel() async throws {
        try await TestServer.run { server async throws in
            try await withThrowingTaskGroup(of: Int.self) { tasks in
                for number in 0..<100 {
                    tasks.addTask { try await deliver(server, body: "{\"number\": \(number)}").status }
                }
                for try await status in tasks { #expect(status == 202) }
            }
            let bodies = try await server.store.store.read { tx in
                try tx.signals.list(device: server.world.device.id, state: .pending, limit: 1000).map(\.body)
            }
            #expect(Set(bodies).count == 100)
        }
    }
}

/// A body of so many equal chunks.
private struct Chunks: AsyncSequence, Sendable {
    let chunk: ByteBuffer
    let count: Int

    struct AsyncIterator: AsyncIteratorProtocol {
        let chunk: ByteBuffer
        var left: Int

        mutating func next() async -> ByteBuffer? {
            guard left > 0 else { return nil }
            left -= 1
            return chunk
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(chunk: chunk, left: count) }
}
