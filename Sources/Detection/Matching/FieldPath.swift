/// A dotted path into an event, with its number in the pack's table. One object for each path of a pack.
final class FieldPath: Sendable {
    let text: String
    /// Dense and unique in one rule pack, so that a field is looked up once per event, not once per rule.
    let number: Int
    /// `keys[i]` are the object members that may stand at step i: one step, two steps joined by a dot, and so on.
    let keys: [[String]]

    static let depthLimit = 32

    init(text: String, number: Int, keys: [[String]]) {
        self.text = text
        self.number = number
        self.keys = keys
    }
}

extension FieldPath: Hashable {
    static func == (left: FieldPath, right: FieldPath) -> Bool {
        left.number == right.number && left.text == right.text
    }

    func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
