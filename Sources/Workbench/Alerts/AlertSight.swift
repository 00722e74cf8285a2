/// How an alert stood when somebody looked at it, so that acting on an old page never overwrites what others did since.
///
/// The version rises with every change, also when the vendor is merely read again; that alone is no reason to refuse a
/// person. What decides is whether the things that people decide about still stand as they were seen.
public struct AlertSight: Hashable, Sendable {
    public var version: Int64
    /// Status, reason, assignee, investigation and flag as they were; nil when only the version is known.
    public var mark: String?

    public init(of alert: Alert) {
        version = alert.version
        mark = AlertSight.mark(of: alert)
    }

    public init(version: Int64) {
        self.version = version
    }

    /// - Parameter text: as `text` gives it, or a version alone.
    public init?(_ text: String) {
        let parts = text.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let version = Int64(first) else { return nil }
        self.version = version
        mark = parts.count > 1 ? String(parts[1]) : nil  // safe: counted
    }

    public var text: String { mark.map { "\(version)~\($0)" } ?? "\(version)" }

    /// Whether the alert still stands as it was seen.
    public func holds(for alert: Alert) -> Bool {
        alert.version == version || mark.map { $0 == AlertSight.mark(of: alert) } == true
    }

    private static func mark(of alert: Alert) -> String {
        [
            alert.status.rawValue, alert.closeReason?.rawValue ?? "", alert.assignedTo?.rawValue ?? "",
            alert.investigationID?.rawValue ?? "", alert.vendorFlag?.kind.rawValue ?? "",
        ].joined(separator: "~")
    }
}
