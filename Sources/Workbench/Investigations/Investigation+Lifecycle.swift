/// What may be done to an investigation, and what each act leaves behind.
///
///     OPEN ⇄ CLOSED (a decision and a comment), and while open: investigation ⇄ incident.
public enum InvestigationCommand: Hashable, Sendable {
    case assign(ID<Actor>?)
    case retitle(String)
    case assess(Investigation.Assessment)
    /// Confirms it as an incident.
    case promote
    /// Takes an incident back to an investigation.
    case downgrade(why: String)
    case close(Investigation.Decision, comment: String)
    case reopen(why: String)
    case editCloseComment(String)
}

/// An accepted change: the investigation as it now is, its history, and what it means for each of its alerts, if
/// anything.
public struct InvestigationTransition: Hashable, Sendable {
    public var investigation: Investigation
    public var histories: [InvestigationHistory]
    public var event: WorkflowEvent.Kind?
}

extension Investigation {
    /// The longest title, in characters.
    public static let titleLimit = 500
    /// The longest text of any other kind, in characters.
    public static let textLimit = 20_000

    /// - Throws: `invalid` when the command lacks something, `conflict` when the investigation's state forbids it.
    public func applying(_ command: InvestigationCommand, by actor: ID<Actor>, at time: Timestamp)
        throws(WorkbenchError) -> InvestigationTransition
    {
        var next = self
        next.version &+= 1
        next.updatedAt = max(time, updatedAt)
        next.updatedBy = actor
        switch command {
        case .assign(let assignee): return assigning(&next, to: assignee, by: actor, at: time)
        case .retitle(let title): return try retitling(&next, title, by: actor, at: time)
        case .assess(let assessment): return try assessing(&next, assessment, by: actor, at: time)
        case .promote: return try promoting(&next, by: actor, at: time)
        case .downgrade(let why): return try downgrading(&next, why: why, by: actor, at: time)
        case .close(let decision, let comment): return try closing(&next, decision, comment, by: actor, at: time)
        case .reopen(let why): return try reopening(&next, why: why, by: actor, at: time)
        case .editCloseComment(let comment): return try editing(&next, comment, by: actor, at: time)
        }
    }

    /// - Throws: `invalid` for an empty or an overlong title.
    public static func checkedTitle(_ title: String) throws(WorkbenchError) -> String {
        let words = title.trimmed
        guard !words.isEmpty else {
            throw .invalid("Give it a title: what is being looked into.", field: "title")
        }
        guard words.count <= titleLimit else {
            throw .invalid("The title is longer than \(titleLimit) characters.", field: "title")
        }
        return words
    }

    private var unchanged: InvestigationTransition {
        InvestigationTransition(investigation: self, histories: [], event: nil)
    }

    private func assigning(
        _ next: inout Investigation, to assignee: ID<Actor>?, by actor: ID<Actor>, at time: Timestamp
    )
        -> InvestigationTransition
    {
        guard assignee != assignedTo else { return unchanged }
        next.assignedTo = assignee
        let entry = next.history(
            .assigned, by: actor, at: time, assignedTo: assignee, value: ["from": JSON(assignedTo?.rawValue)])
        return InvestigationTransition(investigation: next, histories: [entry], event: nil)
    }

    private func retitling(_ next: inout Investigation, _ title: String, by actor: ID<Actor>, at time: Timestamp)
        throws(WorkbenchError) -> InvestigationTransition
    {
        let words = try Investigation.checkedTitle(title)
        guard words != self.title else { return unchanged }
        next.title = words
        let value: JSON = ["title": ["from": .string(self.title), "to": .string(words)]]
        return InvestigationTransition(
            investigation: next, histories: [next.history(.changed, by: actor, at: time, value: value)], event: nil)
    }

    private func assessing(
        _ next: inout Investigation, _ assessment: Assessment, by actor: ID<Actor>, at time: Timestamp
    ) throws(WorkbenchError) -> InvestigationTransition {
        guard assessment != self.assessment else { return unchanged }
        let before = self.assessment.values
        var changes: [String: JSON] = [:]
        for (name, value) in assessment.values where value != before[name] {
            guard (value?.count ?? 0) <= Investigation.textLimit else {
                throw .invalid("This is longer than \(Investigation.textLimit) characters.", field: name)
            }
            changes[name] = ["from": JSON(before[name] ?? nil), "to": JSON(value)]
        }
        next.assessment = assessment
        let entry = next.history(.changed, by: actor, at: time, value: .object(changes))
        return InvestigationTransition(investigation: next, histories: [entry], event: nil)
    }

    private func promoting(_ next: inout Investigation, by actor: ID<Actor>, at time: Timestamp)
        throws(WorkbenchError) -> InvestigationTransition
    {
        guard !isIncident else { return unchanged }
        guard isOpen else { throw .conflict("This investigation is closed. Reopen it first.") }
        next.isIncident = true
        next.isDowngrade = false
        next.incidentUpdatedAt = time
        let value: JSON = ["is_incident": ["from": false, "to": true]]
        return InvestigationTransition(
            investigation: next, histories: [next.history(.changed, by: actor, at: time, value: value)],
            event: .investigationToIncident)
    }

    private func downgrading(_ next: inout Investigation, why: String, by actor: ID<Actor>, at time: Timestamp)
        throws(WorkbenchError) -> InvestigationTransition
    {
        guard isIncident else { return unchanged }
        guard isOpen else { throw .conflict("This incident is closed. Reopen it first.") }
        next.isIncident = false
        next.isDowngrade = true
        next.incidentUpdatedAt = time
        let value: JSON = ["is_incident": ["from": true, "to": false], "why": .string(why)]
        return InvestigationTransition(
            investigation: next, histories: [next.history(.changed, by: actor, at: time, value: value)], event: nil)
    }

    private func closing(
        _ next: inout Investigation, _ decision: Decision, _ comment: String, by actor: ID<Actor>, at time: Timestamp
    ) throws(WorkbenchError) -> InvestigationTransition {
        guard isOpen else { throw .conflict("This \(noun) is already closed.") }
        let words = try Investigation.checkedComment(comment)
        next.decision = decision
        next.closeComment = words
        next.statusUpdatedAt = time
        next.statusUpdatedBy = actor
        let value: JSON = ["decision": .string(decision.rawValue), "close_comment": .string(words)]
        return InvestigationTransition(
            investigation: next, histories: [next.history(.closed, by: actor, at: time, value: value)],
            event: isIncident ? .incidentClosed : .investigationClosed)
    }

    private func reopening(_ next: inout Investigation, why: String, by actor: ID<Actor>, at time: Timestamp)
        throws(WorkbenchError) -> InvestigationTransition
    {
        guard let decision else { throw .conflict("Only a closed \(noun) can be reopened.") }
        next.decision = nil
        next.closeComment = nil
        next.statusUpdatedAt = time
        next.statusUpdatedBy = actor
        let value: JSON = [
            "why": .string(why), "decision": .string(decision.rawValue), "close_comment": JSON(closeComment),
        ]
        return InvestigationTransition(
            investigation: next, histories: [next.history(.reopened, by: actor, at: time, value: value)],
            event: .investigationReopened)
    }

    private func editing(_ next: inout Investigation, _ comment: String, by actor: ID<Actor>, at time: Timestamp)
        throws(WorkbenchError) -> InvestigationTransition
    {
        guard !isOpen else {
            throw .conflict("A close comment belongs to a closed \(noun). Send a decision with it.")
        }
        let words = try Investigation.checkedComment(comment)
        guard words != closeComment else { return unchanged }
        next.closeComment = words
        let entry = next.history(.changed, by: actor, at: time, value: ["close_comment": .string(words)])
        return InvestigationTransition(investigation: next, histories: [entry], event: nil)
    }

    private static func checkedComment(_ comment: String) throws(WorkbenchError) -> String {
        let words = comment.trimmed
        guard !words.isEmpty else {
            throw .invalid("Closing needs a comment: say what was found and why it ends here.", field: "close_comment")
        }
        guard words.count <= textLimit else {
            throw .invalid("The comment is longer than \(textLimit) characters.", field: "close_comment")
        }
        return words
    }
}

extension Investigation.Assessment {
    /// By the API's names.
    public var values: [String: String?] {
        [
            "analyst_severity": analystSeverity?.rawValue, "attack_lifecycle": attackLifecycle?.rawValue,
            "attack_timing": attackTiming?.rawValue, "attack_vector": attackVector?.rawValue,
            "detection_type": detectionType?.rawValue, "open_reason": openReason?.rawValue,
            "source_reason": sourceReason?.rawValue, "threat_type": threatType?.rawValue,
            "lead_description": leadDescription, "open_summary": openSummary, "next_steps": nextSteps,
            "critical_comment": criticalComment, "malware_family": malwareFamily,
            "initial_attack_vector": initialAttackVector,
        ]
    }

    /// Sets one by the API's name, which must be one of `values`; a word outside its vocabulary counts as nil.
    public mutating func set(_ name: String, to value: String?) {
        switch name {
        case "analyst_severity": analystSeverity = value.flatMap(Investigation.AnalystSeverity.init)
        case "attack_lifecycle": attackLifecycle = value.flatMap(Investigation.AttackLifecycle.init)
        case "attack_timing": attackTiming = value.flatMap(Investigation.AttackTiming.init)
        case "attack_vector": attackVector = value.flatMap(Investigation.AttackVector.init)
        case "detection_type": detectionType = value.flatMap(Investigation.DetectionType.init)
        case "open_reason": openReason = value.flatMap(Investigation.OpenReason.init)
        case "source_reason": sourceReason = value.flatMap(Investigation.SourceReason.init)
        case "threat_type": threatType = value.flatMap(Investigation.ThreatType.init)
        case "lead_description": leadDescription = value
        case "open_summary": openSummary = value
        case "next_steps": nextSteps = value
        case "critical_comment": criticalComment = value
        case "malware_family": malwareFamily = value
        case "initial_attack_vector": initialAttackVector = value
        default: break
        }
    }
}
