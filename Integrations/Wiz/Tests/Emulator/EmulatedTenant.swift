import AsyncHTTPClient
import Foundation
import GraphQL
import Logging
import NIOCore
import NIOHTTP1
import Testing

@testable import WizEmulator

/// An emulated tenant on a free port, as a client sees it.
struct EmulatedTenant: Sendable {
    let url: String
    let server: EmulatorServer

    enum Method: String {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    struct Answer: Sendable {
        let status: Int
        let headers: HTTPHeaders
        let body: [UInt8]

        var json: GraphQLValue { get throws { try GraphQLValue(json: body) } }
        func header(_ name: String) -> String? { headers.first(name: name) }
        var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// Runs a test against a tenant of its own.
    static func with<Result: Sendable>(
        _ configuration: EmulatorConfiguration = EmulatorConfiguration(issues: 40),
        _ body: @escaping @Sendable (EmulatedTenant) async throws -> Result
    ) async throws -> Result {
        let server = try EmulatorServer(configuration: configuration, logger: .quiet)
        return try await server.whileRunning { url in
            try await body(EmulatedTenant(url: url, server: server))
        }
    }

    func send(
        _ method: Method, _ path: String, _ body: GraphQLValue? = nil, headers: [(String, String)] = []
    ) async throws -> Answer {
        let json = body.map { String(decoding: $0.json(), as: UTF8.self) }
        return try await send(method, path, text: json, type: "application/json", headers: headers)
    }

    func send(
        _ method: Method, _ path: String, text: String?, type: String?, headers: [(String, String)] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = HTTPMethod(rawValue: method.rawValue)
        if let type, text != nil { request.headers.add(name: "Content-Type", value: type) }
        for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
        if let text { request.body = .bytes(ByteBuffer(string: text)) }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let bytes = try await response.body.collect(upTo: 64 << 20)
        return Answer(status: Int(response.status.code), headers: response.headers, body: Array(buffer: bytes))
    }

    func token(
        secret: String = "emulated-secret", audience: String = "wiz-api"
    ) async throws -> Answer {
        try await send(
            .post, "/oauth/token",
            text:
                "grant_type=client_credentials&client_id=emulated-client&client_secret=\(secret)&audience=\(audience)",
            type: "application/x-www-form-urlencoded")
    }

    /// A call with a fresh token.
    func graphQL(_ query: String, _ variables: GraphQLObject = [:]) async throws -> GraphQLValue {
        try await call(query, variables).json
    }

    func call(_ query: String, _ variables: GraphQLObject = [:]) async throws -> Answer {
        let token = try await token().json["access_token"]?.stringValue ?? ""
        return try await send(
            .post, "/graphql", ["query": .string(query), "variables": .object(variables)],
            headers: [("Authorization", "Bearer \(token)")])
    }

    /// A new issue from the control side.
    func newIssue(_ order: GraphQLValue = ["postExploit": true]) async throws -> GraphQLValue {
        let answer = try await send(.post, "/_emulator/issues", order)
        try #require(answer.status == 201, "\(answer.text)")
        return try answer.json
    }

    /// An issue as the control side shows it.
    func issue(_ id: String) async throws -> GraphQLValue {
        try await send(.get, "/_emulator/issues/\(id)").json
    }
}

extension Logger {
    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension GraphQLValue {
    /// The value at a path of keys and, for lists, numbers: `data.issues.nodes.0.id`.
    subscript(path path: String) -> GraphQLValue? {
        path.split(separator: ".").reduce(Optional(self)) { value, step in
            Int(step).map { value?[$0] } ?? value?[String(step)]
        }
    }

    func text(_ path: String) -> String? { self[path: path]?.stringValue }
}
