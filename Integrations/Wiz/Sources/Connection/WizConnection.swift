import Logging
import Pipeline
import Workbench

/// One Wiz tenant, reachable: one token, one rate limit, one set of connections for all work of a device.
final class WizConnection: TenantConnection {
    /// Ids of one question, so that no answer grows too long.
    private static let idsPerQuery = 50

    private let client: GraphQLClient
    private let address: TenantAddress
    private let clock: VendorClock
    private let missingScopes = MissingScopes()

    /// - Parameter clock: learns from every answer what time it is at Wiz.
    init(client: GraphQLClient, address: TenantAddress, clock: VendorClock) {
        self.client = client
        self.address = address
        self.clock = clock
    }

    func poll(_ request: PollRequest) async throws(IntegrationError) -> PollPage {
        var cursor = PollCursor(request)
        if let text = request.cursor { cursor = try PollCursor(text, of: request) }
        while true {
            let query = StreamQuery(request: request, cursor: cursor)
            let failure: CallFailure
            do throws(CallFailure) {
                let answer = try await client.run(query.operation, query.variables, .background)
                return try self.page(answer, of: query)
            } catch {
                failure = error
            }
            if failure.code == "LICENSE_MISSING", request.stream == .detections {
                // Without Wiz Defend there are no detections; the check of the device says that they are missing.
                return PollPage(bodies: [], next: nil, total: 0)
            }
            guard failure.code == "QUERY_COMPLEXITY_LIMIT_EXCEEDED", let smaller = cursor.withSmallerPages() else {
                throw failure.error
            }
            cursor = smaller
        }
    }

    func fetch(issues ids: [String]) async throws(IntegrationError) -> [VendorItem] {
        var items: [VendorItem] = []
        var rest = ids.withoutRepeats.filter { !$0.isEmpty }[...]
        while !rest.isEmpty {
            items += try await issues(Array(rest.prefix(WizConnection.idsPerQuery)))
            rest = rest.dropFirst(WizConnection.idsPerQuery)
        }
        return items
    }

    func deliver(_ write: OutboundWrite) async throws(IntegrationError) -> DeliveryOutcome {
        try await IssueWriter(client: client, missingScopes: missingScopes).deliver(write)
    }

    func check() async -> [HealthProblem] {
        await PermissionProbe(client: client, missingScopes: missingScopes).problems()
    }

    func test() async -> ConnectionReport {
        await TenantTest(client: client, address: address, clock: clock).report()
    }

    func close() async {
        await client.transport.close()
    }

    private func page(_ answer: GraphQLAnswer, of query: StreamQuery) throws(CallFailure) -> PollPage {
        do throws(IntegrationError) {
            let page = try ItemPage(answer.root)
            let next = try query.cursor.next(after: page, newest: query.newest(of: page))
            return PollPage(
                bodies: page.nodes.map(\.bytes), next: next?.text, total: query.cursor.total ?? page.total)
        } catch {
            throw CallFailure(error: error, mayHaveRun: true)
        }
    }

    /// Wiz refuses a whole list for one id that is none; then each is asked for by itself.
    private func issues(_ ids: [String]) async throws(IntegrationError) -> [VendorItem] {
        let variables: [String: JSON] = [
            "first": .integer(Int64(ids.count)), "filterBy": ["id": .array(ids.map(JSON.string))],
        ]
        let page: ItemPage
        do throws(IntegrationError) {
            page = try ItemPage(try await run(.issuesByID, variables, .interactive).root)
        } catch {
            guard error.reason == .client else { throw error }
            guard ids.count > 1 else {
                client.logger.info("Wiz does not know an issue", metadata: ["error": "\(error.detail)"])
                return []
            }
            var items: [VendorItem] = []
            for id in ids { items += try await issues([id]) }
            return items
        }
        return page.nodes.compactMap { node in
            guard case .item(let item)? = try? PayloadParser.signal(node, expected: .issueNode) else { return nil }
            return item
        }
    }

    private func run(_ operation: Operation, _ variables: [String: JSON], _ priority: RequestLimiter.Priority)
        async throws(IntegrationError) -> GraphQLAnswer
    {
        do throws(CallFailure) {
            return try await client.run(operation, variables, priority)
        } catch {
            throw error.error
        }
    }
}
