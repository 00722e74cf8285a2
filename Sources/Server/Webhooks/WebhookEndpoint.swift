import Crypto
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Pipeline
import Workbench

/// `POST /webhooks/{key}`: where a vendor delivers. Size, device, credentials; then the bytes are made durable, and
/// only then the answer is 202. Nothing of the body is looked at here.
struct WebhookEndpoint: Sendable {
    private let devices: WebhookDevices
    private let inbox: Inbox
    private let limit: Int
    private let metrics: ServerMetrics

    init(services: ServerServices, metrics: ServerMetrics) {
        devices = WebhookDevices(store: services.store, vault: services.vault)
        inbox = services.inbox
        limit = services.settings.webhookLimit
        self.metrics = metrics
    }

    func add(to router: Router<AppRequestContext>) {
        router.post("/webhooks/:key") { request, context in await respond(to: request, context) }
    }

    private func respond(to request: Request, _ context: AppRequestContext) async -> Response {
        let response: Response
        do {
            try await accept(request, key: context.parameters.get("key") ?? "")
            response = Response(status: .accepted)
        } catch {
            response = refusal(error, context)
        }
        metrics.noteWebhook(status: response.status.code)
        return response
    }

    private func accept(_ request: Request, key: String) async throws {
        guard let device = try await devices.device(key: key) else { throw WorkbenchError.notFound("webhook") }
        guard device.ingestion != .removed else {
            throw WorkbenchError(.gone, "This device was removed. Delete the automation rule that sends here.")
        }
        guard isAuthentic(request.headers[.authorization], device) else {
            throw WorkbenchError(.unauthenticated, "The user name or the password of this webhook is wrong.")
        }
        guard device.ingestion != .awaitingAddendum else {
            throw WorkbenchError.forbidden(
                "legal addendum required: this device takes nothing in until the provider has recorded it.")
        }
        guard WebhookEndpoint.isJSON(request.headers[.contentType]) else {
            throw WorkbenchError(.unsupportedMedia, "Send the body as application/json.")
        }
        if let length = request.headers[.contentLength] {
            guard let bytes = Int(length), bytes <= limit else { throw ErrorStatus.tooLarge }
        }
        let body = try await request.body.collect(upTo: limit)
        try await inbox.accept(Array(body.readableBytesView), device: device.id, source: .webhook)
    }

    /// Compares digests, so that neither the time nor the length tells anything about the right credentials.
    private func isAuthentic(_ authorization: String?, _ device: WebhookDevices.Device) -> Bool {
        guard let authorization, let space = authorization.firstIndex(of: " "),
            authorization[..<space].lowercased() == "basic"
        else { return false }
        let credentials = authorization[space...].drop { $0 == " " }
        let given = TokenDigest.of(String(credentials))
        if TokenDigest.areEqual(given, device.credentialsDigest) { return true }
        guard let old = device.oldCredentials, old.until > .now() else { return false }
        return TokenDigest.areEqual(given, old.digest)
    }

    private static func isJSON(_ contentType: String?) -> Bool {
        guard let type = contentType?.prefix(while: { $0 != ";" }).lowercased() else { return false }
        let trimmed = type.trimmed
        return trimmed == "application/json" || (trimmed.hasPrefix("application/") && trimmed.hasSuffix("+json"))
    }

    private func refusal(_ error: any Error, _ context: AppRequestContext) -> Response {
        let known = ErrorStatus.workbenchError(error)
        if known.code == .internal {
            context.logger.error("Webhook failed", metadata: ["cause": .string(String(reflecting: error))])
        }
        var response = ErrorDocument.response(for: known, requestID: context.id)
        if known.code == .unauthenticated {
            response.headers[.wwwAuthenticate] = "Basic realm=\"Watchfloor webhook\", charset=\"UTF-8\""
        }
        return response
    }
}
