/// Changes to issues.
extension Operation {
    /// Status, reason and notes in one call. Variables: `id`, `patch`.
    static let updateIssue = Operation(
        name: "WatchfloorUpdateIssue", kind: .mutation, rootField: "updateIssue",
        document: """
            mutation WatchfloorUpdateIssue($id: ID!, $patch: UpdateIssuePatch) {
              updateIssue(input: {id: $id, patch: $patch}) { issue { \(writtenIssueFields) } }
            }
            """)

    /// A note alone. Variable: `input`.
    static let createIssueNote = Operation(
        name: "WatchfloorCreateIssueNote", kind: .mutation, rootField: "createIssueNote",
        document: """
            mutation WatchfloorCreateIssueNote($input: CreateIssueNoteInput!) {
              createIssueNote(input: $input) { issueNote { id text createdAt } }
            }
            """)
}
