import GraphQL
import HTTPTypes
import Hummingbird

/// Where everything is.
struct EmulatorRoutes {
    let configuration: EmulatorConfiguration
    let tenant: Tenant
    let automation: Automation
    let teller: StoryTeller

    func router() throws(GraphQLError) -> Router<EmulatorContext> {
        let executor = GraphQLExecutor(schema: try Schema(sdl: WizSchema.sdl))
        let tokens = AccessTokens(configuration: configuration, clock: tenant.clock)
        let faults = FaultBoard()
        let log = RequestLog()
        let view = ControlView(tenant: tenant, executor: executor, portal: configuration.environment.portal)

        let router = Router(context: EmulatorContext.self)
        router.add(middleware: ProblemMiddleware())
        let token = TokenEndpoint(
            configuration: configuration, tenant: tenant, tokens: tokens, faults: faults, log: log)
        router.post("/oauth/token", use: token.respond)
        let graphQL = GraphQLEndpoint(
            tenant: tenant, executor: executor, tokens: tokens, faults: faults, log: log,
            portal: configuration.environment.portal, scopes: configuration.scopes, isSecure: configuration.tls != nil)
        router.post("/graphql", use: graphQL.respond)
        ReportDownload(tenant: tenant).add(to: router)

        let control = router.group("/_emulator")
        IssueControl(tenant: tenant, view: view).add(to: control)
        DetectionControl(tenant: tenant, view: view).add(to: control)
        AutomationControl(automation: automation, clock: tenant.clock).add(to: control)
        StoryControl(teller: teller).add(to: control)
        FaultControl(faults: faults).add(to: control)
        TrafficControl(log: log, tokens: tokens, clock: tenant.clock).add(to: control)
        IssuePages(tenant: tenant, automation: automation, faults: faults, log: log).add(to: router)
        return router
    }
}

/// Turns what a handler of the control side throws into a status and words.
struct ProblemMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: EmulatorContext, next: (Request, EmulatorContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let refusal as Refusal {
            return Reply.problem(refusal.message, status: refusal.status)
        } catch let error as GraphQLError {
            return Reply.problem(error.message, status: .badRequest)
        } catch let malformed as Fault.Malformed {
            return Reply.problem(malformed.message, status: .badRequest)
        } catch let malformed as AutomationRule.Malformed {
            return Reply.problem(malformed.message, status: .badRequest)
        }
    }
}

extension Refusal {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .badInput: .badRequest
        case .notFound: .notFound
        case .conflict: .conflict
        case .unauthorized, .forbidden: .forbidden
        }
    }
}
