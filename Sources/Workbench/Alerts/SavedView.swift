/// Filters, order and columns of the alert list that a person keeps under a name.
public struct SavedView: Hashable, Sendable {
    /// The longest name, in characters.
    public static let nameLimit = 60
    /// As many as a person can keep.
    public static let limit = 50

    public var id: ID<SavedView>
    public var actorID: ID<Actor>
    public var name: String
    /// The query of the list's address, without the question mark.
    public var query: String
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<SavedView>, actorID: ID<Actor>, name: String, query: String, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.actorID = actorID
        self.name = name
        self.query = query
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    /// - Throws: `invalid` for what is no name.
    public static func checked(name: String) throws(WorkbenchError) -> String {
        let words = name.trimmed
        guard !words.isEmpty else { throw .invalid("Give the view a name.", field: "name") }
        guard words.count <= nameLimit else {
            throw .invalid("A view's name has at most \(nameLimit) characters.", field: "name")
        }
        return words
    }
}
