import Detection
import Workbench

/// Which of a tenant's rule names no detection rule of ours matches: what it sends, and we let pass.
public struct TenantCoverage: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        public var name: String
        public var kind: VendorAlert.Kind
        /// How many vendor alerts bear it.
        public var count: Int
        public var lastSeenAt: Timestamp
    }

    /// Names that the tenant has ever sent.
    public private(set) var nameCount = 0
    public private(set) var matchedCount = 0
    /// Those of which no vendor alert is matched, most frequent first.
    public private(set) var unmatched: [Row] = []

    public static func of(_ device: ID<SecurityDevice>, _ pack: RulePack, in store: any Store) async throws
        -> TenantCoverage
    {
        try await store.read { tx in
            var rows: [String: Row] = [:]
            var matched: Set<String> = []
            try StoredVendorAlerts(device: device).each(in: tx) { vendorAlert in
                let name = vendorAlert.content.rule?.name ?? vendorAlert.content.name
                rows[
                    name,
                    default: Row(name: name, kind: vendorAlert.kind, count: 0, lastSeenAt: vendorAlert.createdAt)
                ].count += 1
                if !matched.contains(name), pack.detect(vendorAlert.event) != nil { matched.insert(name) }
                return true
            }
            var coverage = TenantCoverage()
            coverage.nameCount = rows.count
            coverage.matchedCount = matched.count
            coverage.unmatched = rows.values.filter { !matched.contains($0.name) }
                .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
            return coverage
        }
    }
}
