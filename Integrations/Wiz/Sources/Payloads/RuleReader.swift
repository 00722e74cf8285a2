import Workbench

/// The rules behind an issue. Several may be linked; one names it, and the others fill its gaps.
struct RuleReader {
    let rule: VendorAlertContent.Rule?
    let risks: [String]

    init(_ rules: [JSON]) {
        risks = rules.flatMap { $0.texts("risks") }.withoutRepeats
        let all = rules.map(RuleReader.rule)
        guard var merged = all.first else {
            rule = nil
            return
        }
        for other in all.dropFirst() {
            if merged.id == nil { merged.id = other.id }
            if merged.name == nil { merged.name = other.name }
            if merged.description == nil { merged.description = other.description }
            if merged.recommendation == nil { merged.recommendation = other.recommendation }
        }
        rule = merged == VendorAlertContent.Rule() ? nil : merged
    }

    /// Clients alias the descriptions of the concrete types, so that the key may tell the type.
    private static let descriptions = [
        ("controlDescription", "Control"), ("cloudEventRuleDescription", "CloudEventRule"),
        ("cloudConfigurationRuleDescription", "CloudConfigurationRule"),
    ]

    private static func rule(_ value: JSON) -> VendorAlertContent.Rule {
        let aliased = descriptions.first { value[$0.0] != nil }
        return VendorAlertContent.Rule(
            id: value.text("id"), name: value.text("name"),
            description: value.text("description") ?? aliased.flatMap { value.text($0.0) },
            type: value.text("__typename") ?? aliased?.1,
            recommendation: value.text(anyOf: "resolutionRecommendation", "remediationInstructions")
                ?? value["control"]?.text("resolutionRecommendation"))
    }
}
