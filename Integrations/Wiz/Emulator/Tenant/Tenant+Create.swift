extension Tenant {
    /// Adds an issue that fits an order, with its detections, and tells the automation rules.
    ///
    /// - Throws: BAD_USER_INPUT when no rule fits the order.
    @discardableResult
    func create(_ order: IssueOrder, createdAt: WizTime?) throws(Refusal) -> Issue {
        let time = createdAt ?? clock.now()
        return try change { (state, events) throws(Refusal) in
            guard let made = state.makeIssue(order, createdAt: time, live: true) else {
                throw .badInput("no rule of type \(order.type?.rawValue ?? "") fits postExploit")
            }
            events += made.detections.map { .detection(state.detections[$0]) }
            let issue = state.issues[made.position]
            events.append(.issue(issue, .created, changes: [], by: .wiz))
            return issue
        }
    }

    /// Adds a detection and tells the automation rules.
    func createDetection(_ order: DetectionOrder) throws(Refusal) -> Detection {
        let now = clock.now()
        return try change { (state, events) throws(Refusal) in
            var issue: Int?
            if let id = order.issue {
                guard let position = state.position(ofIssue: id) else { throw .notFound }
                issue = position
            }
            let known = issue.map { state.issues[$0] }
            let sought = IssueOrder(type: .threatDetection, postExploit: true, name: order.name)
            let own = order.name == nil ? known?.rule : nil
            guard let rule = own ?? state.pickRule(for: sought) else { throw .badInput("no rule fits") }
            let resource =
                order.resource ?? known?.resource ?? state.inventory.pick(for: state.rules[rule], using: &state.random)
            guard
                let position = state.makeDetection(
                    type: order.type, rule: rule, resource: resource,
                    severity: order.severity ?? state.rules[rule].severity, issue: issue,
                    createdAt: order.createdAt ?? now)
            else { throw .badInput("the id is taken") }
            events.append(.detection(state.detections[position]))
            return state.detections[position]
        }
    }
}

/// What a new detection must be; what is nil is made up.
struct DetectionOrder: Sendable {
    var type = DetectionType.generatedThreat
    var issue: WizID?
    var name: String?
    var severity: Severity?
    var createdAt: WizTime?
    /// Position in the tenant's resources.
    var resource: Int?
}
