import Synchronization

/// The port that a server listens on, for those who wait until it is known.
final class BoundPort: Sendable {
    /// The server ended, or whoever waited was cancelled, before there was a port.
    struct NeverBound: Error {}

    private enum State {
        case waiting([Int: CheckedContinuation<Int, any Error>], last: Int)
        case settled(Result<Int, any Error>)
    }

    private let state = Mutex(State.waiting([:], last: 0))

    /// - Throws: what kept the server from listening; `CancellationError` when the task is cancelled.
    func value() async throws -> Int {
        let ticket = state.withLock { state -> Int in
            guard case .waiting(let waiting, let last) = state else { return 0 }
            state = .waiting(waiting, last: last + 1)
            return last + 1
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(ticket, $0) }
        } onCancel: {
            cancel(ticket)
        }
    }

    private func wait(_ ticket: Int, _ continuation: CheckedContinuation<Int, any Error>) {
        let known = state.withLock { state -> Result<Int, any Error>? in
            switch state {
            case .settled(let result): return result
            case .waiting(var waiting, let last):
                if Task.isCancelled { return .failure(CancellationError()) }
                waiting[ticket] = continuation
                state = .waiting(waiting, last: last)
                return nil
            }
        }
        if let known { continuation.resume(with: known) }
    }

    private func cancel(_ ticket: Int) {
        let continuation = state.withLock { state -> CheckedContinuation<Int, any Error>? in
            guard case .waiting(var waiting, let last) = state else { return nil }
            let continuation = waiting.removeValue(forKey: ticket)
            state = .waiting(waiting, last: last)
            return continuation
        }
        continuation?.resume(throwing: CancellationError())
    }

    /// Only the first outcome counts.
    func settle(_ result: Result<Int, any Error>) {
        let waiting = state.withLock { state -> [CheckedContinuation<Int, any Error>] in
            guard case .waiting(let waiting, _) = state else { return [] }
            state = .settled(result)
            return Array(waiting.values)
        }
        for continuation in waiting { continuation.resume(with: result) }
    }
}
