import Workbench

/// What a filter says of a row of which only some text attributes are known, without asking the database.
enum FilterVerdict {
    /// Whether these attributes alone decide the filter.
    static func isDecided(_ filter: ResourceFilter, by paths: Set<FieldPath>) -> Bool {
        switch filter {
        case .all(let parts), .any(let parts): parts.allSatisfy { isDecided($0, by: paths) }
        case .not(let part): isDecided(part, by: paths)
        case .compare(let path, _, .text): paths.contains(path)
        case .compare: false
        case .isNull(let path): paths.contains(path)
        case .search(let text): text.allSatisfy(\.isWhitespace)
        }
    }

    /// Nil when an attribute is needed that is not among the values. The values are never null.
    static func of(_ filter: ResourceFilter, given values: [FieldPath: String]) -> Bool? {
        switch filter {
        case .all(let parts):
            let verdicts = parts.map { of($0, given: values) }
            return verdicts.contains(nil) ? nil : verdicts.allSatisfy { $0 == true }
        case .any(let parts):
            let verdicts = parts.map { of($0, given: values) }
            return verdicts.contains(nil) ? nil : verdicts.contains { $0 == true }
        case .not(let part):
            return of(part, given: values).map { !$0 }
        case .compare(let path, let comparison, .text(let text)):
            return values[path].map { compare($0, comparison, text) }
        case .compare:
            return nil
        case .isNull(let path):
            return values[path].map { _ in false }
        case .search(let text):
            return text.allSatisfy(\.isWhitespace) ? true : nil
        }
    }

    private static func compare(_ value: String, _ comparison: ResourceFilter.Comparison, _ text: String) -> Bool {
        switch comparison {
        case .equal: value == text
        case .greater: value.utf8.lexicographicallyPrecedes(text.utf8) == false && value != text
        case .less: value.utf8.lexicographicallyPrecedes(text.utf8)
        case .contains: text.isEmpty || value.lowercased().contains(text.lowercased())
        case .startsWith: value.lowercased().hasPrefix(text.lowercased())
        case .equalIgnoringCase: value.lowercased() == text.lowercased()
        }
    }
}

/// Says what a filter asks of an alert's status in the form that the indexes serve best.
enum StatusCondition {
    static func simplified(_ filter: ResourceFilter) -> ResourceFilter {
        let parts = conjuncts(of: filter)
        let aboutStatus = parts.filter { FilterVerdict.isDecided($0, by: ["status"]) }
        guard !aboutStatus.isEmpty else { return filter }
        let wanted = Alert.Status.allCases.filter { status in
            FilterVerdict.of(.all(aboutStatus), given: ["status": status.rawValue]) == true
        }
        let others = parts.filter { !FilterVerdict.isDecided($0, by: ["status"]) }
        return .all([condition(wanted)].compactMap { $0 } + others)
    }

    /// Nil when every status is wanted.
    private static func condition(_ statuses: [Alert.Status]) -> ResourceFilter? {
        switch Set(statuses) {
        case Set(Alert.Status.allCases): nil
        case [.open, .inProgress]: .compare("is_closed", .equal, .boolean(false))
        default: .any(statuses.map { .compare("status", .equal, .text($0.rawValue)) })
        }
    }

    private static func conjuncts(of filter: ResourceFilter) -> [ResourceFilter] {
        guard case .all(let parts) = filter else { return [filter] }
        return parts.flatMap(conjuncts)
    }
}
