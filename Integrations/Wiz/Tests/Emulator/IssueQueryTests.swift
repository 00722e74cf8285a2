import GraphQL
import Testing

@testable import WizEmulator

@Suite("The emulator's issue queries")
struct IssueQueryTests {
    private static let page = """
        query($first: Int, $after: String, $filterBy: IssueFilters, $orderBy: IssueOrder) {
          issues: issuesV2(first: $first, after: $after, filterBy: $filterBy, orderBy: $orderBy) {
            nodes { id type status severity createdAt statusChangedAt }
            pageInfo { hasNextPage endCursor }
            totalCount criticalSeverityCount highSeverityCount mediumSeverityCount lowSeverityCount
            informationalSeverityCount
          }
        }
        """

    /// All nodes, page after page.
    private static func all(
        _ tenant: EmulatedTenant, first: Int64, _ filter: GraphQLValue = .null, order: GraphQLValue = .null
    ) async throws -> [GraphQLValue] {
        var nodes: [GraphQLValue] = []
        var after = GraphQLValue.null
        for _ in 0..<100 {
            let reply = try await tenant.graphQL(
                page, ["first": .int(first), "after": after, "filterBy": filter, "orderBy": order])
            try #require(reply["errors"] == nil, "\(reply)")
            nodes += reply[path: "data.issues.nodes"]?.listValue ?? []
            guard reply[path: "data.issues.pageInfo.hasNextPage"] == true else { return nodes }
            after = reply[path: "data.issues.pageInfo.endCursor"] ?? .null
        }
        return nodes
    }

    @Test("Paging gives every issue once, newest first, and issues made meanwhile disturb nothing")
    func paging() async throws {
        try await EmulatedTenant.with { tenant in
            let first = try await tenant.graphQL(Self.page, ["first": 7])
            let cursor = first[path: "data.issues.pageInfo.endCursor"] ?? .null
            _ = try await tenant.newIssue()
            let second = try await tenant.graphQL(Self.page, ["first": 500, "after": cursor])
            let ids =
                ((first[path: "data.issues.nodes"]?.listValue ?? [])
                + (second[path: "data.issues.nodes"]?.listValue ?? []))
                .compactMap { $0.text("id") }
            #expect(ids.count == 40)
            #expect(Set(ids).count == 40)
            #expect(second[path: "data.issues.totalCount"] == 41)
            #expect(second[path: "data.issues.pageInfo.hasNextPage"] == false)
            let times = try await Self.all(tenant, first: 9).compactMap { $0.text("createdAt").flatMap(WizTime.init) }
            #expect(times.count == 41)
            #expect(times == times.sorted(by: >))
        }
    }

    @Test("Each order gives the same issues, sorted by what it names")
    func orders() async throws {
        try await EmulatedTenant.with { tenant in
            let all = Set(try await Self.all(tenant, first: 500).compactMap { $0.text("id") })
            for direction: GraphQLValue in ["ASC", "DESC"] {
                for field: GraphQLValue in ["SEVERITY", "CREATED_AT", "STATUS_CHANGED_AT"] {
                    let nodes = try await Self.all(
                        tenant, first: 11, order: ["field": field, "direction": direction])
                    #expect(Set(nodes.compactMap { $0.text("id") }) == all)
                    #expect(nodes.count == all.count)
                }
            }
            let ranks = try await Self.all(tenant, first: 11, order: ["field": "SEVERITY", "direction": "DESC"])
                .compactMap { $0.text("severity").flatMap(Severity.init)?.rank }
            #expect(ranks == ranks.sorted(by: >))
        }
    }

    @Test("The counts by severity add up to the total and are those of the filter")
    func counts() async throws {
        try await EmulatedTenant.with { tenant in
            let reply = try await tenant.graphQL(
                Self.page, ["first": 1, "filterBy": ["severity": ["HIGH", "CRITICAL"]]])
            let connection = reply[path: "data.issues"]
            let critical = connection?["criticalSeverityCount"]?.intValue ?? 0
            let high = connection?["highSeverityCount"]?.intValue ?? 0
            #expect(connection?["totalCount"]?.intValue == critical + high)
            #expect(critical > 0)
            #expect(connection?["lowSeverityCount"] == 0)
        }
    }

    @Test("first is required, at most 500 and not negative")
    func firstLimits() async throws {
        try await EmulatedTenant.with { tenant in
            for variables: GraphQLObject in [[:], ["first": 501], ["first": -1]] {
                let reply = try await tenant.graphQL(Self.page, variables)
                #expect(reply.text("errors.0.extensions.code") == "BAD_USER_INPUT")
                #expect(reply[path: "data.issues"] == .null)
            }
            #expect(try await tenant.graphQL(Self.page, ["first": 500])["errors"] == nil)
        }
    }

    @Test("An empty list in a filter is answered with 400, an unknown enum value or field too with a validation error")
    func badFilters() async throws {
        try await EmulatedTenant.with { tenant in
            let empty = try await tenant.call(Self.page, ["first": 1, "filterBy": ["status": []]])
            #expect(empty.status == 400)
            let word = try await tenant.graphQL(Self.page, ["first": 1, "filterBy": ["status": ["NEW"]]])
            #expect(word["errors"] != nil)
            #expect(word["data"] == .null)
            let field = try await tenant.graphQL("{ issues(first: 1) { nodes { id risk } } }")
            #expect(field.text("errors.0.extensions.code") == "GRAPHQL_VALIDATION_FAILED")
            #expect(field.text("errors.0.message") == "Cannot query field \"risk\" on type \"Issue\".")
        }
    }

    @Test("A cursor that this tenant did not give out is bad input")
    func badCursor() async throws {
        try await EmulatedTenant.with { tenant in
            for cursor: GraphQLValue in ["x", "bm90aGluZw==", "eyJvcmRlciI6MX0="] {
                let reply = try await tenant.graphQL(Self.page, ["first": 1, "after": cursor])
                #expect(reply.text("errors.0.extensions.code") == "BAD_USER_INPUT")
            }
        }
    }

    @Test("statusChangedAt.after is exclusive, ordered by status change, and leaves out issues that never changed")
    func statusChanges() async throws {
        try await EmulatedTenant.with { tenant in
            _ = try await tenant.send(.post, "/_emulator/clock", ["advanceSeconds": 3600])
            var changed: [String] = []
            for _ in 0..<3 {
                let id = try await tenant.newIssue().text("id") ?? ""
                _ = try await tenant.send(.patch, "/_emulator/issues/\(id)", ["status": "IN_PROGRESS"])
                changed.append(id)
            }
            let first = try await tenant.issue(changed[0]).text("statusChangedAt") ?? ""
            let nodes = try await Self.all(tenant, first: 2, ["statusChangedAt": ["after": .string(first)]])
            #expect(nodes.compactMap { $0.text("id") } == Array(changed.dropFirst()))
            let ever = try await Self.all(tenant, first: 500, ["statusChangedAt": ["after": "2001-01-01T00:00:00Z"]])
            #expect(ever.allSatisfy { $0.text("statusChangedAt") != nil })
            #expect(ever.count < 43)
        }
    }

    @Test("An unknown id in a filter gives nothing, alone it is not found, and what is no id is bad input")
    func unknownIDs() async throws {
        try await EmulatedTenant.with { tenant in
            let id = "0190c2b4-0000-5000-8000-000000000000"
            let listed = try await tenant.graphQL(Self.page, ["first": 5, "filterBy": ["id": [.string(id)]]])
            #expect(listed[path: "data.issues.nodes"] == [])
            #expect(listed["errors"] == nil)
            let single = try await tenant.graphQL("query($id: ID!) { issue(id: $id) { id } }", ["id": .string(id)])
            #expect(single.text("errors.0.extensions.code") == "NOT_FOUND")
            #expect(single[path: "data.issue"] == .null)
            let malformed = try await tenant.graphQL("{ issue(id: \"42\") { id } }")
            #expect(malformed.text("errors.0.extensions.code") == "BAD_USER_INPUT")
            #expect(malformed.text("errors.0.message") == "id must be a valid service issue id")
            #expect(malformed[path: "errors.0.path"] == ["issue", "id"])
        }
    }

    @Test("No query gives more than 10,000 issues however it is paged")
    func cap() async throws {
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 10_400)) { tenant in
            let token = try await tenant.token().json.text("access_token") ?? ""
            var served = 0
            var after = GraphQLValue.null
            var pages = 0
            repeat {
                let reply = try await tenant.send(
                    .post, "/graphql",
                    [
                        "query":
                            "query($after: String) { issues(first: 500, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }",
                        "variables": ["after": after],
                    ], headers: [("Authorization", "Bearer \(token)")]
                ).json
                served += reply[path: "data.issues.nodes"]?.listValue?.count ?? 0
                after = reply[path: "data.issues.pageInfo.endCursor"] ?? .null
                pages += 1
                if reply[path: "data.issues.pageInfo.hasNextPage"] != true { break }
            } while pages < 30
            #expect(served == 10_000)
            #expect(pages == 20)
        }
    }

    @Test("A body that is not JSON by its type is answered with 415, malformed JSON with 400")
    func requestForm() async throws {
        try await EmulatedTenant.with { tenant in
            let text = try await tenant.send(.post, "/graphql", text: "{}", type: "text/plain")
            #expect(text.status == 415)
            let malformed = try await tenant.send(.post, "/graphql", text: "{", type: "application/json")
            #expect(malformed.status == 400)
        }
    }

    @Test("Threats are seen only with read:threat_issues, and asking for them by name without it is refused")
    func threatScope() async throws {
        try await EmulatedTenant.with { tenant in
            _ = try await tenant.newIssue(["type": "THREAT_DETECTION"])
            _ = try await tenant.send(.put, "/_emulator/faults", ["missingScopes": ["read:threat_issues"]])
            let types = try await Self.all(tenant, first: 500).compactMap { $0.text("type") }
            #expect(!types.isEmpty)
            #expect(!types.contains("THREAT_DETECTION"))
            let named = try await tenant.graphQL(Self.page, ["first": 1, "filterBy": ["type": ["THREAT_DETECTION"]]])
            #expect(named.text("errors.0.extensions.code") == "UNAUTHORIZED")
            #expect(
                named[path: "errors.0.extensions.requiredScopes"]?.listValue?.contains("read:threat_issues") == true)
            _ = try await tenant.send(.put, "/_emulator/faults", ["missingScopes": ["read:issues"]])
            let refused = try await tenant.graphQL(Self.page, ["first": 1])
            let message = refused.text("errors.0.message") ?? ""
            #expect(
                message.hasPrefix(
                    "access denied, at least one of the following is required: [read:all read:issues], your permissions: ["
                ))
        }
    }
}
