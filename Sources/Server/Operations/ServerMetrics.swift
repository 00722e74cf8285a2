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
