/// Wiz's environments: they do not accept each other's credentials.
enum WizEnvironment: Hashable, Sendable {
    case commercial
    /// Wiz for Gov (FedRAMP), at wiz.us.
    case gov
    /// A commercial tenant in AWS GovCloud, at gov.wiz.io.
    case govCloud
    case legacy

    var words: String {
        switch self {
        case .commercial: "Commercial Wiz"
        case .gov: "Wiz for Gov"
        case .govCloud: "Commercial Wiz in AWS GovCloud"
        case .legacy: "Commercial Wiz, legacy sign-in"
        }
    }

    /// - Parameter host: of the token service, or as the token's issuer names it.
    init(tokenHost host: String, audience: String) {
        if host.hasSuffix(".wiz.us") {
            self = .gov
        } else if host == "auth.gov.wiz.io" || host == "auth0.gov.wiz.io" {
            self = .govCloud
        } else {
            self = audience == "beyond-api" ? .legacy : .commercial
        }
    }
}

extension TenantAddress {
    /// By the token service's name. A tenant on this machine has no name that says it; there the token's issuer does.
    func environment(issuer: String?) -> WizEnvironment {
        let named = isLoopback ? issuer ?? "" : token.url
        let host = named.split(separator: "/").dropFirst().first.map(String.init) ?? named
        return WizEnvironment(
            tokenHost: host, audience: isLoopback && host == "auth.wiz.io" ? "beyond-api" : token.audience)
    }

    private var apiHost: String {
        apiURL.split(separator: "/").dropFirst().first.map(String.init) ?? ""
    }

    var isLoopback: Bool { !apiHost.hasSuffix(".wiz.io") && !apiHost.hasSuffix(".wiz.us") }

    /// `us17` in `api.us17.app.wiz.io`; nil when the address names none.
    var dataCenter: String? {
        let labels = apiHost.split(separator: ".").map(String.init)
        guard !isLoopback, labels.count == 5, labels[0] == "api" else { return nil }  // safe: five of them
        return labels[1]  // safe: five of them
    }
}
