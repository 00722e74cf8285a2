/// What may be done to an alert, and what each act leaves behind.
///
///     OPEN → IN_PROGRESS → CLOSED, and back to OPEN by reopening.
///
/// Closing needs a reason and a comment. Assigning an open alert to somebody starts it; so does adding it to an
/// investigation, which brings a closed one back as well.
public enum AlertCommand: Hashable, Sendable {
    case assign(ID<Actor>?)
    case start
    case close(reason: CloseReason, comment: String)
    case reopen(why: String)
    case editCloseComment(String)
    /// The vendor's console reopened the issue.
    case returnToQueue(VendorFlag)
    case flag(VendorFlag?)
    /// Adds it to an investigation, or moves it there from another.
    case attach(ID<Investigation>)
    case detach
}

/// An accepted change: the alert as it now is, its history, and the workflow event it means, if any.
public struct AlertTransition: Hashable, Sendable {
    public var alert: Alert
    public var histories: [AlertHistory]
    public var event: WorkflowEvent.Kind?
}

extension Alert {
    /// The longest close comment, in characters.
    public static let commentLimit = 20_000

    /// - Throws: `invalid` when the command lacks something, `conflict` when the alert's status forbids it.
    public func applying(_ command: AlertCommand, by actor: ID<Actor>, at time: Timestamp) throws(WorkbenchError)
        -> AlertTransition
    {
        var next = self
        next.version &+= 1
        next.updatedAt = max(time, updatedAt)
        switch command {
        case .assign(let assignee): return assigning(&next, to: assignee, by: actor, at: time)
        case .start: return try starting(&next, by: actor, at: time)
        case .close(let reason, let comment): return try closing(&next, reason, comment, by: actor, at: time)
        case .reopen(let why): return try reopening(&next, why: why, by: actor, at: time)
        case .editCloseComment(let comment): return try editing(&next, comment, by: actor, at: time)
        case .returnToQueue(let flag): return returning(&next, flag, at: time)
        case .flag(let flag):
            next.vendorFlag = flag
            return AlertTransition(alert: next, histories: [], event: nil)
        case .attach(let investigation): return attaching(&next, to: investigation, by: actor, at: time)
        case .detach: return detaching(&next, by: actor, at: time)
        }
    }

    private func attaching(
        _ next: inout Alert, to investigation: ID<Investigation>, by actor: ID<Actor>, at time: Timestamp
    ) -> AlertTransition {
        guard investigation != investigationID else { return AlertTransition(alert: self, histories: [], event: nil) }
        next.investigationID = investigation
        next.closeReason = nil
        next.closeComment = nil
        var entry = history(
            .investigating, by: actor, at: time,
            value: ["investigation": .string(investigation.rawValue), "from": JSON(investigationID?.rawValue)])
        entry.investigationID = investigation
        var histories = [entry]
        if status != .inProgress { histories.append(next.move(to: .inProgress, by: actor, at: time)) }
        return AlertTransition(alert: next, histories: histories, event: .alertToInvestigation)
    }

    /// The alert keeps its status: whoever takes it out decides on it next.
    private func detaching(_ next: inout Alert, by actor: ID<Actor>, at time: Timestamp) -> AlertTransition {
        guard let left = investigationID else { return AlertTransition(alert: self, histories: [], event: nil) }
        next.investigationID = nil
        var entry = history(
            .investigating, by: actor, at: time, value: ["investigation": .null, "from": .string(left.rawValue)])
        entry.investigationID = left
        return AlertTransition(alert: next, histories: [entry], event: nil)
    }

    private func assigning(_ next: inout Alert, to assignee: ID<Actor>?, by actor: ID<Actor>, at time: Timestamp)
        -> AlertTransition
    {
        guard assignee != assignedTo else { return AlertTransition(alert: self, histories: [], event: nil) }
        next.assignedTo = assignee
        var histories = [
            history(.assigned, by: actor, at: time, assignedTo: assignee, value: ["from": JSON(assignedTo?.rawValue)])
        ]
        if assignee != nil, status == .open {
            histories.append(next.move(to: .inProgress, by: actor, at: time))
        }
        return AlertTransition(alert: next, histories: histories, event: nil)
    }

    private func starting(_ next: inout Alert, by actor: ID<Actor>, at time: Timestamp) throws(WorkbenchError)
        -> AlertTransition
    {
        guard status != .closed else { throw .conflict("This alert is closed. Reopen it first.") }
        guard status == .open else { return AlertTransition(alert: self, histories: [], event: nil) }
        let moved = next.move(to: .inProgress, by: actor, at: time)
        return AlertTransition(alert: next, histories: [moved], event: nil)
    }

    private func closing(
        _ next: inout Alert, _ reason: CloseReason, _ comment: String, by actor: ID<Actor>, at time: Timestamp
    ) throws(WorkbenchError) -> AlertTransition {
        guard status != .closed else { throw .conflict("This alert is already closed.") }
        let words = try Alert.checked(comment)
        guard !reason.isSystemOnly || actor == Actor.system else {
            throw .invalid("\(reason.rawValue) is set by the system only.", field: "close_reason")
        }
        next.closeReason = reason
        next.closeComment = words
        next.vendorFlag = nil
        let moved = next.move(
            to: .closed, by: actor, at: time,
            value: ["close_reason": .string(reason.rawValue), "close_comment": .string(words)])
        return AlertTransition(alert: next, histories: [moved], event: .alertClosed)
    }

    private func reopening(_ next: inout Alert, why: String, by actor: ID<Actor>, at time: Timestamp)
        throws(WorkbenchError) -> AlertTransition
    {
        guard status == .closed else { throw .conflict("Only a closed alert can be reopened.") }
        next.closeReason = nil
        next.closeComment = nil
        let reopened = next.move(to: .open, by: actor, at: time, value: ["why": .string(why)])
        return AlertTransition(alert: next, histories: [reopened], event: .alertReopened)
    }

    private func editing(_ next: inout Alert, _ comment: String, by actor: ID<Actor>, at time: Timestamp)
        throws(WorkbenchError) -> AlertTransition
    {
        guard status == .closed else {
            throw .conflict("A close comment belongs to a closed alert. Send status CLOSED with it.")
        }
        let words = try Alert.checked(comment)
        guard words != closeComment else { return AlertTransition(alert: self, histories: [], event: nil) }
        next.closeComment = words
        let edited = history(.statusChanged, by: actor, at: time, value: ["close_comment": .string(words)])
        return AlertTransition(alert: next, histories: [edited], event: nil)
    }

    /// The vendor reopened the issue, so the alert comes back without a workflow event: the vendor already knows.
    private func returning(_ next: inout Alert, _ flag: VendorFlag, at time: Timestamp) -> AlertTransition {
        next.vendorFlag = flag
        guard status == .closed else { return AlertTransition(alert: next, histories: [], event: nil) }
        next.closeReason = nil
        next.closeComment = nil
        let value: JSON = ["why": "reopened in the vendor's console", "by": JSON(flag.state.changedBy)]
        let moved = next.move(to: .open, by: Actor.vendor, at: time, value: value)
        return AlertTransition(alert: next, histories: [moved], event: nil)
    }

    private static func checked(_ comment: String) throws(WorkbenchError) -> String {
        let words = comment.trimmed
        guard !words.isEmpty else {
            throw .invalid("Closing needs a comment: say what you saw and why it ends here.", field: "close_comment")
        }
        guard words.count <= commentLimit else {
            throw .invalid("The comment is longer than \(commentLimit) characters.", field: "close_comment")
        }
        return words
    }

    private mutating func move(to status: Status, by actor: ID<Actor>, at time: Timestamp, value: JSON = [:])
        -> AlertHistory
    {
        var details = value.object
        details["from"] = .string(self.status.rawValue)
        details["to"] = .string(status.rawValue)
        self.status = status
        statusUpdatedAt = time
        statusUpdatedBy = actor
        return history(.statusChanged, by: actor, at: time, value: .object(details))
    }

    /// An entry for this alert's history.
    public func history(
        _ action: AlertHistory.Action, by actor: ID<Actor>, at time: Timestamp, assignedTo: ID<Actor>? = nil,
        value: JSON = .null
    ) -> AlertHistory {
        AlertHistory(
            id: .make(at: time), alertID: id, organizationID: organizationID, action: action, actorID: actor,
            assignedTo: assignedTo, value: value, createdAt: time)
    }
}

extension String {
    /// Without white space at either end.
    public var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
