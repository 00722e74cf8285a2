/// A dotted path into an event, with its number in the pack's table.
struct FieldPath: Hashable, Sendable {
    let text: String
    /// Dense and unique in one rule pack, so that a field is looked up once per event, not once per rule.
    let number: Int
    /// `keys[i]` are the object members that may stand at step i: one step, two steps joined by a dot, and so on.
    let keys: [[String]]

    static let depthLimit = 32
}
