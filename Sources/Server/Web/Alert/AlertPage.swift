import Pipeline
import Workbench

/// One alert: the story on the left, facts and actions on the right.
struct AlertPage: Sendable {
    var shell: Shell
    var id: String
    var name: String
    var severity: SeverityMark
    var status: StateMark
    var closeReason: String?
    var created: TimeMark
    var problem: String?
    var flag: String?
    var match: MatchView
    var evidence: [EvidenceView]
    /// Issues' states at the vendor, beside ours.
    var vendorStates: [StateMark]
    var vendor: String
    var axis: EventAxis?
    var related: [RelatedView]
    var hasRelated: Bool
    /// Who else has it open; empty for nobody.
    var presence: String
    var presencePath: String
    var activity: [ActivityEntry]
    var commentDraft: String
    var commentError: String?
    var deliveries: [DeliveryView]
    var hasDeliveries: Bool
    var noDeliveries: String
    var actions: AlertActions
    var investigate: InvestigateView
    var facts: [Fact]
    var raw: [RawView]
    var canWrite: Bool
    /// Where a suppression like this alert is written; nil for readers.
    var suppressing: String?
    /// Where a filter on the rule is proposed; nil unless the alert was a false positive.
    var filtering: String?

    init(_ model: AlertModel, shell: Shell) {
        let alert = model.alert
        self.shell = shell
        id = alert.id.rawValue
        name = alert.name
        severity = SeverityMark(alert.severity)
        status = StateMark(alert.status)
        closeReason = alert.status == .closed ? alert.closeReason?.words : nil
        created = TimeMark(alert.createdAt, now: model.now)
        problem = model.draft.problem
        flag = alert.vendorFlag.map { FlagWords.sentence($0, vendor: model.vendorName) }
        match = MatchView(alert.match)
        evidence = model.vendorAlerts.map { EvidenceView($0, model: model) }
        vendorStates = model.vendorAlerts.compactMap { $0.state.map { StateMark($0) } }
        vendor = model.vendorName
        axis = EventAxis(model.vendorAlerts.map(\.content))
        related = model.related.map { RelatedView($0, now: model.now) }
        hasRelated = !related.isEmpty
        presence = Presence.words(model.others) ?? ""
        presencePath = AlertRoutes.address(alert.id).text + "/presence"
        activity = ActivityEntry.all(model)
        commentDraft = model.draft.comment
        commentError = model.draft.field == "comment" ? model.draft.problem : nil
        deliveries = model.deliveries.reversed().map { DeliveryView($0, model: model) }
        hasDeliveries = !deliveries.isEmpty
        noDeliveries = AlertPage.noDeliveries(model)
        actions = AlertActions(model)
        investigate = InvestigateView(model)
        facts = Fact.all(model)
        raw = model.vendorAlerts.map { RawView($0, alert: alert) }
        canWrite = !model.viewer.isReadOnly
        filtering =
            alert.status == .closed && alert.closeReason == .falsePositive
            ? FilterProposalPage.address(alert).text : nil
        suppressing =
            canWrite
            ? PageAddress("/detections/suppressions/new").with("alert", alert.id.rawValue).text : nil
    }

    func html() throws -> String { try Templates.render(self, with: "Alert") }

    /// Why nothing was written, which differs from "not yet".
    private static func noDeliveries(_ model: AlertModel) -> String {
        guard model.alert.isIssueBacked else {
            return "This alert rests on detections alone; they have no status, so nothing is written back."
        }
        guard let device = model.device else { return "Nothing was written for this alert." }
        guard device.isSyncEnabled else { return "Writing back is switched off for \(device.name.shortened(to: 80))." }
        guard device.consoleAccess == .active else {
            return
                "Console access to \(device.name.shortened(to: 80)) is “\(device.consoleAccess.words.lowercased())”. "
                + "Writes begin once it is active."
        }
        return "Nothing was written for this alert so far."
    }
}

/// Why the alert was opened.
struct MatchView: Sendable {
    struct Technique: Sendable {
        /// "Valid Accounts: Cloud Accounts (T1078.004)", or the number alone.
        var words: String
        var address: String
    }

    struct Field: Sendable {
        var path: String
        var value: String
    }

    var title: String
    /// The rule's page.
    var ruleAddress: String
    var rule: Copyable
    var version: String
    var fields: [Field]
    var hasFields: Bool
    var triage: [String]
    var hasTriage: Bool
    /// At most twelve titles, each once.
    var alsoMatched: [String]
    var hasAlsoMatched: Bool
    /// "14 other rules matched as well"
    var alsoMatchedWords: String
    /// "and 2 more"; nil when all are shown.
    var alsoMatchedRest: String?
    var techniques: [Technique]
    var hasTechniques: Bool
    /// Why the alert has its severity; empty for alerts of older builds.
    var severityReasons: [String]
    var hasSeverityReasons: Bool

    private static let mostOthers = 12

    private static func words(_ id: String) -> String { AttackName.of(id).map { "\($0) (\(id))" } ?? id }

    init(_ match: DetectionMatch) {
        title = match.ruleTitle
        ruleAddress = DetectionRoutes.address(match.ruleID).text
        rule = Copyable(match.ruleID, what: "rule id", limit: 40)
        version = match.ruleVersion
        fields = match.fields.map { Field(path: $0.path, value: $0.value.shortened(to: 2000)) }
        hasFields = !fields.isEmpty
        triage = match.triage
        hasTriage = !triage.isEmpty
        var seen: Set<String> = [match.ruleTitle]
        let others = match.alsoMatched.filter { seen.insert($0).inserted }
        alsoMatched = others.prefix(MatchView.mostOthers).map { $0.shortened(to: 120) }
        hasAlsoMatched = !alsoMatched.isEmpty
        alsoMatchedWords = counted(others.count, "other rule matched as well", "other rules matched as well")
        let rest = others.count - alsoMatched.count
        alsoMatchedRest = rest > 0 ? "and \(grouped(rest)) more" : nil
        techniques =
            match.tactics.map {
                Technique(
                    words: MatchView.words($0), address: "https://attack.mitre.org/tactics/\(PageAddress.encoded($0))/")
            }
            + match.techniques.map { technique in
                let path = technique.split(separator: ".").map { PageAddress.encoded(String($0)) }.joined(
                    separator: "/")
                return Technique(
                    words: MatchView.words(technique), address: "https://attack.mitre.org/techniques/\(path)/")
            }
        hasTechniques = !techniques.isEmpty
        severityReasons = match.severityReasons ?? []
        hasSeverityReasons = !severityReasons.isEmpty
    }
}

/// A label with its value in the facts' list.
struct Fact: Sendable {
    var label: String
    var text: String?
    var address: String?
    var time: TimeMark?
    var copyable: Copyable?
    var outside: String?

    init(
        _ label: String, text: String? = nil, address: String? = nil, time: TimeMark? = nil, copyable: Copyable? = nil,
        outside: String? = nil
    ) {
        self.label = label
        self.text = text
        self.address = address
        self.time = time
        self.copyable = copyable
        self.outside = outside
    }

    static func all(_ model: AlertModel) -> [Fact] {
        let alert = model.alert
        var facts = [
            Fact("Assignee", text: model.name(of: alert.assignedTo)),
            Fact("Arrived by", text: arrival(alert)),
            Fact("At \(model.vendorName)", time: TimeMark(alert.vendorCreatedAt, now: model.now)),
            Fact("Opened", time: TimeMark(alert.createdAt, now: model.now)),
            Fact("Changed", time: TimeMark(alert.updatedAt, now: model.now)),
        ]
        if let device = model.device {
            facts.append(
                Fact(
                    "Device", text: device.name.shortened(to: 80),
                    address: "/devices/\(PageAddress.encoded(device.id.rawValue))"))
        }
        if let organization = model.organization {
            facts.append(Fact("Organization", text: organization.name.shortened(to: 80)))
        }
        facts.append(Fact("Alert id", copyable: Copyable(alert.id.rawValue, what: "alert id", limit: 20)))
        for vendorAlert in model.vendorAlerts {
            facts.append(
                Fact(
                    "\(model.vendorName) \(IssueWords.kind(vendorAlert.kind).lowercased())",
                    copyable: Copyable(vendorAlert.vendorID, what: "the vendor’s id", limit: 20),
                    outside: PageAddress.outside(vendorAlert.content.url)))
        }
        return facts.filter { $0.text != nil || $0.time != nil || $0.copyable != nil }
    }

    /// "Webhook, 1.2 s after the vendor made it"
    private static func arrival(_ alert: Alert) -> String {
        let source = IssueWords.source(alert.source)
        guard let made = alert.vendorCreatedAt, alert.createdAt >= made else { return source }
        return "\(source), \(TimeMark.span(alert.createdAt.seconds(since: made))) after it was made"
    }
}

/// The vendor's own JSON, folded.
struct RawView: Sendable {
    /// The most characters a page shows; the rest is one link away.
    static let limit = 200_000

    var title: String
    var text: String
    var isCut: Bool
    var address: String
    var id: String

    init(_ vendorAlert: VendorAlert, alert: Alert) {
        let pretty = vendorAlert.raw.prettyText
        title = "\(IssueWords.kind(vendorAlert.kind)) \(vendorAlert.vendorID.shortenedInMiddle(to: 24))"
        isCut = pretty.utf8.count > RawView.limit
        text = isCut ? String(decoding: pretty.utf8.prefix(RawView.limit), as: UTF8.self) : pretty
        id = vendorAlert.id.rawValue
        address =
            "/alerts/\(PageAddress.encoded(alert.id.rawValue))/raw/\(PageAddress.encoded(vendorAlert.id.rawValue))"
    }
}
