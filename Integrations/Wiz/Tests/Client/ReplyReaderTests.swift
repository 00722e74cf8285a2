import Pipeline
import Testing
import Workbench

@testable import Wiz

@Suite("Replies of the API")
struct ReplyReaderTests {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)

    private static func error(_ code: String?, _ message: String, extra: [String: JSON] = [:]) -> JSON {
        var extensions = extra
        if let code { extensions["code"] = .string(code) }
        return ["data": nil, "errors": [["message": .string(message), "extensions": .object(extensions)]]]
    }

    private func failure(_ answer: HTTPAnswer, _ operation: Wiz.Operation = .issues) -> CallFailure? {
        #expect(throws: CallFailure.self) { try ReplyReader(operation: operation, now: Self.now).read(answer) }
    }

    private static let codes: [(code: String?, message: String, query: String, mutation: String, mayHaveRun: Bool)] = [
        ("UNAUTHENTICATED", "unauthenticated", "auth", "auth", false),
        (
            "UNAUTHORIZED",
            "access denied, at least one of the following is required: [read:all read:x], your permissions: []",
            "scope", "scope", false
        ),
        ("UNAUTHORIZED", "Only the author may do this.", "refused", "refused", false),
        ("FORBIDDEN_IP", "ip", "refused", "refused", false),
        ("LICENSE_MISSING", "license missing", "refused", "refused", false),
        ("BAD_USER_INPUT", "id must be valid", "client", "refused", false),
        ("NOT_FOUND", "Resource not found", "client", "refused", false),
        ("GRAPHQL_VALIDATION_FAILED", "unknown field", "client", "client", false),
        ("QUERY_COMPLEXITY_LIMIT_EXCEEDED", "too much", "client", "client", false),
        ("RATE_LIMIT_EXCEEDED", "slow down", "rate_limited", "rate_limited", false),
        (nil, "Rate limit reached", "rate_limited", "rate_limited", false),
        ("INTERNAL", "Oops", "server", "server", true), ("INTERNAL_SERVER_ERROR", "Oops", "server", "server", true),
        ("SOMETHING_NEW", "new", "server", "refused", false), (nil, "no code", "server", "refused", false),
    ]

    @Test("Every code has its reason, for questions and for changes", arguments: codes)
    func code(_ row: (code: String?, message: String, query: String, mutation: String, mayHaveRun: Bool)) {
        let answer = HTTPAnswer.json(Self.error(row.code, row.message))
        #expect(failure(answer)?.error.label == row.query)
        let change = failure(answer, .updateIssue)
        #expect(change?.error.label == row.mutation)
        #expect(change?.mayHaveRun == row.mayHaveRun)
    }

    @Test("The missing permission is named, from the extensions or from the words")
    func scopes() {
        let words =
            "access denied, at least one of the following is required: [read:all read:threat_issues], your permissions: [read:issues]"
        #expect(failure(.json(Self.error("UNAUTHORIZED", words)))?.error.reason == .scope("read:threat_issues"))
        let listed = Self.error("UNAUTHORIZED", "denied", extra: ["requiredScopes": ["read:all", "read:detections"]])
        #expect(failure(.json(listed))?.error.reason == .scope("read:detections"))
        #expect(failure(.json(listed, status: 403))?.error.reason == .scope("read:detections"))
    }

    @Test("A missing licence is named")
    func licence() {
        let body = Self.error("LICENSE_MISSING", "license missing", extra: ["requiredFeatures": ["RUNTIME_SENSOR"]])
        #expect(failure(.json(body))?.error.detail.contains("RUNTIME_SENSOR") == true)
    }

    private static let statuses: [(status: Int, label: String, mayHaveRun: Bool)] = [
        (301, "client", false), (400, "client", false), (401, "auth", false), (403, "refused", false),
        (404, "client", false),
        (415, "client", false), (429, "rate_limited", false), (500, "server", true), (502, "server", true),
        (504, "server", true),
    ]

    @Test("Every status has its reason, with a body of HTML, of JSON or none", arguments: statuses)
    func status(_ row: (status: Int, label: String, mayHaveRun: Bool)) {
        for answer in [
            HTTPAnswer.text("<html><body>sorry</body></html>", status: row.status), .text("", status: row.status),
            .json(["message": "no"], status: row.status),
        ] {
            let found = failure(answer, .updateIssue)
            #expect(found?.error.label == row.label)
            #expect(found?.mayHaveRun == row.mayHaveRun)
        }
    }

    @Test("A 401, and a lost authentication within a 200, ask for a new token")
    func unauthenticated() {
        #expect(failure(.text("", status: 401))?.isUnauthenticated == true)
        #expect(failure(.json(Self.error("UNAUTHENTICATED", "x")))?.isUnauthenticated == true)
        #expect(failure(.json(Self.error("UNAUTHORIZED", "x")))?.isUnauthenticated == false)
    }

    @Test("When to come back is taken from Retry-After, in seconds or as a date, and never far away")
    func retryAfter() {
        func until(_ header: String?) -> Timestamp? {
            let headers = header.map { ["retry-after": $0] } ?? [:]
            let answer = HTTPAnswer(status: 429, headers: headers, body: [])
            guard case .rateLimited(let until)? = failure(answer)?.error.reason else { return nil }
            return until
        }
        let now = Self.now
        #expect(until("7") == now.adding(seconds: 7))
        #expect(until(" 0.5 ") == now.adding(seconds: 0.5))
        #expect(until("Fri, 15 Jan 2027 08:00:10 GMT") == now.adding(seconds: 10))
        #expect(until("Fri, 15 Jan 2027 07:00:00 GMT") == now)
        #expect(until("99999999999") == now.adding(seconds: 3600))
        for odd in [nil, "", "-1", "soon", "nan", "inf", "Fri, 15 Foo 2027 08:00:10 GMT"] { #expect(until(odd) == nil) }
    }

    @Test("A body that is no GraphQL reply cannot be understood")
    func noReply() {
        for answer in [
            HTTPAnswer.text("<html></html>", status: 200), .text("", status: 200), .json([]), .json(["hello": 1]),
            .json(["data": [:]]), .json(["data": nil]), .json(["data": ["issuesV2": nil]]),
        ] { #expect(failure(answer)?.error.label == "decoding") }
        #expect(failure(.text("<html></html>", status: 200))?.error.detail.contains("HTML") == true)
    }

    @Test("Partial data is an answer that keeps its errors")
    func partial() throws {
        let body: JSON = [
            "data": ["issuesV2": ["nodes": [["id": "1"]]]],
            "errors": [
                ["message": "gone", "path": ["issuesV2", "nodes", 0, "note"], "extensions": ["code": "NOT_FOUND"]]
            ],
        ]
        let answer = try ReplyReader(operation: .issues, now: Self.now).read(.json(body))
        #expect(answer.root["nodes"]?.array.count == 1)
        #expect(answer.errors.map(\.code) == ["NOT_FOUND"])
        #expect(answer.errors.map(\.depth) == [4])
    }

    @Test("Null is an answer only where it says that there is no such thing")
    func null() throws {
        let answer = HTTPAnswer.json(["data": ["issue": nil]])
        #expect(try ReplyReader(operation: .issueToWrite, now: Self.now).read(answer).root == .null)
        #expect(
            failure(
                .json(["data": ["issue": nil], "errors": [["message": "x", "extensions": ["code": "NOT_FOUND"]]]]),
                .issueToWrite)?.error.label == "client")
    }
}
