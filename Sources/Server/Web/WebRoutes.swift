import HTTPTypes
import Hummingbird
import Pipeline
import Workbench

/// The workbench's pages and their static files.
public struct WebRoutes: Sendable {
    private let services: ServerServices
    private let authentication: Authentication

    public init(services: ServerServices, authentication: Authentication) {
        self.services = services
        self.authentication = authentication
    }

    public func add(to router: Router<AppRequestContext>) {
        Assets.add(to: router)
        SignInRoutes(authentication: authentication, settings: services.settings).add(to: router)
        PreferenceRoutes(settings: services.settings).add(to: router)
        HomeRoutes(services: services).add(to: router)
        LedgerRoutes(services: services).add(to: router)
        AlertListRoutes(services: services).add(to: router)
        BulkRoutes(services: services).add(to: router)
        AlertRoutes(services: services).add(to: router)
        InvestigationListRoutes(services: services).add(to: router)
        InvestigationRoutes(services: services).add(to: router)
        DetectionRoutes(services: services).add(to: router)
        SuppressionRoutes(services: services).add(to: router)
        DeviceListRoutes(services: services).add(to: router)
        NewDeviceRoutes(services: services).add(to: router)
        DeviceRoutes(services: services).add(to: router)
        DeviceSetupRoutes(services: services).add(to: router)
        DeviceIntegrationRoutes(services: services).add(to: router)
        APIReferenceRoutes(services: services).add(to: router)
    }
}

extension ServerServices {
    /// The vendors' names by slug.
    var vendorNames: [String: String] {
        Dictionary(
            integrations.all.map { ($0.descriptor.slug, $0.descriptor.name) }, uniquingKeysWith: { first, _ in first })
    }
}

extension ServerServices {
    /// What the vendors call their product lines.
    var productNames: [ProductNames] {
        integrations.all.map {
            ProductNames(issues: $0.descriptor.issueProduct, detections: $0.descriptor.detectionProduct)
        }
    }
}

extension Transaction {
    /// For the organization switch: nothing for those who see only their own.
    func switchable(by viewer: Principal) throws -> [Organization] {
        guard viewer.role.isProvider else { return [] }
        return try organizations.list(ResourceQuery(scope: viewer.scope, sort: [SortKey("name")], limit: 200)).rows
    }
}
