import Hummingbird
import Pipeline
import Workbench

/// Every route of the server, in one place.
struct Routes: Sendable {
    let services: ServerServices
    let authentication: Authentication
    let metrics: ServerMetrics
    let pipelineCounts: @Sendable () -> PipelineCounts

    func router() -> Router<AppRequestContext> {
        let router = Router(context: AppRequestContext.self, options: .autoGenerateHeadEndpoints)
        // Before any middleware: thousands a second come in here.
        WebhookEndpoint(services: services, metrics: metrics).add(to: router)

        router.add(middleware: RequestLog(metrics: metrics))
        router.add(middleware: SecurityHeaders(isSecure: services.settings.isSecure))
        router.add(middleware: ErrorResponses(page: errorPage))
        router.add(middleware: Authenticator(authentication: authentication, settings: services.settings))
        // Once more, where it is known who asks.
        router.add(middleware: ErrorResponses(page: errorPage))

        let catalog = ResourceCatalog(integrations: services.integrations)
        OperationsRoutes(services: services, metrics: metrics, pipelineCounts: pipelineCounts).add(to: router)
        LogInAPI(authentication: authentication, settings: services.settings).add(to: router)
        APIRoutes(services: services, catalog: catalog).add(to: router)
        let description = OpenAPIDocument(catalog: catalog, publicURL: services.settings.publicURL).json
        router.get("/openapi.json") { _, _ in Response(json: description) }
        EventStream(updates: services.updates).add(to: router)
        WebRoutes(services: services, authentication: authentication).add(to: router)
        return router
    }

    private var errorPage: ErrorResponses.Page {
        { ErrorPage.response(for: $0, status: $1, requestID: $2, request: $3, context: $4) }
    }
}
