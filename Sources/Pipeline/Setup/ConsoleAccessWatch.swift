import Logging
import ServiceLifecycle
import Workbench

/// Looks verification codes up until they are there.
struct ConsoleAccessWatch: Service {
    let workflow: ConsoleAccessWorkflow
    let logger: Logger

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await look()
                try await Task.sleep(for: .seconds(workflow.context.settings.domainLookupInterval))
            }
        }
    }

    func look() async {
        do {
            for record in try await workflow.waiting() where !Task.isCancelled {
                _ = try await workflow.lookUp(record, by: Actor.system)
            }
        } catch {
            guard !Task.isCancelled else { return }
            logger.error("Verification codes could not be looked up", metadata: ["error": "\(error)"])
        }
    }
}
