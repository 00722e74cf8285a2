import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Pipeline
import ServiceLifecycle
import Storage
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Live updates")
struct EventStreamTests {
    private func open(_ server: TestServer, token: String) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: server.address + "/events")
        request.headers.add(name: "authorization", value: "Bearer \(token)")
        request.headers.add(name: "last-event-id", value: "whatever\u{FF}")
        return try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    }

    @Test("tell of changes in scope only, and end cleanly when the server stops")
    func delivers() async throws {
        try await TestServer.runGracefully { server, group in
            let response = try await open(server, token: server.world.analystToken)
            #expect(response.status == .ok)
            #expect(response.headers.first(name: "content-type")?.hasPrefix("text/event-stream") == true)
            var text = ""
            var body = response.body.makeAsyncIterator()
            while !text.contains(": connected\n\n"), let part = try await body.next() { text += String(buffer: part) }
            await server.services.updates.publish([
                .init(kind: .alert, organizationID: server.world.other.id, id: server.world.otherAlert.id.rawValue),
                .init(kind: .alert, organizationID: server.world.acme.id, id: server.world.alerts[0].id.rawValue),
            ])
            while !text.contains(server.world.alerts[0].id.rawValue), let part = try await body.next() {
                text += String(buffer: part)
            }
            #expect(text.contains("event: alert\ndata: {"))
            #expect(text.contains(server.world.otherAlert.id.rawValue) == false)
            await group.triggerGracefulShutdown()
            while let part = try await body.next() { text += String(buffer: part) }
            #expect(text.hasSuffix("\n\n"))
        }
    }

    @Test("need somebody who is known")
    func unauthenticated() async throws {
        try await TestServer.run { server async throws in
            #expect(try await server.send(.GET, "/events").status == 401)
        }
    }

    @Test("forget readers who went away")
    func forgets() async throws {
        try await TestServer.run { server async throws in
            let reading = Task {
                let response = try await open(server, token: server.world.analystToken)
                for try await _ in response.body {}
            }
            try await eventually("the reader to be known") { await server.services.updates.listenerCount == 1 }
            reading.cancel()
            try await eventually("the reader to be forgotten") {
                await server.services.updates.publish([
                    .init(kind: .alert, organizationID: server.world.acme.id, id: "any")
                ])
                return await server.services.updates.listenerCount == 0
            }
        }
    }
}
