/// One indicator in a vendor alert: who or what took part, typed so that the same one is found in other alerts.
public struct Evidence: Hashable, Sendable {
    /// The API's codes (`vendor_alert_evidences.evidence_type`).
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case hostname = "HOSTNAME"
        case url = "URL"
        case processArguments = "PROCESS_ARGUMENTS"
        case processPath = "PROCESS_PATH"
        case processMD5 = "PROCESS_MD5"
        case username = "USERNAME"
        case sourceIP = "SRC_IP"
        case destinationIP = "DST_IP"
        case parentArguments = "PARENT_ARGUMENTS"
        case parentPath = "PARENT_PATH"
        case parentMD5 = "PARENT_MD5"
        case sourceUsername = "SRC_USERNAME"
        case destinationUsername = "DST_USERNAME"
        case alertAction = "ALERT_ACTION"
        case alertDescription = "ALERT_DESCRIPTION"
        case alertMessage = "ALERT_MESSAGE"
        case alertName = "ALERT_NAME"
        case sourcePort = "SRC_PORT"
        case destinationPort = "DST_PORT"
        case userAgent = "USER_AGENT"
        case vendorName = "VENDOR_NAME"
        case domain = "DOMAIN"
        case fileHash = "FILE_HASH"
        case filePath = "FILE_PATH"
    }

    public var id: ID<Evidence>
    public var vendorAlertID: ID<VendorAlert>
    public var organizationID: ID<Organization>
    public var kind: Kind
    public var text: String
    public var createdAt: Timestamp

    public init(
        id: ID<Evidence>, vendorAlertID: ID<VendorAlert>, organizationID: ID<Organization>, kind: Kind, text: String,
        createdAt: Timestamp
    ) {
        self.id = id
        self.vendorAlertID = vendorAlertID
        self.organizationID = organizationID
        self.kind = kind
        self.text = text
        self.createdAt = createdAt
    }
}

/// An indicator without the row that holds it.
public struct Indicator: Hashable, Sendable {
    public var kind: Evidence.Kind
    public var text: String

    public init(_ kind: Evidence.Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    /// In one vendor alert; the vendor may send more, and its own JSON keeps them.
    public static let limit = 200
    /// In characters.
    public static let textLimit = 4000
}

extension VendorAlertContent {
    /// The indicators in this content, each once, those of the resource and the actors first.
    public var indicators: [Indicator] {
        var found: [Indicator] = []
        for resource in [resource].compactMap({ $0 }) + resources where resource.isHost {
            found.append(.hostname, resource.name)
        }
        for actor in actors { found.append(actor: actor.name ?? actor.externalID) }
        for event in events { found.append(event) }
        found.append(.alertName, name)
        var seen: Set<Indicator> = []
        return Array(found.filter { seen.insert($0).inserted }.prefix(Indicator.limit))
    }
}

extension VendorAlertContent.Resource {
    /// Something that has a host name.
    fileprivate var isHost: Bool {
        let words = (type ?? nativeType ?? "").uppercased()
        return ["VIRTUAL_MACHINE", "VIRTUALMACHINE", "HOST", "INSTANCE", "SERVER", "CONTAINER", "NODE", "POD"]
            .contains { words.contains($0) }
    }
}

extension [Indicator] {
    fileprivate mutating func append(_ kind: Evidence.Kind, _ text: String?) {
        guard let words = text?.trimmed, !words.isEmpty else { return }
        append(Indicator(kind, String(words.prefix(Indicator.textLimit))))
    }

    fileprivate mutating func append(actor name: String?) {
        append(name.map(Indicator.isAddress) == true ? .sourceIP : .username, name)
    }

    fileprivate mutating func append(_ event: VendorAlertContent.TriggeringEvent) {
        append(.sourceIP, event.ip)
        append(actor: event.actorName)
        if let url = event.url {
            append(.url, url)
            append(.domain, Indicator.domain(of: url))
        }
        for (depth, process) in event.processes.enumerated() {
            let isLeaf = depth == 0
            append(isLeaf ? .processArguments : .parentArguments, process.commandLine)
            append(isLeaf ? .processPath : .parentPath, process.path)
            append(.username, process.user)
            append(Indicator.kind(ofHash: process.hash, isLeaf: isLeaf), process.hash)
        }
    }
}

extension Indicator {
    /// An IPv4 or IPv6 address, by its look.
    fileprivate static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts.allSatisfy({ UInt8($0) != nil }) { return true }
        return text.filter { $0 == ":" }.count >= 2 && text.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }

    /// The host in an address, unless it is numeric.
    fileprivate static func domain(of url: String) -> String? {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let host = authority.split(separator: "@").last.map { $0.prefix { $0 != ":" } }.map(String.init) ?? ""
        return host.contains(".") && !isAddress(host) ? host.lowercased() : nil
    }

    /// MD5 is 128 bits: 32 hexadecimal digits (RFC 1321).
    fileprivate static func kind(ofHash hash: String?, isLeaf: Bool) -> Evidence.Kind {
        guard let hash = hash?.trimmed, hash.count == 32, hash.allSatisfy(\.isHexDigit) else { return .fileHash }
        return isLeaf ? .processMD5 : .parentMD5
    }
}

extension Evidence {
    public static let resource = Resource<Evidence>(
        "vendor_alert_evidences", summary: "One indicator in a vendor alert: an address, a user, a command line …",
        id: \.id.rawValue,
        attributes: [
            .init("evidence", .string, .queryable) { .string($0.text) },
            .init("evidence_type", .enumeration(Kind.allCases.map(\.rawValue)), .queryable) {
                .string($0.kind.rawValue)
            },
            .init("created_at", .timestamp, .queryable) { JSON($0.createdAt) },
        ],
        relationships: [
            .one("vendor_alert", to: "vendor_alerts", isReadOnly: true) { $0.vendorAlertID.rawValue },
            .one("organization", to: "organizations", isReadOnly: true) { $0.organizationID.rawValue },
            .many("evidenced_expel_alerts", to: "expel_alerts", inverse: "evidence"),
        ])
}
