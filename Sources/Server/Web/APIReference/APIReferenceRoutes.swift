import Hummingbird
import Pipeline
import Workbench

struct APIReferenceRoutes: Sendable {
    let services: ServerServices

    func add(to router: Router<AppRequestContext>) {
        let catalog = ResourceCatalog(integrations: services.integrations)
        router.page("/docs/api") { page, _ in
            let viewer = page.viewer
            let organizations = try await services.store.read { tx in try tx.switchable(by: viewer) }
            let shell = page.shell("API", .none, organizations: organizations)
            return Response(page: try APIReferencePage(catalog, shell: shell).html())
        }
    }
}
