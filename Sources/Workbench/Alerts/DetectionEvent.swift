/// What detection rules look at: one documented, vendor-neutral set of fields over every shape that arrives.
///
/// Fields are addressed by dotted paths (`rule.id`, `process.command_line`); `raw.` leads into the vendor's own JSON.
/// Where a path meets a list, the field has all the elements' values, and a rule matches if any of them does.
/// The list of fields is in Docs/detection-fields.md.
public struct DetectionEvent: Hashable, Sendable {
    /// A JSON object in the documented taxonomy.
    public let fields: JSON

    public init(fields: JSON) {
        self.fields = fields
    }

    public init(kind: VendorAlert.Kind, content: VendorAlertContent, state: IssueState? = nil, raw: JSON = .null) {
        fields = DetectionEvent.fields(kind: kind, content: content, state: state, raw: raw)
    }

    private static func fields(
        kind: VendorAlert.Kind, content: VendorAlertContent, state: IssueState?, raw: JSON
    ) -> JSON {
        let processes = content.events.flatMap(\.processes)
        return compact([
            "kind": .string(kind.rawValue),
            "name": .string(content.name),
            "description": JSON(content.description),
            "severity": JSON(content.severity?.rawValue),
            "status": JSON(state?.vendorStatus),
            "type": JSON(content.type),
            "origin": list(content.origins),
            "risk": list(content.risks),
            "environment": list(content.environments),
            "rule": content.rule.map(fields(of:)) ?? .null,
            "resource": .array(([content.resource].compactMap { $0 } + content.resources).map(fields(of:))),
            "actor": .array(content.actors.map(fields(of:))),
            "project": .array(content.projects.map(fields(of:))),
            "mitre": compact(["tactic": list(content.tactics), "technique": list(content.techniques)]),
            "event": .array(content.events.map(fields(of:))),
            "process": .array(processes.map(fields(of:))),
            "raw": raw,
        ])
    }

    private static func fields(of rule: VendorAlertContent.Rule) -> JSON {
        compact([
            "id": JSON(rule.id), "name": JSON(rule.name), "description": JSON(rule.description),
            "type": JSON(rule.type),
        ])
    }

    private static func fields(of project: VendorAlertContent.Project) -> JSON {
        compact(["name": .string(project.name), "impact": JSON(project.businessImpact)])
    }

    private static func fields(of resource: VendorAlertContent.Resource) -> JSON {
        compact([
            "id": JSON(resource.id), "provider_id": JSON(resource.providerID), "name": JSON(resource.name),
            "type": JSON(resource.type), "native_type": JSON(resource.nativeType), "region": JSON(resource.region),
            "cloud": JSON(resource.cloud), "status": JSON(resource.status), "cluster": JSON(resource.cluster),
            "namespace": JSON(resource.namespace),
            "account": compact(["id": JSON(resource.accountID), "name": JSON(resource.accountName)]),
            "tag": .object(resource.tags.mapValues(JSON.string)),
        ])
    }

    private static func fields(of actor: VendorAlertContent.ActorReference) -> JSON {
        compact([
            "id": JSON(actor.id), "external_id": JSON(actor.externalID), "name": JSON(actor.name),
            "type": JSON(actor.type), "native_type": JSON(actor.nativeType),
        ])
    }

    private static func fields(of event: VendorAlertContent.TriggeringEvent) -> JSON {
        compact([
            "name": JSON(event.name), "description": JSON(event.description), "origin": JSON(event.origin),
            "source": JSON(event.source), "category": JSON(event.category), "status": JSON(event.status),
            "ip": compact([
                "address": JSON(event.ip), "country": JSON(event.ipCountry), "reputation": JSON(event.ipReputation),
            ]),
        ])
    }

    private static func fields(of process: VendorAlertContent.Process) -> JSON {
        compact([
            "command_line": JSON(process.commandLine), "path": JSON(process.path), "hash": JSON(process.hash),
            "user": JSON(process.user), "container": JSON(process.container), "image": JSON(process.image),
        ])
    }

    private static func list(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

    /// An object without its empty members, so that "absent" has one form.
    private static func compact(_ members: [String: JSON]) -> JSON {
        .object(members.filter { $0.value != .null && $0.value != .array([]) && $0.value != .object([:]) })
    }
}
