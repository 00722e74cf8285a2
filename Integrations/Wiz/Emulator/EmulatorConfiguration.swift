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
    public var clientID: String
    public var clientSecret: String
    /// Behaves as Wiz for Gov: tokens of 15 minutes, links to its portal.
    public var gov: Bool
    /// The `dc` claim of tokens.
    public var dataCenter: String

    public init(
        host: String = "127.0.0.1", port: Int = 0, seed: UInt64 = 1, issues: Int = 200, rate: Double = 0,
        clientID: String = "emulated-client", clientSecret: String = "emulated-secret", gov: Bool = false,
        dataCenter: String = "us17"
    ) {
        self.host = host
        self.port = port
        self.seed = seed
        self.issues = issues
        self.rate = rate
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.gov = gov
        self.dataCenter = dataCenter
    }

    var portal: String { gov ? "https://app.wiz.us" : "https://app.wiz.io" }
    /// Seconds that a token is good for (Wiz: 86,400; 900 seen on Gov tenants).
    var tokenLifetime: Int { gov ? 900 : 86_400 }
}
