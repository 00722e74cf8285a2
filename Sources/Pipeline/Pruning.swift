import Logging
import ServiceLifecycle
import Workbench

/// Forgets what has served its time: finished signals and polls after their retention, sign-ins after their end, what
/// counted in correlations after their time span.
struct Pruning: Service {
    let store: any Store
    let settings: PipelineSettings
    let logger: Logger
    let clock: @Sendable () -> Timestamp

    /// Seconds between two rounds.
    private static let interval: Double = 3600
    /// Rows that one transaction removes, so that nobody waits long for it.
    private static let batch = 1000

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await prune()
                try await Task.sleep(for: .seconds(Pruning.interval))
            }
        }
    }

    func prune() async {
        let now = clock()
        do {
            try await store.write { tx in try tx.people.deleteSessions(expiredBefore: now) }
            let limit = now.adding(seconds: -settings.signalRetention)
            let signals = try await inBatches { tx in try tx.signals.prune(before: limit, limit: Pruning.batch) }
            let runs = try await inBatches { tx in try tx.polls.pruneRuns(before: limit, limit: Pruning.batch) }
            _ = try await inBatches { tx in try tx.correlations.prune(before: now, limit: Pruning.batch) }
            if signals > 0 || runs > 0 { logger.info("Forgot \(signals) old signals and \(runs) old polls") }
        } catch {
            guard !Task.isCancelled else { return }
            logger.error("What is old could not be removed", metadata: ["error": "\(error)"])
        }
    }

    /// - Returns: how many rows were removed in all.
    private func inBatches(_ remove: @escaping @Sendable (any Transaction) throws -> Int) async throws -> Int {
        var total = 0
        while !Task.isCancelled {
            let count = try await store.write { tx in try remove(tx) }
            total &+= count
            guard count >= Pruning.batch else { break }
        }
        return total
    }
}
