import Workbench

/// Turns `filter[...]=...` into a condition.
///
/// Different fields must all hold. Within one field every negation, bound and null test must hold and, if there are
/// positive tests, at least one of them.
struct FilterParser {
    let catalog: ResourceCatalog
    let description: ResourceDescription

    fileprivate enum Kind {
        case identifier
        case attribute(AttributeDescription)
    }

    fileprivate struct Field {
        var name: String
        var path: FieldPath
        var kind: Kind
        /// Known without asking the store.
        var constant: JSON?
    }

    private enum Test {
        case must(ResourceFilter)
        case oneOf(ResourceFilter)
    }

    /// - Parameter names: what stood in the brackets, outermost first.
    /// - Throws: `invalid`, naming the field as the caller wrote it.
    func condition(_ names: [String], _ values: [String]) throws(WorkbenchError) -> ResourceFilter {
        let field = try resolve(names)
        var musts: [ResourceFilter] = []
        var alternatives: [ResourceFilter] = []
        for value in values {
            switch try test(value, field) {
            case .must(let filter): musts.append(filter)
            case .oneOf(let filter): alternatives.append(filter)
            case nil: break
            }
        }
        if let first = alternatives.first { musts.append(alternatives.count == 1 ? first : .any(alternatives)) }
        let filter = musts.count == 1 ? musts[0] : ResourceFilter.all(musts)  // safe: counted
        guard let constant = field.constant else { return filter }
        return SmallPage.matches(filter) { _ in constant } ? .all([]) : .any([])
    }

    private func resolve(_ names: [String]) throws(WorkbenchError) -> Field {
        let name = "filter" + names.map { "[\($0)]" }.joined()
        guard let last = names.last, names.count <= 3 else {
            throw .invalid("A filter goes through at most two relationships.", field: name)
        }
        var current = description
        var path: [String] = []
        var isNull = false
        func follow(_ relationship: RelationshipDescription) {
            path.append(relationship.name)
            isNull = isNull || relationship.isAlwaysNull
            current =
                catalog[relationship.target]?.description
                ?? ResourceDescription(name: relationship.target, attributes: [], relationships: [])
        }
        for step in names.dropLast() {
            guard
                let relationship = current.relationship(step)
                    ?? current.relationship(FilterParser.presentName(step))
            else {
                throw .invalid("\(current.name) have no relationship \"\(step.prefix(80))\".", field: name)
            }
            follow(relationship)
        }
        if last != "id", current.attribute(last) == nil {
            let byName = current.relationship(last)
            let alias = last.hasSuffix("_id") ? String(last.dropLast(3)) : last
            let byAlias = current.relationship(FilterParser.presentName(alias))
            guard let relationship = byName ?? byAlias else {
                guard !isNull else {
                    return Field(name: name, path: FieldPath(path, last), kind: .identifier, constant: .null)
                }
                throw .invalid("\(current.name) have no attribute \"\(last.prefix(80))\".", field: name)
            }
            follow(relationship)
            return Field(name: name, path: FieldPath(path, "id"), kind: .identifier, constant: isNull ? .null : nil)
        }
        guard let attribute = current.attribute(last) else {
            return Field(name: name, path: FieldPath(path, "id"), kind: .identifier, constant: isNull ? .null : nil)
        }
        guard attribute.isFilterable else {
            throw .invalid("\(current.name) cannot be filtered by \"\(last)\".", field: name)
        }
        return Field(
            name: name, path: FieldPath(path, last), kind: .attribute(attribute),
            constant: isNull ? .null : attribute.constant)
    }

    private func test(_ raw: String, _ field: Field) throws(WorkbenchError) -> Test? {
        guard !raw.contains("\0") else { throw .invalid("A filter holds no null characters.", field: field.name) }
        let rest = String(raw.dropFirst())
        switch raw.first {
        case "\u{2400}":
            guard let wantsNull = FilterParser.boolean(rest) else {
                throw .invalid("A null test is ␀true or ␀false.", field: field.name)
            }
            return .must(wantsNull ? .isNull(field.path) : .not(.isNull(field.path)))
        case "!":
            // A missing value differs from every value.
            return .must(.not(try equal(rest, field)))
        case ">": return try bound(rest, .greater, field)
        case "<": return try bound(rest, .less, field)
        case ":": return .oneOf(.compare(field.path, .contains, try text(rest, field)))
        case "^": return .oneOf(.compare(field.path, .startsWith, try text(rest, field)))
        case "~": return .oneOf(.compare(field.path, .equalIgnoringCase, try text(rest, field)))
        default: return .oneOf(try equal(raw, field))
        }
    }

    private func equal(_ raw: String, _ field: Field) throws(WorkbenchError) -> ResourceFilter {
        guard field.takesLists, raw.contains(",") else {
            return .compare(field.path, .equal, try value(raw, field))
        }
        var alternatives: [ResourceFilter] = []
        for part in raw.split(separator: ",") {
            alternatives.append(.compare(field.path, .equal, try value(String(part), field)))
        }
        return .any(alternatives)
    }

    private func bound(_ raw: String, _ comparison: ResourceFilter.Comparison, _ field: Field)
        throws(WorkbenchError) -> Test?
    {
        // An open end of a window.
        guard raw != "None" else { return nil }
        switch field.kind {
        case .attribute(let attribute) where attribute.isOrdered:
            return .must(.compare(field.path, comparison, try value(raw, field)))
        default: throw .invalid("This field has no order: use = or a list.", field: field.name)
        }
    }

    private func text(_ raw: String, _ field: Field) throws(WorkbenchError) -> FieldValue {
        guard field.isText else { throw .invalid("This field is no text: use =, > or <.", field: field.name) }
        guard !raw.isEmpty else { throw .invalid("Say what to look for.", field: field.name) }
        return .text(raw)
    }

    private func value(_ raw: String, _ field: Field) throws(WorkbenchError) -> FieldValue {
        guard case .attribute(let attribute) = field.kind else { return .text(raw) }
        switch attribute.kind {
        case .string: return .text(raw)
        case .enumeration(let values):
            guard values.contains(raw) else {
                throw .invalid("\(attribute.name) must be one of \(values.joined(separator: ", ")).", field: field.name)
            }
            return .text(raw)
        case .boolean:
            guard let flag = FilterParser.boolean(raw) else {
                throw .invalid("\(attribute.name) is true or false.", field: field.name)
            }
            return .boolean(flag)
        case .number:
            guard let number = Double(raw), number.isFinite else {
                throw .invalid("\(attribute.name) is a number.", field: field.name)
            }
            return .number(number)
        case .timestamp:
            guard let time = Timestamp(raw) else {
                throw .invalid("\(attribute.name) is a date and time (RFC 3339).", field: field.name)
            }
            return .time(time)
        case .object, .array, .any:
            throw .invalid("\(attribute.name) can only be tested for null.", field: field.name)
        }
    }

    /// Older scripts call an organization a customer.
    private static func presentName(_ relationship: String) -> String {
        relationship == "customer" ? "organization" : relationship
    }

    /// Python's spelling too.
    private static func boolean(_ text: String) -> Bool? {
        switch text {
        case "True", "true", "1": true
        case "False", "false", "0": false
        default: nil
        }
    }
}

extension FilterParser.Field {
    /// Codes and ids hold no comma, so a comma separates alternatives.
    fileprivate var takesLists: Bool {
        guard case .attribute(let attribute) = kind else { return true }
        switch attribute.kind {
        case .enumeration, .boolean: return true
        default: return false
        }
    }

    fileprivate var isText: Bool {
        guard case .attribute(let attribute) = kind else { return true }
        switch attribute.kind {
        case .string, .enumeration: return true
        default: return false
        }
    }
}

extension AttributeDescription {
    fileprivate var isOrdered: Bool { kind == .string || kind == .number || kind == .timestamp }
}
