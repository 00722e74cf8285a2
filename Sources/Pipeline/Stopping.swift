import ServiceLifecycle

/// Whether the work at hand should come to its end: the service group shuts down, or whoever started it cancelled it.
enum Stopping {
    static var isWanted: Bool { Task.isCancelled || Task.isShuttingDownGracefully }
}

/// Runs something to its end although the surrounding task may be cancelled: what a vendor answered must be kept.
func shielded<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await Task { try await work() }.value
}
