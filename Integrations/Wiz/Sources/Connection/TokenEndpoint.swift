/// Where tokens come from. Only these addresses are ever sent a secret.
struct TokenEndpoint: Hashable, Sendable {
    var url: String
    /// Which API the token is for: `wiz-api`, or `beyond-api` at the addresses of old accounts.
    var audience: String
    var isGov: Bool

    /// The hosts of Wiz's token services, all with the path `/oauth/token`.
    private static let audiences: [String: String] = [
        "auth.app.wiz.io": "wiz-api", "auth.app.wiz.us": "wiz-api", "auth.gov.wiz.io": "wiz-api",
        "auth.test.wiz.io": "wiz-api", "auth.demo.wiz.io": "wiz-api", "auth.wiz.io": "beyond-api",
        "auth0.gov.wiz.io": "beyond-api", "auth0.test.wiz.io": "beyond-api", "auth0.demo.wiz.io": "beyond-api",
    ]

    private init(url: String, audience: String, isGov: Bool = false) {
        self.url = url
        self.audience = audience
        self.isGov = isGov
    }

    /// Nil for a host that is no token service of Wiz.
    init?(wizHost host: String) {
        guard let audience = TokenEndpoint.audiences[host] else { return nil }
        self.init(url: "https://\(host)/oauth/token", audience: audience, isGov: host.hasSuffix(".wiz.us"))
    }

    /// The token service that belongs to an API host of Wiz.
    init(forAPIHost host: String) {
        let name =
            switch host {
            case _ where host.hasSuffix(".wiz.us"): "auth.app.wiz.us"
            case _ where host.hasSuffix(".gov.wiz.io"): "auth.gov.wiz.io"
            case _ where host.hasSuffix(".test.wiz.io"): "auth.test.wiz.io"
            case _ where host.hasSuffix(".demo.wiz.io"): "auth.demo.wiz.io"
            default: "auth.app.wiz.io"
            }
        self.init(url: "https://\(name)/oauth/token", audience: "wiz-api", isGov: host.hasSuffix(".wiz.us"))
    }

    /// A tenant on this machine.
    init(loopbackOrigin origin: String) {
        self.init(url: origin + "/oauth/token", audience: "wiz-api")
    }
}
