import Workbench

/// One entry of the alert's story: something that changed, or a comment.
struct ActivityEntry: Sendable {
    var who: String
    /// What was done, following the name: "closed this as false positive".
    var did: String
    /// Words that a person wrote along with it.
    var text: Markdown?
    var time: TimeMark
    var isComment: Bool
    private var at: Timestamp

    /// History and comments in one order, oldest first.
    static func all(_ model: AlertModel) -> [ActivityEntry] {
        let changes = model.history.compactMap { ActivityEntry($0, model: model) }
        let remarks = model.comments.map { ActivityEntry($0, model: model) }
        return (changes + remarks).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    private init(_ comment: Comment, model: AlertModel) {
        who = model.name(of: comment.createdBy)
        did = "commented"
        text = Markdown(comment.text)
        time = TimeMark(comment.createdAt, now: model.now)
        isComment = true
        at = comment.createdAt
    }

    private init?(_ entry: AlertHistory, model: AlertModel) {
        guard let change = ActivityEntry.change(entry, model: model) else { return nil }
        who = model.name(of: entry.actorID)
        did = change.did
        text = Markdown(change.text)
        time = TimeMark(entry.createdAt, now: model.now)
        isComment = false
        at = entry.createdAt
    }

    /// Nil for what is no news to a reader: that somebody looked.
    private static func change(_ entry: AlertHistory, model: AlertModel) -> (did: String, text: String?)? {
        switch entry.action {
        case .created: return ("opened this alert", entry.value["why"]?.string)
        case .assigned: return (assignment(entry, model: model), nil)
        case .statusChanged: return statusChange(entry)
        case .investigating:
            let isJoining = entry.value["investigation"] != nil
            return (
                isJoining ? "added this alert to an investigation" : "took this alert out of its investigation", nil
            )
        case .tuningChanged: return ("asked for tuning", nil)
        case .deleted: return ("deleted this alert", nil)
        case .priorityChanged: return ("changed the triage priority", nil)
        case .viewed: return nil
        }
    }

    private static func assignment(_ entry: AlertHistory, model: AlertModel) -> String {
        guard let assignee = entry.assignedTo else { return "took the assignment away" }
        if assignee == entry.actorID { return "took this alert" }
        let name = model.name(of: assignee)
        return "assigned this to \(name == "You" ? "you" : name)"
    }

    private static func statusChange(_ entry: AlertHistory) -> (did: String, text: String?) {
        let comment = entry.value["close_comment"]?.string
        let who = entry.value["by"]?.string.map { " by \($0.shortened(to: 100))" } ?? ""
        let why = entry.value["why"]?.string.map { $0 + who }
        let isMove = entry.value["from"]?.string != entry.value["to"]?.string
        if let why, !isMove { return ("noted: \(why)", nil) }
        switch entry.value["to"]?.string.flatMap(Alert.Status.init) {
        case .closed:
            let reason = entry.value["close_reason"]?.string.flatMap(CloseReason.init)?.words.lowercased()
            return ("closed this" + (reason.map { " as \($0)" } ?? ""), comment)
        case .inProgress: return ("started work", why)
        case .open: return ("reopened this", why)
        case nil: return ("changed the close comment", comment)
        }
    }
}
