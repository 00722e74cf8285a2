import GraphQL

/// A `filterBy` whose keys are the names of fields: plain lists, `{equals: [...]}`, spans of time, flags, and further
/// such filters inside.
struct RecordFilter {
    private typealias Test = (GraphQLObject) -> Bool

    private let now: WizTime
    /// Where in a record a key looks when that is not the field of its name; nowhere for what holds for all records.
    private let places: [String: [String]]
    private var tests: [Test] = []

    private static let usualPlaces = [
        "projectId": ["projects", "id"], "cloudAccount": ["cloudAccount", "id"],
        "cloudAccountId": ["cloudAccount", "id"], "resourceId": ["resource", "id"],
        "subscriptionId": ["subscription", "id"], "externalIds": ["externalId"],
        "dataClassifierId": ["dataClassifier", "id"], "includeDeleted": [],
    ]

    init(_ object: GraphQLObject?, now: WizTime, places: [String: [String]] = [:]) throws(GraphQLError) {
        self.now = now
        self.places = Self.usualPlaces.merging(places) { $1 }
        try read(object ?? [:], below: [])
    }

    func matches(_ record: GraphQLObject) -> Bool {
        tests.allSatisfy { $0(record) }
    }

    private mutating func read(_ object: GraphQLObject, below prefix: [String]) throws(GraphQLError) {
        let reader = FilterReader(object: object, now: now)
        for (key, value) in object where !value.isNull && places[key] != [] {
            let place = prefix + (places[key] ?? [key])
            if key == "search" {
                let text = value.stringValue?.lowercased() ?? ""
                tests.append { Self.holds(text, $0) }
            } else if let flag = value.boolValue {
                tests.append { Self.values(at: place, in: .object($0)).contains(.bool(flag)) }
            } else if let inner = value.objectValue {
                try read(inner, of: key, reader, at: place)
            } else if let words = try reader.set(key) {
                append(words, at: place)
            }
        }
    }

    private mutating func read(
        _ object: GraphQLObject, of key: String, _ reader: FilterReader, at place: [String]
    ) throws(GraphQLError) {
        if object["after"] != nil || object["before"] != nil || object["inLast"] != nil {
            guard let span = try reader.span(key) else { return }
            tests.append { record in
                Self.values(at: place, in: .object(record)).contains {
                    span.contains($0.stringValue.flatMap(WizTime.init))
                }
            }
        } else if object["equals"] != nil || object["contains"] != nil || object["startsWith"] != nil {
            let words = FilterReader(object: object, now: now)
            if let equal = try words.set("equals") { append(equal, at: place) }
            if let parts = try words.set("contains") {
                appendTest(at: place) { text in parts.contains { text.lowercased().contains($0.lowercased()) } }
            }
            if let starts = try words.set("startsWith") {
                appendTest(at: place) { text in starts.contains { text.hasPrefix($0) } }
            }
        } else {
            try read(object, below: place)
        }
    }

    private mutating func append(_ words: Set<String>, at place: [String]) {
        if place.first == "projects", words.contains("*") { return }
        appendTest(at: place, words.contains)
    }

    private mutating func appendTest(at place: [String], _ test: @escaping (String) -> Bool) {
        tests.append { record in
            Self.values(at: place, in: .object(record)).contains { value in
                (value.stringValue ?? value.intValue.map(String.init)).map(test) ?? false
            }
        }
    }

    private static func holds(_ text: String, _ record: GraphQLObject) -> Bool {
        ["name", "email", "externalId", "description"].contains { key in
            record[key]?.stringValue?.lowercased().contains(text) ?? false
        }
    }

    /// Lists on the way are followed into each of their items.
    private static func values(at place: [String], in value: GraphQLValue) -> [GraphQLValue] {
        if let items = value.listValue { return items.flatMap { values(at: place, in: $0) } }
        guard let key = place.first else { return [value] }
        return value[key].map { values(at: Array(place.dropFirst()), in: $0) } ?? []
    }
}
