/// A vendor alert, with what its device says of it.
public struct VendorAlertRecord: Hashable, Sendable {
    public var vendorAlert: VendorAlert
    /// The vendor's slug; nil when the device cannot be read any more.
    public var vendor: String?

    public init(vendorAlert: VendorAlert, vendor: String?) {
        self.vendorAlert = vendorAlert
        self.vendor = vendor
    }
}

extension VendorAlertRecord {
    /// Normalised issues and detections.
    public static let resource = Resource<VendorAlertRecord>(
        "vendor_alerts", summary: "A vendor's issue or detection, normalised. It has no working status.",
        id: \.vendorAlert.id.rawValue,
        attributes: [
            .init("original_alert_id", .string, .queryable) { .string($0.vendorAlert.vendorID) },
            .init("original_source_id", .string, [.nullable, .queryable]) { JSON($0.vendorAlert.issueID) },
            .init("vendor_sig_name", .string, .queryable) {
                .string($0.vendorAlert.content.rule?.name ?? $0.vendorAlert.content.name)
            },
            .init("vendor_severity", .enumeration(Severity.allCases.map(\.rawValue)), [.nullable, .queryable]) {
                JSON($0.vendorAlert.content.severity?.rawValue)
            },
            .init("vendor_message", .string, .queryable) { .string($0.vendorAlert.content.name) },
            .init("description", .string, [.nullable, .queryable]) { JSON($0.vendorAlert.content.description) },
            .init("signature_id", .string, [.nullable, .queryable]) { JSON($0.vendorAlert.content.rule?.id) },
            .init("first_seen", .timestamp, .queryable) {
                JSON($0.vendorAlert.vendorCreatedAt ?? $0.vendorAlert.createdAt)
            },
            .init("evidence_activity_start_at", .timestamp, [.nullable, .queryable]) {
                JSON($0.vendorAlert.content.events.compactMap(\.time).min())
            },
            .init("evidence_activity_end_at", .timestamp, [.nullable, .queryable]) {
                JSON($0.vendorAlert.content.events.compactMap(\.time).max())
            },
            .init("evidence_summary", .array, .nullable) { VendorAlertEvidence.summary($0.vendorAlert.content) },
            .init("signals", .array) { VendorAlertEvidence.events($0.vendorAlert.content) },
            .init("properties", .object, []) { VendorAlertEvidence.properties($0.vendorAlert) },
            .init("created_at", .timestamp, .queryable) { JSON($0.vendorAlert.createdAt) },
            .init("updated_at", .timestamp, .queryable) { JSON($0.vendorAlert.updatedAt) },
            .fixed("status", .enumeration(["NORMAL", "PROVISIONAL"]), "NORMAL"),
        ],
        relationships: [
            .one("organization", to: "organizations") { $0.vendorAlert.organizationID.rawValue },
            .one("security_device", to: "security_devices") { $0.vendorAlert.deviceID.rawValue },
            .one("vendor", to: "vendors") { $0.vendor },
            .none("created_by", to: "actors"),
            .none("updated_by", to: "actors"),
            .many("expel_alerts", to: "expel_alerts", inverse: "vendor_alerts"),
        ])
}

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
