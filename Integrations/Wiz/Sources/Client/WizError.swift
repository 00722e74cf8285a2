import Foundation
import Pipeline
import Workbench

/// One entry of `errors` in a GraphQL reply, and what it means for us (Wiz: `extensions.code`).
struct WizError: Hashable, Sendable {
    var message: String
    var code: String?
    /// How many steps the path has; 0 when there is none. An error deeper than the root left the rest of the data usable.
    var depth: Int
    /// Of these permissions one is needed ("read:all" left out).
    var requiredScopes: [String]
    var requiredFeatures: [String]

    init(_ value: JSON) {
        message = String((value["message"]?.string ?? "an error without words").prefix(1000))
        let extensions = value["extensions"]
        code = extensions?["code"]?.string?.uppercased()
        depth = value["path"]?.array.count ?? 0
        requiredFeatures = (extensions?["requiredFeatures"]?.array ?? []).compactMap(\.string)
        let scopes = (extensions?["requiredScopes"]?.array ?? []).compactMap(\.string)
        let named = scopes.isEmpty ? WizError.scopes(in: message) : scopes
        let narrow = named.filter { !$0.hasSuffix(":all") }
        requiredScopes = narrow.isEmpty ? named : narrow
    }

    /// The entries of a reply.
    static func list(in reply: JSON) -> [WizError] {
        (reply["errors"]?.array ?? []).map(WizError.init)
    }

    /// Permissions as the message lists them: `… is required: [read:all read:x], your permissions: […]`.
    private static func scopes(in message: String) -> [String] {
        guard let start = message.range(of: "required: ["), let end = message[start.upperBound...].firstIndex(of: "]")
        else { return [] }
        return message[start.upperBound..<end].split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    }

    var isUnauthenticated: Bool { code == "UNAUTHENTICATED" }

    var isRateLimit: Bool {
        code == "RATE_LIMIT_EXCEEDED" || message.lowercased().contains("rate limit")
    }

    /// - Parameter retryAt: when Wiz asked us to come back, if it did.
    func integrationError(for kind: Operation.Kind, retryAt: Timestamp?) -> IntegrationError {
        if isRateLimit { return IntegrationError(.rateLimited(until: retryAt), "Wiz: \(message)") }
        switch code {
        case "UNAUTHENTICATED": return IntegrationError(.auth, "Wiz does not accept the token: \(message)")
        case "UNAUTHORIZED", "FORBIDDEN": return unauthorized
        case "LICENSE_MISSING":
            let features = requiredFeatures.isEmpty ? "" : " (\(requiredFeatures.joined(separator: ", ")))"
            return IntegrationError(.refused, "The Wiz tenant has no licence for this\(features): \(message)")
        case "FORBIDDEN_IP":
            return IntegrationError(
                .refused, "Wiz does not let this address in: \(message). Add it to the tenant's IP allow-list.")
        case "BAD_USER_INPUT", "NOT_FOUND":
            return IntegrationError(kind == .mutation ? .refused : .client, "Wiz: \(message)")
        case "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "BAD_REQUEST", "QUERY_COMPLEXITY_LIMIT_EXCEEDED":
            return IntegrationError(.client, "Wiz: \(message)")
        case let code? where code.hasPrefix("INTERNAL") || code.contains("UNAVAILABLE") || code.contains("TIMEOUT"):
            return IntegrationError(.server, "Wiz: \(message)")
        default:
            // What Wiz says no to has its own words; for a question, asking again later is the safe reading.
            return IntegrationError(kind == .mutation ? .refused : .server, "Wiz: \(message)")
        }
    }

    private var unauthorized: IntegrationError {
        guard !requiredScopes.isEmpty else { return IntegrationError(.refused, "Wiz: \(message)") }
        let scopes = requiredScopes.joined(separator: ", ")
        return IntegrationError(
            .scope(scopes), "The service account lacks the permission \(scopes). Wiz: \(message)")
    }
}
