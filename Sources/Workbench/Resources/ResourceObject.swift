/// One resource as the API shows it, without the frame that a document puts around it.
public struct ResourceObject: Hashable, Sendable {
    public var type: String
    public var id: String
    public var attributes: [String: JSON]
    /// To-one relationships by name; the id of the other side, or nil.
    public var toOne: [String: String?]

    public init(type: String, id: String, attributes: [String: JSON], toOne: [String: String?]) {
        self.type = type
        self.id = id
        self.attributes = attributes
        self.toOne = toOne
    }
}
