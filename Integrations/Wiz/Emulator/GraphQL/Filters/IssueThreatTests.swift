import GraphQL

/// The tests of `IssueFilters` that only threats can pass.
struct IssueThreatTests {
    private(set) var tests: [IssueFilter.Test] = []

    init(_ reader: FilterReader) throws(GraphQLError) {
        if let origins = try reader.equals("eventOrigin") {
            append { issue, state in origins.contains(state.rules[issue.rule].origin) }
        }
        if let span = try reader.span("threatLastGroupedAt") {
            append { issue, state in span.contains(issue.detections.last.map { state.detections[$0].createdAt }) }
        }
        if let hash = reader.text("threatFileHash") {
            append { issue, state in Self.processes(of: issue, in: state).contains { $0.hash == hash } }
        }
        if let name = reader.text("threatRuntimeProgramName") {
            append { issue, state in
                Self.processes(of: issue, in: state).contains { $0.path.split(separator: "/").last ?? "" == name }
            }
        }
    }

    private mutating func append(_ test: @escaping IssueFilter.Test) {
        tests.append { issue, state in issue.type == .threatDetection && test(issue, state) }
    }

    private static func processes(of issue: Issue, in state: TenantState) -> [EventProcess] {
        issue.detections.compactMap { DetectionStory(state.detections[$0], in: state) }
            .filter(\.rule.isRuntime)
            .flatMap { $0.events(first: DetectionStory.inlineEventLimit) }.flatMap(\.processes)
    }
}
