import Logging
import Workbench

/// What the workers of a device share.
struct WorkerContext: Sendable {
    let store: any Store
    let settings: PipelineSettings
    let updates: LiveUpdates
    let meter: PipelineMeter
    let logger: Logger
    let clock: @Sendable () -> Timestamp
    let wakeIntake: @Sendable () async -> Void
    let wakeRereads: @Sendable (ID<SecurityDevice>) async -> Void
    let wakeHealth: @Sendable (ID<SecurityDevice>) async -> Void

    /// Errors while everything comes to its end say nothing.
    func logUnlessStopping(_ message: Logger.Message, _ error: any Error) {
        guard !Stopping.isWanted else { return }
        logger.error(message, metadata: ["error": "\(error)"])
    }
}
