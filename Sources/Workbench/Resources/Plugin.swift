/// What this build can connect to, and what it asks for.
public struct Plugin: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public var key: String
        public var label: String
        public var help: String
        public var isSecret: Bool
        public var isRequired: Bool

        public init(key: String, label: String, help: String, isSecret: Bool, isRequired: Bool) {
            self.key = key
            self.label = label
            self.help = help
            self.isSecret = isSecret
            self.isRequired = isRequired
        }
    }

    public var slug: String
    public var name: String
    public var fields: [Field]

    public init(slug: String, name: String, fields: [Field]) {
        self.slug = slug
        self.name = name
        self.fields = fields
    }
}

extension Plugin {
    public static let resource = Resource<Plugin>(
        "plugins", summary: "An integration of this build, with the settings that a new device needs.", id: \.slug,
        attributes: [
            .init("plugin_slug", .string, .queryable) { .string($0.slug) },
            .init("display_name", .string, .queryable) { .string($0.name) },
            .init("vendor_name", .string, .queryable) { .string($0.name) },
            .init("company_name", .string, .queryable) { .string($0.name) },
            .init("device_spec_json", .object, []) { deviceSpec($0.fields) },
            .fixed("active", .boolean, true),
            .fixed("assembler_dependency", .string),
            .fixed("assembler_for_console_only", .boolean, false),
            .fixed("current_status", .number),
            .fixed("depends_on", .array, []),
            .fixed("description", .string),
            .fixed("extra", .object),
            .fixed("hide_console_login", .boolean, false),
            .fixed("internal_only", .boolean, false),
            .fixed("is_investigative_tech", .boolean, false),
            .fixed("logo", .string),
            .fixed("logo_image_url", .string),
            .fixed("onboarding_doc_url", .string),
            .fixed("organization_id", .string),
            .fixed("service_offerings", .array, ["MDR"]),
            .fixed("sfa_integration_slug", .string),
            .fixed("show_display_name_with_logo", .boolean, true),
            .fixed("tasks", .array, []),
            .fixed("vendor_type", .string, "CLOUD"),
            .fixed("version", .string),
        ],
        relationships: [])

    /// The fields of `device_spec`, as a JSON Schema.
    private static func deviceSpec(_ fields: [Field]) -> JSON {
        let properties = fields.map { field in
            (
                field.key,
                JSON.object([
                    "type": "string", "title": .string(field.label), "description": .string(field.help),
                    "writeOnly": .bool(field.isSecret),
                ])
            )
        }
        return [
            "type": "object",
            "properties": .object(Dictionary(properties, uniquingKeysWith: { first, _ in first })),
            "required": .array(fields.filter(\.isRequired).map { .string($0.key) }),
        ]
    }
}
