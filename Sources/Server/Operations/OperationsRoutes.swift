import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

/// What an operator's tools ask: is it alive, is it ready, how does it fare.
struct OperationsRoutes: Sendable {
    let services: ServerServices
    let metrics: ServerMetrics
    let pipelineCounts: @Sendable () -> PipelineCounts

    func add(to router: Router<AppRequestContext>) {
        router.get("/healthz") { _, _ in Response(plain: "ok\n") }
        router.get("/readyz") { _, _ in try await ready() }
        router.get("/metrics") { request, context in try await metricsText(request, context) }
    }

    /// Ready when the store answers.
    private func ready() async throws -> Response {
        do {
            _ = try await services.store.read { tx in try tx.signals.pendingCount() }
            return Response(plain: "ready\n")
        } catch {
            throw WorkbenchError(.unavailable, "The store does not answer.")
        }
    }

    /// Counts over all organizations: for this machine's own collector, or with a token of the provider's.
    private func metricsText(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let isLocal = ["127.0.0.1", "::1"].contains(context.address) && request.headers[.forwardedFor] == nil
        guard isLocal || context.principal?.role.isProvider == true else {
            if context.principal != nil { throw WorkbenchError.forbidden("Metrics are the provider's.") }
            throw WorkbenchError(.unauthenticated, "Send a provider's API token.")
        }
        var samples = requestSamples()
        samples += try await storeSamples()
        samples += PipelineSamples.samples(pipelineCounts())
        return Response(plain: PrometheusText.text(samples), type: PrometheusText.contentType)
    }

    private func requestSamples() -> [MetricSample] {
        let totals = metrics.requestTotals
        let count = totals.map { entry in
            MetricSample(
                "watchfloor_http_requests_total", help: "Requests answered, webhooks aside.", kind: .counter,
                labels: [("area", entry.key.area), ("status", String(entry.key.status))],
                value: Double(entry.totals.count))
        }
        let seconds = totals.map { entry in
            MetricSample(
                "watchfloor_http_request_seconds_total", help: "Time spent until the answer began.", kind: .counter,
                labels: [("area", entry.key.area), ("status", String(entry.key.status))], value: entry.totals.seconds)
        }
        let webhooks = metrics.webhookTotals.map { entry in
            MetricSample(
                "watchfloor_webhooks_total", help: "Webhooks answered, by status.", kind: .counter,
                labels: [("status", String(entry.status))], value: Double(entry.count))
        }
        return count + seconds + webhooks
    }

    private func storeSamples() async throws -> [MetricSample] {
        let (pending, counts, devices) = try await services.store.read { tx in
            (try tx.signals.pendingCount(), try tx.alerts.counts(scope: .everything), try tx.devices.all())
        }
        let alerts = Alert.Status.allCases.map { status in
            MetricSample(
                "watchfloor_alerts", help: "Alerts, by status.", kind: .gauge,
                labels: [("status", status.rawValue)], value: Double(counts.total(status: status)))
        }
        let unhealthy = devices.count { $0.health.status == .unhealthy }
        return [
            MetricSample(
                "watchfloor_signals_pending", help: "Signals stored and not yet looked at.", kind: .gauge,
                value: Double(pending))
        ] + alerts + [
            MetricSample("watchfloor_devices", help: "Connected devices.", kind: .gauge, value: Double(devices.count)),
            MetricSample(
                "watchfloor_devices_unhealthy", help: "Devices whose last check failed.", kind: .gauge,
                value: Double(unhealthy)),
            MetricSample(
                "watchfloor_event_streams", help: "Open pages that receive live updates.", kind: .gauge,
                value: Double(await services.updates.listenerCount)),
        ]
    }
}

extension Response {
    init(plain text: String, type: String = "text/plain; charset=utf-8") {
        self.init(
            status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
