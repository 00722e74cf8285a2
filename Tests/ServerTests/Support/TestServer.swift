import AsyncHTTPClient
import Detection
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Pipeline
import ServiceLifecycle
import Storage
import TestSupport
import Workbench

@testable import Server

/// The whole HTTP side over a real store, on a free port of this machine.
struct TestServer: Sendable {
    let store: TemporaryStore
    let vault = ExampleVault()
    let clock: TestClock
    let services: ServerServices
    let authentication: Authentication
    let port: Int
    let world: World

    var address: String { "http://127.0.0.1:\(port)" }

    /// Runs the body against a server and stops it afterwards.
    static func run(
        settings: ServerSettings = ServerSettings(), rules: RulePack = RulePack(sources: []),
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        try await runGracefully(settings: settings, rules: rules) { server, _ in try await body(server) }
    }

    /// As `run`; the body may begin the graceful shutdown itself.
    static func runGracefully(
        settings: ServerSettings = ServerSettings(), rules: RulePack = RulePack(sources: []),
        _ body: @escaping @Sendable (TestServer, ServiceGroup) async throws -> Void
    ) async throws {
        let store = try await TemporaryStore.make()
        let clock = TestClock()
        let vault = ExampleVault()
        let world = try await World.make(in: store.store, vault: vault)
        let integrations = Integrations([ExampleIntegration()])
        var logger = Logger(label: "test")
        logger.logLevel = .error
        let pipeline = PipelineServices(
            store: store.store, integrations: integrations, vault: vault, rules: rules, logger: logger,
            clock: clock.closure)
        let services = ServerServices(
            pipeline: pipeline, store: store.store, integrations: integrations, vault: vault, settings: settings,
            logger: logger)
        let authentication = Authentication(
            store: store.store, vault: vault, settings: settings, clock: clock.closure)
        let (ports, portSource) = AsyncStream.makeStream(of: Int.self)
        let http = HTTPServer(
            services: services, authentication: authentication, host: "127.0.0.1", port: 0,
            onRunning: { portSource.yield($0) })
        let group = ServiceGroup(configuration: .init(services: [http], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await port in ports {
                let server = TestServer(
                    store: store, clock: clock, services: services, authentication: authentication, port: port,
                    world: world)
                try await body(server, group)
                break
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// What came back.
    struct Reply: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        /// Null when it is no JSON.
        var json: JSON { (try? JSON(parsing: body)) ?? .null }
        var data: JSON { json["data"] ?? .null }
        /// The ids of a collection, in order.
        var ids: [String] { data.array.compactMap { $0["id"]?.string } }
        var total: Int64? { json["meta"]?["page"]?["total"]?.integer }
        var error: JSON { json["errors"]?.array.first ?? .null }
    }

    func send(
        _ method: HTTPMethod, _ path: String, token: String? = nil, json: JSON? = nil,
        headers: [(String, String)] = [], body: HTTPClientRequest.Body? = nil
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : address + path)
        request.method = method
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if let json {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(json.bytes)
        }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = body }
        let response = try await client.execute(request, timeout: .seconds(60))
        let buffer = try await response.body.collect(upTo: 1 << 26)
        return Reply(
            status: Int(response.status.code), headers: response.headers, body: Array(buffer.readableBytesView))
    }

    func get(_ path: String, token: String? = nil) async throws -> Reply {
        try await send(.GET, path, token: token ?? world.analystToken)
    }

    /// A collection with one filter, percent-encoded as clients do.
    func ids(_ type: String, _ parameters: [(String, String)], token: String? = nil) async throws -> [String] {
        let query = parameters.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
        let reply = try await get("/api/v2/\(type)?\(query)", token: token)
        guard reply.status == 200 else { throw Refused(status: reply.status, body: reply.text) }
        return reply.ids
    }

    struct Refused: Error {
        var status: Int
        var body: String
    }

    func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    /// Follows no redirects, so that tests see them.
    private var client: HTTPClient { TestServer.client }
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
    }()
}
