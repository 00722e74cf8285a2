import GraphQL

/// The fixed body of a detection.
struct DetectionWebhook {
    let story: DetectionStory
    let rule: AutomationRule
    let view: TenantView

    init?(_ detection: Detection, rule: AutomationRule, view: TenantView) {
        guard let story = DetectionStory(detection, in: view.state) else { return nil }
        self.story = story
        self.rule = rule
        self.view = view
    }

    var value: GraphQLValue {
        let detection = story.detection
        let issue = detection.issue.map { view.state.issues[$0] }
        var object: GraphQLObject = [
            "trigger": [
                "source": "DETECTIONS", "type": "Created", "ruleId": .string(rule.id.description),
                "ruleName": .string(rule.name),
            ],
            "id": .string(detection.id.description), "threatId": .text(issue?.id.description),
            "threatURL": .text(issue.map(view.url)), "title": .string(story.title), "description": story.description,
            "severity": .string(detection.severity.rawValue), "createdAt": .time(detection.createdAt),
            "tdrId": .string(story.rule.id), "tdrSource": .string(source),
            "mitreTactics": story.rule.tactics.isEmpty ? .null : .texts(story.rule.tactics),
            "mitreTechniques": story.rule.techniques.isEmpty ? .null : .texts(story.rule.techniqueIDs),
            "timeframe": ["start": .time(story.startedAt), "end": .time(story.endedAt)],
        ]
        object["cloudAccounts"] = .list(account.map { [$0] } ?? [])
        object["cloudOrganizations"] = []
        object["actors"] = .list(story.actors.map(actor))
        object["primaryActor"] = story.actors.first.map(actor) ?? .null
        object["resources"] = .list(resource.map { [$0] } ?? [])
        object["primaryResource"] = resource ?? .null
        let events = story.events(first: DetectionStory.inlineEventLimit)
        object["triggeringEventsCount"] = .count(story.eventCount)
        object["triggeringEvents"] = .list(events.map(event))
        if rule.sendsSingleEvent { single(&object, events.first) }
        return .object(object)
    }

    /// The variant with one event: no lists of actors and resources, and an address of its own.
    private func single(_ object: inout GraphQLObject, _ first: DetectionEvent?) {
        for key in ["triggeringEvents", "actors", "resources", "cloudOrganizations"] { object[key] = nil }
        object["triggeringEvent"] = first.map(event) ?? .null
        object["source"] = .string(source)
        object["detectionUrl"] = .string("\(view.portal)/findings/detections#~(detectionId~'\(story.detection.id))")
    }

    /// Close to the API's origin, but not the same.
    private var source: String {
        story.rule.origin == "AWS_GUARD_DUTY" ? "GUARD_DUTY" : story.rule.origin
    }

    private var account: GraphQLValue? {
        story.account.map { account in
            [
                "cloudPlatform": .string(account.provider), "externalId": .string(account.externalID),
                "id": .string(account.id.description), "name": .string(account.name),
            ]
        }
    }

    private var resource: GraphQLValue? {
        story.resource.map { resource in
            [
                "cloudAccount": account ?? .null, "externalId": .string(resource.externalID),
                "id": .string(resource.id), "name": .string(resource.name),
                "nativeType": .string(resource.nativeType), "region": .string(resource.region), "status": "Active",
                "type": .string(resource.type),
            ]
        }
    }

    private func actor(_ actor: DetectionActor) -> GraphQLValue {
        [
            "externalId": .string(actor.externalID), "id": .string(actor.id), "name": .string(actor.name),
            "type": .string(actor.type),
        ]
    }

    private func event(_ event: DetectionEvent) -> GraphQLValue {
        [
            "id": .string(event.id.description), "externalId": .string(event.externalID), "name": .string(event.name),
            "description": .string(event.description), "cloudProviderUrl": "",
            "cloudPlatform": .text(story.resource?.platform), "origin": .string(event.origin),
            "eventTime": .time(event.time), "source": .string(event.source), "category": .string(event.category),
            "status": .string(event.status), "actor": event.actor.map(actor) ?? .null,
            "actorIP": .string(event.address ?? ""), "actorIPMeta": event.address.map(reputation) ?? .null,
            "resources": .list(resource.map { [$0] } ?? []),
            "runtimeDetails": event.processes.isEmpty
                ? .null : ["processTree": event.processTree(on: story.resource)],
        ]
    }

    private func reputation(_ address: String) -> GraphQLValue {
        guard case .object(var object) = AddressReputation(address: address).value else { return .null }
        object["isForeign"] = true
        return .object(object)
    }
}
