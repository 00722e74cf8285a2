extension TenantState {
    /// Fills a new tenant with issues of the last fourteen days, as a customer's tenant would have them.
    mutating func seed(issues count: Int, now: WizTime) {
        let window = 14 * 86_400.0
        let ages = (0..<max(0, count)).map { _ in random.fraction() * window }.sorted(by: >)
        reserve(count)
        for age in ages {
            let created = now.adding(seconds: -age).microseconds
            guard let made = makeIssue(IssueOrder(), createdAt: created, live: false) else { continue }
            settle(made.position, age: age, now: now)
        }
    }

    /// Gives some issues a past: about 80 of 100 stay open.
    private mutating func settle(_ position: Int, age: Double, now: WizTime) {
        let issue = issues[position]
        let author = Self.people[random.index(below: Self.people.count)]
        let isThreat = issue.type == .threatDetection
        let fate = random.weighted(
            [(IssueStatus.open, 80), (.inProgress, 8), (.resolved, 8), (.rejected, isThreat ? 0 : 4)], or: .open)
        if random.chance(6) {
            let at = issue.createdAt.adding(seconds: age * 0.2).microseconds
            let text = random.pick(
                ["Asked the owner.", "Known since the last review.", "Ticket is open."], or: "Seen.")
            let note = IssueNote(id: WizID(using: &random), text: text, createdAt: at, author: author)
            change(issueAt: position) { $0.notes = [note] }
        }
        guard fate != .open else { return }
        let at = issue.createdAt.adding(seconds: age * (0.3 + 0.6 * random.fraction())).microseconds
        let reason = Self.reason(for: fate, isThreat: isThreat, using: &random)
        let by: Author = fate == .resolved && !isThreat ? .wiz : author
        let record = IssueChangeRecord(
            id: WizID(using: &random), at: at, author: by, kind: .status(from: .open, to: fate, reason: reason))
        let noteID = WizID(using: &random)
        change(issueAt: position) { issue in
            issue.status = fate
            issue.statusChangedAt = at
            issue.updatedAt = at
            issue.resolutionReason = reason
            issue.changes.append(record)
            if fate == .resolved {
                issue.resolvedAt = at
                issue.resolvedBy = by
            } else if fate == .rejected {
                let note = IssueNote(id: noteID, text: "Accepted by the owner.", createdAt: at, author: author)
                issue.notes = (issue.notes ?? []) + [note]
            }
        }
    }

    private static func reason(
        for status: IssueStatus, isThreat: Bool, using random: inout SeededGenerator
    ) -> ResolutionReason? {
        switch status {
        case .open, .inProgress: nil
        case .rejected: random.pick([.exception, .wontFix, .falsePositive])
        case .resolved:
            isThreat
                ? random.pick([.notMaliciousThreat, .plannedActionThreat, .maliciousThreat])
                : random.pick([.issueFixed, .issueFixed, .objectDeleted])
        }
    }

    /// The customer's people who work in the Wiz console.
    static let people: [Author] = [
        .user(id: WizID(name: "robin.vance").description, name: "Robin Vance", email: "robin.vance@fernleigh.example"),
        .user(id: WizID(name: "sam.okoro").description, name: "Sam Okoro", email: "sam.okoro@fernleigh.example"),
        .user(id: WizID(name: "mei.tanaka").description, name: "Mei Tanaka", email: "mei.tanaka@fernleigh.example"),
    ]
}
