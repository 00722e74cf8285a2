import Pipeline
import Workbench

/// What the ledger shows, as read from the store in one go.
struct LedgerModel: Sendable {
    static let pageSize = 100

    var filter: LedgerFilter
    var writes: [Delivery]
    var isMore: Bool
    var devices: [SecurityDevice]
    var people: [ID<Actor>: Actor]
    var organizations: [ID<Organization>: Organization]
    var viewer: Principal
    var now: Timestamp

    static func read(_ filter: LedgerFilter, for viewer: Principal, in tx: any Transaction) throws -> LedgerModel {
        var query = filter.query(for: viewer)
        query.limit = pageSize + 1
        let found = try tx.deliveries.ledger(query)
        let writes = Array(found.prefix(pageSize))
        let organizations = try tx.organizations.list(ResourceQuery(scope: viewer.scope, limit: 200)).rows
        return LedgerModel(
            filter: filter, writes: writes, isMore: found.count > pageSize,
            devices: try tx.devices.list(ResourceQuery(scope: viewer.scope, limit: 200)).rows,
            people: try tx.people.actors(Set(writes.map(\.actorID))),
            organizations: Dictionary(organizations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }),
            viewer: viewer, now: .now())
    }

    func name(of actor: ID<Actor>) -> String {
        if actor == viewer.actorID { return "You" }
        return actor == Actor.system ? "Watchfloor" : people[actor]?.displayName.shortened(to: 80) ?? "Somebody"
    }
}

/// Which writes the address asks for.
struct LedgerFilter: Hashable, Sendable {
    var device: ID<SecurityDevice>?
    var organization: ID<Organization>?
    var period: AlertListFilter.Period
    var after: ID<Delivery>?

    init(_ query: QueryItems, chosenOrganization: ID<Organization>? = nil) {
        device = query["device"].map { ID($0.shortened(to: 100)) }
        organization = chosenOrganization
        period = AlertListFilter.Period(query)
        after = query["after"].map { ID($0.shortened(to: 100)) }
    }

    func address(_ path: String = "/ledger") -> PageAddress {
        PageAddress(path).with("device", device?.rawValue).with("within", period.within?.rawValue)
            .with("from", period.from?.description).with("to", period.to?.description)
    }

    func query(for viewer: Principal, now: Timestamp = .now()) -> LedgerQuery {
        let own = organization.flatMap { viewer.scope.allows($0) ? $0 : nil }
        var from = period.from
        if let within = period.within {
            from = max(from ?? Timestamp(nanoseconds: .min), now.adding(seconds: -within.seconds))
        }
        return LedgerQuery(
            scope: own.map { .organization($0) } ?? viewer.scope, device: device, from: from, to: period.to,
            after: after)
    }
}

/// Everything that was ever written to a customer's tenant.
struct LedgerPage: Sendable {
    struct Line: Sendable {
        var decided: TimeMark
        var written: TimeMark?
        var what: String
        var note: String?
        var event: String
        var who: String
        var issue: Copyable
        var device: String
        var organization: String?
        var alert: String?
        var answer: String?
    }

    /// One write that was or would be undone.
    struct Undo: Sendable {
        var what: String
        var issue: Copyable
        var alert: String?
        var outcome: StateMark
        var words: String?
    }

    var shell: Shell
    var lines: [Line]
    var hasLines: Bool
    var devices: [Choice]
    var periods: [Choice]
    var from: String
    var to: String
    var csvAddress: String
    var linesAddress: String
    var more: String?
    /// Where undoing is planned; nil for those who may not.
    var undoAddress: String?
    var showsOrganization: Bool

    init(_ model: LedgerModel, shell: Shell) {
        let filter = model.filter
        self.shell = shell
        showsOrganization = model.organizations.count > 1
        lines = model.writes.map { Line($0, in: model) }
        hasLines = !lines.isEmpty
        devices =
            [Choice("", "Any")]
            + model.devices.map { Choice($0.id.rawValue, $0.name.shortened(to: 60), isChosen: $0.id == filter.device) }
        periods =
            [Choice("", "Any time")]
            + AlertListFilter.Period.Within.allCases.map {
                Choice($0.rawValue, $0.words, isChosen: $0 == filter.period.within)
            }
        from = filter.period.from.map { String($0.description.prefix(10)) } ?? ""
        to = filter.period.to.map { String($0.description.prefix(10)) } ?? ""
        csvAddress = filter.address("/ledger/export.csv").text
        linesAddress = filter.address("/ledger/export.ndjson").text
        more = model.isMore ? filter.address().with("after", model.writes.last?.id.rawValue).text : nil
        let mayUndo = model.viewer.role.isAdministrator && !model.viewer.isReadOnly && !filter.period.isAny
        undoAddress = mayUndo ? filter.address("/ledger/undo").text : nil
    }

    func html() throws -> String { try Templates.render(self, with: "Ledger") }
}

extension LedgerPage.Line {
    init(_ write: Delivery, in model: LedgerModel) {
        decided = TimeMark(write.createdAt, now: model.now)
        written = TimeMark(write.finishedAt, now: model.now)
        what = LedgerWords.what(write)
        note = write.written?.note?.shortened(to: 2000)
        event = write.intent.rule.words
        who = model.name(of: write.actorID)
        issue = Copyable(write.issueID, what: "the vendor’s issue id", limit: 16)
        device = model.devices.first { $0.id == write.deviceID }?.name.shortened(to: 60) ?? "Unknown"
        organization =
            model.organizations.count > 1 ? model.organizations[write.organizationID]?.name.shortened(to: 60) : nil
        alert = write.alertID.map { AlertRoutes.address($0).text }
        answer = write.answer?.shortened(to: 400)
    }
}

enum LedgerWords {
    /// "Rejected · won't fix, with a note"
    static func what(_ write: Delivery) -> String {
        let hasNote = write.written?.note != nil
        guard let state = write.written?.state else { return hasNote ? "Note only" : "Nothing: it stood so already" }
        return hasNote ? "\(IssueWords.state(state)), with a note" : IssueWords.state(state)
    }
}

/// Undoing a span of the ledger: what would happen, and afterwards what did.
struct LedgerUndoPage: Sendable {
    var shell: Shell
    var heading: String
    var summary: String
    var steps: [LedgerPage.Undo]
    var hasSteps: Bool
    /// Where the form leads; nil when nothing can be undone, or it was.
    var address: String?
    var back: String
    var problem: String?
    var why: String

    init(_ steps: [LedgerUndo], filter: LedgerFilter, isDone: Bool, shell: Shell) {
        self.shell = shell
        back = filter.address().text
        self.steps = steps.map { step in
            LedgerPage.Undo(
                what: LedgerWords.what(step.delivery),
                issue: Copyable(step.delivery.issueID, what: "the vendor’s issue id", limit: 20),
                alert: step.delivery.alertID.map { AlertRoutes.address($0).text },
                outcome: LedgerUndoPage.mark(step, isDone: isDone), words: step.obstacle)
        }
        hasSteps = !steps.isEmpty
        let possible = steps.filter { $0.obstacle == nil }.count
        let left = steps.count - possible
        heading = isDone ? "Undone" : "Undo what was dismissed \(filter.period.words.lowercased())"
        summary =
            isDone
            ? "\(counted(possible, "write", "writes")) undone, \(grouped(left)) left as they are."
            : "\(counted(possible, "write", "writes")) can be undone, \(grouped(left)) would be left as they are. "
                + "Undoing reopens the alerts; their issues follow, each with a note that says why."
        address = !isDone && possible > 0 ? filter.address("/ledger/undo").text : nil
        why = ""
    }

    private static func mark(_ step: LedgerUndo, isDone: Bool) -> StateMark {
        guard step.obstacle == nil else { return StateMark("Left as it is", shape: "–", .quiet) }
        return isDone ? StateMark("Reopened", shape: "✓", .good) : StateMark("Will be reopened", shape: "○", .info)
    }

    func html() throws -> String { try Templates.render(self, with: "LedgerUndo") }
}
