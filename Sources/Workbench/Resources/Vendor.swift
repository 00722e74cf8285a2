/// A vendor whose tenants can be connected.
public struct Vendor: Hashable, Sendable {
    /// In addresses; also `plugin_slug` in the API.
    public var slug: String
    /// For people.
    public var name: String

    public init(slug: String, name: String) {
        self.slug = slug
        self.name = name
    }
}

extension Vendor {
    /// Vendors do not change while the product runs: their id is their slug.
    public static let resource = Resource<Vendor>(
        "vendors", summary: "A vendor whose tenants can be connected.", id: \.slug,
        attributes: [
            .init("name", .string, .queryable) { .string($0.name) },
            .fixed("icon", .string),
            .fixed("created_at", .timestamp),
            .fixed("updated_at", .timestamp),
        ],
        relationships: [
            .none("created_by", to: "actors"),
            .none("updated_by", to: "actors"),
            .many("expel_alerts", to: "expel_alerts", inverse: "vendor"),
            .many("vendor_alerts", to: "vendor_alerts", inverse: "vendor"),
            .many("security_devices", to: "security_devices", inverse: "vendor"),
        ])
}
