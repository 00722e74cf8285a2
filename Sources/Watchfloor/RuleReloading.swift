import Logging
import Pipeline
import ServiceLifecycle
import UnixSignals
import Workbench

/// Reloads the detection rules whenever the process gets SIGHUP.
struct RuleReloading: Service {
    let reload: RuleReload
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            do throws(WorkbenchError) {
                let outcome = try reload.perform()
                logger.notice(
                    "Detection rules reloaded",
                    metadata: [
                        "rules": "\(outcome.ruleCount)", "added": "\(outcome.added.count)",
                        "removed": "\(outcome.removed.count)", "changed": "\(outcome.changed.count)",
                    ])
            } catch {
                logger.error("Detection rules were not reloaded", metadata: ["cause": "\(error.message)"])
            }
        }
    }
}
