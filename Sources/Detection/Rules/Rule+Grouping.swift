public import Workbench

extension Rule {
    /// How its signals come together (`custom: {group: {by: resource, within: 1h}}`); nil when it does not say.
    public var grouping: AlertGrouping? { custom[GroupSetting.key].flatMap(GroupSetting.grouping) }
}

/// Reads `custom.group` of a rule.
enum GroupSetting {
    static let key = "group"

    /// - Throws: when it is no map of `by` and `within`.
    static func checked(_ member: YAMLNode.Member) throws(RuleFault) -> JSON {
        let json = try member.value.json()
        guard grouping(json) != nil else {
            let subjects = AlertGrouping.Subject.allCases.map(\.rawValue).joined(separator: ", ")
            throw RuleFault(
                member.line, "group must be a map of 'by' (one of \(subjects)) and 'within' (such as 30m, 1h or 1d)")
        }
        return json
    }

    static func grouping(_ json: JSON) -> AlertGrouping? {
        guard let subject = json["by"]?.string.flatMap(AlertGrouping.Subject.init(rawValue:)) else { return nil }
        if subject == .nothing { return AlertGrouping(by: .nothing, within: 0) }
        return json["within"]?.string.flatMap(seconds).map { AlertGrouping(by: subject, within: $0) }
    }

    /// "30m" as 1800: a whole number up to 9999 and s, m, h or d.
    private static func seconds(_ text: String) -> Double? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
            (1...9999).contains(number)
        else { return nil }
        return Double(number) * unit
    }
}
