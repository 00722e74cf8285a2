import Pipeline
import ServiceLifecycle

/// An emulated tenant, as the demo needs it. An integration contributes one in Integrations.swift.
struct DemoTenant: Sendable {
    /// The integration's slug.
    var vendor: String
    /// What a device is connected with, by the descriptor's field keys, the secret included.
    var settings: [String: String]
    /// Where the tenant's own side can be looked at and changed.
    var controlURL: String
    var service: any Service
    /// Waits until the tenant answers.
    var ready: @Sendable () async throws -> Void
    /// Makes the tenant send its issues and detections to a webhook.
    var sendTo: @Sendable (_ url: String, _ username: String, _ password: String) async throws -> Void
}
