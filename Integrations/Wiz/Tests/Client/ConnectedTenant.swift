import GraphQL
import Pipeline
import Testing
import Wiz
import WizEmulator
import Workbench

/// An emulated tenant with our client connected to it.
struct ConnectedTenant: Sendable {
    let tenant: EmulatedTenant
    let connection: any TenantConnection

    /// Runs a test against a tenant of its own, without the limit on requests unless the test sets one.
    static func with(
        issues: Int = 20, environment: EmulatorEnvironment = .commercial, secret: String = "emulated-secret",
        requestsPerSecond: Double = 10_000,
        burst: Int = 10_000, _ body: @escaping @Sendable (ConnectedTenant) async throws -> Void
    ) async throws {
        try await EmulatedTenant.with(EmulatorConfiguration(issues: issues, environment: environment)) { tenant in
            let integration = WizIntegration(
                allowsLoopback: true, productVersion: "test", requestsPerSecond: requestsPerSecond, burst: burst)
            let settings = try integration.validate([
                "api_url": tenant.url, "client_id": "emulated-client", "client_secret": secret,
            ])
            let connection = try integration.connect(settings, secret: secret, logger: .quiet)
            try await body(ConnectedTenant(tenant: tenant, connection: connection))
            await connection.close()
        }
    }

    func set(_ faults: GraphQLValue) async throws {
        let answer = try await tenant.send(.put, "/_emulator/faults", faults)
        try #require(answer.status == 200, "\(answer.text)")
    }

    /// How many calls of an operation the tenant counted; "token" for tokens.
    func calls(_ operation: String) async throws -> Int64 {
        try await tenant.send(.get, "/_emulator/requests").json[path: "operations.\(operation)"]?.intValue ?? 0
    }

    func newIssue(_ order: GraphQLValue = ["type": "TOXIC_COMBINATION"]) async throws -> String {
        try #require(try await tenant.newIssue(order).text("id"))
    }

    /// As a person in the Wiz console, or as Wiz itself.
    func change(_ id: String, _ change: GraphQLValue) async throws {
        let answer = try await tenant.send(.patch, "/_emulator/issues/\(id)", change)
        try #require(answer.status == 200, "\(answer.text)")
    }

    func notes(_ id: String) async throws -> [String] {
        try await tenant.issue(id)[path: "notes"]?.listValue?.compactMap { $0.text("text") } ?? []
    }

    /// The issue as our client sees it.
    func state(_ id: String) async throws -> IssueState {
        try #require(try await connection.fetch(issues: [id]).first?.state)
    }

    /// All pages of a window.
    func pull(_ stream: PollStream, after: Timestamp, before: Timestamp, onlyLive: Bool = false) async throws
        -> [VendorItem]
    {
        var request = PollRequest(stream: stream, after: after, before: before, onlyLive: onlyLive, cursor: nil)
        var items: [VendorItem] = []
        repeat {
            let page = try await connection.poll(request)
            items += try page.bodies.map { try Fixture.item($0) }
            request.cursor = page.next
        } while request.cursor != nil
        return items
    }
}

extension Timestamp {
    static let longAgo = Timestamp(milliseconds: 1_500_000_000_000)
    /// Late enough for everything that a test makes.
    static var soon: Timestamp { Timestamp.now().adding(seconds: 3600) }
}
