import Workbench

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
        case .any: return ["type": ["string", "object"]]
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
