import Workbench

/// The triggering events of a detection, from the API and from webhooks, joined with the detection's actors.
struct EventReader {
    /// Names of actors by their id: events point at them by id alone.
    private let actorNames: [String: String]

    init(actors: [VendorAlertContent.ActorReference]) {
        actorNames = Dictionary(
            actors.compactMap { actor in actor.id.flatMap { id in actor.name.map { (id, $0) } } },
            uniquingKeysWith: { first, _ in first })
    }

    func event(_ value: JSON) -> VendorAlertContent.TriggeringEvent {
        let meta = value["actorIPMeta"]
        return VendorAlertContent.TriggeringEvent(
            id: value.text("id"), name: value.text("name"), description: value.text("description"),
            origin: value.text("origin"), source: value.text("source"), category: value.text("category"),
            status: value.text("status"), time: value.time("timestamp") ?? value.time("eventTime"),
            actorName: actorName(value["actor"]), ip: value.text("actorIP"), ipCountry: meta?.text("country"),
            ipReputation: meta?.text("reputation"), url: value.link("cloudProviderUrl"), processes: processes(value))
    }

    private func actorName(_ actor: JSON?) -> String? {
        guard let actor else { return nil }
        return actor.text("name") ?? actor.text("id").flatMap { actorNames[$0] } ?? actor.text("externalId")
    }

    private func processes(_ event: JSON) -> [VendorAlertContent.Process] {
        let details = event["extraDetails"] ?? event["runtimeDetails"]
        let tree = (details?.objects("processTree") ?? []).compactMap(process)
        if !tree.isEmpty { return tree }
        let alone = VendorAlertContent.Process(
            commandLine: event.text("commandLine"),
            path: event.text("runtimeProgram") ?? event["runtimeProgram"]?.text("path"))
        return alone == VendorAlertContent.Process() ? [] : [alone]
    }

    private func process(_ value: JSON) -> VendorAlertContent.Process? {
        let container = value["container"]
        let process = VendorAlertContent.Process(
            commandLine: value.text(anyOf: "command", "commandLine"), path: value.text("path"),
            hash: value.text("hash"),
            user: value.text(anyOf: "userName", "userId"),
            container: container?.text(anyOf: "name", "externalId", "id"),
            image: container?["image"]?.text(anyOf: "externalId", "name", "id"))
        return process == VendorAlertContent.Process() ? nil : process
    }
}
