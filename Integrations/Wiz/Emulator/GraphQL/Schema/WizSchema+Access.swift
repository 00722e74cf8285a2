extension WizSchema {
    /// People, service accounts, and what the tenant is connected with.
    static let accessTypes = """
        type UserRole { id: ID! name: String description: String scopes: [String!] isProjectScoped: Boolean builtin: Boolean }
        type IdentityProvider { id: ID! name: String }
        input UserFilters { id: [ID!] search: String source: [String!] role: [String!] email: [String!] }
        input UserOrder { field: UserOrderField! direction: OrderDirection! }
        enum UserOrderField { NAME EMAIL CREATED_AT LAST_LOGIN_AT }
        input UserRoleFilters { id: [ID!] search: String builtin: Boolean }
        input ServiceAccountFilters { id: [ID!] search: String type: [ServiceAccountType!] name: StringListFilter }
        enum ServiceAccountType { THIRD_PARTY SENSOR KUBERNETES_ADMISSION_CONTROLLER BROKER KUBERNETES_CONNECTOR INTEGRATION }
        input ServiceAccountOrder { field: ServiceAccountOrderField! direction: OrderDirection! }
        enum ServiceAccountOrderField { NAME CREATED_AT LAST_ROTATED_AT }

        type Connector {
          id: ID!
          name: String
          enabled: Boolean
          status: ConnectorStatus
          type: ConnectorType
          errorCode: String
          config: JSON
          authParams: JSON
          extraConfig: JSON
          createdAt: DateTime
          updatedAt: DateTime
          createdBy: User
          lastActivity: DateTime
          tenantIdentityClient: JSON
          cloudAccountCount: Int
          cloudAccounts: [CloudAccount!]
          addedBy: User
          outpost: Outpost
          criticalSystemHealthIssueCount: Int
          highSystemHealthIssueCount: Int
          mediumSystemHealthIssueCount: Int
          lowSystemHealthIssueCount: Int
        }
        enum ConnectorStatus { CONNECTED PARTIALLY_CONNECTED DISCONNECTED DISABLED ERROR INITIAL_SCANNING }
        type ConnectorType { id: ID! name: String authorizeUrls: [String!] }
        type Outpost { id: ID! name: String enabled: Boolean serviceType: String status: String }
        input ConnectorFilters {
          id: [ID!] search: String type: [String!] status: [ConnectorStatus!] enabled: Boolean
        }
        input ConnectorOrder { field: ConnectorOrderField! direction: OrderDirection! }
        enum ConnectorOrderField { NAME CREATED_AT STATUS }

        type Deployment {
          id: ID!
          name: String
          type: String
          status: String
          enabled: Boolean
          version: String
          cloudAccount: CloudAccount
          createdAt: DateTime
          firstConnectedAt: DateTime
          lastSeenAt: DateTime
          criticalSystemHealthIssueCount: Int
          highSystemHealthIssueCount: Int
          mediumSystemHealthIssueCount: Int
          lowSystemHealthIssueCount: Int
        }
        input DeploymentFilters { id: [ID!] search: String type: [String!] status: [String!] }
        input DeploymentOrder { field: DeploymentOrderField! direction: OrderDirection! }
        enum DeploymentOrderField { NAME CREATED_AT LAST_SEEN_AT }

        type SystemHealthIssue {
          id: ID!
          name: String
          description: String
          impact: String
          remediation: String
          severity: Severity
          status: String
          type: String
          deployment: Deployment
          cloudAccount: CloudAccount
          createdAt: DateTime
          firstDetectedAt: DateTime
          lastDetectedAt: DateTime
          updatedAt: DateTime
          resolvedAt: DateTime
        }
        input SystemHealthIssueFilters {
          id: [ID!] search: String severity: [Severity!] status: [String!] type: [String!] createdAt: DateFilter
          updatedAt: DateFilter firstDetectedAt: DateFilter
        }
        input SystemHealthIssueOrder { field: SystemHealthIssueOrderField! direction: OrderDirection! }
        enum SystemHealthIssueOrderField { SEVERITY CREATED_AT UPDATED_AT }

        type Integration {
          id: ID!
          name: String
          type: String
          status: String
          createdAt: DateTime
          updatedAt: DateTime
          createdBy: User
          project: Project
          isAccessibleToAllProjects: Boolean
          params: JSON
          usedByRules: [AutomationRule!]
        }
        input IntegrationFilters { id: [ID!] search: String type: [String!] projectId: [String!] }
        type AutomationRule {
          id: ID!
          name: String
          description: String
          enabled: Boolean
          triggerSource: String
          triggerType: [String!]
          filters: JSON
          createdAt: DateTime
          updatedAt: DateTime
          createdBy: User
          project: Project
          isAccessibleToAllProjects: Boolean
          overrideActionParams: JSON
          actions: [AutomationRuleAction!]
        }
        type AutomationRuleAction {
          id: ID! actionTemplateType: String actionTemplateParams: JSON integration: Integration
        }
        input AutomationRuleFilters { id: [ID!] search: String enabled: Boolean triggerSource: [String!] projectId: [String!] }

        type SavedGraphQuery {
          id: ID!
          name: String
          description: String
          query: JSON
          project: Project
          createdAt: DateTime
          createdBy: User
          categories: [String!]
        }
        input SavedGraphQueryFilters { id: [ID!] search: String projectId: [String!] }
        """

    static let accessConnections =
        connections(
            "ServiceAccount", "UserRole", "Connector", "Deployment", "SystemHealthIssue", "Integration",
            "AutomationRule", "SavedGraphQuery", "SecurityFramework")

    /// Connection types for node types.
    static func connections(_ names: String...) -> String {
        names.map { name in
            """
            type \(name)Connection {
              nodes: [\(name)!] pageInfo: PageInfo! totalCount: Int maxCountReached: Boolean
            }
            """
        }.joined(separator: "\n")
    }
}
