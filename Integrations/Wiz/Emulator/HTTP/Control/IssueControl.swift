import GraphQL
import HTTPTypes
import Hummingbird

/// `/_emulator/issues`: makes, shows and changes issues without a token, as no real tenant does.
struct IssueControl: Sendable {
    let tenant: Tenant
    let view: ControlView

    /// The largest page of the list, and the usual one.
    private static let largestPage = 10_000

    func add(to group: RouterGroup<EmulatorContext>) {
        group.get("/issues", use: list)
        group.post("/issues", use: create)
        group.get("/issues/:id", use: show)
        group.patch("/issues/:id", use: change)
    }

    /// Newest first. `status`, `type` and `severity` narrow it down (comma-separated), `offset` and `first` page it.
    private func list(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let state = tenant.snapshot()
        let query = request.uri.queryParameters
        let statuses = Self.words(query["status"])
        let types = Self.words(query["type"])
        let severities = Self.words(query["severity"])
        let found = state.issuesByCreation.entries.reversed().map(\.position).filter { position in
            let issue = state.issues[position]
            return (statuses?.contains(issue.status.rawValue) ?? true) && (types?.contains(issue.type.rawValue) ?? true)
                && (severities?.contains(issue.severity.rawValue) ?? true)
        }
        let first = min(max(query["first"].flatMap { Int($0) } ?? Self.largestPage, 0), Self.largestPage)
        let offset = min(max(query["offset"].flatMap { Int($0) } ?? 0, 0), found.count)
        let page = found[offset..<min(found.count, offset + first)]
        return Reply.json([
            "issues": .list(page.map { view.summary(state.issues[$0], in: state) }), "total": .count(found.count),
            "next_offset": offset + page.count < found.count ? .count(offset + page.count) : .null,
        ])
    }

    private static func words(_ text: Substring?) -> Set<String>? {
        guard let text, !text.isEmpty else { return nil }
        return Set(text.split(separator: ",").map { $0.uppercased() })
    }

    private func show(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        Reply.json(try node(try Self.id(in: context)))
    }

    /// 201 with the node. The body is an order, or a whole issue node.
    private func create(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let object = try await request.object()
        let issue: Issue
        if object.keys.allSatisfy(IssueOrder.keys.contains) {
            issue = try tenant.create(try IssueOrder(object), createdAt: try ControlFields(object).time("createdAt"))
        } else {
            issue = try tenant.add(try GivenNode(object, now: tenant.clock.now()))
        }
        var response = Reply.json(try node(issue.id), status: .created)
        response.headers[.location] = "/_emulator/issues/\(issue.id)"
        return response
    }

    private func change(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let id = try Self.id(in: context)
        let object = try await request.object()
        guard let issue = tenant.snapshot().issue(id) else { throw Refusal.notFound }
        let change = try ConsoleChange(object, on: issue)
        try tenant.update(id, change.change, by: change.author)
        return Reply.json(try node(id))
    }

    private func node(_ id: WizID) throws(Refusal) -> GraphQLValue {
        guard let node = view.issue(id) else { throw .notFound }
        return node
    }

    private static func id(in context: EmulatorContext) throws(Refusal) -> WizID {
        guard let id = context.parameters.get("id").flatMap(WizID.init) else { throw .notFound }
        return id
    }
}

extension Request {
    /// The body as a JSON object; an absent one is an empty object.
    func object() async throws -> GraphQLObject {
        let bytes = try await bytes()
        guard !bytes.isEmpty else { return [:] }
        guard case .object(let object) = try GraphQLValue(json: bytes) else {
            throw Refusal.badInput("the body must be a JSON object")
        }
        return object
    }
}

extension IssueOrder {
    static let keys: Set<String> = ["type", "severity", "postExploit", "name", "createdAt"]

    init(_ object: GraphQLObject) throws(Refusal) {
        let fields = ControlFields(object)
        type = try fields.word("type")
        severity = try fields.word("severity")
        postExploit = object["postExploit"]?.boolValue
        name = object["name"]?.stringValue
    }
}
