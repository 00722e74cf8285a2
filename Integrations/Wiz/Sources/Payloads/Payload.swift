import Pipeline
import Workbench

/// What a JSON value from Wiz is. Bodies do not name their type, and templates of issue webhooks are the customer's:
/// the keys decide.
enum Payload: Hashable, Sendable {
    case issueNode
    case detectionNode
    case issueWebhook
    case threatWebhook
    case detectionWebhook
    /// A reply of the GraphQL API.
    case reply
    /// Well-formed, and nothing that this product takes in; what it is, in words.
    case other(String)
    /// Of no shape that is known. It may be an issue by a template that hides it, and must not be lost.
    case unknown(String)

    /// - Parameter expected: what the reply's field promises, for nodes that say too little themselves.
    init(_ value: JSON, expected: Payload? = nil) {
        guard case .object(let members) = value else {
            self = .unknown("Not an object but \(Payload.kind(of: value)).")
            return
        }
        self =
            Payload.named(value) ?? Payload.webhook(value) ?? Payload.reply(members) ?? Payload.foreign(value)
            ?? Payload.node(value) ?? expected ?? .unknown(Payload.words(members))
    }

    /// By `__typename`, which only nodes have.
    private static func named(_ value: JSON) -> Payload? {
        switch value.text("__typename") {
        case nil: nil
        case "Issue"?: .issueNode
        case "Detection"?: .detectionNode
        case let name?: .other("A \(name), not an issue or detection.")
        }
    }

    private static func webhook(_ value: JSON) -> Payload? {
        let trigger = value["trigger"]
        let source = trigger?.text("source") ?? value.text("triggerSource")
        switch (source ?? value.text("source"))?.uppercased() {
        case "DETECTIONS"?, "DETECTION"?: return .detectionWebhook
        case "THREATS"?, "THREAT"?: return .threatWebhook
        case "ISSUE"?, "ISSUES"?: return .issueWebhook
        default: break
        }
        if let threat = value["threat"], threat.has("id") { return .threatWebhook }
        if ["tdrId", "tdrSource", "threatId", "triggeringEvent", "triggeringEventsCount", "detectionUrl"].contains(
            where: value.has)
        {
            return .detectionWebhook
        }
        let hasIssue = value["issue"]?.has("id") ?? false
        let isDetectionNode = value.has("ruleMatch") || value["triggeringEvents"] != nil
        if hasIssue, !isDetectionNode, value.has("control") || value.has("resource") || trigger != nil {
            return .issueWebhook
        }
        if ["issueId", "issueID", "issue_id"].contains(where: value.has), value.has("severity") {
            return .issueWebhook
        }
        return source.map { .other("A webhook of the source \($0.prefix(40)), which is not taken in.") }
    }

    private static func reply(_ members: [String: JSON]) -> Payload? {
        if members["data"] != nil || members["errors"] != nil { return .reply }
        guard case .object? = members["pageInfo"], case .array? = members["nodes"] else { return nil }
        return .reply
    }

    /// What Wiz also has, and what is none of ours.
    private static func foreign(_ value: JSON) -> Payload? {
        let keys = Set(value.object.keys.map { $0.lowercased() })
        if keys.contains("access_token") { return .other("A reply of the token service, not an issue or detection.") }
        if let error = value.text("error"), keys.contains("error_description") || keys.count == 1 {
            let words = [error, value.text("error_description")].compactMap { $0 }.joined(separator: ", ")
            return .other("An error reply of the token service: \(words.prefix(300)).")
        }
        if keys.contains("action"), !keys.isDisjoint(with: ["actionparameters", "requestid", "sourceip", "log_type"]) {
            return .other(
                "An audit log entry (\(value.text("action") ?? "without an action")), not an issue or detection.")
        }
        if keys.contains("rule"),
            !keys.isDisjoint(with: ["targetexternalid", "targetobjectprovideruniqueid", "result"])
        {
            return .other("A configuration finding, not an issue or detection.")
        }
        if !keys.isDisjoint(with: ["vulnerableasset", "cvedescription", "cvssscore", "fixedversion", "detectionmethod"])
        {
            return .other("A vulnerability finding, not an issue or detection.")
        }
        if !keys.isDisjoint(with: [
            "entitysnapshot", "sourcerule", "sourcerules", "threatdetectiondetails", "rulematch",
        ]) {
            return nil
        }
        if keys.contains("securitysubcategories") || keys.contains("controldescription") {
            return .other("A rule (control), not an issue or detection.")
        }
        if !keys.isDisjoint(with: ["isfolder", "archived", "slug"]), keys.contains("name") {
            return .other("A project, not an issue or detection.")
        }
        if keys.isSuperset(of: ["externalid", "name", "url"]), !keys.contains("severity") {
            return .other("A service ticket, not an issue or detection.")
        }
        return nil
    }

    private static func node(_ value: JSON) -> Payload? {
        let type = value.text("type").map(WizVocabulary.word)
        if type == "GENERATED_THREAT" || type == "MATCH_ONLY" { return .detectionNode }
        if ["sourceRule", "sourceRules", "threatDetectionDetails", "statusChangedAt", "resolutionReason"].contains(
            where: value.has)
        {
            return .issueNode
        }
        if ["ruleMatch", "triggeringEvents", "primaryActor", "primaryResource", "startedAt"].contains(where: value.has)
        {
            return .detectionNode
        }
        return value.has("entitySnapshot") || (value.has("status") && value.has("severity") && type != nil)
            ? .issueNode : nil
    }

    private static func words(_ members: [String: JSON]) -> String {
        let keys = members.keys.sorted().prefix(8).map { String($0.prefix(40)) }.joined(separator: ", ")
        return keys.isEmpty ? "An empty object." : "Of no known shape; it has \(keys)."
    }

    private static func kind(of value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool, .integer, .number, .string: "a single value"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
