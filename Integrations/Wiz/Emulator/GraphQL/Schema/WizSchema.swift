import GraphQL

/// The part of Wiz's schema that is publicly known, in GraphQL's schema language. It holds no field that no client is
/// known to select: a query that asks for more fails here as it would at Wiz.
public enum WizSchema {
    /// For tests that hold documents against the schema.
    public static var sdl: String {
        [roots, enums, issueTypes, issueInputs, ruleTypes, cloudTypes, detectionTypes, detectionInputs]
            .joined(separator: "\n")
    }

    static let roots = """
        scalar DateTime
        scalar JSON

        type Query {
          issues(first: Int, after: String, filterBy: IssueFilters, orderBy: IssueOrder,
            filterScope: IssueFiltersScope): IssueConnection
          issuesV2(first: Int, after: String, filterBy: IssueFilters, orderBy: IssueOrder,
            filterScope: IssueFiltersScope): IssueConnection
          issue(id: ID!): Issue
          issueHistoryEvents(first: Int, after: String, filterBy: IssueHistoryEventFilters): IssueHistoryEventConnection
          issueEvidenceRecords(first: Int, after: String, filterBy: IssueEvidenceRecordFilters):
            IssueEvidenceRecordConnection
          detections(first: Int, after: String, filterBy: DetectionFilters, orderBy: DetectionOrder,
            enforceTimestampContinuity: Boolean): DetectionConnection
          projects(first: Int, after: String, filterBy: ProjectFilters): ProjectConnection
          cloudAccounts(first: Int, after: String, filterBy: CloudAccountFilters): CloudAccountConnection
        }

        type Mutation {
          updateIssue(input: UpdateIssueInput!): UpdateIssuePayload
          createIssueNote(input: CreateIssueNoteInput!): CreateIssueNotePayload
          deleteIssueNote(input: DeleteIssueNoteInput!): DeleteIssueNotePayload
        }

        input UpdateIssueInput { id: ID! patch: UpdateIssuePatch override: UpdateIssuePatch }
        input UpdateIssuePatch {
          status: IssueStatus
          resolutionReason: IssueResolutionReason
          note: String
          resolutionNote: String
          dueAt: DateTime
          rejectionExpiredAt: DateTime
        }
        type UpdateIssuePayload { issue: Issue }
        input CreateIssueNoteInput { issueId: ID! text: String! }
        type CreateIssueNotePayload { issueNote: IssueNote }
        input DeleteIssueNoteInput { id: ID! }
        type DeleteIssueNotePayload { _stub: String }

        type PageInfo { hasNextPage: Boolean! endCursor: String }
        """
}
