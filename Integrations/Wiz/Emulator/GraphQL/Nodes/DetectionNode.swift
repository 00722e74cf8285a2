import GraphQL

/// A detection as the API shows it.
struct DetectionNode: GraphQLNode {
    let story: DetectionStory
    let view: TenantView

    let typename = "Detection"

    init?(_ detection: Detection, view: TenantView) {
        guard let story = DetectionStory(detection, in: view.state) else { return nil }
        self.story = story
        self.view = view
    }

    func resolve(_ field: FieldCall) throws -> Resolved {
        switch field.name {
        case "issue":
            return issue.map { .node(IssueNode(issue: $0, view: view)) } ?? .null
        case "triggeringEvents": return events(field)
        case "ruleMatch": return .value(["rule": story.rule.value])
        case "actors": return .value(story.actors.isEmpty ? .null : .list(story.actors.map(\.value)))
        case "primaryActor": return .value(story.primaryActor.value)
        case "resources": return .value(story.resource.map { [view.detectionValue(of: $0)] } ?? .null)
        case "primaryResource": return .value(story.resource.map(view.detectionValue) ?? .null)
        case "cloudAccounts": return .value(view.accountValues(of: story.resource))
        case "cloudOrganizations": return .value(view.organizationValues(of: story.resource))
        default: return .value(own(field.name))
        }
    }

    private var issue: Issue? {
        story.detection.issue.flatMap { view.state.issues.indices.contains($0) ? view.state.issues[$0] : nil }
    }

    private func own(_ name: String) -> GraphQLValue {
        let detection = story.detection
        return switch name {
        case "id": .string(detection.id.description)
        case "type": .string(detection.type.rawValue)
        case "origins": .texts([story.rule.origin])
        case "severity": .string(detection.severity.rawValue)
        case "description": story.description
        case "createdAt", "updatedAt": .time(detection.createdAt)
        case "startedAt": .time(story.startedAt)
        case "endedAt": .time(story.endedAt)
        default: .null
        }
    }

    /// At most 50 events come inline, whatever is asked for; the counts tell of all.
    private func events(_ field: FieldCall) -> Resolved {
        let first = Int(field.arguments["first"]?.intValue ?? 50)
        let needsNodes = field.selectedFields.contains("nodes") || field.selectedFields.isEmpty
        let nodes = needsNodes ? story.events(first: first).map { $0.value(of: story.resource) } : []
        return .value([
            "nodes": .list(nodes), "totalCount": .count(story.eventCount), "totalCountV2": .count(story.eventCount),
            "pageInfo": ["hasNextPage": .bool(story.eventCount > nodes.count), "endCursor": ""],
        ])
    }
}

extension DetectionStory {
    /// Null for some and empty for others that only matched, as both occur.
    var description: GraphQLValue {
        if detection.type == .generatedThreat { return .string("**\(title)**\n\n\(rule.description)") }
        return detection.id.seed % 2 == 0 ? .null : ""
    }
}
