import Foundation
import Pipeline
import Workbench

/// What a service account shows to get a token.
struct ServiceAccount: Sendable {
    var clientID: String
    var secret: String
}

struct AccessToken: Hashable, Sendable {
    var bearer: String
    /// From then on a new one is asked for before the next request.
    var renewAt: Timestamp
}

/// Gets access tokens by client credentials (RFC 6749 §4.4) and keeps the newest until shortly before its end.
/// Callers that come at the same time share one request.
actor TokenSource {
    /// Wiz always says how long a token lives; where it does not, a short life is assumed, in seconds.
    private static let assumedLifetime: Double = 300
    /// Seconds before its end at which a token is replaced; a third of its life if that is short.
    private static let margin: Double = 60
    private static let answerLimit = 64 << 10

    private let endpoint: TokenEndpoint
    private let account: ServiceAccount
    private let userAgent: String
    private let transport: any HTTPTransport
    private let clock: @Sendable () -> Timestamp
    private var current: AccessToken?
    private var pending: Task<Result<AccessToken, IntegrationError>, Never>?

    init(
        endpoint: TokenEndpoint, account: ServiceAccount, userAgent: String, transport: any HTTPTransport,
        clock: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        self.endpoint = endpoint
        self.account = account
        self.userAgent = userAgent
        self.transport = transport
        self.clock = clock
    }

    /// - Throws: `auth` when Wiz refuses the credentials; `rateLimited`, `server`, `timeout`, `network`, `decoding`.
    func token() async throws(IntegrationError) -> AccessToken {
        if let current, current.renewAt > clock() { return current }
        let task = pending ?? start()
        return try await task.value.get()
    }

    /// Wiz refused this token. One that replaced it meanwhile stays.
    func invalidate(_ token: AccessToken) {
        if current?.bearer == token.bearer { current = nil }
    }

    private func start() -> Task<Result<AccessToken, IntegrationError>, Never> {
        let task = Task { () -> Result<AccessToken, IntegrationError> in
            let result: Result<AccessToken, IntegrationError>
            do throws(IntegrationError) {
                result = .success(try await request())
            } catch {
                result = .failure(error)
            }
            finish(result)
            return result
        }
        pending = task
        return task
    }

    private func finish(_ result: Result<AccessToken, IntegrationError>) {
        pending = nil
        if case .success(let token) = result { current = token }
    }

    private func request() async throws(IntegrationError) -> AccessToken {
        let asked = clock()
        let answer: HTTPAnswer
        do {
            answer = try await transport.send(call)
        } catch {
            throw error.error
        }
        guard answer.status == 200 else { throw refusal(answer) }
        guard let body = try? JSON(parsing: answer.body), let bearer = body["access_token"]?.string else {
            throw IntegrationError(.decoding, "The token service answered without a token.")
        }
        guard bearer.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw IntegrationError(.decoding, "The token service answered with a token that cannot be sent.")
        }
        let lifetime = TokenSource.lifetime(body["expires_in"])
        let usable = lifetime > 3 * TokenSource.margin ? lifetime - TokenSource.margin : lifetime * 2 / 3
        return AccessToken(bearer: bearer, renewAt: asked.adding(seconds: usable))
    }

    /// Seconds; some services write the number as text.
    private static func lifetime(_ value: JSON?) -> Double {
        let number: Double? =
            switch value {
            case .integer(let value)?: Double(value)
            case .number(let value)?: value
            case .string(let text)?: Double(text)
            default: nil
            }
        guard let number, number.isFinite, number >= 0 else { return assumedLifetime }
        return min(number, 30 * 86_400)
    }

    private var call: HTTPCall {
        let form = [
            ("grant_type", "client_credentials"), ("client_id", account.clientID), ("client_secret", account.secret),
            ("audience", endpoint.audience),
        ]
        let body = form.map { "\($0)=\(TokenSource.formEncoded($1))" }.joined(separator: "&")
        return HTTPCall(
            url: endpoint.url,
            headers: [
                ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
                ("User-Agent", userAgent),
            ],
            body: Array(body.utf8), answerLimit: TokenSource.answerLimit, timeout: 30)
    }

    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private static func formEncoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    /// What a refusal means. The body is opaque; only its known texts are shown, and never our secret.
    private func refusal(_ answer: HTTPAnswer) -> IntegrationError {
        let words = words(of: answer)
        switch answer.status {
        case 429:
            let until = RetryAfter.time(answer.headers["retry-after"], now: clock())
            return IntegrationError(.rateLimited(until: until), "Wiz's token service is asked too often.")
        case 500...599:
            return IntegrationError(.server, "Wiz's token service failed with status \(answer.status)\(words).")
        case 300...399:
            return IntegrationError(
                .client, "Wiz's token service answered with a redirect, which is not followed. Check the token address."
            )
        case 404, 405:
            return IntegrationError(.client, "There is no token service at \(endpoint.url) (status \(answer.status)).")
        default:
            return IntegrationError(
                .auth,
                "Wiz refused the client id or secret (status \(answer.status))\(words). "
                    + "Check both under Settings > Service Accounts in Wiz.")
        }
    }

    private func words(of answer: HTTPAnswer) -> String {
        guard let body = try? JSON(parsing: answer.body) else { return "" }
        let texts = ["error", "error_description", "message"].compactMap { body[$0]?.string }
        guard !texts.isEmpty else { return "" }
        let joined = String(texts.joined(separator: ", ").prefix(300))
        return ": " + joined.replacingOccurrences(of: account.secret, with: "…")
    }
}
