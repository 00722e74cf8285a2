import Pipeline
import Workbench

/// The API in OpenAPI 3.1, generated from the resource descriptions.
struct OpenAPIDocument: Sendable {
    let catalog: ResourceCatalog
    let publicURL: String

    /// What may be made and changed; everything else is read.
    private static let creatable: Set<String> = ["security_devices", "comments"]
    private static let changeable: Set<String> = ["security_devices", "expel_alerts"]

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

/// JSON Schemas of documents and resources.
enum OpenAPISchemas {
    static func reference(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

    static let errors: JSON = [
        "type": "object", "required": ["errors"],
        "properties": [
            "errors": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["status", "code", "title", "detail"],
                    "properties": [
                        "id": ["type": "string"], "status": ["type": "string"], "code": ["type": "string"],
                        "title": ["type": "string"], "detail": ["type": "string"],
                        "source": ["type": "object", "properties": ["pointer": ["type": "string"]]],
                    ],
                ],
            ]
        ],
    ]

    static func page(of name: String) -> JSON {
        document(data: ["type": "array", "items": reference(name)])
    }

    static func single(of name: String, isNullable: Bool = false) -> JSON {
        document(data: isNullable ? ["anyOf": [reference(name), ["type": "null"]]] : reference(name))
    }

    static func resource(_ description: ResourceDescription) -> JSON {
        let attributes = description.attributes.map { ($0.name, attribute($0)) }
        let relationships = description.relationships.map { ($0.name, relationship($0)) }
        return [
            "type": "object", "description": .string(description.summary),
            "required": ["type", "id", "attributes", "relationships", "links"],
            "properties": [
                "type": ["const": .string(description.name)], "id": ["type": "string"],
                "attributes": ["type": "object", "properties": object(attributes)],
                "relationships": ["type": "object", "properties": object(relationships)],
                "links": ["type": "object"],
            ],
        ]
    }

    static func write(_ description: ResourceDescription) -> JSON {
        let extra: Set<String> =
            description.name == "security_devices" ? ["plugin_slug", "device_spec"] : []
        let attributes = description.attributes.filter { !$0.isReadOnly || extra.contains($0.name) }
        let relationships = description.relationships.filter { $0.cardinality == .one && !$0.isReadOnly }
        return [
            "type": "object", "required": ["data"],
            "properties": [
                "data": [
                    "type": "object",
                    "properties": [
                        "type": ["const": .string(description.name)],
                        "attributes": [
                            "type": "object", "properties": object(attributes.map { ($0.name, attribute($0)) }),
                        ],
                        "relationships": [
                            "type": "object", "properties": object(relationships.map { ($0.name, relationship($0)) }),
                        ],
                    ],
                ]
            ],
        ]
    }

    private static func document(data: JSON) -> JSON {
        [
            "type": "object", "required": ["data"],
            "properties": [
                "jsonapi": ["type": "object"], "meta": ["type": "object"], "links": ["type": "object"], "data": data,
                "included": ["type": "array", "items": ["type": "object"]],
            ],
        ]
    }

    private static func attribute(_ attribute: AttributeDescription) -> JSON {
        var schema: [String: JSON] = [:]
        var type: String
        switch attribute.kind {
        case .string: type = "string"
        case .boolean: type = "boolean"
        case .number: type = "number"
        case .timestamp:
            type = "string"
            schema["format"] = "date-time"
        case .object: type = "object"
        case .array: type = "array"
        case .enumeration(let values):
            type = "string"
            schema["enum"] = .array(values.map(JSON.string) + (attribute.isNullable ? [.null] : []))
        }
        schema["type"] = attribute.isNullable ? [.string(type), "null"] : .string(type)
        if attribute.isReadOnly { schema["readOnly"] = true }
        return .object(schema)
    }

    private static func relationship(_ relationship: RelationshipDescription) -> JSON {
        let identifier: JSON = [
            "type": "object", "properties": ["type": ["type": "string"], "id": ["type": "string"]],
        ]
        let data: JSON =
            relationship.cardinality == .many
            ? ["type": "array", "items": identifier] : ["anyOf": [identifier, ["type": "null"]]]
        return [
            "type": "object", "properties": ["data": data, "links": ["type": "object"], "meta": ["type": "object"]],
        ]
    }

    private static func object(_ members: [(String, JSON)]) -> JSON {
        .object(Dictionary(members, uniquingKeysWith: { first, _ in first }))
    }
}

/// Operations and parameters.
enum OpenAPIPaths {
    static let securitySchemes: JSON = [
        "token": ["type": "http", "scheme": "bearer", "description": "An API key, or a token from log-in."],
        "session": ["type": "apiKey", "in": "cookie", "name": .string(SessionCookie.name)],
    ]

    static let id: JSON = ["name": "id", "in": "path", "required": true, "schema": ["type": "string"]]
    static let include: JSON = [
        "name": "include", "in": "query", "schema": ["type": "string"],
        "description": "Relationships to put into `included`, separated by commas.",
    ]

    static func operation(
        _ id: String?, _ summary: String, parameters: JSON = [], status: String = "200", body: String? = nil,
        reply: JSON
    ) -> JSON {
        var operation: [String: JSON] = [
            "summary": .string(summary), "parameters": parameters,
            "responses": [
                status: ["description": "Done.", "content": content(reply)],
                "default": ["description": "Refused.", "content": content(OpenAPISchemas.reference("Errors"))],
            ],
        ]
        if let id { operation["operationId"] = .string(id) }
        if let body {
            operation["requestBody"] = [
                "required": true, "content": content(OpenAPISchemas.reference("\(body)_write")),
            ]
        }
        return .object(operation)
    }

    static func collectionParameters(_ description: ResourceDescription) -> JSON {
        let filters = description.attributes.filter(\.isFilterable).map { attribute in
            parameter(
                "filter[\(attribute.name)]",
                "May be repeated; prefixes ! > < : ^ ~ mean not, greater, less, contains, starts with, equals "
                    + "whatever the case; ␀true and ␀false test for null.")
        }
        return .array(
            filters + [
                parameter("sort", "Attributes, a minus before those that descend."),
                parameter("page[limit]", "Rows on a page, up to 1,000; 0 asks for the count alone.", type: "integer"),
                parameter("page[offset]", "Rows to leave out; following links.next is better.", type: "integer"),
                parameter("flag[search]", "Words to look for."), include,
            ])
    }

    /// What is done beside JSON:API.
    static let acts: [(String, JSON)] = [
        (
            "/api/v2/security_devices/{id}/poll",
            act("poll_security_device", "Poll now.", "202", ["since": ["type": "string", "format": "date-time"]])
        ),
        (
            "/api/v2/security_devices/{id}/replay",
            act(
                "replay_signals", "Make quarantined signals pending again.", "202",
                ["signals": ["type": "array", "items": ["type": "string"]]])
        ),
        (
            "/api/v2/deliveries/{id}/decision",
            act(
                "decide_delivery", "Decide on a delivery that did not go through.", "200",
                [
                    "decision": [
                        "type": "string", "enum": .array(DeliveryDecision.allCases.map { .string($0.rawValue) }),
                    ]
                ])
        ),
        (
            "/api/v2/security_devices/{id}/webhook",
            [
                "parameters": [id],
                "get": operation(
                    "get_webhook", "Where the vendor must send, for administrators.",
                    reply: [
                        "type": "object", "required": ["url", "username", "password"],
                        "properties": [
                            "url": ["type": "string"], "username": ["type": "string"], "password": ["type": "string"],
                        ],
                    ]),
            ]
        ),
        (
            "/api/v2/login",
            [
                "post": [
                    "operationId": "log_in", "summary": "A token for a user.", "security": [],
                    "requestBody": [
                        "required": true,
                        "content": content([
                            "type": "object", "required": ["username", "password"],
                            "properties": [
                                "username": ["type": "string"], "password": ["type": "string"],
                                "otp": ["type": "string"],
                            ],
                        ]),
                    ],
                    "responses": [
                        "200": ["description": "A token.", "content": content(["type": "object"])],
                        "default": ["description": "Refused.", "content": content(OpenAPISchemas.reference("Errors"))],
                    ],
                ]
            ]
        ),
    ]

    private static func act(_ id: String, _ summary: String, _ status: String, _ properties: JSON) -> JSON {
        [
            "parameters": [OpenAPIPaths.id],
            "post": [
                "operationId": .string(id), "summary": .string(summary),
                "requestBody": ["content": content(["type": "object", "properties": properties])],
                "responses": [
                    status: ["description": "Done.", "content": content(["type": "object"])],
                    "default": ["description": "Refused.", "content": content(OpenAPISchemas.reference("Errors"))],
                ],
            ],
        ]
    }

    private static func parameter(_ name: String, _ description: String, type: String = "string") -> JSON {
        [
            "name": .string(name), "in": "query", "description": .string(description),
            "schema": ["type": .string(type)],
        ]
    }

    private static func content(_ schema: JSON) -> JSON { ["application/json": ["schema": schema]] }
}
