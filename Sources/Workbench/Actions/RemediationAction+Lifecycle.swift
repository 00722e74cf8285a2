/// What may be done to a remediation action.
///
///     IN_PROGRESS → COMPLETED or CLOSED → IN_PROGRESS
public enum RemediationActionCommand: Hashable, Sendable {
    case move(RemediationAction.Status)
    case assign(ID<Actor>?)
    case rewrite(RemediationAction.Content)
}

/// An accepted change: the action as it now is, and its history.
public struct RemediationActionTransition: Hashable, Sendable {
    public var action: RemediationAction
    public var histories: [RemediationActionHistory]
}

extension RemediationAction {
    /// - Throws: `invalid` when the command lacks something, `conflict` when the action's state forbids it.
    public func applying(_ command: RemediationActionCommand, by actor: ID<Actor>, at time: Timestamp)
        throws(WorkbenchError) -> RemediationActionTransition
    {
        var next = self
        var entry: RemediationActionHistory?
        switch command {
        case .move(let status):
            guard status != self.status else { break }
            guard self.status.successors.contains(status) else {
                throw .conflict("This remediation is \(self.status.rawValue). Set it IN_PROGRESS first.")
            }
            next.status = status
            next.statusUpdatedAt = time
            entry = next.history(
                RemediationActionHistory.Action(reaching: status), by: actor, at: time,
                value: ["status": ["from": .string(self.status.rawValue), "to": .string(status.rawValue)]])
        case .assign(let assignee):
            guard assignee != assignedTo else { break }
            next.assignedTo = assignee
            entry = next.history(
                .assigned, by: actor, at: time, assignedTo: assignee, value: ["from": JSON(assignedTo?.rawValue)])
        case .rewrite(let content):
            let checked = try content.checked()
            guard checked != self.content else { break }
            next.content = checked
            entry = next.history(.updated, by: actor, at: time, value: checked.changes(from: self.content))
        }
        guard let entry else { return RemediationActionTransition(action: self, histories: []) }
        next.version &+= 1
        next.updatedAt = max(time, updatedAt)
        next.updatedBy = actor
        return RemediationActionTransition(action: next, histories: [entry])
    }

    /// An entry for this action's history.
    public func history(
        _ action: RemediationActionHistory.Action, by actor: ID<Actor>, at time: Timestamp,
        assignedTo: ID<Actor>? = nil, value: JSON = .null
    ) -> RemediationActionHistory {
        RemediationActionHistory(
            id: .make(at: time), remediationActionID: id, organizationID: organizationID,
            investigationID: investigationID, deviceID: deviceID, action: action, kind: content.kind, actorID: actor,
            assignedTo: assignedTo, value: value, createdAt: time)
    }
}

extension RemediationAction.Content {
    /// - Throws: `invalid` when nothing says what is to be done, or a part is too long.
    public func checked() throws(WorkbenchError) -> RemediationAction.Content {
        guard kind != nil || action?.trimmed.isEmpty == false else {
            throw .invalid("Say what is to be done: action_type, action, or both.", field: "action")
        }
        for (name, text) in texts where (text?.count ?? 0) > Investigation.textLimit {
            throw .invalid("This is longer than \(Investigation.textLimit) characters.", field: name)
        }
        return self
    }

    private var texts: [(name: String, text: String?)] {
        [
            ("action_type", kind?.rawValue), ("action", action), ("comment", comment),
            ("template_name", templateName), ("close_reason", closeReason), ("version", edition.rawValue),
        ]
    }

    /// What differs, by the API's names.
    func changes(from before: RemediationAction.Content) -> JSON {
        var changes: [String: JSON] = [:]
        for (old, new) in zip(before.texts, texts) where old.text != new.text {
            changes[new.name] = ["from": JSON(old.text), "to": JSON(new.text)]
        }
        return .object(changes)
    }
}
