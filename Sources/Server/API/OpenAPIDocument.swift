import Pipeline
import Workbench

/// The API in OpenAPI 3.1, generated from the resource descriptions.
struct OpenAPIDocument: Sendable {
    let catalog: ResourceCatalog
    let publicURL: String

    /// What may be made and changed; everything else is read.
    private static let creatable: Set<String> = [
        "security_devices", "comments", "investigations", "investigation_findings",
    ]
    private static let changeable: Set<String> = [
        "security_devices", "expel_alerts", "investigations", "investigation_findings",
    ]
    private static let deletable: Set<String> = ["investigation_findings"]

    var json: JSON {
        var paths: [String: JSON] = [:]
        var schemas: [String: JSON] = ["Errors": OpenAPISchemas.errors]
        for description in catalog.collections.map(\.description) {
            schemas[description.name] = OpenAPISchemas.resource(description)
            schemas["\(description.name)_write"] = OpenAPISchemas.write(description)
            paths["/api/v2/\(description.name)"] = collection(description)
            paths["/api/v2/\(description.name)/{id}"] = one(description)
            for relationship in description.relationships {
                guard let target = catalog[relationship.target]?.description else { continue }
                paths["/api/v2/\(description.name)/{id}/\(relationship.name)"] = related(relationship, target)
            }
        }
        for (path, item) in OpenAPIPaths.acts { paths[path] = item }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Watchfloor", "version": "2",
                "description": "The workbench's public API: JSON:API 1.0 over the resources of managed detection.",
                "license": ["name": "MIT", "identifier": "MIT"],
            ],
            "servers": [["url": .string(publicURL)]],
            "security": [["token": []], ["session": []]],
            "paths": .object(paths),
            "components": ["schemas": .object(schemas), "securitySchemes": OpenAPIPaths.securitySchemes],
        ]
    }

    private func collection(_ description: ResourceDescription) -> JSON {
        var item: [String: JSON] = [
            "get": OpenAPIPaths.operation(
                "list_\(description.name)", description.summary,
                parameters: OpenAPIPaths.collectionParameters(description),
                reply: OpenAPISchemas.page(of: description.name))
        ]
        if OpenAPIDocument.creatable.contains(description.name) {
            item["post"] = OpenAPIPaths.operation(
                "create_\(description.name)", "Make one.", status: "201", body: description.name,
                reply: OpenAPISchemas.single(of: description.name))
        }
        return .object(item)
    }

    private func one(_ description: ResourceDescription) -> JSON {
        var item: [String: JSON] = [
            "parameters": [OpenAPIPaths.id],
            "get": OpenAPIPaths.operation(
                "get_\(description.name)", description.summary, parameters: [OpenAPIPaths.include],
                reply: OpenAPISchemas.single(of: description.name)),
        ]
        if OpenAPIDocument.changeable.contains(description.name) {
            item["patch"] = OpenAPIPaths.operation(
                "change_\(description.name)", "Change some attributes; what is left out stays.",
                body: description.name, reply: OpenAPISchemas.single(of: description.name))
        }
        if OpenAPIDocument.deletable.contains(description.name) {
            item["delete"] = OpenAPIPaths.deletion("delete_\(description.name)")
        }
        return .object(item)
    }

    private func related(_ relationship: RelationshipDescription, _ target: ResourceDescription) -> JSON {
        let isMany = relationship.cardinality == .many
        return [
            "parameters": [OpenAPIPaths.id],
            "get": OpenAPIPaths.operation(
                nil, "What stands on the other side of the relationship \(relationship.name).",
                parameters: isMany ? OpenAPIPaths.collectionParameters(target) : [OpenAPIPaths.include],
                reply: isMany
                    ? OpenAPISchemas.page(of: target.name) : OpenAPISchemas.single(of: target.name, isNullable: true)),
        ]
    }
}
