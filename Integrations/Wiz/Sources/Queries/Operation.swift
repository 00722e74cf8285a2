/// One GraphQL document that this client sends. All of them stand here, so that a test holds each against the schema.
struct Operation: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case query
        case mutation
    }

    var name: String
    var kind: Kind
    /// The field of the reply's `data` that holds the answer.
    var rootField: String
    var document: String
    /// Whether null is an answer: that there is no such thing.
    var mayBeNull = false

    static let all: [Operation] = [
        .issues, .issuesByID, .detections, .issueToWrite, .updateIssue, .createIssueNote, .probeIssues,
        .probeDetections, .sampleIssues, .probeProjects,
    ]
}
