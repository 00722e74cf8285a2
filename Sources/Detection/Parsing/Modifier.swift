/// What may follow a field's name after a bar (Sigma specification, appendix "modifiers").
enum Modifier: String, CaseIterable {
    case contains, startswith, endswith, all, exists, cased, gt, gte, lt, lte, neq, cidr, fieldref, windash, expand
    case base64, base64offset, wide, utf16le, utf16, utf16be
    case re, ignorecase, multiline, dotall
    case minute, hour, day, week, month, year

    init?(name: String) {
        switch name {
        case "i": self = .ignorecase
        case "m": self = .multiline
        case "s": self = .dotall
        default: self.init(rawValue: name)
        }
    }

    /// How RE2 writes a regular expression's flag; nil for what is none.
    var flag: Character? {
        switch self {
        case .ignorecase: "i"
        case .multiline: "m"
        case .dotall: "s"
        default: nil
        }
    }

    var isPlace: Bool { self == .contains || self == .startswith || self == .endswith }
}
