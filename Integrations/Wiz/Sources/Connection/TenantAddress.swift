import Foundation
import Workbench

/// The two addresses of a tenant, checked: HTTPS to Wiz's own hosts and nowhere else, unless a tenant on this machine
/// is expressly allowed.
struct TenantAddress: Hashable, Sendable {
    /// The GraphQL endpoint.
    var apiURL: String
    var token: TokenEndpoint

    /// - Throws: `invalid` with the field at fault.
    init(apiURL: String, authURL: String?, allowsLoopback: Bool) throws(WorkbenchError) {
        let api = try ParsedURL(apiURL, field: "api_url", allowsLoopback: allowsLoopback)
        guard api.isLoopback || api.isWizHost else {
            throw .invalid(
                "The API endpoint URL must be at wiz.io or wiz.us, like https://api.us1.app.wiz.io/graphql.",
                field: "api_url")
        }
        guard api.path.isEmpty || api.path == "/graphql" else {
            throw .invalid("The path of the API endpoint URL must be /graphql.", field: "api_url")
        }
        self.apiURL = api.origin + "/graphql"
        guard let authURL else {
            token = api.isLoopback ? TokenEndpoint(loopbackOrigin: api.origin) : TokenEndpoint(forAPIHost: api.host)
            return
        }
        token = try TenantAddress.tokenEndpoint(authURL, for: api, allowsLoopback: allowsLoopback)
    }

    private static func tokenEndpoint(_ text: String, for api: ParsedURL, allowsLoopback: Bool) throws(WorkbenchError)
        -> TokenEndpoint
    {
        let auth = try ParsedURL(text, field: "auth_url", allowsLoopback: allowsLoopback)
        guard auth.path.isEmpty || auth.path == "/oauth/token" else {
            throw .invalid("The path of the token URL must be /oauth/token.", field: "auth_url")
        }
        if auth.isLoopback || api.isLoopback {
            guard auth.isLoopback, api.isLoopback else {
                throw .invalid("A tenant on this machine needs both addresses on this machine.", field: "auth_url")
            }
            return TokenEndpoint(loopbackOrigin: auth.origin)
        }
        guard let endpoint = TokenEndpoint(wizHost: auth.host) else {
            throw .invalid(
                "\(auth.host) is no token service of Wiz. Most tenants use https://auth.app.wiz.io/oauth/token.",
                field: "auth_url")
        }
        guard endpoint.isGov == api.host.hasSuffix(".wiz.us") else {
            throw .invalid(
                "Wiz for Gov (wiz.us) and commercial Wiz (wiz.io) do not accept each other's tokens: "
                    + "both addresses must belong to the same.", field: "auth_url")
        }
        return endpoint
    }
}

/// An address with nothing in it that does not belong: no user, port, query or fragment.
private struct ParsedURL {
    var host: String
    /// Scheme, host and, on this machine, port.
    var origin: String
    /// Without a trailing slash.
    var path: String
    var isLoopback: Bool

    init(_ text: String, field: String, allowsLoopback: Bool) throws(WorkbenchError) {
        let typed = text.trimmed
        let whole = typed.contains("://") ? typed : "https://" + typed
        guard let parts = URLComponents(string: whole), let scheme = parts.scheme?.lowercased(),
            let host = parts.host?.lowercased(), ParsedURL.isPlain(host)
        else {
            throw .invalid(
                "This is not an address: it should look like https://api.us1.app.wiz.io/graphql.", field: field)
        }
        guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
            throw .invalid("The address must not contain a user, a query or a fragment.", field: field)
        }
        isLoopback = ParsedURL.isLoopback(host)
        guard !isLoopback || allowsLoopback else {
            throw .invalid("Addresses on this machine are not allowed here.", field: field)
        }
        guard scheme == "https" || (scheme == "http" && isLoopback) else {
            throw .invalid("The address must begin with https://.", field: field)
        }
        guard isLoopback || parts.port == nil || parts.port == 443 else {
            throw .invalid("Wiz is reached on port 443 only.", field: field)
        }
        self.host = host
        let port = isLoopback ? parts.port.map { ":\($0)" } ?? "" : ""
        let named = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        origin = "\(scheme)://\(named)\(port)"
        var path = parts.path
        while path.hasSuffix("/") { path.removeLast() }
        self.path = path
    }

    var isWizHost: Bool { host.hasSuffix(".wiz.io") || host.hasSuffix(".wiz.us") }

    private static func isPlain(_ host: String) -> Bool {
        let isName = host.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        }
        return !host.isEmpty && host.utf8.count <= 253
            && (isName && !host.hasPrefix(".") && !host.hasSuffix(".") && !host.contains("..") || isLoopback(host))
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.first == "127" && numbers.allSatisfy { UInt8($0) != nil }
    }
}
