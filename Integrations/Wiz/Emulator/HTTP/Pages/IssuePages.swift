import GraphQL
import HTTPTypes
import Hummingbird

/// `/` and `/issues/{id}`: the tenant as a person sees it, so that one can watch it change and take part.
struct IssuePages: Sendable {
    let tenant: Tenant
    let automation: Automation
    let faults: FaultBoard
    let log: RequestLog

    private static let rows = 100

    func add(to router: Router<EmulatorContext>) {
        router.get("/", use: index)
        router.get("/issues/:id", use: show)
        router.post("/issues", use: create)
        router.post("/issues/:id", use: change)
    }

    private func index(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let state = tenant.snapshot()
        let latest = state.issues.indices.map { (state.issues[$0].updatedAt, $0) }.sorted { $0 > $1 }
            .prefix(Self.rows).map { state.issues[$0.1] }
        let overview = TenantOverview(
            state: state, rules: automation.rules, deliveries: automation.value, faults: faults.value,
            requests: log.value)
        return Reply.page(IssueListPage(issues: latest, state: state, overview: overview).markup)
    }

    private func show(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let state = tenant.snapshot()
        guard let issue = context.parameters.get("id").flatMap(WizID.init).flatMap(state.issue) else {
            throw Refusal.notFound
        }
        return Reply.page(IssuePage(issue: issue, state: state).markup)
    }

    /// The button "New issue".
    private func create(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let form = try await form(of: request)
        var order = IssueOrder()
        order.postExploit = form["postExploit"].map { $0 == "true" }
        let issue = try tenant.create(order, createdAt: nil)
        return .redirect(to: "/issues/\(issue.id)", type: .normal)
    }

    /// The form of an issue's page: what a person does in the console.
    private func change(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let form = try await form(of: request)
        let state = tenant.snapshot()
        guard let issue = context.parameters.get("id").flatMap(WizID.init).flatMap(state.issue) else {
            throw Refusal.notFound
        }
        var object = GraphQLObject()
        for key in ["status", "resolutionReason", "note"] {
            if let text = form[key], !text.isEmpty { object[key] = .string(text) }
        }
        do throws(Refusal) {
            let change = try ConsoleChange(object, on: issue)
            try tenant.update(issue.id, change.change, by: change.author)
        } catch {
            return Reply.page(
                IssuePage(issue: issue, state: state, complaint: error.message).markup, status: .unprocessableContent)
        }
        return .redirect(to: "/issues/\(issue.id)", type: .normal)
    }

    /// - Throws: a refusal for a form that another site sends.
    private func form(of request: Request) async throws -> FormBody {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }), site != "same-origin",
            site != "none"
        {
            throw Refusal.forbidden("forms of other sites are not accepted")
        }
        return FormBody(String(decoding: try await request.bytes(upTo: 64 << 10), as: UTF8.self))
    }
}
