/// Questions about issues.
///
/// One unknown field fails a whole query at Wiz, so that only fields stand here that clients in production select.
extension Operation {
    /// A page of issues. Variables: `first`, `after`, `filterBy`, `orderBy`.
    static let issues = Operation(
        name: "WatchfloorIssues", kind: .query, rootField: "issuesV2",
        document: """
            query WatchfloorIssues($first: Int, $after: String, $filterBy: IssueFilters, $orderBy: IssueOrder) {
              issuesV2(first: $first, after: $after, filterBy: $filterBy, orderBy: $orderBy) {
                nodes { \(issueFields) }
                pageInfo { hasNextPage endCursor }
                totalCount
              }
            }
            """)

    /// Some issues by id; ids that Wiz does not know are left out. Variables: `first`, `filterBy`.
    static let issuesByID = Operation(
        name: "WatchfloorIssuesByID", kind: .query, rootField: "issuesV2",
        document: """
            query WatchfloorIssuesByID($first: Int, $filterBy: IssueFilters) {
              issuesV2(first: $first, filterBy: $filterBy) {
                nodes { \(issueFields) }
                pageInfo { hasNextPage endCursor }
              }
            }
            """)

    /// What must be known of an issue before and after it is written; null for one that Wiz does not know.
    /// Variable: `id`.
    static let issueToWrite = Operation(
        name: "WatchfloorIssueToWrite", kind: .query, rootField: "issue",
        document: "query WatchfloorIssueToWrite($id: ID!) { issue(id: $id) { \(writtenIssueFields) } }",
        mayBeNull: true)

    /// Whether issues may be read. Variable: `filterBy`, to ask for threats alone.
    static let probeIssues = Operation(
        name: "WatchfloorProbeIssues", kind: .query, rootField: "issuesV2",
        document: """
            query WatchfloorProbeIssues($filterBy: IssueFilters) {
              issuesV2(first: 1, filterBy: $filterBy) { nodes { id } }
            }
            """)

    /// Some of the newest issues, by which a tenant is known again.
    static let sampleIssues = Operation(
        name: "WatchfloorSampleIssues", kind: .query, rootField: "issuesV2",
        document: """
            query WatchfloorSampleIssues {
              issuesV2(first: 20, orderBy: {field: CREATED_AT, direction: DESC}) { nodes { id } }
            }
            """)

    /// Which projects the service account sees.
    static let probeProjects = Operation(
        name: "WatchfloorProbeProjects", kind: .query, rootField: "projects",
        document: "query WatchfloorProbeProjects { projects(first: 10) { nodes { id name } totalCount } }")

    static let writtenIssueFields = """
        id type status resolutionReason resolutionNote statusChangedAt resolvedAt
        resolvedBy { user { id name email } }
        notes { id text createdAt user { name email } serviceAccount { name } }
        """

    /// `description` is asked of the interface and not of its types, whose nullability differs.
    private static let issueFields = """
        __typename id type status severity description createdAt updatedAt statusChangedAt dueAt resolvedAt
        resolutionReason resolutionNote url environments
        resolvedBy { user { id name email } }
        sourceRules {
          __typename id name description
          securitySubCategories { title category { name framework { name } } }
          ... on Control { resolutionRecommendation risks }
          ... on CloudEventRule { cloudEventRuleType: type sourceType builtin risks }
          ... on CloudConfigurationRule { remediationInstructions risks }
        }
        entitySnapshot {
          id type nativeType name status cloudPlatform cloudProviderURL providerId region subscriptionExternalId
          subscriptionName tags externalId kubernetesClusterName kubernetesNamespaceName
        }
        projects { id name slug riskProfile { businessImpact } }
        notes { id text createdAt user { name email } serviceAccount { name } }
        threatDetectionDetails {
          actorsTotalCount actorsMaxCountReached
          actors { id name externalId providerUniqueId type nativeType }
          resourcesTotalCount
          resources { id name externalId providerUniqueId type nativeType }
          mainDetection { id startedAt severity description(format: MARKDOWN) ruleMatch { rule { id name origins } } }
          detections(first: 10) { totalCount nodes { id } }
          eventOrigin
        }
        """
}
