extension Tenant {
    /// Changes an issue as a whole or not at all.
    ///
    /// - Throws: `Refusal` in Wiz's words.
    @discardableResult
    func update(_ id: WizID, _ change: IssueChange, by author: Author) throws(Refusal) -> Issue {
        let now = clock.now()
        return try self.change { (state, events) throws(Refusal) in
            guard let position = state.position(ofIssue: id) else { throw .notFound }
            let before = state.issues[position]
            try change.check(on: before, by: author)
            var draft = IssueDraft(issue: before, now: now, author: author, random: state.random)
            draft.apply(change)
            state.random = draft.random
            let after = draft.issue
            state.change(issueAt: position) { $0 = after }
            if !draft.changes.isEmpty {
                let trigger = Self.trigger(from: before.status, to: after.status)
                events.append(.issue(after, trigger, changes: draft.changes, by: author))
            }
            return after
        }
    }

    private static func trigger(from before: IssueStatus, to after: IssueStatus) -> IssueTrigger {
        if after == before { return .updated }
        if after == .resolved { return .resolved }
        return !before.isLive && after.isLive ? .reopened : .updated
    }

    /// Adds a note and returns it.
    func addNote(_ text: String, to id: WizID, by author: Author) throws(Refusal) -> IssueNote {
        let note: String? = text
        if note.isBlank { throw .badInput("text must not be empty") }
        try IssueChange.checkLength(of: text, "text")
        guard let added = try update(id, IssueChange(note: text), by: author).notes?.last else { throw .notFound }
        return added
    }

    /// Connects an issue with a ticket in another system; the same ticket once.
    func addTicket(
        externalID: String, name: String, url: String, to id: WizID, by author: Author
    ) throws(Refusal) -> ServiceTicket {
        let now = clock.now()
        return try change { (state, _) throws(Refusal) in
            guard let position = state.position(ofIssue: id) else { throw .notFound }
            if let known = state.issues[position].tickets.first(where: { $0.externalID == externalID }) { return known }
            let ticket = ServiceTicket(id: WizID(using: &state.random), externalID: externalID, name: name, url: url)
            let entry = IssueChangeRecord(id: WizID(using: &state.random), at: now, author: author, kind: .ticket(name))
            state.change(issueAt: position) { issue in
                issue.tickets.append(ticket)
                issue.changes.append(entry)
                issue.updatedAt = now
            }
            return ticket
        }
    }

    /// Assigns issues to a person, or to nobody: all of them or, when one is unknown, none.
    func assign(_ ids: [WizID], to assignee: Author?, by author: Author) throws(Refusal) -> [Issue] {
        let now = clock.now()
        return try change { (state, _) throws(Refusal) in
            let positions = ids.compactMap(state.position(ofIssue:))
            guard positions.count == ids.count else { throw .notFound }
            for position in positions where state.issues[position].assignee != assignee {
                let entry = IssueChangeRecord(
                    id: WizID(using: &state.random), at: now, author: author, kind: .assignee(assignee))
                state.change(issueAt: position) { issue in
                    issue.assignee = assignee
                    issue.changes.append(entry)
                    issue.updatedAt = now
                }
            }
            return positions.map { state.issues[$0] }
        }
    }

    /// Deletes a note of the same author.
    func deleteNote(_ id: WizID, by author: Author) throws(Refusal) {
        let now = clock.now()
        try change { (state, _) throws(Refusal) in
            guard
                let position = state.issues.firstIndex(where: { $0.notes?.contains { $0.id == id } ?? false }),
                let note = state.issues[position].notes?.first(where: { $0.id == id })
            else { throw .notFound }
            guard note.author == author else {
                throw .forbidden("Only the user who created the note, can delete it.")
            }
            let entry = IssueChangeRecord(
                id: WizID(using: &state.random), at: now, author: author, kind: .noteDeleted(id))
            state.change(issueAt: position) { issue in
                issue.notes?.removeAll { $0.id == id }
                issue.changes.append(entry)
                issue.updatedAt = now
            }
        }
    }
}

extension TenantState {
    func issue(_ id: WizID) -> Issue? {
        position(ofIssue: id).map { issues[$0] }
    }
}

/// An issue while a checked change is being applied to it.
private struct IssueDraft {
    var issue: Issue
    let now: WizTime
    let author: Author
    var random: SeededGenerator
    /// What automation rules hear of. Notes alone trigger none.
    private(set) var changes: [FieldChange] = []

    init(issue: Issue, now: WizTime, author: Author, random: SeededGenerator) {
        self.issue = issue
        self.now = now
        self.author = author
        self.random = random
    }

    mutating func apply(_ change: IssueChange) {
        if let status = change.status, status != issue.status {
            apply(status, reason: change.resolutionReason)
        } else if let reason = change.resolutionReason, reason != issue.resolutionReason {
            record(.reason(from: issue.resolutionReason, to: reason))
            note("resolutionReason", issue.resolutionReason?.rawValue ?? "", reason.rawValue)
            issue.resolutionReason = reason
        }
        if let severity = change.severity, severity != issue.severity {
            record(.severity(from: issue.severity, to: severity))
            note("severity", issue.severity.rawValue, severity.rawValue)
            issue.severity = severity
        }
        applyDates(change)
        if let setting = change.resolutionNote {
            issue.resolutionNote = setting.value
            issue.updatedAt = max(now, issue.updatedAt)
        }
        if let text = change.note, !change.note.isBlank { append(note: text) }
    }

    private mutating func apply(_ status: IssueStatus, reason: ResolutionReason?) {
        record(.status(from: issue.status, to: status, reason: reason))
        note("status", issue.status.rawValue, status.rawValue)
        issue.status = status
        // Issues that share an instant must still differ in order of change, as they do in a database.
        issue.statusChangedAt = max(now, issue.statusChangedAt?.adding(seconds: 0.000_001) ?? now)
        issue.resolutionReason = status.isLive ? nil : reason
        issue.resolvedAt = status == .resolved ? now : nil
        issue.resolvedBy = status == .resolved ? author : nil
        if status.isLive { issue.resolutionNote = nil }
        if status != .rejected { issue.rejectionExpiredAt = nil }
    }

    private mutating func applyDates(_ change: IssueChange) {
        if let setting = change.dueAt, setting.value != issue.dueAt {
            record(.dueDate(setting.value))
            note("dueAt", issue.dueAt?.description ?? "", setting.value?.description ?? "")
            issue.dueAt = setting.value
        }
        if let setting = change.rejectionExpiredAt { issue.rejectionExpiredAt = setting.value }
    }

    private mutating func append(note text: String) {
        let note = IssueNote(id: WizID(using: &random), text: text, createdAt: now, author: author)
        issue.notes = (issue.notes ?? []) + [note]
        record(.note(note.id))
    }

    private mutating func record(_ kind: IssueChangeRecord.Kind) {
        issue.changes.append(IssueChangeRecord(id: WizID(using: &random), at: now, author: author, kind: kind))
        issue.updatedAt = max(now, issue.updatedAt)
    }

    private mutating func note(_ field: String, _ from: String, _ to: String) {
        changes.append(FieldChange(field: field, from: from, to: to))
    }
}
