import GraphQL
import Pipeline
import Testing
import Wiz
import Workbench

@testable import WizEmulator

@Suite("Faults, alone and in pairs, against our client")
struct FaultPairTests {
    private static let faults: [(String, GraphQLValue)] = [
        ("rateLimit429", ["calls": 1]), ("rateLimit429", ["calls": 2, "retryAfter": 1]), ("rateLimitIn200", 1),
        ("serverError5xx", ["calls": 2, "status": 503]), ("serverError5xx", ["calls": 1, "operation": "token"]),
        ("htmlBody", ["calls": 1, "status": 200]), ("partialData", 1),
        ("partialData", ["calls": 1, "operation": "updateIssue"]),
        ("expiredTokens", 2), ("unauthenticatedIn200", 2), ("dropBefore", 1),
        ("dropBefore", ["calls": 1, "operation": "updateIssue"]), ("dropAfterMutation", 1), ("repeatedCursor", 1),
        ("latencyMs", 5), ("shortTokens", ["calls": 3, "seconds": 2]), ("missingExpiresIn", true),
    ]

    /// Each fault alone, then pairs of two kinds, the same in every run.
    private static let rounds: [[Int]] = {
        var random = SeededGenerator(seed: 20)
        var rounds = faults.indices.map { [$0] }
        while rounds.count < faults.count + 30 {
            let pair = [random.index(below: faults.count), random.index(below: faults.count)]
            if faults[pair[0]].0 != faults[pair[1]].0 { rounds.append(pair) }
        }
        return rounds
    }()

    @Test("Whatever goes wrong, in the end each change is written once and our copy is the tenant's")
    func rounds() async throws {
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 12)) { tenant in
            for (number, round) in Self.rounds.enumerated() {
                let isThreat = number % 2 == 0
                let order: GraphQLValue = ["type": isThreat ? "THREAT_DETECTION" : "TOXIC_COMBINATION"]
                let id = try #require(try await tenant.newIssue(order).text("id"))
                let faults = GraphQLValue.object(GraphQLObject(round.map { Self.faults[$0] }))
                let set = try await tenant.send(.put, "/_emulator/faults", faults)
                try #require(set.status == 200, "\(set.text)")

                try await Self.write(to: id, isThreat: isThreat, tenant, "\(faults)")
                let issue = try await tenant.issue(id)
                #expect(issue.text("status") == (isThreat ? "RESOLVED" : "REJECTED"), "\(faults)")
                #expect(issue["statusHistory"]?.listValue?.count == 1, "\(faults)")
                #expect(issue["notes"]?.listValue?.count == 1, "\(faults)")
                try await Self.compare(tenant, "\(faults)")
            }
        }
    }

    /// As the outbox does: again and again until it is done.
    private static func write(to id: String, isThreat: Bool, _ tenant: EmulatedTenant, _ faults: String) async throws {
        let write = WriteBackTests.write(.dismiss(.benign), on: id, kind: isThreat ? .threat : .issue)
        let outcome = try await attempt(tenant, faults) { connection throws(IntegrationError) in
            try await connection.deliver(write)
        }
        guard case .done = outcome else {
            Issue.record("\(faults): \(outcome)")
            return
        }
    }

    /// Pulls everything and holds it against what the control side says.
    private static func compare(_ tenant: EmulatedTenant, _ faults: String) async throws {
        var request = PollRequest(stream: .created, after: .longAgo, before: .soon, onlyLive: false, cursor: nil)
        var copy: [String: String] = [:]
        repeat {
            let asked = request
            let page = try await attempt(tenant, faults) { connection throws(IntegrationError) in
                try await connection.poll(asked)
            }
            for body in page.bodies {
                let item = try Fixture.item(body)
                copy[item.vendorID] = item.state?.vendorStatus
            }
            request.cursor = page.next
        } while request.cursor != nil
        let listed = try await tenant.send(.get, "/_emulator/issues").json["issues"]?.listValue ?? []
        let truth = Dictionary(
            listed.map { ($0.text("id") ?? "", $0.text("status") ?? "") }, uniquingKeysWith: { first, _ in first })
        #expect(copy == truth, "\(faults)")
    }

    /// A connection of its own for each attempt: none of them has to wait out what another was told.
    private static func attempt<Result: Sendable>(
        _ tenant: EmulatedTenant, _ faults: String,
        _ body: @Sendable (any TenantConnection) async throws(IntegrationError) -> Result
    ) async throws -> Result {
        let integration = WizIntegration(
            allowsLoopback: true, productVersion: "test", requestsPerSecond: 10_000, burst: 10_000)
        let secret = "emulated-secret"
        let settings = try integration.validate([
            "api_url": tenant.url, "client_id": "emulated-client", "client_secret": secret,
        ])
        var last: IntegrationError?
        for _ in 0..<12 {
            let connection = try integration.connect(settings, secret: secret, logger: .quiet)
            do throws(IntegrationError) {
                let result = try await body(connection)
                await connection.close()
                return result
            } catch {
                await connection.close()
                try #require(error.verdict != .giveUp, "\(faults): \(error)")
                last = error
            }
        }
        throw try #require(last)
    }
}
