import Logging
import Pipeline
import Workbench

/// Wiz: what its payloads mean, and how its tenants are read and written.
public struct WizIntegration: Integration {
    /// Names this product to Wiz (Wiz asks integrations for `<guid>/<product>/<version>`).
    private static let productID = "6f1d2f0e-52a4-4c35-9d0e-0b7c4c6f9a51"
    private static let longestSetting = 500

    private let allowsLoopback: Bool
    private let userAgent: String
    private let requestsPerSecond: Double
    private let burst: Int
    private let trustedCertificates: String?

    /// - Parameters:
    ///   - allowsLoopback: whether a tenant on this machine may be connected, over plain HTTP too: for the emulated
    ///     tenant, never in production.
    ///   - requestsPerSecond: for all work of one tenant (Wiz: at most 3 a second are safe).
    ///   - burst: requests at once after a quiet time.
    ///   - trustedCertificates: the path of a PEM file with certificate authorities that are trusted beside the
    ///     system's, for networks that look into TLS.
    public init(
        allowsLoopback: Bool = false, productVersion: String, requestsPerSecond: Double = 3, burst: Int = 3,
        trustedCertificates: String? = nil
    ) {
        self.trustedCertificates = trustedCertificates
        self.allowsLoopback = allowsLoopback
        userAgent = "\(WizIntegration.productID)/watchfloor/\(productVersion)"
        self.requestsPerSecond = requestsPerSecond
        self.burst = burst
    }

    public var descriptor: VendorDescriptor { .wiz }
    public var guide: SetupGuide { .wiz }

    public func needsAddendum(_ settings: [String: String]) -> Bool {
        (try? address(of: settings))?.token.isGov ?? false
    }

    public func trigger(of body: [UInt8]) -> WebhookTrigger? { TriggerReader.trigger(body) }

    public func parse(_ body: [UInt8]) throws(IntegrationError) -> ParsedSignal {
        try PayloadParser.parse(body)
    }

    public func inspect(_ bytes: [UInt8]) -> [Inspection] {
        FileSplitter.inspections(bytes)
    }

    public func plan(_ intent: SyncIntent, kind: VendorAlert.Kind, marker: String) -> PlannedWrite {
        guard kind.isIssue else { return PlannedWrite(status: nil, note: nil) }
        let target = WriteTarget.of(intent.move, kind: kind)
        return PlannedWrite(status: target?.words, note: intent.note.map { NoteText.make($0, marker: marker) })
    }

    public func validate(_ settings: [String: String]) throws(WorkbenchError) -> [String: String] {
        var checked: [String: String] = [:]
        for field in descriptor.fields {
            let value = settings[field.key]?.trimmed ?? ""
            guard !value.isEmpty else {
                if field.isRequired { throw .invalid("\(field.label) is missing.", field: field.key) }
                continue
            }
            guard value.count <= WizIntegration.longestSetting,
                !value.unicodeScalars.contains(where: {
                    $0.properties.isWhitespace || $0.value < 0x20 || $0.value == 0x7F
                })
            else { throw .invalid("\(field.label) must not contain spaces or be that long.", field: field.key) }
            checked[field.key] = value
        }
        let address = try address(of: checked)
        checked["api_url"] = address.apiURL
        checked["auth_url"] = address.token.url
        return checked
    }

    public func connect(_ settings: [String: String], secret: String, logger: Logger) throws(IntegrationError)
        -> any TenantConnection
    {
        try connect(
            settings, secret: secret, logger: logger,
            transport: try AsyncTransport(trustedCertificates: trustedCertificates))
    }

    /// - Parameter transport: carries all requests of this connection.
    func connect(_ settings: [String: String], secret: String, logger: Logger, transport: any HTTPTransport)
        throws(IntegrationError) -> WizConnection
    {
        let address: TenantAddress
        do throws(WorkbenchError) {
            address = try self.address(of: settings)
        } catch {
            throw IntegrationError(.client, error.message)
        }
        let clock = VendorClock()
        let transport = ClockedTransport(transport, clock: clock)
        let account = ServiceAccount(clientID: settings["client_id"] ?? "", secret: secret)
        let tokens = TokenSource(
            endpoint: address.token, account: account, userAgent: userAgent, transport: transport)
        return WizConnection(
            client: GraphQLClient(
                url: address.apiURL, userAgent: userAgent, transport: transport, tokens: tokens,
                limiter: RequestLimiter(rate: requestsPerSecond, burst: burst), logger: logger, clock: { .now() }),
            address: address, clock: clock)
    }

    private func address(of settings: [String: String]) throws(WorkbenchError) -> TenantAddress {
        try TenantAddress(
            apiURL: settings["api_url"] ?? "", authURL: settings["auth_url"], allowsLoopback: allowsLoopback)
    }
}
