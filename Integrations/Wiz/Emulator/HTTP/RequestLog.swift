import GraphQL
import Synchronization

/// Counts the calls of clients by operation, for tests that ask what a client really did.
final class RequestLog: Sendable {
    private struct Counts {
        var operations: [String: Int] = [:]
        var statuses: [Int: Int] = [:]
        var total = 0
        var inFlight = 0
        var mostInFlight = 0
    }

    private let counts = Mutex(Counts())

    func begin() {
        counts.withLock { counts in
            counts.total += 1
            counts.inFlight += 1
            counts.mostInFlight = max(counts.mostInFlight, counts.inFlight)
        }
    }

    /// - Parameter status: nil when the connection was dropped.
    func end(operations: [String], status: Int?) {
        counts.withLock { counts in
            counts.inFlight -= 1
            for operation in operations { counts.operations[operation, default: 0] += 1 }
            counts.statuses[status ?? 0, default: 0] += 1
        }
    }

    func reset() {
        counts.withLock { counts in
            counts = Counts(inFlight: counts.inFlight)
        }
    }

    /// `{"total", "operations": {...}, "statuses": {...}, "in_flight", "most_in_flight"}`; status 0 is a dropped one.
    var value: GraphQLValue {
        let counts = counts.withLock { $0 }
        return [
            "total": .count(counts.total),
            "operations": .object(
                GraphQLObject(counts.operations.sorted { $0.key < $1.key }.map { ($0.key, .count($0.value)) })),
            "statuses": .object(
                GraphQLObject(counts.statuses.sorted { $0.key < $1.key }.map { (String($0.key), .count($0.value)) })),
            "in_flight": .count(counts.inFlight), "most_in_flight": .count(counts.mostInFlight),
        ]
    }
}
