/// What the API shows of a vendor alert's content.
enum VendorAlertEvidence {
    /// Who and what was involved, one object for each.
    static func summary(_ content: VendorAlertContent) -> JSON {
        let resources = ([content.resource].compactMap { $0 } + content.resources).map { resource in
            compact([
                "kind": "resource", "name": JSON(resource.name ?? resource.providerID ?? resource.id),
                "type": JSON(resource.type), "id": JSON(resource.providerID ?? resource.id),
                "account": JSON(resource.accountName ?? resource.accountID), "region": JSON(resource.region),
                "cloud": JSON(resource.cloud),
            ])
        }
        let actors = content.actors.map { actor in
            compact([
                "kind": "actor", "name": JSON(actor.name ?? actor.externalID ?? actor.id), "type": JSON(actor.type),
                "id": JSON(actor.externalID ?? actor.id),
            ])
        }
        return .array(resources + actors)
    }

    static func events(_ content: VendorAlertContent) -> JSON {
        .array(
            content.events.map { event in
                compact([
                    "name": JSON(event.name), "description": JSON(event.description), "origin": JSON(event.origin),
                    "source": JSON(event.source), "category": JSON(event.category), "time": JSON(event.time),
                    "actor": JSON(event.actorName), "ip": JSON(event.ip), "ip_country": JSON(event.ipCountry),
                    "processes": .array(event.processes.map(process)),
                ])
            })
    }

    /// What this product knows beyond the attributes that clients expect.
    static func properties(_ vendorAlert: VendorAlert) -> JSON {
        [
            "kind": .string(vendorAlert.kind.rawValue),
            "type": JSON(vendorAlert.content.type),
            "url": JSON(vendorAlert.content.url),
            "source": .string(vendorAlert.firstSource.rawValue),
            "state": vendorAlert.state.map(IssueStateJSON.value) ?? .null,
            "tactics": .array(vendorAlert.content.tactics.map(JSON.string)),
            "techniques": .array(vendorAlert.content.techniques.map(JSON.string)),
            "vendor_updated_at": JSON(vendorAlert.vendorUpdatedAt),
        ]
    }

    private static func process(_ process: VendorAlertContent.Process) -> JSON {
        compact([
            "command_line": JSON(process.commandLine), "path": JSON(process.path), "hash": JSON(process.hash),
            "user": JSON(process.user), "container": JSON(process.container), "image": JSON(process.image),
        ])
    }

    private static func compact(_ members: [String: JSON]) -> JSON {
        .object(members.filter { $0.value != .null && $0.value != .array([]) })
    }
}

/// A state of a vendor's issue, as the API shows it everywhere.
enum IssueStateJSON {
    static func value(_ state: IssueState) -> JSON {
        [
            "status": .string(state.status.rawValue), "vendor_status": .string(state.vendorStatus),
            "reason": JSON(state.reason), "is_settled_by_vendor": .bool(state.isSettledByVendor),
            "changed_at": JSON(state.changedAt), "changed_by": JSON(state.changedBy),
        ]
    }
}
