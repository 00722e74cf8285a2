import Crypto
import Foundation
import GraphQL
import Synchronization

/// Gives out bearer tokens shaped as JWTs and knows its own again. They are signed with a key made from the seed, so
/// that nothing needs to be kept for each.
final class AccessTokens: Sendable {
    enum Verdict: Sendable {
        case valid
        case missing
        case expired
    }

    private struct Serials {
        var last: Int64 = 0
        /// Tokens up to this one are no longer accepted.
        var revoked: Int64 = 0
    }

    private let key: SymmetricKey
    private let clock: EmulatorClock
    private let dataCenter: String
    private let environment: EmulatorEnvironment
    private let clientID: String
    private let serials = Mutex(Serials())

    init(configuration: EmulatorConfiguration, clock: EmulatorClock) {
        var random = SeededGenerator(seed: configuration.seed ^ 0x746F_6B65_6E)
        key = SymmetricKey(data: Data((0..<32).map { _ in UInt8(truncatingIfNeeded: random.next()) }))
        self.clock = clock
        dataCenter = configuration.dataCenter
        environment = configuration.environment
        clientID = configuration.clientID
    }

    /// - Parameter lifetime: in seconds.
    func issue(lifetime: Int) -> String {
        let serial = serials.withLock { serials in
            serials.last += 1
            return serials.last
        }
        let now = clock.now().nanoseconds / 1_000_000_000
        let claims: GraphQLValue = [
            "iss": .string(environment.issuer), "sub": .string(clientID + "@clients"),
            "aud": .string(environment.audience),
            "dc": .string(dataCenter), "iat": .int(now), "exp": .int(now &+ Int64(lifetime)), "jti": .int(serial),
            "encodedScopes": .string(Hex.text(WizID(name: "scopes:\(serial)").seed, digits: 16)),
        ]
        let header: GraphQLValue = ["alg": "HS256", "typ": "JWT"]
        let body = Self.encode(header.json()) + "." + Self.encode(claims.json())
        let signature = HMAC<SHA256>.authenticationCode(for: Data(body.utf8), using: key)
        return body + "." + Self.encode(Array(signature))
    }

    /// - Parameter header: the value of `Authorization`.
    func judge(header: String?) -> Verdict {
        guard let header, header.lowercased().hasPrefix("bearer ") else { return .missing }
        let parts = header.dropFirst(7).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let signature = Self.decode(parts[2]), let body = Self.decode(parts[1]),
            HMAC<SHA256>.isValidAuthenticationCode(
                signature, authenticating: Data("\(parts[0]).\(parts[1])".utf8), using: key),
            let claims = try? GraphQLValue(json: Array(body)), let end = claims["exp"]?.intValue,
            let serial = claims["jti"]?.intValue
        else { return .missing }
        let isRevoked = serials.withLock { serial <= $0.revoked }
        return isRevoked || clock.now().nanoseconds / 1_000_000_000 >= end ? .expired : .valid
    }

    /// No token given out so far is accepted any longer.
    func revokeAll() {
        serials.withLock { $0.revoked = $0.last }
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap { character in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    private static func decode(_ text: String) -> Data? {
        let standard = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        return Data(base64Encoded: standard + String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4))
    }
}
