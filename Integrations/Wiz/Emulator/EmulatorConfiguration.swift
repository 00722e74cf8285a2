/// How an emulated tenant is set up.
public struct EmulatorConfiguration: Sendable {
    /// The address to listen on. The control side asks for no password: anything but the loopback address opens it.
    public var host: String
    /// The port to listen on; 0 for any free one.
    public var port: Int
    /// The same seed makes the same tenant, only the times follow the clock.
    public var seed: UInt64
    /// Issues at start, of the last fourteen days.
    public var issues: Int
    /// New issues a minute in the background; 0 for none.
    public var rate: Double
    /// Whether attack stories unfold in the background, one after another.
    public var tellsStories: Bool
    public var clientID: String
    public var clientSecret: String
    /// Which of Wiz's environments it behaves as.
    public var environment: EmulatorEnvironment
    /// What the service account may do.
    public var scopes: [String]
    /// The `dc` claim of tokens.
    public var dataCenter: String
    /// The certificate to serve HTTPS with; nil for plain HTTP.
    public var tls: EmulatorCertificate?

    public init(
        host: String = "127.0.0.1", port: Int = 0, seed: UInt64 = 1, issues: Int = 200, rate: Double = 0,
        tellsStories: Bool = false, clientID: String = "emulated-client", clientSecret: String = "emulated-secret",
        environment: EmulatorEnvironment = .commercial, scopes: [String] = EmulatorConfiguration.allScopes,
        dataCenter: String = "us17", tls: EmulatorCertificate? = nil
    ) {
        self.host = host
        self.port = port
        self.seed = seed
        self.issues = issues
        self.rate = rate
        self.tellsStories = tellsStories
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.environment = environment
        self.scopes = scopes
        self.dataCenter = dataCenter
        self.tls = tls
    }

    /// Every scope that an operation of the emulator asks for.
    public static var allScopes: [String] { Access.integration }
}

/// A certificate with its key, in files in the PEM form.
public struct EmulatorCertificate: Sendable {
    /// The server's certificate, and after it those that lead to the root.
    public var chainFile: String
    public var keyFile: String

    public init(chainFile: String, keyFile: String) {
        self.chainFile = chainFile
        self.keyFile = keyFile
    }
}

/// Wiz's environments, as far as a client can tell them apart.
public enum EmulatorEnvironment: String, CaseIterable, Sendable {
    /// Tokens of a day, audience `wiz-api`.
    case commercial
    /// Wiz for Gov: tokens of 15 minutes, links to its own portal.
    case gov
    /// A commercial tenant in AWS GovCloud.
    case govCloud = "govcloud"
    /// An account from before the change of the identity provider: audience `beyond-api`, a `scope` in the reply.
    case legacy

    var portal: String {
        switch self {
        case .commercial, .legacy: "https://app.wiz.io"
        case .gov: "https://app.wiz.us"
        case .govCloud: "https://app.gov.wiz.io"
        }
    }

    /// Seconds that a token is good for (86,400 in Wiz's documentation; 900 seen on Gov tenants).
    var tokenLifetime: Int { self == .gov ? 900 : 86_400 }
    var audience: String { self == .legacy ? "beyond-api" : "wiz-api" }

    var issuer: String {
        switch self {
        case .commercial: "https://auth.app.wiz.io/"
        case .gov: "https://auth.app.wiz.us/"
        case .govCloud: "https://auth.gov.wiz.io/"
        case .legacy: "https://auth.wiz.io/"
        }
    }
}
