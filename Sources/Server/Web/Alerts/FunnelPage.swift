import Pipeline
import Workbench

/// How many signals became vendor alerts, alerts, investigations and incidents since a time.
struct FunnelCounts: Hashable, Sendable {
    var signals: Int
    var vendorAlerts: Int
    var alerts: Int
    var investigations: Int
    var incidents: Int

    static func read(since: Timestamp, scope: AccessScope, in tx: any Transaction) throws -> FunnelCounts {
        let later = ResourceFilter.compare("created_at", .greater, .time(since))
        let query = ResourceQuery(scope: scope, filter: later, limit: 0, wantsTotal: true)
        var incidents = query
        incidents.filter = .all([later, .compare("is_incident", .equal, .boolean(true))])
        let devices = try tx.devices.list(ResourceQuery(scope: scope, limit: 1000)).rows
        return FunnelCounts(
            signals: try devices.reduce(0) { $0 + (try tx.signals.count(device: $1.id, since: since)) },
            vendorAlerts: try tx.vendorAlerts.list(query).total ?? 0,
            alerts: try tx.alerts.counts(of: later, scope: scope).total(),
            investigations: try tx.investigations.list(query).total ?? 0,
            incidents: try tx.investigations.list(incidents).total ?? 0)
    }
}

/// The funnel over a span of time, as a chart with its table.
struct FunnelPage: Sendable {
    struct Step: Sendable {
        var label: String
        var explanation: String
        var number: String
        /// "4.2 % of the step before"; nil for the first.
        var share: String?
        /// The bar's place and size in the drawing, in its units.
        var y: Int
        var width: Int
        var textY: Int
    }

    var shell: Shell
    var periods: [MenuLink]
    var steps: [Step]
    var height: Int
    var summary: String

    static let barHeight = 28
    static let fullWidth = 560

    init(_ counts: FunnelCounts, within: AlertListFilter.Period.Within, shell: Shell) {
        self.shell = shell
        periods = AlertListFilter.Period.Within.allCases.map {
            MenuLink($0.words, PageAddress("/alerts/funnel").with("within", $0.rawValue), isCurrent: $0 == within)
        }
        let values: [(String, String, Int)] = [
            ("Signals", "Webhooks and polled items, as far as they are still kept.", counts.signals),
            ("Issues and detections", "Seen for the first time.", counts.vendorAlerts),
            ("Alerts", "A detection rule matched and nothing suppressed it.", counts.alerts),
            ("Investigations", "Opened, incidents included.", counts.investigations),
            ("Incidents", "Of these investigations.", counts.incidents),
        ]
        let most = max(values.map(\.2).max() ?? 0, 1)
        var before: Int?
        steps = values.enumerated().map { index, value in
            let (label, explanation, number) = value
            defer { before = number }
            let width = number == 0 ? 0 : max(2, number * FunnelPage.fullWidth / most)
            let y = index * (FunnelPage.barHeight + 12)
            return Step(
                label: label, explanation: explanation, number: grouped(number),
                share: before.flatMap { FunnelPage.share(number, of: $0) }, y: y, width: width, textY: y + 19)
        }
        height = steps.count * (FunnelPage.barHeight + 12)
        summary = "Of \(grouped(counts.signals)) signals came \(grouped(counts.alerts)) alerts."
    }

    /// Nil where a share would say nothing.
    private static func share(_ part: Int, of whole: Int) -> String? {
        guard whole > 0, part <= whole else { return nil }
        let tenths = part * 1000 / whole
        return "\(tenths / 10).\(tenths % 10) %"
    }

    func html() throws -> String { try Templates.render(self, with: "Funnel") }
}
