import GraphQL

/// `Issue.threatDetectionDetails`.
struct ThreatDetailsNode: GraphQLNode {
    let issue: Issue
    let view: TenantView

    let typename = "ThreatDetectionDetails"

    func resolve(_ field: FieldCall) throws -> Resolved {
        switch field.name {
        case "mainDetection": return detections.first.map { .node($0) } ?? .null
        case "detections": return page(of: detections, field)
        case "cloudEventGroups": return page(of: [], field)
        case "actors": return .value(actors.isEmpty ? .null : .list(actors.map(\.value)))
        case "actorsTotalCount": return .value(.count(actors.count))
        case "resources": return .value(.list(resources.map(view.detectionValue)))
        case "resourcesTotalCount": return .value(.count(resources.count))
        case "actorsMaxCountReached", "resourcesMaxCountReached": return .value(false)
        case "eventOrigin": return .value(.texts([view.rule(of: issue).origin]))
        case "aiAnalysis": return .value(analysis)
        default: return .null
        }
    }

    private var detections: [DetectionNode] {
        issue.detections.compactMap { DetectionNode(view.state.detections[$0], view: view) }
    }

    private var actors: [DetectionActor] {
        var seen: Set<String> = []
        return detections.flatMap(\.story.actors).filter { seen.insert($0.id).inserted }
    }

    private var resources: [Resource] {
        view.state.resource(of: issue).map { [$0] } ?? []
    }

    /// All detections of a threat fit on one page.
    private func page(of nodes: [DetectionNode], _ field: FieldCall) -> Resolved {
        let first = max(0, Int(field.arguments["first"]?.intValue ?? 50))
        return .node(
            ConnectionNode(
                typename: field.name == "detections" ? "DetectionConnection" : "CloudEventGroupConnection",
                nodes: Array(nodes.prefix(first)), info: ["hasNextPage": .bool(nodes.count > first), "endCursor": ""],
                counts: ["totalCount": .count(nodes.count)]))
    }

    /// About a third of the threats have been looked at by Wiz's analysis.
    private var analysis: GraphQLValue {
        guard issue.id.seed % 3 == 0 else { return .null }
        let isInside = view.rule(of: issue).postExploit
        return [
            "id": .string(WizID(seed: issue.id.seed, purpose: 8).description), "status": "COMPLETED",
            "verdict": isInside ? "MALICIOUS" : "INCONCLUSIVE",
            "analyzedAt": .time(issue.createdAt.adding(seconds: 90)), "severity": .string(issue.severity.rawValue),
            "confidenceLevel": isInside ? "HIGH" : "LOW",
            "conclusion": .string(
                isInside
                    ? "The activity on \(resources.first?.name ?? "the resource") fits an intrusion under way."
                    : "The activity shows attempts only; no sign of success was found."),
        ]
    }
}

/// A page of nodes.
struct ConnectionNode: GraphQLNode {
    let typename: String
    let nodes: [any GraphQLNode]
    let info: GraphQLValue
    var counts: GraphQLObject = [:]

    func resolve(_ field: FieldCall) throws -> Resolved {
        switch field.name {
        case "nodes": .nodes(nodes)
        case "pageInfo": .value(info)
        default: .value(counts[field.name] ?? .null)
        }
    }
}
