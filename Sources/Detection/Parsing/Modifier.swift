/// What may follow a field's name after a bar (Sigma specification, appendix "modifiers").
enum Modifier: String, CaseIterable {
    case contains, startswith, endswith, all, exists, cased, gt, gte, lt, lte, neq, cidr, fieldref, windash
    case base64, base64offset, wide, utf16le, utf16, utf16be

    /// Known to Sigma, not evaluated here; the reason is for the author of the rule.
    static func reasonForRefusing(_ name: String) -> String {
        switch name {
        case "re", "i", "m", "s", "ignorecase", "multiline", "dotall":
            "the modifier '\(name)' is not supported yet: there are no regular expressions"
        case "expand":
            "the modifier 'expand' is not supported: there are no placeholders to fill in"
        case "minute", "hour", "day", "week", "month", "year":
            "the modifier '\(name)' is not supported: times are not taken apart"
        default:
            "unknown modifier '\(name)'"
        }
    }
}
