import Workbench

/// A status, with the reason that Wiz demands for it.
struct WriteTarget: Hashable, Sendable {
    enum Status: String, Hashable, Sendable {
        case open = "OPEN"
        case inProgress = "IN_PROGRESS"
        case resolved = "RESOLVED"
        case rejected = "REJECTED"
    }

    var status: Status
    var reason: String?

    static let open = WriteTarget(status: .open)
    static let inProgress = WriteTarget(status: .inProgress)

    /// What a move means for an issue of a kind, as far as the issue's present state does not matter; nil leaves the
    /// status. Wiz lets nobody reject a threat or resolve anything else.
    static func of(_ move: SyncIntent.Move, kind: VendorAlert.Kind) -> WriteTarget? {
        switch (move, kind) {
        case (_, .detection), (.unchanged, _), (.leaveToCustomer, _): nil
        case (.open, _): .open
        case (.inProgress, _): .inProgress
        case (.dismiss(let reason), .threat):
            WriteTarget(
                status: .resolved, reason: reason == .testing ? "SECURITY_TEST_THREAT" : "NOT_MALICIOUS_THREAT")
        case (.dismiss(let reason), .issue):
            WriteTarget(status: .rejected, reason: reason == .falsePositive ? "FALSE_POSITIVE" : "WONT_FIX")
        case (.resolveMalicious, .threat): WriteTarget(status: .resolved, reason: "MALICIOUS_THREAT")
        case (.resolveMalicious, .issue): nil
        }
    }

    var endsIssue: Bool { status == .resolved || status == .rejected }

    /// For people: "Rejected · false positive".
    var words: String {
        let name =
            switch status {
            case .open: "Open"
            case .inProgress: "In Progress"
            case .resolved: "Resolved"
            case .rejected: "Rejected"
            }
        guard let reason else { return name }
        return "\(name) · \(WriteTarget.words(ofReason: reason))"
    }

    static func words(ofReason reason: String) -> String {
        switch reason {
        case "MALICIOUS_THREAT": "malicious"
        case "NOT_MALICIOUS_THREAT": "not malicious"
        case "SECURITY_TEST_THREAT": "security test"
        case "WONT_FIX": "won't fix"
        default: reason.lowercased().split(separator: "_").joined(separator: " ")
        }
    }

    /// Whether a state is this already. A reason left on a live issue says nothing.
    func isReached(by state: IssueState) -> Bool {
        guard isStatus(of: state) else { return false }
        return status == .open || status == .inProgress || state.reason == reason
    }

    /// Whether a state has this status, for whatever reason.
    func isStatus(of state: IssueState) -> Bool {
        switch status {
        case .open: state.status == .open
        case .inProgress: state.status == .inProgress
        case .resolved: state.status == .resolved
        case .rejected: state.status == .dismissed
        }
    }
}
