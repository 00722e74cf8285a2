import GraphQL

/// Reads the fields of a body of the control side. Null means absent.
struct ControlFields {
    let object: GraphQLObject

    init(_ object: GraphQLObject) {
        self.object = object
    }

    func text(_ key: String) -> String? { object[key]?.stringValue }

    /// One of a vocabulary's words, in either case.
    ///
    /// - Throws: BAD_USER_INPUT for any other value.
    func word<Word: RawRepresentable & CaseIterable>(_ key: String) throws(Refusal) -> Word?
    where Word.RawValue == String {
        guard let value = object[key], !value.isNull else { return nil }
        if let word = value.stringValue.flatMap({ Word(rawValue: $0.uppercased()) }) { return word }
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw .badInput("\(key) must be one of \(known)")
    }

    func time(_ key: String) throws(Refusal) -> WizTime? {
        guard let value = object[key], !value.isNull else { return nil }
        guard let time = value.stringValue.flatMap(WizTime.init) else {
            throw .badInput("\(key) must be an RFC 3339 time")
        }
        return time
    }

    /// An id that may be left out.
    func id(_ key: String) throws(Refusal) -> WizID? {
        guard let value = object[key], !value.isNull else { return nil }
        guard let id = value.stringValue.flatMap(WizID.init) else { throw .badInput("\(key) must be a UUID") }
        return id
    }

    /// - Throws: BAD_USER_INPUT that names the first key which is none of these.
    func allow(only keys: Set<String>) throws(Refusal) {
        guard let unknown = object.keys.first(where: { !keys.contains($0) }) else { return }
        throw .badInput("unknown key \"\(unknown)\"; known are \(keys.sorted().joined(separator: ", "))")
    }
}
