import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

extension APIRoutes {
    func type(_ context: AppRequestContext) throws -> String { try context.parameters.require("type") }
    func id(_ context: AppRequestContext) throws -> String { try context.parameters.require("id") }

    func relationship(_ context: AppRequestContext, of source: any ResourceCollection) throws
        -> RelationshipDescription
    {
        let name = try context.parameters.require("relationship")
        guard let relationship = source.description.relationship(name) else {
            throw WorkbenchError(.notFound, "\(source.description.name) have no relationship \"\(name.prefix(80))\".")
        }
        return relationship
    }

    func body(_ request: Request) async throws -> [UInt8] {
        Array(try await request.body.collect(upTo: services.settings.requestLimit).readableBytesView)
    }

    func single(_ request: Request, _ collection: any ResourceCollection, _ principal: Principal)
        throws(WorkbenchError) -> CollectionRequest
    {
        try CollectionRequest(
            QueryItems(request.uri.query ?? ""), of: collection.description, catalog: catalog, scope: principal.scope)
    }

    func resource(
        _ type: String, _ id: String, _ writer: DocumentWriter, include: [[String]] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let collection = try catalog.collection(type)
        let (object, document) = try await services.store.read { tx in
            let object = try collection.require(id, scope: writer.scope, in: tx)
            return (object, try writer.single(object, include: include, in: tx))
        }
        var response = Response(json: document, status: status)
        if let version = object.attributes["properties"]?["version"]?.integer {
            response.headers[.eTag] = "\"\(version)\""
        }
        if status == .created { response.headers[.location] = writer.address(of: object) }
        return response
    }

    /// A relationship to a type that is not served: there is nothing on the other side.
    func null(
        _ source: any ResourceCollection, _ id: String, _ principal: Principal, _ writer: DocumentWriter
    ) async throws -> JSON {
        try await services.store.read { tx in
            _ = try source.require(id, scope: principal.scope, in: tx)
            return try writer.single(nil, in: tx)
        }
    }

    func writer(_ request: Request, _ principal: Principal, _ fields: [String: Set<String>] = [:])
        -> DocumentWriter
    {
        DocumentWriter(catalog: catalog, base: base(request), scope: principal.scope, fields: fields)
    }

    /// Links lead to the host that the client came in on.
    func base(_ request: Request) -> String {
        guard let host = request.head.authority, !host.isEmpty, host.utf8.count <= 255,
            host.utf8.allSatisfy(APIRoutes.isHostCharacter)
        else { return "" }
        return "\(services.settings.isSecure ? "https" : "http")://\(host)"
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    func version(_ ifMatch: String?) throws(WorkbenchError) -> Int64? {
        guard let ifMatch, ifMatch != "*" else { return nil }
        guard let version = Int64(ifMatch.filter { $0 != "\"" }) else {
            throw .invalid("If-Match holds the ETag of the alert as it was read.", field: "If-Match")
        }
        return version
    }
}

extension ResourceCollection {
    /// - Throws: `notFound`.
    func require(_ id: String, scope: AccessScope, in tx: any Transaction) throws -> ResourceObject {
        guard let object = try find(id, scope: scope, in: tx) else {
            throw WorkbenchError(.notFound, "There is no such resource here.")
        }
        return object
    }

    /// One page, or what is left of it after the rows that the caller skips.
    func page(_ asked: CollectionRequest, in tx: any Transaction) throws -> Page<ResourceObject> {
        var query = asked.query
        var left = asked.skip
        query.wantsTotal = false
        while left > 0 {
            query.limit = min(left, 1000)
            let skipped = try list(query, in: tx)
            guard let next = skipped.next else {
                // Nothing lies behind: only the count is left to tell.
                query.limit = 0
                return try list(query, in: tx)
            }
            left -= skipped.rows.count
            query.cursor = next
        }
        query.limit = asked.query.limit
        query.wantsTotal = true
        return try list(query, in: tx)
    }
}
