extension File {
    public static let resource = Resource<File>(
        "files",
        summary: "A file of an action or an investigation; POST files/ID/upload sends its bytes, "
            + "GET files/ID/download fetches them.",
        id: \.id.rawValue,
        attributes: [
            .init("filename", .string, [.writable, .queryable]) { .string($0.name) },
            .init("expel_file_type", .string, [.nullable, .writable, .queryable]) { JSON($0.kind) },
            .init("file_meta", .object, [.nullable, .writable]) { $0.meta ?? .null },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.updatedAt) },
            // Ours.
            .init("size", .number, [.nullable, .queryable]) { JSON.optional($0.size) },
            .init("sha256", .string, [.nullable, .queryable]) { JSON($0.digest) },
        ],
        relationships: [
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
            .one("created_by", to: "actors", isReadOnly: true) { $0.createdBy.rawValue },
            .one("updated_by", to: "actors", isReadOnly: true) { $0.updatedBy.rawValue },
            .many("investigative_actions", to: "investigative_actions", inverse: "files"),
            .many("result_investigative_actions", to: "investigative_actions", inverse: "result_file"),
            .many("investigations", to: "investigations", inverse: "files"),
        ])
}

extension JSON {
    fileprivate static func optional(_ number: Int64?) -> JSON { number.map(JSON.integer) ?? .null }
}
