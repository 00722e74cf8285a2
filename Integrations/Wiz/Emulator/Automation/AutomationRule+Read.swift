import Foundation
import GraphQL

extension AutomationRule {
    struct Malformed: Error {
        let message: String
    }

    private static let keys: Set<String> = [
        "id", "name", "source", "url", "username", "password", "bearer", "headers", "triggers", "severities",
        "template", "singleEvent", "empties",
    ]

    /// Reads `{source, url, name?, username?, password?, bearer?, headers?, triggers?, severities?, template?,
    /// singleEvent?, empties?}`.
    init(_ value: GraphQLValue, using random: inout SeededGenerator) throws(Malformed) {
        guard case .object(let object) = value else { throw Malformed(message: "a rule must be an object") }
        if let unknown = object.keys.first(where: { !Self.keys.contains($0) }) {
            throw Malformed(
                message: "unknown key \"\(unknown)\"; known are \(Self.keys.sorted().joined(separator: ", "))")
        }
        guard let word = object["source"]?.stringValue, let source = Self.source(word) else {
            throw Malformed(message: "source must be ISSUE, THREATS or DETECTION")
        }
        guard let url = object["url"]?.stringValue, url.hasPrefix("http://") || url.hasPrefix("https://") else {
            throw Malformed(message: "url must be an http or https URL")
        }
        id = object["id"]?.stringValue.flatMap(WizID.init) ?? WizID(using: &random)
        name = object["name"]?.stringValue ?? "\(source.rawValue.capitalized) to MDR"
        self.source = source
        self.url = url
        if let token = object["bearer"]?.stringValue {
            authorization = .bearer(token)
        } else if let user = object["username"]?.stringValue {
            authorization = .basic(user: user, password: object["password"]?.stringValue ?? "")
        }
        headers = (object["headers"]?.objectValue ?? [:]).compactMap { key, value in value.stringValue.map { (key, $0) }
        }
        template = object["template"]?.stringValue
        sendsSingleEvent = object["singleEvent"]?.boolValue ?? false
        if let word = object["empties"], !word.isNull {
            guard let empties = Empties(rawValue: word.stringValue?.uppercased() ?? "") else {
                throw Malformed(message: "empties must be kept, null or dropped")
            }
            self.empties = empties
        }
        try readSelections(object)
    }

    private mutating func readSelections(_ object: GraphQLObject) throws(Malformed) {
        if let words = object["triggers"]?.listValue {
            triggers = []
            for word in words {
                guard let trigger = IssueTrigger(rawValue: word.stringValue?.capitalized ?? "") else {
                    throw Malformed(message: "triggers must be of Created, Updated, Resolved, Reopened")
                }
                triggers.insert(trigger)
            }
        }
        for word in object["severities"]?.listValue ?? [] {
            guard let severity = Severity(rawValue: word.stringValue?.uppercased() ?? "") else {
                throw Malformed(message: "severities must be of INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL")
            }
            severities.insert(severity)
        }
    }

    /// Singular and plural are both in use.
    static func source(_ word: String) -> Source? {
        switch word.uppercased() {
        case "ISSUES": .issue
        case "THREAT": .threats
        case "DETECTIONS": .detection
        default: Source(rawValue: word.uppercased())
        }
    }

    /// Secrets go in and do not come out.
    var value: GraphQLValue {
        let kind: GraphQLValue =
            switch authorization {
            case .none: "none"
            case .basic: "basic"
            case .bearer: "bearer"
            }
        return [
            "id": .string(id.description), "name": .string(name), "source": .string(source.rawValue),
            "url": .string(url), "authorization": kind,
            "triggers": .texts(triggers.map(\.rawValue).sorted()),
            "severities": .texts(severities.sorted().map(\.rawValue)),
        ]
    }
}
