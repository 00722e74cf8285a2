extension WizSchema {
    static let issueTypes = """
        type IssueConnection {
          nodes: [Issue]
          pageInfo: PageInfo!
          totalCount: Int
          criticalSeverityCount: Int
          highSeverityCount: Int
          mediumSeverityCount: Int
          lowSeverityCount: Int
          informationalSeverityCount: Int
          uniqueEntityCount: Int
          maxCountReached: Boolean
        }

        type Issue {
          id: ID!
          type: IssueType
          status: IssueStatus
          severity: Severity
          description: String
          createdAt: DateTime
          updatedAt: DateTime
          statusChangedAt: DateTime
          dueAt: DateTime
          resolvedAt: DateTime
          rejectionExpiredAt: DateTime
          resolutionReason: IssueResolutionReason
          resolutionNote: String
          resolvedBy: IssueResolver
          firstEventAt: DateTime
          lastEventAt: DateTime
          openReason: String
          url: String
          environments: [String!]
          assignee: IssueAssignee
          validatedAsExploitable: Boolean
          cloudAccounts: [CloudAccount!]
          cloudOrganizations: [CloudOrganization!]
          applicationServices: [ApplicationService!]
          sourceRule: IssueSourceRule
          sourceRules: [IssueSourceRule!]
          control: Control
          entity: GraphEntity
          entitySnapshot: IssueEntitySnapshot
          project: Project
          projects: [Project!]
          note: String
          notes: [IssueNote!]
          serviceTicket: ServiceTicket
          serviceTickets: [ServiceTicket!]
          threatDetectionDetails: ThreatDetectionDetails
          threatCenterActors: [ThreatCenterActor!]
          commentThread: CommentThread
          evidenceQuery: JSON
        }

        type IssueResolver { user: User }
        type User {
          id: ID
          name: String
          email: String
          createdAt: DateTime
          lastLoginAt: DateTime
          isSuspended: Boolean
          isProjectScoped: Boolean
          identityProviderType: String
          identityProvider: IdentityProvider
          role: UserRole
          effectiveRole: UserRole
          assignedProjects: [Project!]
          effectiveAssignedProjects: [Project!]
        }
        type ServiceAccount {
          id: ID
          name: String
          email: String
          clientId: String
          description: String
          type: ServiceAccountType
          authenticationSource: String
          enabled: Boolean
          scopes: [String!]
          assignedProjects: [Project!]
          createdAt: DateTime
          lastRotatedAt: DateTime
          lastUsedAt: DateTime
          expiresAt: DateTime
          createdBy: User
          integration: Integration
        }
        type IssueAssignee { id: ID! name: String primaryEmail: String }
        type ApplicationService { id: ID! displayName: String }
        type ServiceTicket { id: ID externalId: String name: String url: String }
        type ThreatCenterActor { id: ID! name: String type: String }
        type CommentThread { id: ID! hasComments: Boolean }

        type IssueNote {
          id: ID!
          text: String
          createdAt: DateTime
          updatedAt: DateTime
          user: User
          serviceAccount: ServiceAccount
        }

        type IssueEntitySnapshot {
          id: ID
          type: String
          nativeType: String
          name: String
          status: String
          cloudPlatform: String
          cloudProviderURL: String
          providerId: String
          region: String
          resourceGroupExternalId: String
          subscriptionId: String
          subscriptionExternalId: String
          subscriptionName: String
          subscriptionTags: JSON
          tags: JSON
          externalId: String
          createdAt: DateTime
          kubernetesClusterId: String
          kubernetesClusterName: String
          kubernetesNamespaceName: String
          containerServiceId: String
          containerServiceName: String
        }

        type ThreatDetectionDetails {
          actors: [DetectionActor!]
          actorsTotalCount: Int
          actorsMaxCountReached: Boolean
          resources: [DetectionResource!]
          resourcesTotalCount: Int
          resourcesMaxCountReached: Boolean
          mainDetection: Detection
          detections(first: Int, after: String): DetectionConnection
          cloudEventGroups(first: Int, after: String): CloudEventGroupConnection
          eventOrigin: [CloudEventOrigin!]
          aiAnalysis: IssueAIAnalysis
        }

        type CloudEventGroupConnection { nodes: [CloudEventGroup!] pageInfo: PageInfo! totalCount: Int }
        type CloudEventGroup { id: ID! }
        type IssueAIAnalysis {
          id: ID
          status: String
          verdict: String
          analyzedAt: DateTime
          severity: Severity
          confidenceLevel: String
          conclusion: String
        }

        type IssueHistoryEventConnection { nodes: [IssueHistoryEvent!] pageInfo: PageInfo! totalCount: Int }
        type IssueHistoryEvent { id: ID! type: String timestamp: DateTime message: String }
        type IssueEvidenceRecordConnection { nodes: [IssueEvidenceRecord!] pageInfo: PageInfo! totalCount: Int }
        type IssueEvidenceRecord { id: ID! }
        """

    static let issueInputs = """
        input IssueOrder { field: IssueOrderField! direction: OrderDirection! }
        input IssueHistoryEventFilters { issue: ID }
        input IssueEvidenceRecordFilters { issueId: ID }

        input IssueFilters {
          id: [ID!]
          search: String
          severity: [Severity!]
          status: [IssueStatus!]
          type: [IssueType!]
          project: [String!]
          resolutionReason: [IssueResolutionReason!]
          assignee: [String!]
          environment: [String!]
          stackLayer: [String!]
          projectBusinessImpact: [BusinessImpact!]
          cloudAccountOrCloudOrganizationId: [String!]
          hasNote: Boolean
          hasServiceTicket: Boolean
          hasRemediation: Boolean
          noteContains: String
          validatedAsExploitable: Boolean
          sourceControl: [ID!]
          sourceRule: IssueSourceRuleFilter
          frameworkCategory: [String!]
          securityFramework: [String!]
          riskEqualsAny: [String!]
          riskEqualsAll: [String!]
          relatedEntity: IssueRelatedEntityFilter
          eventOrigin: StringListFilter
          threatResource: IssueThreatResourceFilter
          threatFileHash: String
          threatRuntimeProgramName: String
          createdAt: DateFilter
          updatedAt: DateFilter
          resolvedAt: DateFilter
          statusChangedAt: DateFilter
          dueAt: DateFilter
          threatLastGroupedAt: DateFilter
        }

        input IssueSourceRuleFilter { id: [ID!] }
        input IssueThreatResourceFilter { ids: [ID!] }
        input IssueRelatedEntityFilter {
          id: [ID!]
          ids: [ID!]
          type: [GraphEntityTypeValue!]
          status: [String!]
          region: [String!]
          subscriptionId: [String!]
          nativeType: [String!]
          cloudPlatform: [CloudPlatform!]
          tag: IssueTagFilter
        }
        input IssueTagFilter { containsAll: [IssueTag!] }
        input IssueTag { key: String! value: String }

        input DateFilter { after: DateTime before: DateTime inLast: DurationFilterValue }
        input DurationFilterValue { amount: Int! unit: DurationFilterValueUnit! }
        """
}
