import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

/// `/api/v2/...`: JSON:API over the resources of the catalog, and a few acts beside it.
struct APIRoutes: Sendable {
    let services: ServerServices
    let catalog: ResourceCatalog
    let alerts: AlertAPI
    let devices: DeviceAPI
    let setup: DeviceSetupAPI
    let deliveries: DeliveryAPI
    let comments: CommentAPI
    let suppressions: SuppressionAPI
    let investigations: InvestigationAPI
    let findings: FindingAPI
    let keys: KeyAPI
    let investigativeActions: InvestigativeActionAPI
    let remediation: RemediationAPI
    let files: FileAPI
    let timeline: TimelineAPI
    let outbound: OutboundAPI
    let bulk: BulkAPI

    init(services: ServerServices, catalog: ResourceCatalog) {
        self.services = services
        self.catalog = catalog
        alerts = AlertAPI(services: services, catalog: catalog)
        devices = DeviceAPI(services: services, catalog: catalog)
        setup = DeviceSetupAPI(setup: services.setup)
        deliveries = DeliveryAPI(services: services)
        comments = CommentAPI(services: services)
        suppressions = SuppressionAPI(services: services)
        investigations = InvestigationAPI(services: services, catalog: catalog)
        findings = FindingAPI(services: services)
        keys = KeyAPI(services: services)
        investigativeActions = InvestigativeActionAPI(services: services)
        remediation = RemediationAPI(services: services)
        files = FileAPI(services: services)
        timeline = TimelineAPI(services: services)
        outbound = OutboundAPI(services: services)
        bulk = BulkAPI(services: services, catalog: catalog)
    }

    func add(to router: Router<AppRequestContext>) {
        router.get("/api/v2/capabilities/:id", use: capabilities)
        router.get("/api/v2/:type", use: list)
        router.post("/api/v2/:type", use: create)
        router.patch("/api/v2/:type", use: changeMany)
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
        if asked.wantsExport || request.headers[.accept]?.contains(Export.mediaType) == true {
            return try await Export(store: services.store, collection: collection, writer: writer)
                .response(asked.query)
        }
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
        let body = try await body(request)
        let reply = try KeptReply(request, body, by: principal, services)
        if let earlier = try await reply.earlier() { return earlier }
        let made = try await make(type, body, by: principal, reply, writer)
        var response = Response(
            json: try await services.store.read { tx in try writer.single(made, in: tx) }, status: .created)
        response.headers[.location] = writer.address(of: made)
        return response
    }

    /// Our own extension: many alerts in one request.
    @Sendable private func changeMany(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let type = try catalog.collection(try type(context)).description.name
        guard type == "expel_alerts" else {
            throw WorkbenchError.forbidden("\(type) are not changed many at a time.")
        }
        return Response(json: try await bulk.change(try await body(request), by: principal, writer(request, principal)))
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
        case "comments": try await comments.change(id, try await body(request), by: principal)
        case "api_keys": try await keys.change(id, try await body(request), by: principal)
        case "investigative_actions":
            try await investigativeActions.change(
                id, try await body(request), expectedVersion: try version(request.headers[.ifMatch]), by: principal)
        case "remediation_actions":
            try await remediation.change(
                id, try await body(request), expectedVersion: try version(request.headers[.ifMatch]), by: principal)
        case "remediation_action_assets":
            try await remediation.changeAsset(id, try await body(request), by: principal)
        case "files": try await files.change(id, try await body(request), by: principal)
        case "timeline_entries": try await timeline.change(id, try await body(request), by: principal)
        case "secrets": try await outbound.changeSecret(id, try await body(request), by: principal)
        case "integrations": try await outbound.change(id, try await body(request), by: principal)
        default: throw WorkbenchError.forbidden("\(type) are not changed through the API.")
        }
        return try await resource(type, id, writer(request, principal))
    }

    @Sendable private func delete(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let type = try catalog.collection(try type(context)).description.name
        let id = try id(context)
        switch type {
        case "suppressions":
            try await suppressions.expire(id, by: principal)
            return try await resource(type, id, writer(request, principal))
        case "investigation_findings": try await findings.delete(id, by: principal)
        case "comments": try await comments.delete(id, by: principal)
        case "api_keys": try await keys.delete(id, by: principal)
        case "investigative_actions": try await investigativeActions.delete(id, by: principal)
        case "remediation_actions": try await remediation.delete(id, by: principal)
        case "remediation_action_assets": try await remediation.deleteAsset(id, by: principal)
        case "timeline_entries": try await timeline.delete(id, by: principal)
        case "secrets": try await outbound.deleteSecret(id, by: principal)
        case "integrations": try await outbound.delete(id, by: principal)
        default: throw WorkbenchError.forbidden("\(type) are not deleted through the API.")
        }
        return Response(json: ["jsonapi": ["version": "1.0"], "meta": [:]])
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
        case ("rules", "reload"): return try reloadRules(by: principal)
        default: throw WorkbenchError(.notFound, "There is nothing at this address.")
        }
    }

    /// `POST /api/v2/rules/reload`: the rules' folder is read anew. The rules are every organization's, so that only
    /// the provider's administrators may.
    private func reloadRules(by principal: Principal) throws -> Response {
        try principal.requireAdministrator()
        guard principal.role.isProvider else {
            throw WorkbenchError.forbidden("Only an administrator of the provider may reload the rules.")
        }
        guard let reload = services.reload else {
            throw WorkbenchError(.unavailable, "This server reads its rules from no folder.")
        }
        return Response(json: ["meta": try reload.perform().json])
    }

    @Sendable private func related(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let (type, id) = (try type(context), try id(context))
        if type == "security_devices", context.parameters.get("relationship") == "webhook" {
            return Response(json: try await devices.webhook(id, by: principal))
        }
        // The outcome of an action goes under the id of its file.
        if type == "files" || type == "tasks", context.parameters.get("relationship") == "download" {
            return try await files.download(id, by: principal)
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
                guard let rows = relationship.rows(of: object.id) else {
                    let other = object.toOne[relationship.name] ?? nil
                    let found = try other.flatMap { try target.find($0, scope: principal.scope, in: tx) }
                    return try writer.single(found, include: asked.include, in: tx)
                }
                var asked = asked
                asked.query.filter = .all([rows, asked.query.filter])
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
            guard let rows = relationship.rows(of: object.id), let target = catalog[relationship.target] else {
                let other = object.toOne[relationship.name] ?? nil
                return other.map { ["type": .string(relationship.target), "id": .string($0)] } ?? .null
            }
            let query = ResourceQuery(
                scope: principal.scope, filter: rows, sort: [SortKey("created_at"), SortKey("id")], limit: 1000)
            return .array(try target.list(query, in: tx).rows.map(writer.identifier))
        }
        return Response(json: ["jsonapi": ["version": "1.0"], "data": data])
    }

    /// `POST /api/v2/{type}/{id}/{act}`.
    @Sendable private func act(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let principal = try context.requirePrincipal()
        let (type, id) = (try type(context), try id(context))
        if type == "files", context.parameters.get("relationship") == "upload" {
            try await files.upload(request, to: id, by: principal)
            return try await resource(type, id, writer(request, principal))
        }
        let body = try await body(request)
        switch (type, context.parameters.get("relationship") ?? "") {
        case ("security_devices", "poll"):
            try await devices.poll(id, body, by: principal)
            return Response(json: ["meta": ["requested": true]], status: .accepted)
        case ("security_devices", "replay"):
            return Response(json: ["meta": try await devices.replay(id, body, by: principal)], status: .accepted)
        case ("security_devices", "test"):
            return Response(json: ["meta": try await devices.test(id, by: principal)])
        case ("security_devices", let name):
            guard let meta = try await setup.act(name, on: id, body, by: principal) else {
                throw WorkbenchError(.notFound, "There is nothing at this address.")
            }
            return Response(json: ["meta": meta])
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
