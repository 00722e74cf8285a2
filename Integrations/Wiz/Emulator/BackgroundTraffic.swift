import Logging

/// Adds issues at a steady rate, as a tenant that lives does.
struct BackgroundTraffic: Sendable {
    let tenant: Tenant
    /// Issues a minute.
    let rate: Double

    /// Until cancelled.
    func run() async {
        guard rate.isFinite, rate > 0 else { return }
        let pause = Duration.milliseconds(Int64(min(max(60_000 / rate, 1), 86_400_000)))
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: pause)
            } catch {
                return
            }
            _ = try? tenant.create(IssueOrder(), createdAt: nil)
        }
    }
}
