/// What an issue or detection says, independent of who sent it and by which road.
///
/// Everything but the name may be missing: vendors send null, "", [] or nothing for the same thing.
public struct VendorAlertContent: Hashable, Sendable, Codable {
    /// The rule's or the finding's name, without our prefix.
    public var name: String
    public var description: String?
    /// In the workbench's scale; nil when the vendor gave none that is known.
    public var severity: Severity?
    /// The vendor's own word for it ("INFORMATIONAL"), known to us or not.
    public var vendorSeverity: String?
    /// The vendor's own type ("THREAT_DETECTION").
    public var type: String?
    public var rule: Rule?
    /// Where the evidence came from ("AWS_GUARD_DUTY").
    public var origins: [String]
    public var resource: Resource?
    public var resources: [Resource]
    public var actors: [ActorReference]
    public var projects: [Project]
    public var environments: [String]
    public var risks: [String]
    /// MITRE ATT&CK tactic ids ("TA0006"), without duplicates.
    public var tactics: [String]
    /// MITRE ATT&CK technique ids ("T1078.004"), without duplicates.
    public var techniques: [String]
    public var events: [TriggeringEvent]
    /// How many triggering events the vendor knows; it may send fewer. Nil when it does not say.
    public var eventsTotal: Int?
    public var detectionIDs: [String]
    public var notes: [Note]
    /// Where the vendor's console shows it.
    public var url: String?

    public init(
        name: String, description: String? = nil, severity: Severity? = nil, vendorSeverity: String? = nil,
        type: String? = nil, rule: Rule? = nil, origins: [String] = [], resource: Resource? = nil,
        resources: [Resource] = [],
        actors: [ActorReference] = [], projects: [Project] = [], environments: [String] = [], risks: [String] = [],
        tactics: [String] = [], techniques: [String] = [], events: [TriggeringEvent] = [], eventsTotal: Int? = nil,
        detectionIDs: [String] = [], notes: [Note] = [], url: String? = nil
    ) {
        self.name = name
        self.description = description
        self.severity = severity
        self.vendorSeverity = vendorSeverity
        self.type = type
        self.rule = rule
        self.origins = origins
        self.resource = resource
        self.resources = resources
        self.actors = actors
        self.projects = projects
        self.environments = environments
        self.risks = risks
        self.tactics = tactics
        self.techniques = techniques
        self.events = events
        self.eventsTotal = eventsTotal
        self.detectionIDs = detectionIDs
        self.notes = notes
        self.url = url
    }

    /// The vendor's rule behind it.
    public struct Rule: Hashable, Sendable, Codable {
        public var id: String?
        public var name: String?
        public var description: String?
        /// "Control", "CloudEventRule", "CloudConfigurationRule" or a newer one.
        public var type: String?
        public var recommendation: String?

        public init(
            id: String? = nil, name: String? = nil, description: String? = nil, type: String? = nil,
            recommendation: String? = nil
        ) {
            self.id = id
            self.name = name
            self.description = description
            self.type = type
            self.recommendation = recommendation
        }
    }

    /// A cloud resource.
    public struct Resource: Hashable, Sendable, Codable {
        public var id: String?
        /// The cloud's own id (an ARN, say).
        public var providerID: String?
        public var name: String?
        public var type: String?
        public var nativeType: String?
        public var region: String?
        public var cloud: String?
        public var accountID: String?
        public var accountName: String?
        public var status: String?
        public var tags: [String: String]
        public var cluster: String?
        public var namespace: String?
        public var consoleURL: String?

        public init(
            id: String? = nil, providerID: String? = nil, name: String? = nil, type: String? = nil,
            nativeType: String? = nil, region: String? = nil, cloud: String? = nil, accountID: String? = nil,
            accountName: String? = nil, status: String? = nil, tags: [String: String] = [:], cluster: String? = nil,
            namespace: String? = nil, consoleURL: String? = nil
        ) {
            self.id = id
            self.providerID = providerID
            self.name = name
            self.type = type
            self.nativeType = nativeType
            self.region = region
            self.cloud = cloud
            self.accountID = accountID
            self.accountName = accountName
            self.status = status
            self.tags = tags
            self.cluster = cluster
            self.namespace = namespace
            self.consoleURL = consoleURL
        }
    }

    /// Whoever acted: a user, role, address, process.
    public struct ActorReference: Hashable, Sendable, Codable {
        public var id: String?
        public var externalID: String?
        public var name: String?
        public var type: String?
        public var nativeType: String?

        public init(
            id: String? = nil, externalID: String? = nil, name: String? = nil, type: String? = nil,
            nativeType: String? = nil
        ) {
            self.id = id
            self.externalID = externalID
            self.name = name
            self.type = type
            self.nativeType = nativeType
        }
    }

    public struct Project: Hashable, Sendable, Codable {
        public var id: String?
        public var name: String
        /// "LBI", "MBI" or "HBI", if known.
        public var businessImpact: String?

        public init(id: String? = nil, name: String, businessImpact: String? = nil) {
            self.id = id
            self.name = name
            self.businessImpact = businessImpact
        }
    }

    /// One of the cloud or runtime events that a detection rests on.
    public struct TriggeringEvent: Hashable, Sendable, Codable {
        public var id: String?
        public var name: String?
        public var description: String?
        public var origin: String?
        public var source: String?
        public var category: String?
        public var status: String?
        public var time: Timestamp?
        public var actorName: String?
        public var ip: String?
        public var ipCountry: String?
        public var ipReputation: String?
        public var url: String?
        public var processes: [Process]

        public init(
            id: String? = nil, name: String? = nil, description: String? = nil, origin: String? = nil,
            source: String? = nil, category: String? = nil, status: String? = nil, time: Timestamp? = nil,
            actorName: String? = nil, ip: String? = nil, ipCountry: String? = nil, ipReputation: String? = nil,
            url: String? = nil, processes: [Process] = []
        ) {
            self.id = id
            self.name = name
            self.description = description
            self.origin = origin
            self.source = source
            self.category = category
            self.status = status
            self.time = time
            self.actorName = actorName
            self.ip = ip
            self.ipCountry = ipCountry
            self.ipReputation = ipReputation
            self.url = url
            self.processes = processes
        }
    }

    /// One process of the runtime sensor's tree, the leaf first.
    public struct Process: Hashable, Sendable, Codable {
        public var commandLine: String?
        public var path: String?
        public var hash: String?
        public var user: String?
        public var container: String?
        public var image: String?

        public init(
            commandLine: String? = nil, path: String? = nil, hash: String? = nil, user: String? = nil,
            container: String? = nil, image: String? = nil
        ) {
            self.commandLine = commandLine
            self.path = path
            self.hash = hash
            self.user = user
            self.container = container
            self.image = image
        }
    }

    /// A comment in the vendor's console.
    public struct Note: Hashable, Sendable, Codable {
        public var id: String?
        public var text: String
        public var author: String?
        public var createdAt: Timestamp?

        public init(id: String? = nil, text: String, author: String? = nil, createdAt: Timestamp? = nil) {
            self.id = id
            self.text = text
            self.author = author
            self.createdAt = createdAt
        }
    }
}

extension VendorAlertContent {
    /// The resource it is about: the main one, or the first where there is no main one.
    public var subject: Resource? { resource ?? resources.first }

    /// This content with a later one laid over it: what the later one leaves out stays as it was.
    ///
    /// A webhook body knows less than the issue itself; its silence is not a deletion.
    public func overlaid(with newer: VendorAlertContent) -> VendorAlertContent {
        var merged = newer
        merged.description = newer.description ?? description
        merged.severity = newer.severity ?? severity
        merged.vendorSeverity = newer.vendorSeverity ?? vendorSeverity
        merged.type = newer.type ?? type
        merged.rule = newer.rule ?? rule
        merged.origins = newer.origins.isEmpty ? origins : newer.origins
        merged.resource = newer.resource ?? resource
        merged.resources = newer.resources.isEmpty ? resources : newer.resources
        merged.actors = newer.actors.isEmpty ? actors : newer.actors
        merged.projects = newer.projects.isEmpty ? projects : newer.projects
        merged.environments = newer.environments.isEmpty ? environments : newer.environments
        merged.risks = newer.risks.isEmpty ? risks : newer.risks
        merged.tactics = newer.tactics.isEmpty ? tactics : newer.tactics
        merged.techniques = newer.techniques.isEmpty ? techniques : newer.techniques
        merged.events = newer.events.isEmpty ? events : newer.events
        merged.eventsTotal = newer.eventsTotal ?? eventsTotal
        merged.detectionIDs = newer.detectionIDs.isEmpty ? detectionIDs : newer.detectionIDs
        merged.notes = newer.notes.isEmpty ? notes : newer.notes
        merged.url = newer.url ?? url
        return merged
    }
}

extension VendorAlertContent.Resource {
    /// Its name, or an id where it has none.
    public var displayName: String? { name ?? providerID ?? id }
    /// The cloud's id for it, or the vendor's.
    public var identity: String? { providerID ?? id }
    /// The cloud account's name, or its id where it has none.
    public var accountWords: String? { accountName ?? accountID }
}

extension VendorAlertContent.ActorReference {
    /// Its name, or an id where it has none.
    public var displayName: String? { name ?? externalID ?? id }
}
