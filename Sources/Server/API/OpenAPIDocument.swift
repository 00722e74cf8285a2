import Pipeline
import Workbench

/// The API in OpenAPI 3.1, generated from the resource descriptions.
struct OpenAPIDocument: Sendable {
    let catalog: ResourceCatalog
    let publicURL: String

    /// What may be made and changed; everything else is read.
    private static let creatable: Set<String> = [
        "security_devices", "comments", "investigations", "investigation_findings",
        "suppressions", "api_keys", "investigative_actions", "remediation_actions", "remediation_action_assets",
        "files", "timeline_entries", "secrets", "integrations",
    ]
    private static let changeable: Set<String> = [
        "security_devices", "expel_alerts", "investigations", "investigation_findings",
        "suppressions", "comments", "api_keys", "investigative_actions", "remediation_actions",
        "remediation_action_assets", "files", "timeline_entries", "secrets", "integrations",
    ]
    private static let deletable: Set<String> = [
        "investigation_findings", "suppressions", "comments", "api_keys", "investigative_actions",
        "remediation_actions", "remediation_action_assets", "timeline_entries", "secrets", "integrations",
    ]

    /// What may be done with a noun, for people.
    static func acts(on name: String) -> [String] {
        ["List", "read one"]
            + [("make", creatable), ("change", changeable), ("delete", deletable)].filter { $0.1.contains(name) }
            .map(\.0)
    }

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
                reply: OpenAPISchemas.page(of: description.name),
                isExported: true)
        ]
        if OpenAPIDocument.creatable.contains(description.name) {
            item["post"] = OpenAPIPaths.operation(
                "create_\(description.name)", "Make one.", parameters: [OpenAPIPaths.idempotencyKey], status: "201",
                body: description.name, reply: OpenAPISchemas.single(of: description.name))
        }
        if description.name == "expel_alerts" { item["patch"] = OpenAPIPaths.changeMany }
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
            item["delete"] =
                description.name == "suppressions"
                ? OpenAPIPaths.operation(
                    "delete_suppressions", "End it now; it stays to be read.",
                    reply: OpenAPISchemas.single(of: description.name))
                : OpenAPIPaths.operation(
                    "delete_\(description.name)", "Take it away.",
                    reply: ["type": "object", "required": ["meta"], "properties": ["meta": ["type": "object"]]])
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
