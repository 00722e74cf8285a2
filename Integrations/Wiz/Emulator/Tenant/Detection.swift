/// A stored detection. Its actors, resources and triggering events are derived from its id.
struct Detection: Sendable {
    let id: WizID
    let type: DetectionType
    let rule: Int
    let resource: Int?
    let severity: Severity
    let createdAt: WizTime
    /// Position in the tenant's issues; nil for MATCH_ONLY and for threats that are still to come.
    var issue: Int?
}
