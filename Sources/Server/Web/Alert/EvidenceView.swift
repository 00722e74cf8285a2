import Workbench

/// One issue or detection that the alert rests on.
struct EvidenceView: Sendable {
    var kind: String
    var name: String
    var state: StateMark?
    var stateChanged: TimeMark?
    var severity: SeverityMark?
    var console: String?
    var description: Markdown?
    var recommendation: Markdown?
    var resources: [ResourceView]
    var hasResources: Bool
    var actors: [ActorView]
    var hasActors: Bool
    var events: [EventView]
    var hasEvents: Bool
    /// "3 events", or "50 of 312 events; the vendor sends no more"
    var eventCount: String
    var tags: [String]
    var hasTags: Bool
    var notes: [NoteView]
    var hasNotes: Bool
    var vendor: String

    init(_ vendorAlert: VendorAlert, model: AlertModel) {
        let content = vendorAlert.content
        vendor = model.vendorName
        kind = IssueWords.kind(vendorAlert.kind)
        name = content.name
        state = vendorAlert.state.map { StateMark($0) }
        stateChanged = TimeMark(vendorAlert.state?.changedAt, now: model.now)
        severity = content.severity.map(SeverityMark.init)
        console = PageAddress.outside(content.url)
        description = Markdown(content.description, limit: 8000)
        recommendation = Markdown(content.rule?.recommendation, limit: 8000)
        let matched = MatchedValues(model.alert.match)
        resources = EvidenceView.resources(content, matched)
        hasResources = !resources.isEmpty
        actors = content.actors.prefix(100).map { ActorView($0, matched) }
        hasActors = !actors.isEmpty
        events = content.events.prefix(200).map { EventView($0, matched, now: model.now) }
        hasEvents = !events.isEmpty
        eventCount = EvidenceView.eventCount(shown: events.count, content: content, vendor: model.vendorName)
        tags =
            content.projects.map { "Project: \($0.name)" } + content.environments.map { "Environment: \($0)" }
            + content.risks.map { "Risk: \($0)" } + content.origins.map { "Origin: \($0)" }
        hasTags = !tags.isEmpty
        notes = content.notes.map { NoteView($0, now: model.now) }
        hasNotes = !notes.isEmpty
    }

    /// The main one first, each once.
    private static func resources(_ content: VendorAlertContent, _ matched: MatchedValues) -> [ResourceView] {
        var seen: Set<VendorAlertContent.Resource> = []
        let all = [content.resource].compactMap { $0 } + content.resources
        return all.filter { resource in
            let known = seen.contains { $0.id == resource.id && resource.id != nil } || !seen.insert(resource).inserted
            return !known
        }.prefix(50).map { ResourceView($0, matched) }
    }

    private static func eventCount(shown: Int, content: VendorAlertContent, vendor: String) -> String {
        let known = content.eventsTotal ?? content.events.count
        if content.events.count > shown {
            return
                "\(grouped(shown)) of \(counted(max(known, content.events.count), "event", "events")); the raw JSON has more"
        }
        guard known > shown else { return counted(shown, "event", "events") }
        return "\(grouped(shown)) of \(counted(known, "event", "events")); \(vendor) sends no more"
    }
}

struct ResourceView: Sendable {
    var name: String
    var type: String
    /// The rule looked at this and found it; so in the other views.
    var isMatched: Bool
    var alerts: String
    var account: String?
    var accountAlerts: String?
    var place: String?
    var status: String?
    var providerID: Copyable?
    var console: String?
    var tags: [String]
    var hasTags: Bool

    init(_ resource: VendorAlertContent.Resource, _ matched: MatchedValues) {
        isMatched = matched.holds([resource.name, resource.type, resource.nativeType, resource.providerID])
        alerts = AlertListFilter.about(resource: resource.displayName ?? "").text
        accountAlerts = resource.accountWords.map { AlertListFilter.about(account: $0).text }
        name = (resource.name ?? resource.providerID ?? resource.id ?? "Unnamed resource").shortened(to: 400)
        type = (resource.nativeType ?? resource.type ?? "Resource").shortened(to: 80)
        let names = [resource.accountName, resource.accountID].compactMap { $0?.shortened(to: 100) }
        account = names.isEmpty ? nil : names.joined(separator: " · ")
        let parts = [resource.cloud, resource.region, resource.cluster, resource.namespace].compactMap {
            $0?.shortened(to: 100)
        }
        place = parts.isEmpty ? nil : parts.joined(separator: " · ")
        status = resource.status?.shortened(to: 60)
        providerID = Copyable(resource.providerID ?? resource.id, what: "resource id", limit: 34)
        console = PageAddress.outside(resource.consoleURL)
        tags = resource.tags.sorted { $0.key < $1.key }.prefix(40).map {
            "\($0.key.shortened(to: 80)): \($0.value.shortened(to: 160))"
        }
        hasTags = !tags.isEmpty
    }
}

struct ActorView: Sendable {
    var name: String
    var type: String
    var isMatched: Bool
    var id: Copyable?

    init(_ actor: VendorAlertContent.ActorReference, _ matched: MatchedValues) {
        isMatched = matched.holds([actor.name, actor.externalID, actor.type, actor.nativeType])
        name = (actor.name ?? actor.externalID ?? actor.id ?? "Unnamed").shortened(to: 400)
        type = (actor.type ?? actor.nativeType).map { IssueWords.sentence($0) } ?? "Actor"
        id = Copyable(actor.externalID ?? actor.id, what: "actor id", limit: 34)
    }
}

struct EventView: Sendable {
    var name: String
    var isMatched: Bool
    var description: String?
    var time: TimeMark?
    var actor: String?
    var ip: Copyable?
    /// "(NL, malicious)"
    var ipDetail: String?
    /// "runtime · Sensor"
    var source: String?
    var outcome: String?
    var console: String?
    var processes: [ProcessView]
    var hasProcesses: Bool
    var processCount: String

    init(_ event: VendorAlertContent.TriggeringEvent, _ matched: MatchedValues, now: Timestamp) {
        isMatched = matched.holds([
            event.name, event.category, event.source, event.origin, event.actorName, event.ip, event.status,
        ])
        name = (event.name ?? event.category ?? event.id ?? "Unnamed event").shortened(to: 400)
        description = event.description?.shortened(to: 2000)
        time = TimeMark(event.time, now: now)
        actor = event.actorName?.shortened(to: 200)
        ip = Copyable(event.ip, what: "address", limit: 45)
        let details = [event.ipCountry, event.ipReputation.map { IssueWords.sentence($0).lowercased() }].compactMap {
            $0?.shortened(to: 80)
        }
        ipDetail = details.isEmpty ? nil : "(\(details.joined(separator: ", ")))"
        let sources = [event.source, event.origin].compactMap { $0?.shortened(to: 100) }
        source = sources.isEmpty ? nil : sources.joined(separator: " · ")
        outcome = event.status.map { IssueWords.sentence($0) }
        console = PageAddress.outside(event.url)
        processes = ProcessView.tree(event.processes, matched)
        hasProcesses = !processes.isEmpty
        processCount = counted(processes.count, "process", "processes")
    }
}

/// One line of a process tree, the ancestor first.
struct ProcessView: Sendable {
    /// 0 for the ancestor; the style sheet indents up to 12 levels.
    var depth: Int
    var command: String
    var isMatched: Bool
    var path: String?
    var user: String?
    var container: String?
    var hash: Copyable?

    /// The vendor sends the leaf first.
    static func tree(_ processes: [VendorAlertContent.Process], _ matched: MatchedValues) -> [ProcessView] {
        processes.prefix(60).reversed().enumerated().map { depth, process in
            ProcessView(
                depth: min(depth, 12),
                command: (process.commandLine ?? process.path ?? "Unknown command").shortened(to: 4000),
                isMatched: matched.holds([process.commandLine, process.path, process.hash]),
                path: process.commandLine == nil ? nil : process.path?.shortened(to: 400),
                user: process.user?.shortened(to: 100),
                container: process.image?.shortened(to: 200) ?? process.container?.shortened(to: 200),
                hash: Copyable(process.hash, what: "hash", limit: 20))
        }
    }
}

/// A comment in the vendor's console.
struct NoteView: Sendable {
    var text: String
    var author: String
    var created: TimeMark?

    init(_ note: VendorAlertContent.Note, now: Timestamp) {
        text = note.text.shortened(to: 4000)
        author = note.author?.shortened(to: 100) ?? "Unknown author"
        created = TimeMark(note.createdAt, now: now)
    }
}

/// The values of the fields that made the rule fire, to be found again in the evidence.
struct MatchedValues: Sendable {
    /// Shorter ones stand in too many places to say anything.
    private static let shortest = 3

    private let values: Set<String>

    init(_ match: DetectionMatch) {
        values = Set(match.fields.map { $0.value.lowercased() }.filter { $0.count >= MatchedValues.shortest })
    }

    /// Whether one of these is a matched value.
    func holds(_ texts: [String?]) -> Bool {
        texts.contains { text in text.map { values.contains($0.lowercased()) } ?? false }
    }
}
