import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

/// `/api/v2/...`: JSON:API over the resources of the catalog, and a few acts beside it.
struct APIRoutes: Sendable {
    let services: ServerServices
    let catalog: ResourceCatalog
    private let alerts: AlertAPI
    private let devices: DeviceAPI
    private let deliveries: DeliveryAPI
    private let comments: CommentAPI
    private let suppressions: SuppressionAPI
    private let investigations: InvestigationAPI
    private let findings: FindingAPI

    init(services: ServerServices, catalog: ResourceCatalog) {
        self.services = services
        self.catalog = catalog
        alerts = AlertAPI(services: services, catalog: catalog)
        devices = DeviceAPI(services: services, catalog: catalog)
        deliveries = DeliveryAPI(services: services)
        comments = CommentAPI(services: services)
        suppressions = SuppressionAPI(services: services)
        investigations = InvestigationAPI(services: services, catalog: catalog)
        findings = FindingAPI(services: services)
    }

    func add(to router: Router<AppRequestContext>) {
        router.get("/api/v2/capabilities/:id", use: capabilities)
        router.get("/api/v2/:type", use: list)
        router.post("/api/v2/:type", use: create)
        router.get("/api/v2/:type/:id", use: get)
        router.post("/api/v2/:type/:id", use: actOnAll)
        router.patch("/api/v2/:type/:id", use: change)
        router.delete("/api/v2/:type/:id", use: delete)
        router.get("/api/v2/:type/:id/:relationship", use: related)
        router.post("/api/v2/:type/:id/:relationship", use: act)
        router.get("/api/v2/:type/:id/relationships/:relationship", use: linkage)
    }

    @Sendable private func list(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let collection = try catalog.collection(try type(context))
        let asked = try CollectionRequest(
            QueryItems(request.uri.query ?? ""), of: collection.description, catalog: catalog, scope: principal.scope)
        let path = request.uri.path
        let writer = writer(request, principal, asked.fields)
        return Response(
            json: try await services.store.read { tx in
                try writer.page(try collection.page(asked, in: tx), of: asked, path: path, in: tx)
            })
    }

    @Sendable private func get(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let asked = try single(request, try catalog.collection(try type(context)), principal)
        return try await resource(
            try type(context), try id(context), writer(request, principal, asked.fields), include: asked.include)
    }

    @Sendable private func create(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let type = try catalog.collection(try type(context)).description.name
        let writer = writer(request, principal)
        switch type {
        case "security_devices":
            let id = try await devices.create(try await body(request), by: principal)
            return try await resource(type, id, writer, status: .created)
        case "investigations":
            let id = try await investigations.create(try await body(request), by: principal)
            return try await resource(type, id, writer, status: .created)
        case "investigation_findings":
            let id = try await findings.create(try await body(request), by: principal)
            return try await resource(type, id, writer, status: .created)
        case "comments":
            let comment = Comment.resource.object(try await comments.create(try await body(request), by: principal))
            let document = try await services.store.read { tx in try writer.single(comment, in: tx) }
            return Response(json: document, status: .created)
        case "suppressions":
            let id = try await suppressions.create(try await body(request), by: principal)
            return try await resource(type, id, writer, status: .created)
        default: throw WorkbenchError.forbidden("\(type) are not made through the API.")
        }
    }

    @Sendable private func change(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let type = try catalog.collection(try type(context)).description.name
        let id = try id(context)
        switch type {
        case "expel_alerts":
            try await alerts.change(
                id, try await body(request), expectedVersion: try version(request.headers[.ifMatch]), by: principal)
        case "investigations":
            try await investigations.change(
                id, try await body(request), expectedVersion: try version(request.headers[.ifMatch]), by: principal)
        case "investigation_findings": try await findings.change(id, try await body(request), by: principal)
        case "security_devices": try await devices.change(id, try await body(request), by: principal)
        case "suppressions": try await suppressions.change(id, try await body(request), by: principal)
        default: throw WorkbenchError.forbidden("\(type) are not changed through the API.")
        }
        return try await resource(type, id, writer(request, principal))
    }

    @Sendable private func delete(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let type = try catalog.collection(try type(context)).description.name
        if type == "suppressions" {
            let id = try id(context)
            try await suppressions.expire(id, by: principal)
            return try await resource(type, id, writer(request, principal))
        }
        if type == "investigation_findings" {
            try await findings.delete(try id(context), by: principal)
            return Response(status: .noContent)
        }
        throw WorkbenchError.forbidden("\(type) are not deleted through the API.")
    }

    /// `POST /api/v2/{type}/{act}`: what concerns no single resource. A route of its own for each would hide the
    /// collection of the same name from the router.
    @Sendable private func actOnAll(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        switch (try type(context), try id(context)) {
        case ("security_devices", "test"):
            return Response(json: ["meta": try await devices.test(try await body(request), by: principal)])
        case ("suppressions", "preview"):
            return Response(json: ["meta": try await suppressions.preview(try await body(request), by: principal)])
        default: throw WorkbenchError(.notFound, "There is nothing at this address.")
        }
    }

    @Sendable private func related(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let (type, id) = (try type(context), try id(context))
        if type == "security_devices", context.parameters.get("relationship") == "webhook" {
            return Response(json: try await devices.webhook(id, by: principal))
        }
        let source = try catalog.collection(type)
        let relationship = try relationship(context, of: source)
        guard let target = catalog[relationship.target] else {
            return Response(json: try await null(source, id, principal, writer(request, principal)))
        }
        let asked = try CollectionRequest(
            QueryItems(request.uri.query ?? ""), of: target.description, catalog: catalog, scope: principal.scope)
        let writer = writer(request, principal, asked.fields)
        let path = request.uri.path
        return Response(
            json: try await services.store.read { tx in
                let object = try source.require(id, scope: principal.scope, in: tx)
                guard relationship.cardinality == .many, let inverse = relationship.inverse else {
                    let other = object.toOne[relationship.name] ?? nil
                    let found = try other.flatMap { try target.find($0, scope: principal.scope, in: tx) }
                    return try writer.single(found, include: asked.include, in: tx)
                }
                var asked = asked
                let back = ResourceFilter.compare(FieldPath([inverse], "id"), .equal, .text(object.id))
                asked.query.filter = .all([back, asked.query.filter])
                return try writer.page(try target.page(asked, in: tx), of: asked, path: path, in: tx)
            })
    }

    @Sendable private func linkage(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let source = try catalog.collection(try type(context))
        let relationship = try relationship(context, of: source)
        let id = try id(context)
        let writer = writer(request, principal)
        let catalog = catalog
        let data = try await services.store.read { tx -> JSON in
            let object = try source.require(id, scope: principal.scope, in: tx)
            guard relationship.cardinality == .many, let inverse = relationship.inverse,
                let target = catalog[relationship.target]
            else {
                let other = object.toOne[relationship.name] ?? nil
                return other.map { ["type": .string(relationship.target), "id": .string($0)] } ?? .null
            }
            let back = ResourceFilter.compare(FieldPath([inverse], "id"), .equal, .text(object.id))
            let query = ResourceQuery(
                scope: principal.scope, filter: back, sort: [SortKey("created_at"), SortKey("id")], limit: 1000)
            return .array(try target.list(query, in: tx).rows.map(writer.identifier))
        }
        return Response(json: ["jsonapi": ["version": "1.0"], "data": data])
    }

    /// `POST /api/v2/{type}/{id}/{act}`.
    @Sendable private func act(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let (type, id) = (try type(context), try id(context))
        let body = try await body(request)
        switch (type, context.parameters.get("relationship") ?? "") {
        case ("security_devices", "poll"):
            try await devices.poll(id, body, by: principal)
            return Response(json: ["meta": ["requested": true]], status: .accepted)
        case ("security_devices", "replay"):
            return Response(json: ["meta": try await devices.replay(id, body, by: principal)], status: .accepted)
        case ("security_devices", "test"):
            return Response(json: ["meta": try await devices.test(id, by: principal)])
        case ("deliveries", "decision"):
            let delivery = Delivery.resource.object(try await deliveries.decide(id, body, by: principal))
            let writer = writer(request, principal)
            return Response(json: try await services.store.read { tx in try writer.single(delivery, in: tx) })
        default: throw WorkbenchError(.notFound, "There is nothing at this address.")
        }
    }

    /// What a device can be asked beyond detection: nothing yet, so the map is empty for every organization in scope.
    @Sendable private func capabilities(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let id = try id(context)
        let organization = try await services.store.read { tx in
            try tx.organizations.find(ID(id), scope: principal.scope)
        }
        guard organization != nil else { throw WorkbenchError.notFound("organization") }
        return Response(json: [:])
    }
}
