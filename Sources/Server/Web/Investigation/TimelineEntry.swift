import Workbench

/// One entry of an investigation's story: something that changed, a finding, or a comment.
struct TimelineEntry: Sendable {
    var who: String
    /// What was done, following the name: "closed this as benign".
    var did: String
    /// Words that a person wrote along with it.
    var text: Markdown?
    var time: TimeMark
    var isComment: Bool
    private var at: Timestamp

    /// History, findings and comments in one order, oldest first.
    static func all(_ model: InvestigationModel) -> [TimelineEntry] {
        let changes = model.history.map { entry in
            let change = TimelineEntry.change(entry, model: model)
            return TimelineEntry(entry.actorID, change.did, change.text, at: entry.createdAt, model: model)
        }
        let findings = model.findingHistory.map { entry in
            TimelineEntry(
                entry.actorID, words(entry.action), entry.value["title"]?.string ?? entry.value["finding"]?.string,
                at: entry.createdAt, model: model)
        }
        let remarks = model.comments.map {
            TimelineEntry($0.createdBy, "commented", $0.text, at: $0.createdAt, isComment: true, model: model)
        }
        return (changes + findings + remarks).enumerated()
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    private init(
        _ actor: ID<Actor>, _ did: String, _ text: String?, at time: Timestamp, isComment: Bool = false,
        model: InvestigationModel
    ) {
        who = model.name(of: actor)
        self.did = did
        self.text = Markdown(text)
        self.time = TimeMark(time, now: model.now)
        self.isComment = isComment
        at = time
    }

    private static func words(_ action: InvestigationFindingHistory.Action) -> String {
        switch action {
        case .created: "added a finding"
        case .changed: "changed a finding"
        case .deleted: "deleted a finding"
        }
    }

    private static func change(_ entry: InvestigationHistory, model: InvestigationModel) -> (did: String, text: String?)
    {
        let noun = entry.isIncident ? "incident" : "investigation"
        switch entry.action {
        case .created:
            return (entry.isIncident ? "declared this incident" : "opened this investigation", nil)
        case .assigned: return (assignment(entry, model: model), nil)
        case .closed:
            let decision = entry.value["decision"]?.string.flatMap(Investigation.Decision.init)?.words.lowercased()
            return (
                "closed this \(noun)" + (decision.map { " as \($0)" } ?? ""), entry.value["close_comment"]?.string
            )
        case .reopened: return ("reopened this \(noun)", entry.value["why"]?.string)
        case .summary: return ("changed the summary", nil)
        case .published: return ("published this", nil)
        case .changed: return edit(entry)
        }
    }

    private static func assignment(_ entry: InvestigationHistory, model: InvestigationModel) -> String {
        guard let assignee = entry.assignedTo else { return "took the assignment away" }
        if assignee == entry.actorID { return "took this" }
        let name = model.name(of: assignee)
        return "assigned this to \(name == "You" ? "you" : name)"
    }

    private static func edit(_ entry: InvestigationHistory) -> (did: String, text: String?) {
        let value = entry.value
        if let alert = value["alert_added"] { return ("added an alert", alert["name"]?.string) }
        if let alert = value["alert_removed"] { return ("took an alert out", alert["name"]?.string) }
        if let isIncident = value["is_incident"]?["to"]?.bool {
            return (
                isIncident ? "confirmed this as an incident" : "took the incident back to an investigation",
                value["why"]?.string
            )
        }
        if let title = value["title"]?["to"]?.string { return ("changed the title", title) }
        if let comment = value["close_comment"]?.string { return ("changed the close comment", comment) }
        let names = value.object.keys.sorted().map { $0.replacing("_", with: " ") }
        return ("changed \(names.joined(separator: ", "))", nil)
    }
}
