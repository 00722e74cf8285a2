import Workbench

/// The API's nouns for people, from the same descriptions as `/openapi.json`.
struct APIReferencePage: Sendable {
    var shell: Shell
    var count: String
    var nouns: [Noun]

    struct Noun: Sendable {
        var name: String
        var summary: String
        var acts: String
        var attributes: [Attribute]
        var relationships: String?

        init(_ description: ResourceDescription) {
            name = description.name
            summary = description.summary
            acts = OpenAPIDocument.acts(on: description.name).joined(separator: ", ")
            attributes = description.attributes.sorted { $0.name < $1.name }.map(Attribute.init)
            let entries = description.relationships.map { relationship in
                "\(relationship.name) (\(relationship.cardinality == .many ? "many " : "")\(relationship.target))"
            }
            relationships = entries.isEmpty ? nil : entries.sorted().joined(separator: ", ")
        }
    }

    struct Attribute: Sendable {
        var name: String
        var kind: String
        var uses: String

        init(_ attribute: AttributeDescription) {
            name = attribute.name
            kind = attribute.kind.words + (attribute.isNullable ? ", or null" : "")
            var uses: [String] = []
            if !attribute.isReadOnly { uses.append("write") }
            if attribute.isFilterable { uses.append("filter") }
            if attribute.isSortable { uses.append("sort") }
            self.uses = uses.isEmpty ? "read" : uses.joined(separator: ", ")
        }
    }

    init(_ catalog: ResourceCatalog, shell: Shell) {
        self.shell = shell
        nouns = catalog.collections.map { Noun($0.description) }.sorted { $0.name < $1.name }
        count = counted(nouns.count, "resource", "resources")
    }

    func html() throws -> String { try Templates.render(self, with: "APIReference") }
}
