import Pipeline
import Workbench

/// The collections that the API serves, each bound to where its rows come from.
struct ResourceCatalog: Sendable {
    let collections: [any ResourceCollection]
    private let byName: [String: any ResourceCollection]

    init(integrations: Integrations, clock: @escaping @Sendable () -> Timestamp = { .now() }) {
        collections =
            [
                ResourceCatalog.organizations, ResourceCatalog.actors, ResourceCatalog.devices,
                ResourceCatalog.vendorAlerts, ResourceCatalog.alerts, ResourceCatalog.histories,
                ResourceCatalog.investigations, ResourceCatalog.investigationHistories, ResourceCatalog.findings,
                ResourceCatalog.findingHistories, ResourceCatalog.comments,
                ResourceCatalog.deliveries, ResourceCatalog.signals, ResourceCatalog.vendors(integrations),
                ResourceCatalog.plugins(integrations), ResourceCatalog.suppressions(clock),
                ResourceCatalog.organizationStatuses, ResourceCatalog.userAccounts, ResourceCatalog.userAccountRoles,
                ResourceCatalog.userAccountStatuses, ResourceCatalog.apiKeys, ResourceCatalog.evidences,
                ResourceCatalog.commentHistories, ResourceCatalog.deviceHistories,
            ] + ResourceCatalog.actions
        byName = Dictionary(collections.map { ($0.description.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> (any ResourceCollection)? { byName[name] }

    /// - Throws: `notFound` for a type that is not served.
    func collection(_ name: String) throws(WorkbenchError) -> any ResourceCollection {
        guard let collection = byName[name] else {
            throw WorkbenchError(.notFound, "There is no resource type \"\(name.prefix(80))\" here.")
        }
        return collection
    }
}

extension ResourceCatalog {
    private static let organizations = StoredCollection(
        resource: Organization.resource,
        findRow: { id, scope, tx in try tx.organizations.find(ID(id), scope: scope) },
        listRows: { query, tx in try tx.organizations.list(query) })

    private static let actors = StoredCollection(
        resource: ActorRecord.resource,
        findRow: { id, scope, tx in
            guard let actor = try tx.people.actor(ID(id)), isVisible(actor, scope) else { return nil }
            return try record(of: actor, in: tx)
        },
        listRows: { query, tx in try tx.people.list(query).map { try record(of: $0, in: tx) } })

    private static let devices = StoredCollection(
        resource: SecurityDevice.resource,
        findRow: { id, scope, tx in try tx.devices.find(ID(id), scope: scope) },
        listRows: { query, tx in try tx.devices.list(query) })

    private static let vendorAlerts = StoredCollection(
        resource: VendorAlertRecord.resource,
        findRow: { id, scope, tx in
            try tx.vendorAlerts.find(ID(id), scope: scope).map {
                VendorAlertRecord(vendorAlert: $0, vendor: try tx.devices.find($0.deviceID, scope: scope)?.vendor)
            }
        },
        listRows: { query, tx in
            var vendors = DeviceVendors()
            return try tx.vendorAlerts.list(query).map {
                VendorAlertRecord(vendorAlert: $0, vendor: try vendors.vendor(of: $0.deviceID, in: tx))
            }
        })

    private static let alerts = StoredCollection(
        resource: AlertRecord.resource,
        findRow: { id, scope, tx in
            try tx.alerts.find(ID(id), scope: scope).map { try records(of: [$0], in: tx) }?.first
        },
        listRows: { query, tx in
            let page = try tx.alerts.list(query)
            return Page(
                rows: try records(of: page.rows, in: tx), next: page.next, total: page.total,
                isTotalEstimated: page.isTotalEstimated)
        })

    private static let histories = StoredCollection(
        resource: AlertHistory.resource,
        findRow: { id, scope, tx in
            let filter = ResourceFilter.compare("id", .equal, .text(id))
            return try tx.alerts.listHistories(ResourceQuery(scope: scope, filter: filter, limit: 1)).rows.first
        },
        listRows: { query, tx in try tx.alerts.listHistories(query) })

    private static let investigations = InvestigationCollection()

    private static let investigationHistories = StoredCollection(
        resource: InvestigationHistory.resource,
        findRow: { id, scope, tx in
            let filter = ResourceFilter.compare("id", .equal, .text(id))
            return try tx.investigations.listHistories(ResourceQuery(scope: scope, filter: filter, limit: 1)).rows.first
        },
        listRows: { query, tx in try tx.investigations.listHistories(query) })

    private static let findings = StoredCollection(
        resource: InvestigationFinding.resource,
        findRow: { id, scope, tx in
            try tx.investigations.finding(ID(id), scope: scope).flatMap { $0.deletedAt == nil ? $0 : nil }
        },
        listRows: { query, tx in try tx.investigations.listFindings(query) })

    private static let findingHistories = StoredCollection(
        resource: InvestigationFindingHistory.resource,
        findRow: { id, scope, tx in
            let filter = ResourceFilter.compare("id", .equal, .text(id))
            let query = ResourceQuery(scope: scope, filter: filter, limit: 1)
            return try tx.investigations.listFindingHistories(query).rows.first
        },
        listRows: { query, tx in try tx.investigations.listFindingHistories(query) })

    private static let comments = StoredCollection(
        resource: Comment.resource,
        findRow: { id, scope, tx in try tx.alerts.comment(ID(id), scope: scope) },
        listRows: { query, tx in try tx.alerts.listComments(query) })

    private static let deliveries = StoredCollection(
        resource: Delivery.resource,
        findRow: { id, scope, tx in try tx.deliveries.find(ID(id), scope: scope) },
        listRows: { query, tx in try tx.deliveries.list(query) })

    private static func suppressions(_ clock: @escaping @Sendable () -> Timestamp)
        -> SmallCollection<SuppressionRecord>
    {
        SmallCollection(
            resource: SuppressionRecord.resource,
            findRow: { id, scope, tx in
                try tx.suppressions.find(ID(id), scope: scope).map { SuppressionRecord($0, at: clock()) }
            },
            candidates: { query, tx in
                let now = clock()
                return try tx.suppressions.list(scope: query.scope, limit: 1000)
                    .map { SuppressionRecord($0, at: now) }
            })
    }

    private static let signals = StoredCollection(
        resource: SignalRecord.resource,
        findRow: { id, scope, tx in
            guard let signal = try tx.signals.find(ID(id)),
                let device = try tx.devices.find(signal.deviceID, scope: scope)
            else { return nil }
            return SignalRecord(signal: signal, organizationID: device.organizationID)
        },
        listRows: { query, tx in try tx.signals.list(query) })

    private static func vendors(_ integrations: Integrations) -> SmallCollection<Vendor> {
        let vendors = integrations.all.map { Vendor(slug: $0.descriptor.slug, name: $0.descriptor.name) }
        return SmallCollection(
            resource: Vendor.resource, findRow: { id, _, _ in vendors.first { $0.slug == id } },
            candidates: { _, _ in vendors })
    }

    private static func plugins(_ integrations: Integrations) -> SmallCollection<Plugin> {
        let plugins = integrations.all.map { Plugin($0.descriptor) }
        return SmallCollection(
            resource: Plugin.resource, findRow: { id, _, _ in plugins.first { $0.slug == id } },
            candidates: { _, _ in plugins })
    }

    private static func records(of alerts: [Alert], in tx: any Transaction) throws -> [AlertRecord] {
        var vendors = DeviceVendors()
        let activity = try tx.alerts.activity(of: alerts.map(\.id))
        let actions = try tx.actions.investigativeActionCounts(of: alerts.map(\.id))
        return try alerts.map { alert in
            var counted = activity[alert.id] ?? AlertActivity()
            counted.investigativeActionCount = actions[alert.id] ?? 0
            return AlertRecord(
                alert: alert, vendor: try vendors.vendor(of: alert.deviceID, in: tx), activity: counted)
        }
    }

    private static func record(of actor: Actor, in tx: any Transaction) throws -> ActorRecord {
        guard let organization = actor.organizationID else {
            return ActorRecord(actor: actor, isProvider: actor.kind == .system)
        }
        let isProvider = try tx.organizations.find(organization, scope: .everything)?.isProvider ?? false
        return ActorRecord(actor: actor, isProvider: isProvider)
    }

    /// Names stand beside what happened: a customer sees its own actors, the product's, and whoever works for it
    /// at the provider is named by relationship.
    private static func isVisible(_ actor: Actor, _ scope: AccessScope) -> Bool {
        actor.organizationID.map(scope.allows) ?? true
    }
}

/// The vendors of the devices on one page, each device read once.
private struct DeviceVendors {
    private var known: [ID<SecurityDevice>: String?] = [:]

    mutating func vendor(of device: ID<SecurityDevice>, in tx: any Transaction) throws -> String? {
        if let vendor = known[device] { return vendor }
        let vendor = try tx.devices.find(device, scope: .everything)?.vendor
        known[device] = .some(vendor)
        return vendor
    }
}

extension Plugin {
    init(_ descriptor: VendorDescriptor) {
        self.init(
            slug: descriptor.slug, name: descriptor.name,
            fields: descriptor.fields.map {
                Field(key: $0.key, label: $0.label, help: $0.help, isSecret: $0.isSecret, isRequired: $0.isRequired)
            })
    }
}
