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
          query: JSON
          resolutionRecommendation: String
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
          sourceType: String
          origins: [CloudEventOrigin!]
          securitySubCategories: [SecuritySubCategory!]
          risks: [String!]
          threats: [String!]
        }

        type CloudConfigurationRule implements IssueSourceRule {
          id: ID!
          name: String
          description: String
          remediationInstructions: String
          serviceType: String
          subjectEntityType: String
          cloudProvider: String
          control: Control
          securitySubCategories: [SecuritySubCategory!]
          risks: [String!]
          threats: [String!]
        }

        type SecuritySubCategory { id: ID title: String category: SecurityCategory }
        type SecurityCategory { id: ID name: String framework: SecurityFramework }
        type SecurityFramework { id: ID name: String }
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
          resourceCount: Int
          virtualMachineCount: Int
          containerCount: Int
        }
        type CloudOrganization { id: ID! name: String externalId: String cloudProvider: String }
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
        }
        type ProjectRiskProfile { businessImpact: BusinessImpact }
        type ProjectConnection { nodes: [Project!] pageInfo: PageInfo! totalCount: Int }
        type CloudAccountConnection { nodes: [CloudAccount!] pageInfo: PageInfo! totalCount: Int }
        input ProjectOrder { field: ProjectOrderField! direction: OrderDirection! }
        enum ProjectOrderField { NAME BUSINESS_UNIT CLOUD_ACCOUNT_COUNT }
        input ProjectFilters { search: String includeArchived: Boolean root: Boolean impact: BusinessImpact }
        input CloudAccountFilters { id: [ID!] search: String cloudProvider: [CloudPlatform!] }
        """
}
