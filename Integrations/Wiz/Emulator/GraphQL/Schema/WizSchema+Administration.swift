extension WizSchema {
    static let administrationTypes = """
        type AuditLogEntryConnection { nodes: [AuditLogEntry!] pageInfo: PageInfo! totalCount: Int }
        type AuditLogEntry {
          id: ID!
          action: String
          requestId: String
          status: AuditLogEntryStatus
          timestamp: DateTime
          actionParameters: JSON
          userAgent: String
          sourceIP: String
          serviceAccount: ServiceAccount
          user: User
          performedThrough: String
        }
        enum AuditLogEntryStatus { SUCCESS FAILED ACCESS_DENIED }
        input AuditLogEntryFilters {
          timestamp: DateFilter
          action: [String!]
          status: [AuditLogEntryStatus!]
          userId: [ID!]
          serviceAccountId: [ID!]
          search: String
        }

        type UserConnection { nodes: [User!] pageInfo: PageInfo! totalCount: Int }
        type ControlConnection { nodes: [Control!] pageInfo: PageInfo! totalCount: Int }
        type CloudConfigurationRuleConnection { nodes: [CloudConfigurationRule!] pageInfo: PageInfo! totalCount: Int }
        type CloudEventRuleConnection { nodes: [CloudEventRule!] pageInfo: PageInfo! totalCount: Int }
        input ControlFilters {
          id: [ID!] search: String severity: [Severity!] type: [ControlType!] enabled: Boolean securityFramework: [String!]
          frameworkCategory: [String!] projectId: [String!]
        }
        input ControlOrder { field: ControlOrderField! direction: OrderDirection! }
        enum ControlOrderField { NAME SEVERITY CREATED_AT }
        input CloudConfigurationRuleFilters {
          id: [ID!] search: String severity: [Severity!] cloudProvider: [CloudPlatform!] serviceType: [String!]
          subjectEntityType: [GraphEntityTypeValue!] enabled: Boolean builtin: Boolean
          securityFramework: [String!] frameworkCategory: [String!]
        }
        input CloudConfigurationRuleOrder { field: CloudConfigurationRuleOrderField! direction: OrderDirection! }
        enum CloudConfigurationRuleOrderField { NAME SEVERITY CREATED_AT }
        input CloudEventRuleFilters { id: [ID!] search: String severity: [Severity!] builtin: Boolean enabled: Boolean }

        input CopyResourceForensicsToExternalAccountInput { id: ID! }
        type CopyResourceForensicsToExternalAccountPayload { systemActivityGroupId: ID }
        """
}
