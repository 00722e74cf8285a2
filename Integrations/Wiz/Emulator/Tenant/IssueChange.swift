/// What somebody wants to change about an issue. What is nil stays.
struct IssueChange: Sendable {
    var status: IssueStatus?
    var resolutionReason: ResolutionReason?
    var note: String?
    var resolutionNote: Setting<String>?
    var dueAt: Setting<WizTime>?
    var rejectionExpiredAt: Setting<WizTime>?
    /// Only Wiz and the control side change it.
    var severity: Severity?

    /// A new value for something that can also be cleared.
    enum Setting<Value: Sendable>: Sendable {
        case set(Value)
        case clear

        var value: Value? {
            if case .set(let value) = self { value } else { nil }
        }
    }
}

extension IssueChange {
    /// Notes longer than this are refused (Wiz: "over about 1500 characters").
    static let noteLimit = 1500

    /// Checks the change against Wiz's rules on transitions, reasons and notes for people and integrations (Wiz
    /// "Update Issue" tutorial and what its clients report). Wiz itself may do anything.
    func check(on issue: Issue, by author: Author) throws(Refusal) {
        try Self.checkLength(of: note, "note")
        try Self.checkLength(of: resolutionNote?.value, "resolutionNote")
        guard author != .wiz else { return }
        let target = status ?? issue.status
        guard status != nil || resolutionReason != nil else { return }
        switch target {
        case .open, .inProgress:
            if resolutionReason != nil {
                throw .badInput("resolutionReason is not allowed with status \(target.rawValue)")
            }
        case .rejected: try checkRejection(of: issue)
        case .resolved: try checkResolution(of: issue)
        }
    }

    private func checkRejection(of issue: Issue) throws(Refusal) {
        if issue.type == .threatDetection { throw .badInput("issue rejection is not supported for threat issues") }
        guard let reason = resolutionReason ?? standingReason(of: issue, for: .rejected) else {
            throw .badInput("resolutionReason is required for rejection")
        }
        guard ResolutionReason.forRejecting.contains(reason) else {
            throw .badInput("resolutionReason \(reason.rawValue) is not allowed for rejection")
        }
        if issue.status != .rejected, note.isBlank { throw .badInput("A note is required for rejection") }
    }

    private func checkResolution(of issue: Issue) throws(Refusal) {
        guard issue.type == .threatDetection else {
            throw .badInput("changing to resolved status is not allowed")
        }
        guard let reason = resolutionReason ?? standingReason(of: issue, for: .resolved) else {
            throw .badInput("resolutionReason is required for resolving a threat issue")
        }
        guard ResolutionReason.forThreats.contains(reason) else {
            throw .badInput("resolutionReason \(reason.rawValue) is not allowed for threat issues")
        }
    }

    /// Sending the status that an issue has already needs no second reason.
    private func standingReason(of issue: Issue, for status: IssueStatus) -> ResolutionReason? {
        issue.status == status ? issue.resolutionReason : nil
    }

    static func checkLength(of note: String?, _ field: String) throws(Refusal) {
        guard let note, note.unicodeScalars.count > noteLimit else { return }
        throw .badInput("\(field) must be at most \(noteLimit) characters long")
    }
}

extension Optional where Wrapped == String {
    /// Absent, empty or white space only.
    var isBlank: Bool { self?.allSatisfy(\.isWhitespace) ?? true }
}
