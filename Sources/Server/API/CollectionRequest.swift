import Workbench

/// What a request asks of a collection: which rows, in which order, how many, with what beside them.
struct CollectionRequest: Sendable {
    var query: ResourceQuery
    /// Rows to leave out at the beginning: for callers that count pages themselves.
    var skip: Int
    /// How many rows came before this page; for `meta.page`.
    var offset: Int
    /// Relationship paths to fill `included` with.
    var include: [[String]]
    /// Sparse fields: which attributes and relationships of a type are wanted.
    var fields: [String: Set<String>]
    /// The request's own parameters but the page's, for the link to the next page.
    var repeated: QueryItems
    /// Whether all rows are wanted as a stream of lines instead of a page.
    var wantsExport: Bool

    /// Rows that a caller may ask to skip; deeper pages are reached through the links.
    private static let skipLimit = 10_000

    init(_ items: QueryItems, of description: ResourceDescription, catalog: ResourceCatalog, scope: AccessScope)
        throws(WorkbenchError)
    {
        var parser = Parser(description: description, catalog: catalog)
        for item in items.items { try parser.read(item) }
        query = ResourceQuery(
            scope: scope, filter: .all(try parser.conditions()),
            sort: try CollectionRequest.sort(parser.sort, description),
            limit: parser.limit, cursor: parser.cursor, wantsTotal: true)
        skip = parser.cursor == nil ? parser.offset : 0
        offset = parser.offset
        wantsExport = parser.format == "ndjson"
        include = parser.include
        fields = parser.fields
        repeated = QueryItems(items.items.filter { $0.name != "page[cursor]" && $0.name != "page[offset]" })
        guard skip <= CollectionRequest.skipLimit else {
            throw .invalid("Follow the links to go this deep.", field: "page[offset]")
        }
    }

    private static func sort(_ values: [String], _ description: ResourceDescription) throws(WorkbenchError)
        -> [SortKey]
    {
        var keys: [SortKey] = []
        for value in values.isEmpty ? ["created_at", "id"] : values {
            let name = value.first.map { "+- ".contains($0) } == true ? String(value.dropFirst()) : value
            let attribute = description.attribute(name)
            guard name == "id" || attribute?.isSortable == true else {
                if values.isEmpty { continue }
                throw .invalid("\(description.name) cannot be sorted by \"\(name.prefix(80))\".", field: "sort")
            }
            // What is the same everywhere sorts nothing.
            if attribute?.constant == nil { keys.append(SortKey(name, isDescending: value.first == "-")) }
        }
        return keys
    }

    private struct Parser {
        let description: ResourceDescription
        let catalog: ResourceCatalog
        var filters: [(names: [String], values: [String])] = []
        var searches: [String] = []
        var sort: [String] = []
        var limit = 50
        var offset = 0
        var cursor: String?
        var include: [[String]] = []
        var fields: [String: Set<String>] = [:]
        var format = "json"

        mutating func read(_ item: QueryItems.Item) throws(WorkbenchError) {
            let (word, names) = try Parser.parts(item.name)
            switch (word, names.first) {
            case ("filter", _?): add(names, item.value)
            case ("flag", "search"): if !item.value.trimmed.isEmpty { searches.append(item.value.trimmed) }
            case ("flag", _?): break
            case ("sort", nil): sort += item.value.split(separator: ",").map(String.init)
            case ("page", "limit"): limit = min(try number(item), 1000)
            case ("page", "offset"): offset = try number(item)
            case ("page", "cursor"): cursor = item.value
            case ("format", nil):
                guard ["json", "ndjson"].contains(item.value) else {
                    throw .invalid("format is json or ndjson.", field: "format")
                }
                format = item.value
            case ("include", nil): try addInclude(item.value)
            case ("fields", let type?): fields[type] = Set(item.value.split(separator: ",").map(String.init))
            default:
                throw .invalid(
                    "There is no parameter \"\(item.name.prefix(80))\".", field: String(item.name.prefix(80)))
            }
        }

        func conditions() throws(WorkbenchError) -> [ResourceFilter] {
            let parser = FilterParser(catalog: catalog, description: description)
            var conditions = searches.map(ResourceFilter.search)
            for filter in filters { conditions.append(try parser.condition(filter.names, filter.values)) }
            return conditions
        }

        private mutating func add(_ names: [String], _ value: String) {
            if let index = filters.firstIndex(where: { $0.names == names }) {
                filters[index].values.append(value)  // safe: an index just found
            } else {
                filters.append((names, [value]))
            }
        }

        private mutating func addInclude(_ value: String) throws(WorkbenchError) {
            for path in value.split(separator: ",").map({ $0.split(separator: ".").map(String.init) }) {
                guard !path.isEmpty, path.count <= 2 else {
                    throw .invalid("Include goes through at most two relationships.", field: "include")
                }
                var current: ResourceDescription? = description
                for step in path {
                    guard let relationship = current?.relationship(step) else {
                        throw .invalid("There is no relationship \"\(step.prefix(80))\" to include.", field: "include")
                    }
                    current = catalog[relationship.target]?.description
                }
                include.append(path)
            }
            guard include.count <= 20 else { throw .invalid("That is too much to include.", field: "include") }
        }

        private func number(_ item: QueryItems.Item) throws(WorkbenchError) -> Int {
            guard let number = Int(item.value), number >= 0 else {
                throw .invalid("\(item.name) is a whole number, 0 or more.", field: item.name)
            }
            return number
        }

        /// `filter[a][b]` is the word "filter" and the names a and b.
        private static func parts(_ name: String) throws(WorkbenchError) -> (word: String, names: [String]) {
            guard let bracket = name.firstIndex(of: "[") else { return (name, []) }
            let rest = name[bracket...]
            guard rest.hasSuffix("]") else {
                throw .invalid("A bracket is not closed.", field: String(name.prefix(80)))
            }
            let names = rest.dropFirst().dropLast().split(separator: "][", omittingEmptySubsequences: false)
            return (String(name[..<bracket]), names.map(String.init))
        }
    }
}
