import Pipeline
import Workbench

/// A detection, from an API node or from the body of a DETECTIONS webhook, which say the same with other keys.
struct DetectionReader {
    private let value: JSON
    private let isWebhook: Bool

    init(node: JSON) {
        value = node
        isWebhook = false
    }

    init(webhook body: JSON) {
        value = body
        isWebhook = true
    }

    /// - Throws: `decoding` without an id.
    func item() throws(IntegrationError) -> VendorItem {
        let id = try ItemID.read(value.text("id") ?? value.text("detectionId"), of: "detection")
        let issueID = value["issue"]?.text("id") ?? value.text(anyOf: "threatId", "issueId")
        let created = value.time("createdAt")
        let times = [created, value.time("updatedAt")].compactMap { $0 }
        return VendorItem(
            kind: .detection, vendorID: id, issueID: issueID, content: content(id), state: nil,
            completeness: isWebhook ? .notification : .snapshot, createdAt: created, updatedAt: times.max(), raw: value)
    }

    private var rule: JSON? { value["ruleMatch"]?["rule"] }

    private func content(_ id: String) -> VendorAlertContent {
        let actors = self.actors
        let events = events(actors)
        let resources = self.resources
        let severity = value.text("severity").map(WizVocabulary.word)
        let mitre = isWebhook ? AttackReferences(webhook: value) : AttackReferences(rules: [rule].compactMap { $0 })
        return VendorAlertContent(
            name: name ?? events.compactMap(\.name).first ?? "Unnamed detection",
            description: value.text("description"), severity: WizVocabulary.severity(severity),
            vendorSeverity: severity,
            type: value.text("type").map(WizVocabulary.word), rule: contentRule, origins: origins(events),
            resource: primary(resources, "primaryResource", id: \.id), resources: resources, actors: actors,
            projects: projects, risks: rule?.texts("risks") ?? [], tactics: mitre.tactics,
            techniques: mitre.techniques, events: events, eventsTotal: total(events),
            url: value.link("detectionUrl") ?? value.link("threatURL") ?? value["issue"]?.link("url")
                ?? PortalLink.make(.detection, id: id, domain: value.text("wizDomain")))
    }

    private var name: String? {
        isWebhook ? value.text("title") ?? rule?.text("name") : rule?.text("name") ?? value.text("title")
    }

    /// `tdrId` is the id of the rule.
    private var contentRule: VendorAlertContent.Rule? {
        let id = isWebhook ? value.text("tdrId") ?? rule?.text("id") : rule?.text("id")
        guard id != nil || name != nil else { return nil }
        return VendorAlertContent.Rule(
            id: id, name: name, description: rule?.text("description"), type: "CloudEventRule")
    }

    /// The webhook's `tdrSource` is close to the API's origin and not equal; its events have the API's.
    private func origins(_ events: [VendorAlertContent.TriggeringEvent]) -> [String] {
        let own =
            value.texts("origins")
            + [value.text("tdrSource"), isWebhook ? value.text("source") : nil].compactMap { $0 }
        return (own.filter { $0 != "DETECTIONS" } + events.compactMap(\.origin)).withoutRepeats
    }

    /// With the primary one where the list is missing.
    private var actors: [VendorAlertContent.ActorReference] {
        let listed = value.objects("actors").compactMap(ResourceReader.actor).withoutRepeats
        return listed.isEmpty ? [value["primaryActor"].flatMap(ResourceReader.actor)].compactMap { $0 } : listed
    }

    private var resources: [VendorAlertContent.Resource] {
        let accounts = value.objects("cloudAccounts")
        let account = accounts.count == 1 ? accounts.first : nil
        let listed = value.objects("resources").compactMap { ResourceReader.listed($0, account: account) }
            .withoutRepeats
        guard listed.isEmpty, let primary = value["primaryResource"] else { return listed }
        return [ResourceReader.listed(primary, account: account)].compactMap { $0 }
    }

    /// The element that the primary one names by id, else the first.
    private func primary<Item>(_ items: [Item], _ key: String, id: (Item) -> String?) -> Item? {
        let wanted = value[key]?.text("id")
        return items.first { wanted != nil && id($0) == wanted } ?? items.first
    }

    private var projects: [VendorAlertContent.Project] {
        let nodes =
            [value, value["issue"]].compactMap { $0 }
            + value.objects("cloudAccounts").map { account in
                ["projects": account["linkedProjects"] ?? .null]
            }
        return nodes.flatMap(ProjectReader.projects).withoutRepeats
    }

    /// The API has a connection, webhooks a list, and some templates a single one.
    private func events(_ actors: [VendorAlertContent.ActorReference]) -> [VendorAlertContent.TriggeringEvent] {
        let connection = value["triggeringEvents"]?.objects("nodes") ?? []
        let listed = value.objects("triggeringEvents")
        let single = [value["triggeringEvent"]].compactMap { $0 }.filter {
            if case .object = $0 { true } else { false }
        }
        let reader = EventReader(actors: actors)
        return (connection + listed + single).map(reader.event).withoutRepeats
    }

    /// How many there are in all: as Wiz says, else as many as came, unless they fill the page that was asked for.
    private func total(_ events: [VendorAlertContent.TriggeringEvent]) -> Int? {
        let connection = value["triggeringEvents"]
        let said =
            value.count("triggeringEventsCount") ?? connection?.count("totalCount") ?? connection?.count("totalCountV2")
        if let said { return max(said, events.count) }
        return events.isEmpty || events.count >= Operation.eventsPerDetection ? nil : events.count
    }
}
