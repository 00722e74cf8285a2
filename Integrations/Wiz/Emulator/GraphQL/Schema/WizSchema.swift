import GraphQL

/// The part of Wiz's schema that is publicly known, in GraphQL's schema language: what its guides and its integrations
/// select. A query that asks for more fails here as it would at Wiz.
public enum WizSchema {
    /// For tests that hold documents against the schema.
    public static var sdl: String {
        [
            roots, enums, issueTypes, issueInputs, ruleTypes, cloudTypes, detectionTypes, detectionInputs,
            inventoryTypes,
            inventoryInputs, findingTypes, findingInputs, administrationTypes, reportTypes, accessTypes,
            accessConnections,
            workloadTypes, workloadConnections, exposureTypes, exposureConnections,
        ].joined(separator: "\n")
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
          projects(first: Int, after: String, filterBy: ProjectFilters, orderBy: ProjectOrder): ProjectConnection
          project(id: ID!): Project
          cloudAccounts(first: Int, after: String, filterBy: CloudAccountFilters, orderBy: CloudAccountOrder):
            CloudAccountConnection
          cloudAccount(id: ID!): CloudAccount
          cloudOrganizations(first: Int, after: String, filterBy: CloudOrganizationFilters): CloudOrganizationConnection
          graphSearch(query: GraphEntityQueryInput, controlId: ID, projectId: String, first: Int, after: String,
            quick: Boolean, fetchTotalCount: Boolean): GraphSearchResultConnection
          graphEntity(id: ID!): GraphEntity
          cloudResources(first: Int, after: String, filterBy: CloudResourceFilters,
            orderBy: CloudResourceOrder): CloudResourceConnection
          cloudResourcesV2(first: Int, after: String, filterBy: CloudResourceV2Filters,
            orderBy: CloudResourceOrder): CloudResourceConnection
          cloudResource(id: ID!): CloudResource
          vulnerabilityFindings(first: Int, after: String, filterBy: VulnerabilityFindingFilters,
            orderBy: VulnerabilityFindingOrder): VulnerabilityFindingConnection
          configurationFindings(first: Int, after: String, filterBy: ConfigurationFindingFilters,
            orderBy: ConfigurationFindingOrder, quick: Boolean): ConfigurationFindingConnection
          auditLogEntries(first: Int, after: String, filterBy: AuditLogEntryFilters): AuditLogEntryConnection
          report(id: ID!): Report
          reports(first: Int, after: String, filterBy: ReportFilters, orderBy: ReportOrder): ReportConnection
          controls(first: Int, after: String, filterBy: ControlFilters, orderBy: ControlOrder): ControlConnection
          control(id: ID!): Control
          cloudConfigurationRules(first: Int, after: String, filterBy: CloudConfigurationRuleFilters,
            orderBy: CloudConfigurationRuleOrder): CloudConfigurationRuleConnection
          cloudConfigurationRule(id: ID!): CloudConfigurationRule
          cloudEventRules(first: Int, after: String, filterBy: CloudEventRuleFilters): CloudEventRuleConnection
          cloudEventRule(id: ID!): CloudEventRule
          detection(id: ID!): Detection
          vulnerabilityFinding(id: ID!): VulnerabilityFinding
          configurationFinding(id: ID!): ConfigurationFinding
          \(recordRoots)
        }

        type Mutation {
          updateIssue(input: UpdateIssueInput!): UpdateIssuePayload
          createIssueNote(input: CreateIssueNoteInput!): CreateIssueNotePayload
          deleteIssueNote(input: DeleteIssueNoteInput!): DeleteIssueNotePayload
          associateServiceTicket(input: AssociateServiceTicketInput!): AssociateServiceTicketPayload
          updateIssuesAssignee(input: UpdateIssuesAssigneeInput!): UpdateIssuesAssigneePayload
          createReport(input: CreateReportInput!): CreateReportPayload
          rerunReport(input: RerunReportInput!): RerunReportPayload
          deleteReport(input: DeleteReportInput!): DeleteReportPayload
          copyResourceForensicsToExternalAccount(
            input: CopyResourceForensicsToExternalAccountInput!): CopyResourceForensicsToExternalAccountPayload
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
        input AssociateServiceTicketInput { issueId: ID! ticketId: String! ticketUrl: String ticketName: String }
        type AssociateServiceTicketPayload { serviceTicket: ServiceTicket }
        input UpdateIssuesAssigneeInput { issueIds: [ID!]! assignee: ID }
        type UpdateIssuesAssigneePayload { issues: [Issue!] _stub: String }

        type PageInfo { hasNextPage: Boolean! endCursor: String }
        """
}
