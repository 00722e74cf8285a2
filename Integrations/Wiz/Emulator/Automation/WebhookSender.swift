import AsyncHTTPClient
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1

/// Sends one body to one receiver.
struct WebhookSender: Sendable {
    /// How one attempt ended.
    enum Outcome: Sendable {
        case answered(status: Int, body: String)
        case failed(String)

        var isDelivered: Bool {
            if case .answered(let status, _) = self { (200..<300).contains(status) } else { false }
        }

        /// Whether another attempt may help.
        var isWorthRetrying: Bool {
            switch self {
            case .answered(let status, _): status == 408 || status == 429 || status >= 500
            case .failed: true
            }
        }
    }

    func send(_ body: [UInt8], to rule: AutomationRule) async -> Outcome {
        var request = HTTPClientRequest(url: rule.url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "User-Agent", value: "Wiz-Webhook")
        for (name, value) in rule.headers where HTTPField.Name(name) != nil {
            request.headers.replaceOrAdd(name: name, value: value)
        }
        switch rule.authorization {
        case .none: break
        case .basic(let user, let password):
            let pair = Data("\(user):\(password)".utf8).base64EncodedString()
            request.headers.replaceOrAdd(name: "Authorization", value: "Basic \(pair)")
        case .bearer(let token): request.headers.replaceOrAdd(name: "Authorization", value: "Bearer \(token)")
        }
        request.body = .bytes(ByteBuffer(bytes: body))
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
            let answer = try await response.body.collect(upTo: 64 << 10)
            return .answered(status: Int(response.status.code), body: String(buffer: answer))
        } catch {
            return .failed(String(describing: error))
        }
    }
}
