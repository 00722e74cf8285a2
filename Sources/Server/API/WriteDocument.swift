import Workbench

/// What a client wants to change, checked against the resource's description: known names, right kinds, nothing
/// that is not its to change. What equals the present value changes nothing, because clients echo what they read.
struct WriteDocument: Sendable {
    /// Only what differs from the present.
    private(set) var attributes: [String: JSON] = [:]
    /// To-one relationships that differ from the present; nil clears.
    private(set) var relationships: [String: String?] = [:]

    /// To-many relationships that were given, by ids.
    private(set) var lists: [String: [String]] = [:]

    /// Chosen by the caller for what is to be made.
    private(set) var id: String?

    /// - Parameters:
    ///   - current: the resource as it stands; nil when one is to be made.
    ///   - settable: attributes and relationships that may be given here beside the writable attributes.
    ///   - lists: to-many relationships that may be given here.
    ///   - takesID: whether a caller may choose the id of what is to be made, as a UUID.
    /// - Throws: `invalid` with a pointer to what is at fault, `conflict` when type or id contradict the address.
    init(
        _ body: [UInt8], for description: ResourceDescription, current: ResourceObject?, settable: Set<String>,
        lists allowed: Set<String> = [], takesID: Bool = false
    ) throws(WorkbenchError) {
        guard let data = try JSON(parsing: body)["data"], case .object = data else {
            throw .invalid("Send a JSON:API document with a \"data\" object.", field: "/data")
        }
        if let type = data["type"]?.string, type != description.name {
            throw .conflict("This address takes \(description.name), not \(type.prefix(80)).")
        }
        if let id = data["id"]?.string {
            if let current {
                guard id == current.id else { throw .conflict("The id in the document is not the one in the address.") }
            } else {
                self.id = try WriteDocument.chosen(id, takesID, field: "/data/id")
            }
        }
        for (name, value) in try WriteDocument.members(data, "attributes") {
            if name == "id", current == nil, let id = value.string {
                self.id = try WriteDocument.chosen(id, takesID, field: "/data/attributes/id")
                continue
            }
            try read(attribute: name, value, description, current, settable)
        }
        for (given, value) in try WriteDocument.members(data, "relationships") {
            // Older scripts call an organization a customer.
            let name = given == "customer" && description.relationship(given) == nil ? "organization" : given
            if allowed.contains(name) {
                lists[name] = try WriteDocument.ids(in: value, field: "/data/relationships/\(name)")
            } else {
                try read(relationship: name, value, description, current, settable)
            }
        }
    }

    /// A list of linkage, or one alone.
    private static func ids(in value: JSON, field: String) throws(WorkbenchError) -> [String] {
        guard case .object(let members) = value, let data = members["data"] else {
            throw .invalid("Send \"data\": a list of linkage.", field: field)
        }
        var ids: [String] = []
        for entry in data == .null ? [] : (data.array.isEmpty && data != [] ? [data] : data.array) {
            guard let id = entry["id"]?.stringOrNumber else { throw .invalid("Each entry has an id.", field: field) }
            ids.append(id)
        }
        guard ids.count <= 100 else { throw .invalid("Name at most 100.", field: field) }
        return ids
    }

    private static func chosen(_ id: String, _ takesID: Bool, field: String) throws(WorkbenchError) -> String {
        guard takesID else { throw .invalid("Ids are given by the server: leave it out.", field: field) }
        let groups = id.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.count) == [8, 4, 4, 4, 12], groups.joined().utf8.allSatisfy(isHexadecimal) else {
            throw .invalid("An id of your own is a UUID.", field: field)
        }
        return id.lowercased()
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private static func members(_ data: JSON, _ name: String) throws(WorkbenchError) -> [String: JSON] {
        guard let value = data[name] else { return [:] }
        guard case .object(let members) = value else {
            throw .invalid("\(name) is an object.", field: "/data/\(name)")
        }
        return members
    }

    private mutating func read(
        attribute name: String, _ value: JSON, _ description: ResourceDescription, _ current: ResourceObject?,
        _ settable: Set<String>
    ) throws(WorkbenchError) {
        let pointer = "/data/attributes/\(name.prefix(80))"
        guard let attribute = description.attribute(name) else {
            throw .invalid("\(description.name) have no attribute \"\(name.prefix(80))\".", field: pointer)
        }
        if let current, current.attributes[name] == value { return }
        if current == nil, attribute.constant == value { return }
        guard !attribute.isReadOnly || settable.contains(name) else {
            throw .invalid("\(name) cannot be written.", field: pointer)
        }
        try attribute.check(value, pointer)
        attributes[name] = value
    }

    private mutating func read(
        relationship name: String, _ value: JSON, _ description: ResourceDescription, _ current: ResourceObject?,
        _ settable: Set<String>
    ) throws(WorkbenchError) {
        let pointer = "/data/relationships/\(name.prefix(80))"
        guard let relationship = description.relationship(name) else {
            throw .invalid("\(description.name) have no relationship \"\(name.prefix(80))\".", field: pointer)
        }
        guard relationship.cardinality == .one else {
            throw .invalid("\(name) follows from other resources and cannot be written.", field: pointer)
        }
        guard case .object(let members) = value, let data = members["data"] else {
            throw .invalid("\(name) needs \"data\": an object with an id, or null.", field: pointer)
        }
        // The type is guessed by some clients from the relationship's name; the relationship knows better.
        let target = data["id"]?.stringOrNumber
        guard target != nil || data == .null else {
            throw .invalid("\(name) needs the id of one resource, or null.", field: pointer)
        }
        if let current, (current.toOne[name] ?? nil) == target { return }
        guard settable.contains(name) else { throw .invalid("\(name) cannot be changed.", field: pointer) }
        relationships[name] = .some(target)
    }

    /// A text that was given and is not null.
    func text(_ name: String) -> String? { attributes[name]?.string }
}

extension AttributeDescription {
    fileprivate func check(_ value: JSON, _ pointer: String) throws(WorkbenchError) {
        switch (kind, value) {
        case (_, .null):
            guard isNullable else { throw .invalid("\(name) cannot be null.", field: pointer) }
        case (.string, .string), (.boolean, .bool), (.object, .object), (.array, .array), (.number, .integer),
            (.number, .number), (.any, .string), (.any, .object):
            break
        case (.timestamp, .string(let text)) where Timestamp(text) != nil: break
        case (.enumeration(let values), .string(let text)):
            guard values.contains(text) else {
                throw .invalid("\(name) must be one of \(values.joined(separator: ", ")).", field: pointer)
            }
        default: throw .invalid("\(name) must be \(kind.words).", field: pointer)
        }
    }
}

extension AttributeDescription.Kind {
    var words: String {
        switch self {
        case .string: "a string"
        case .boolean: "true or false"
        case .number: "a number"
        case .timestamp: "a date and time (RFC 3339)"
        case .object: "an object"
        case .array: "a list"
        case .any: "a string or an object"
        case .enumeration(let values): "one of \(values.joined(separator: ", "))"
        }
    }
}
