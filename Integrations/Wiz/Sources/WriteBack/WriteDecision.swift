import Pipeline
import Workbench

/// What to do about one delivery, decided from the issue as it stands. Pure: all the rules of writing are here.
enum WriteDecision: Hashable, Sendable {
    /// Nothing is left to write; why, in words.
    case nothing(String)
    /// One change: status, note, or both.
    case write(IssueChange)
    /// Somebody else moved the issue meanwhile.
    case conflict(IssueState)

    init(_ write: OutboundWrite, on issue: IssueReading) {
        let goal = Goal(write, on: issue)
        if case .conflict = goal {
            self = .conflict(issue.state)
            return
        }
        let note = WriteDecision.note(write, on: issue, target: goal.target)
        let change = IssueChange(target: goal.target, note: note, kind: issue.kind, remark: goal.remark)
        self = change.isEmpty ? .nothing(goal.remark ?? "The note stands there already.") : .write(change)
    }

    /// Wiz demands a note with everything that ends an issue, whether the intent has words or not.
    private static func note(_ write: OutboundWrite, on issue: IssueReading, target: WriteTarget?) -> String? {
        if !issue.hasNote(marked: write.marker), let note = write.intent.note {
            return NoteText.make(note, marker: write.marker)
        }
        guard let target, target.endsIssue else { return nil }
        return NoteText.make(SyncNote(headline: "Set to \(target.words) by Watchfloor."), marker: write.marker)
    }

    /// Where the status is to go.
    private enum Goal {
        case stay(String?)
        case move(WriteTarget)
        case conflict

        var target: WriteTarget? {
            if case .move(let target) = self { target } else { nil }
        }

        var remark: String? {
            if case .stay(let words) = self { words } else { nil }
        }

        init(_ write: OutboundWrite, on issue: IssueReading) {
            let state = issue.state
            guard let target = Goal.wanted(write, on: issue) else {
                self = .stay(nil)
                return
            }
            if target.isReached(by: state) {
                self = .stay("The issue is \(target.words) already.")
            } else if state.isSettledByVendor {
                let reason = state.reason.map { " (\($0))" } ?? ""
                self = .stay("Wiz itself ended this issue\(reason): its status is left as it is.")
            } else if write.overridesConflict {
                self = .move(target)
            } else if !Goal.isKnown(state, to: write) {
                self = .conflict
            } else if target.isStatus(of: state) {
                self = .stay(
                    "The issue is \(state.vendorStatus) already, for a reason given there (\(state.reason ?? "none")).")
            } else {
                self = .move(target)
            }
        }

        private static func wanted(_ write: OutboundWrite, on issue: IssueReading) -> WriteTarget? {
            if let target = WriteTarget.of(write.intent.move, kind: issue.kind) { return target }
            let isLeft = write.intent.move == .leaveToCustomer || write.intent.move == .resolveMalicious
            guard isLeft, issue.kind.isIssue, isOurs(issue.state, write.lastWritten) else { return nil }
            return .open
        }

        /// Whether it was we who set the present In Progress: nobody moved the issue since.
        private static func isOurs(_ state: IssueState, _ written: IssueState?) -> Bool {
            guard let written, written.status == .inProgress, state.status == .inProgress else { return false }
            guard let now = state.changedAt, let then = written.changedAt else { return true }
            // Stored times are cut to milliseconds.
            return now.milliseconds <= then.milliseconds
        }

        /// Whether our person knew this state when acting, or we made it ourselves. Where nothing is known, only an
        /// issue that is still live may be moved.
        private static func isKnown(_ state: IssueState, to write: OutboundWrite) -> Bool {
            if let written = write.lastWritten, state.isSame(as: written) { return true }
            guard let known = write.knownState else { return state.isLive }
            return state.isSame(as: known)
        }
    }
}

/// What one write says to Wiz.
struct IssueChange: Hashable, Sendable {
    var target: WriteTarget?
    var note: String?
    /// Shown with a threat's resolution; Wiz keeps it apart from the notes.
    var resolutionNote: String?
    /// Why the status stays although a move was wanted, in words.
    var remark: String?

    init(target: WriteTarget?, note: String?, kind: VendorAlert.Kind, remark: String? = nil) {
        self.target = target
        self.note = note
        self.remark = remark
        resolutionNote = kind == .threat && target?.status == .resolved ? note : nil
    }

    var isEmpty: Bool { target == nil && note == nil }

    /// `patch` of `updateIssue`: what is absent stays.
    var patch: JSON {
        var patch: [String: JSON] = [:]
        if let target {
            patch["status"] = .string(target.status.rawValue)
            if let reason = target.reason { patch["resolutionReason"] = .string(reason) }
        }
        if let note { patch["note"] = .string(note) }
        if let resolutionNote { patch["resolutionNote"] = .string(resolutionNote) }
        return .object(patch)
    }

    /// Whether an issue is as this change wants it.
    func isDone(on issue: IssueReading, marker: String) -> Bool {
        (target?.isReached(by: issue.state) ?? true) && (note == nil || issue.hasNote(marked: marker))
    }

    /// For the delivery's answer.
    var words: String {
        switch (target, note) {
        case (let target?, nil): "Set to \(target.words)."
        case (let target?, _?): "Set to \(target.words), with a note."
        case (nil, _?): [remark, "A note was added."].compactMap { $0 }.joined(separator: " ")
        case (nil, nil): remark ?? "Nothing to write."
        }
    }
}
