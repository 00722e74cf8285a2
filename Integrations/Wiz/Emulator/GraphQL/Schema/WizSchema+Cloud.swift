extension WizSchema {
    /// The descriptions differ in nullability on purpose: clients that serve production alias `description` in the
    /// fragment on `Control`, because it does not merge with that of the others (GraphQL specification §5.3.2).
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
          resolutionRecommendation: String
          securitySubCategories: [SecuritySubCategory!]
          risks: [String!]
          threats: [String!]
        }

        type CloudEventRule implements IssueSourceRule {
          id: ID!
          name: String
          description: String!
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
          description: String!
          remediationInstructions: String
          serviceType: String
          subjectEntityType: String
          cloudProvider: String
          control: Control
          securitySubCategories: [SecuritySubCategory!]
          risks: [String!]
          threats: [String!]
        }

        type SecuritySubCategory { title: String category: SecurityCategory }
        type SecurityCategory { name: String framework: SecurityFramework }
        type SecurityFramework { name: String }
        """

    static let cloudTypes = """
        type CloudAccount {
          id: ID!
          name: String
          externalId: String
          cloudProvider: String
          linkedProjects: [Project!]
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
        }
        type ProjectRiskProfile { businessImpact: BusinessImpact }
        type ProjectConnection { nodes: [Project!] pageInfo: PageInfo! totalCount: Int }
        type CloudAccountConnection { nodes: [CloudAccount!] pageInfo: PageInfo! totalCount: Int }
        input ProjectFilters { search: String includeArchived: Boolean root: Boolean impact: BusinessImpact }
        input CloudAccountFilters { id: [ID!] search: String cloudProvider: [CloudPlatform!] }
        """
}
