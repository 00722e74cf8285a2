import Synchronization

/// What the HTTP side counts, for `/metrics`.
public final class ServerMetrics: Sendable {
    struct RequestKey: Hashable {
        var area: String
        var status: Int
    }

    struct RequestTotals {
        var count = 0
        var seconds = 0.0
    }

    private let requests = Mutex<[RequestKey: RequestTotals]>([:])
    private let webhooks = Mutex<[Int: Int]>([:])

    public init() {}

    func noteRequest(area: String, status: Int, took elapsed: Duration) {
        requests.withLock { totals in
            let key = RequestKey(area: area, status: status)
            var entry = totals[key] ?? RequestTotals()
            entry.count &+= 1
            entry.seconds += elapsed.seconds
            totals[key] = entry
        }
    }

    func noteWebhook(status: Int) {
        webhooks.withLock { $0[status, default: 0] &+= 1 }
    }

    var requestTotals: [(key: RequestKey, totals: RequestTotals)] {
        requests.withLock { totals in totals.map { ($0.key, $0.value) } }
            .sorted { ($0.key.area, $0.key.status) < ($1.key.area, $1.key.status) }
    }

    var webhookTotals: [(status: Int, count: Int)] {
        webhooks.withLock { totals in totals.map { ($0.key, $0.value) } }.sorted { $0.status < $1.status }
    }

    /// The first part of a path when it is one of ours, so that made-up paths make no new series.
    static func area(of path: String) -> String {
        let first = path.split(separator: "/", maxSplits: 1).first.map(String.init) ?? ""
        let known = ["api", "auth", "events", "healthz", "readyz", "metrics", "openapi.json"]
        return known.contains(first) ? first : "pages"
    }
}

/// One series of the Prometheus text format.
struct MetricSample: Sendable {
    enum Kind: String, Sendable { case counter, gauge, histogram }

    /// Of the family; `suffix` tells a histogram's parts apart.
    var name: String
    var suffix: String
    var help: String
    var kind: Kind
    var labels: [(name: String, value: String)]
    var value: Double

    init(
        _ name: String, suffix: String = "", help: String, kind: Kind, labels: [(name: String, value: String)] = [],
        value: Double
    ) {
        self.name = name
        self.suffix = suffix
        self.help = help
        self.kind = kind
        self.labels = labels
        self.value = value
    }
}
