extension WizSchema {
    /// `type` differs between the rules, so that clients alias it in the fragments on them (GraphQL specification
    /// §5.3.2).
    static let ruleTypes = """
        interface IssueSourceRule {
          id: ID!
          name: String
          description: String
          securitySubCategories: [SecuritySubCategory!]
        }

        type Control implements IssueSourceRule {
          id: ID!
          name: String
          description: String
          type: ControlType
          severity: Severity
          enabled: Boolean
          enabledForLBI: Boolean
          enabledForMBI: Boolean
          enabledForHBI: Boolean
          enabledForUnattributed: Boolean
          query: JSON
          scopeQuery: JSON
          scopeProject: Project
          createdAt: DateTime
          updatedAt: DateTime
          createdBy: User
          lastRunAt: DateTime
          lastSuccessfulRunAt: DateTime
          lastRunError: String
          hasAutoRemediation: Boolean
          supportsNRT: Boolean
          tags: [Tag!]
          issueAnalytics: IssueAnalytics
          sourceCloudConfigurationRule: CloudConfigurationRule
          resolutionRecommendation: String
          resolutionRecommendationPlainText: String
          securitySubCategories: [SecuritySubCategory!]
          risks: [String!]
          threats: [String!]
        }

        type CloudEventRule implements IssueSourceRule {
          id: ID!
          name: String
          description: String
          type: CloudEventRuleType
          severity: Severity
          builtin: Boolean
          enabled: Boolean
          createdAt: DateTime
          updatedAt: DateTime
          sourceType: String
          generateIssues: Boolean
          generateFindings: Boolean
          origins: [CloudEventOrigin!]
          securitySubCategories: [SecuritySubCategory!]
          risks: [String!]
          threats: [String!]
        }

        type CloudConfigurationRule implements IssueSourceRule {
          id: ID!
          name: String
          description: String
          shortId: String
          graphId: String
          severity: Severity
          builtin: Boolean
          enabled: Boolean
          functionAsControl: Boolean
          hasAutoRemediation: Boolean
          supportsNRT: Boolean
          opaPolicy: String
          targetNativeType: String
          targetNativeTypes: [String!]
          iacMatchers: [CloudConfigurationRuleMatcher!]
          scopeAccounts: [CloudAccount!]
          externalReferences: [ExternalReference!]
          createdAt: DateTime
          updatedAt: DateTime
          createdBy: User
          tags: [Tag!]
          analyticsUpdatedAt: DateTime
          failedCheckCount: Int
          remediationInstructions: String
          serviceType: String
          subjectEntityType: String
          cloudProvider: String
          control: Control
          securitySubCategories: [SecuritySubCategory!]
          risks: [String!]
          threats: [String!]
        }

        type CloudConfigurationRuleMatcher { id: ID! type: String regoCode: String remediationInstructions: String }
        type ExternalReference { id: ID! name: String }
        type SecuritySubCategory {
          id: ID
          externalId: String
          title: String
          description: String
          resolutionRecommendation: String
          category: SecurityCategory
        }
        type SecurityCategory {
          id: ID
          externalId: String
          name: String
          description: String
          framework: SecurityFramework
          subCategories: [SecuritySubCategory!]
        }
        type SecurityFramework {
          id: ID
          name: String
          description: String
          enabled: Boolean
          builtin: Boolean
          policyTypes: [String!]
          categories: [SecurityCategory!]
        }
        input SecurityFrameworkFilters { id: [ID!] search: String enabled: Boolean builtin: Boolean policyTypes: [String!] }
        """

    static let cloudTypes = """
        type CloudAccount {
          id: ID!
          name: String
          externalId: String
          cloudProvider: String
          linkedProjects: [Project!]
          status: String
          firstScannedAt: DateTime
          lastScannedAt: DateTime
          createdAt: DateTime
          path: [CloudOrganization!]
          environment: String
          cloudOrganization: CloudOrganization
          sourceConnectors: [Connector!]
          criticalSystemHealthIssueCount: Int
          highSystemHealthIssueCount: Int
          mediumSystemHealthIssueCount: Int
          lowSystemHealthIssueCount: Int
          resourceCount: Int
          virtualMachineCount: Int
          containerCount: Int
        }
        type CloudOrganization { id: ID! name: String externalId: String cloudProvider: String path: String }
        type CloudOrganizationConnection { nodes: [CloudOrganization!] pageInfo: PageInfo! totalCount: Int }
        input CloudOrganizationFilters { id: [ID!] search: String cloudProvider: [CloudPlatform!] }
        input CloudAccountOrder { field: CloudAccountOrderField! direction: OrderDirection! }
        enum CloudAccountOrderField { NAME CLOUD_PROVIDER RESOURCE_COUNT }
        type Project {
          id: ID!
          name: String
          slug: String
          isFolder: Boolean
          archived: Boolean
          description: String
          businessUnit: String
          riskProfile: ProjectRiskProfile
          projectOwners: [User!]
          securityChampions: [User!]
          cloudAccountCount: Int
          entityCount: Int
          repositoryCount: Int
          kubernetesClusterCount: Int
          kubernetesNamespaceCount: Int
          technologyCount: Int
          teamMemberCount: Int
          profileCompletion: Int
          securityScore: Float
          nestingLevel: Int
          identifiers: [String!]
          createdAt: DateTime
          parentProject: Project
          ancestorProjects: [Project!]
          childProjects: [Project!]
          entrypoints: [ProjectEntrypoint!]
          cloudAccountLinks: [ProjectCloudAccountLink!]
          cloudOrganizationLinks: [ProjectCloudOrganizationLink!]
          kubernetesClustersLinks: [ProjectKubernetesClusterLink!]
          repositoryLinks: [ProjectRepositoryLink!]
          resourceTagLinks: [ProjectResourceTagLink!]
          issueAnalytics: IssueAnalytics
        }
        type ProjectRiskProfile {
          businessImpact: BusinessImpact
          hasAuthentication: String
          hasExposedAPI: String
          isActivelyDeveloped: String
          isCustomerFacing: String
          isInternetFacing: String
          isRegulated: String
          regulatoryStandards: [String!]
          sensitiveDataTypes: [String!]
          storesData: String
        }
        type ProjectEntrypoint { environment: String endpoint: String }
        type ProjectCloudAccountLink {
          cloudAccount: CloudAccount environment: String shared: Boolean resourceGroups: [String!] resourceTags: [Tag!]
        }
        type ProjectCloudOrganizationLink {
          cloudOrganization: CloudOrganization environment: String shared: Boolean resourceGroups: [String!]
          resourceTags: [Tag!]
        }
        type ProjectKubernetesClusterLink {
          kubernetesCluster: KubernetesCluster environment: String shared: Boolean namespaces: [String!]
        }
        type ProjectRepositoryLink { repository: Repository }
        type ProjectResourceTagLink { environment: String resourceTags: [Tag!] }
        type ProjectConnection { nodes: [Project!] pageInfo: PageInfo! totalCount: Int }
        type CloudAccountConnection { nodes: [CloudAccount!] pageInfo: PageInfo! totalCount: Int }
        input ProjectOrder { field: ProjectOrderField! direction: OrderDirection! }
        enum ProjectOrderField { NAME BUSINESS_UNIT CLOUD_ACCOUNT_COUNT SECURITY_SCORE CREATED_AT }
        input ProjectFilters {
          id: [ID!] slug: [String!] search: String includeArchived: Boolean root: Boolean impact: BusinessImpact
          isFolder: Boolean
        }
        input CloudAccountFilters {
          id: [ID!] externalId: [String!] search: String cloudProvider: [CloudPlatform!] status: [String!]
          projectId: [String!]
        }
        """
}
