import Pipeline
import Workbench

/// The fixed body of a THREATS webhook: an issue of the threat type.
struct ThreatWebhookReader {
    private let body: JSON
    private let threat: JSON

    init(_ body: JSON) {
        self.body = body
        threat = body["threat"] ?? body
    }

    /// - Throws: `decoding` without an id.
    func item() throws(IntegrationError) -> VendorItem {
        let id = try ItemID.read(threat.text("id"), of: "threat")
        let created = threat.time("created") ?? threat.time("createdAt")
        let times = [created, threat.time("updatedAt"), threat.time("resolvedAt")].compactMap { $0 }
        return VendorItem(
            kind: .threat, vendorID: id, issueID: nil, content: content(id), state: state, completeness: .notification,
            createdAt: created, updatedAt: times.max(), raw: body)
    }

    private var state: IssueState? {
        guard let word = threat.text("status").map(WizVocabulary.word) else { return nil }
        let status = WizVocabulary.status(word)
        let reason = threat.text("resolutionReason")
        return IssueState(
            status: status, vendorStatus: word, reason: reason,
            isSettledByVendor: WizVocabulary.isSettledByWiz(status, reason: reason, type: WizVocabulary.threatType),
            changedAt: threat.time("statusChangedAt"), changedBy: body["trigger"]?.text("changedBy"))
    }

    private func content(_ id: String) -> VendorAlertContent {
        let names = threat.texts("tdrNames")
        let severity = threat.text("severity").map(WizVocabulary.word)
        let mitre = AttackReferences(webhook: threat)
        let accounts = threat.objects("cloudAccounts")
        let account = accounts.count == 1 ? accounts.first : nil
        let resources = threat.objects("resources").compactMap {
            ResourceReader.listed($0, account: account, cloud: threat.text("cloudPlatform"))
        }.withoutRepeats
        return VendorAlertContent(
            name: threat.text("title") ?? names.first ?? "Unnamed threat", description: threat.text("description"),
            severity: WizVocabulary.severity(severity), vendorSeverity: severity, type: WizVocabulary.threatType,
            rule: names.first.map { VendorAlertContent.Rule(name: $0, type: "CloudEventRule") },
            resource: resources.first, resources: resources,
            actors: threat.objects("actors").compactMap(ResourceReader.actor).withoutRepeats,
            projects: ProjectReader.projects(threat), tactics: mitre.tactics, techniques: mitre.techniques,
            detectionIDs: threat.texts("detectionIds"),
            notes: threat["notes"]?.string.map(NoteReader.notes(inText:)) ?? NoteReader.notes(threat),
            url: threat.link("threatURL") ?? PortalLink.make(.threat, id: id, domain: body.text("wizDomain")))
    }
}
