import Pipeline
import Workbench

/// What the viewer may do to the alert now.
struct AlertActions: Sendable {
    var path: String
    /// How the viewer sees the alert; an act is refused when it stands differently by then.
    var version: String
    var isAllowed: Bool
    /// Why nothing may be done, when nothing may.
    var refusal: String?
    var isMine: Bool
    var canStart: Bool
    var isClosed: Bool
    var isLive: Bool
    var assignees: [Choice]
    var reasons: [Choice]
    var closeComment: String
    var reasonError: String?
    var closeCommentError: String?
    var why: String
    var whyError: String?
    /// The form is unfolded, because it has an error or a preview to show.
    var isClosing: Bool
    var preview: ClosingPreview?
    var vendor: String

    init(_ model: AlertModel) {
        let alert = model.alert
        let draft = model.draft
        path = "/alerts/\(PageAddress.encoded(alert.id.rawValue))"
        version = AlertSight(of: alert).text
        isAllowed = !model.viewer.isReadOnly
        refusal = isAllowed ? nil : "You may only read. Acting needs an account that may write."
        isMine = alert.assignedTo == model.viewer.actorID
        canStart = alert.status == .open
        isClosed = alert.status == .closed
        isLive = alert.status != .closed
        assignees = AlertActions.assignees(model)
        reasons = CloseReason.selectable.map { Choice($0.rawValue, $0.words, isChosen: $0 == draft.reason) }
        closeComment = draft.closeComment
        reasonError = draft.field == "close_reason" ? draft.problem : nil
        closeCommentError = draft.field == "close_comment" ? draft.problem : nil
        why = draft.why
        whyError = draft.field == "why" ? draft.problem : nil
        isClosing = isLive && (draft.reason != nil || !draft.closeComment.isEmpty || reasonError != nil)
        preview = draft.preview.map { ClosingPreview($0, model: model) }
        vendor = model.vendorName
    }

    private static func assignees(_ model: AlertModel) -> [Choice] {
        let current = model.alert.assignedTo
        var choices = [Choice("", "Nobody", isChosen: current == nil)]
        if let current, !model.assignable.contains(where: { $0.id == current }) {
            choices.append(Choice(current.rawValue, model.name(of: current), isChosen: true))
        }
        choices += model.assignable.prefix(500).map { person in
            let you = person.id == model.viewer.actorID ? " (you)" : ""
            return Choice(
                person.id.rawValue, person.displayName.shortened(to: 80) + you, isChosen: person.id == current)
        }
        return choices
    }
}

/// What closing would write to the vendor, shown before it is done.
struct ClosingPreview: Sendable {
    struct Write: Sendable {
        var issue: String
        var id: Copyable
        var status: String
        var note: String?
    }

    var heading: String
    var writes: [Write]

    init(_ previews: [WritePreview], model: AlertModel) {
        self.init(previews, vendor: model.vendorName, silence: ClosingPreview.silence(model))
    }

    /// - Parameter silence: why nothing is written, when nothing is.
    init(_ previews: [WritePreview], vendor: String, silence: String) {
        heading =
            previews.isEmpty
            ? silence
            : "This is what will be written to \(counted(previews.count, "issue", "issues")) in \(vendor):"
        writes = previews.map { preview in
            Write(
                issue: preview.issueName.shortened(to: 200),
                id: Copyable(preview.issueID, what: "the vendor’s issue id", limit: 20),
                status: preview.write.status ?? "Status unchanged", note: preview.write.note?.shortened(to: 4000))
        }
    }

    func html() throws -> String { try Templates.render(self, with: "ClosingPreview") }

    private static func silence(_ model: AlertModel) -> String {
        if !model.alert.isIssueBacked {
            return "Nothing will be written: this alert rests on detections alone, which have no status."
        }
        if let device = model.device, !device.writesBack {
            return "Nothing will be written: writing back to \(device.name.shortened(to: 80)) is not active."
        }
        return "Nothing will be written to \(model.vendorName)."
    }
}
