import Pipeline
import Workbench

/// An issue, from an API node or from the body of an ISSUE webhook, whose template the customer may change.
struct IssueReader {
    private let node: JSON
    /// The rest of a webhook's body; nil for an API node.
    private let body: JSON?
    private let raw: JSON

    init(node: JSON) {
        self.node = node
        body = nil
        raw = node
    }

    /// A webhook's body has the issue beside its resource and control, or all in one.
    init(webhook body: JSON) {
        if let issue = body["issue"], case .object = issue { node = issue } else { node = body }
        self.body = body
        raw = body
    }

    /// - Throws: `decoding` without an id.
    func item() throws(IntegrationError) -> VendorItem {
        let id = try ItemID.read(body == nil ? node.text("id") : webhookID, of: "issue")
        let content = content(id)
        let created = node.time("createdAt") ?? node.time("created")
        let times =
            ["updatedAt", "statusChangedAt", "resolvedAt"].compactMap(node.time) + content.notes.compactMap(\.createdAt)
        return VendorItem(
            kind: WizVocabulary.kind(ofType: content.type), vendorID: id, issueID: nil, content: content, state: state,
            completeness: body == nil ? .snapshot : .notification, createdAt: created,
            updatedAt: (times + [created].compactMap { $0 }).max(), raw: raw)
    }

    private var webhookID: String? {
        if let id = body?.text(anyOf: "issueId", "issueID", "issue_id") ?? body?.text("issue") { return id }
        return node.text("id")
    }

    private var state: IssueState? {
        guard let word = node.text("status").map(WizVocabulary.word) else { return nil }
        let status = WizVocabulary.status(word)
        let reason = node.text("resolutionReason")
        let resolver = node["resolvedBy"]?["user"]?.text(anyOf: "email", "name")
        return IssueState(
            status: status, vendorStatus: word, reason: reason,
            isSettledByVendor: WizVocabulary.isSettledByWiz(status, reason: reason, type: type),
            changedAt: node.time("statusChangedAt"),
            changedBy: status == .resolved || status == .dismissed ? resolver ?? changer ?? rejecter(status) : changer)
    }

    /// Wiz names who resolved an issue, not who rejected it. Rejecting needs a note, which is stored in the same act:
    /// its author is the one.
    private func rejecter(_ status: IssueState.Status) -> String? {
        guard status == .dismissed, let changed = node.time("statusChangedAt") else { return nil }
        let note = node.objects("notes").last { note in
            note.time("createdAt").map { abs($0.seconds(since: changed)) < 1 } ?? false
        }
        return note?["user"]?.text(anyOf: "email", "name") ?? note?["serviceAccount"]?.text("name")
    }

    private var changer: String? { body?["trigger"]?.text("changedBy") ?? body?.text("changedBy") }

    private var type: String? { node.text("type").map(WizVocabulary.word) }

    private var details: JSON? { node["threatDetectionDetails"] }

    private func content(_ id: String) -> VendorAlertContent {
        let rules = RuleReader(rules)
        let severity = node.text("severity").map(WizVocabulary.word)
        let mitre = AttackReferences(rules: self.rules)
        let isThreat = type == WizVocabulary.threatType
        let resources = self.resources
        return VendorAlertContent(
            name: rules.rule?.name ?? mainRule?.text("name") ?? node.text(anyOf: "title", "name") ?? "Unnamed issue",
            description: node.text("description") ?? details?["mainDetection"]?.text("description")
                ?? rules.rule?.description,
            severity: WizVocabulary.severity(severity), vendorSeverity: severity, type: type, rule: rules.rule,
            origins: origins, resource: resource ?? resources.first, resources: resources,
            actors: (details?.objects("actors") ?? []).compactMap(ResourceReader.actor).withoutRepeats,
            projects: ProjectReader.projects(node), environments: node.texts("environments"), risks: rules.risks,
            tactics: mitre.tactics, techniques: mitre.techniques, detectionIDs: detectionIDs,
            notes: NoteReader.notes(node),
            url: node.link("url")
                ?? PortalLink.make(isThreat ? .threat : .issue, id: id, domain: body?.text("wizDomain")))
    }

    /// Newer answers have a list, older ones one rule, webhooks a control.
    private var rules: [JSON] {
        let listed = node.objects("sourceRules")
        let sources = listed.isEmpty ? [node["sourceRule"]].compactMap { $0 } : listed
        return sources + [node["control"], body?["control"]].compactMap { $0 }
    }

    private var resource: VendorAlertContent.Resource? {
        ResourceReader.snapshot(node["entitySnapshot"]) ?? ResourceReader.webhook(body?["resource"])
    }

    private var resources: [VendorAlertContent.Resource] {
        (details?.objects("resources") ?? []).compactMap { ResourceReader.listed($0, account: nil) }.withoutRepeats
    }

    private var mainRule: JSON? { details?["mainDetection"]?["ruleMatch"]?["rule"] }

    private var origins: [String] {
        ((details?.texts("eventOrigin") ?? []) + (mainRule?.texts("origins") ?? [])).withoutRepeats
    }

    private var detectionIDs: [String] {
        let main = details?["mainDetection"]?.text("id")
        let others = (details?["detections"]?.objects("nodes") ?? []).compactMap { $0.text("id") }
        return ([main].compactMap { $0 } + others).withoutRepeats
    }
}
