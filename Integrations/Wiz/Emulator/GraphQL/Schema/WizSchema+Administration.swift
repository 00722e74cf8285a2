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

        type ReportConnection { nodes: [Report!] pageInfo: PageInfo! totalCount: Int }
        type Report {
          id: ID!
          name: String
          type: ReportType
          project: Project
          createdAt: DateTime
          runIntervalHours: Int
          runStartsAt: DateTime
          params: JSON
          lastRun: ReportRun
        }
        type ReportRun { id: ID! status: ReportRunStatus runAt: DateTime url: String results: JSON failedReason: String }
        enum ReportType {
          ISSUES VULNERABILITIES CLOUD_RESOURCE CLOUD_RESOURCE_V2 CONFIGURATION_FINDINGS INVENTORY_FINDINGS
          COMPLIANCE_ASSESSMENTS COMPLIANCE_EXECUTIVE_SUMMARY DETAILED NETWORK_EXPOSURE SECURITY_FRAMEWORK HOST_CONFIGURATION
          CLOUD_CONFIGURATION DETECTIONS GRAPH_QUERY
        }
        enum ReportRunStatus { IN_PROGRESS COMPLETED FAILED EXPIRED }
        input ReportFilters { search: String type: [ReportType!] projectId: String }
        input CreateReportInput {
          name: String!
          type: ReportType!
          projectId: ID
          projectIdV2: JSON
          compressionMethod: JSON
          runIntervalHours: Int
          runStartsAt: DateTime
          columnSelection: [String!]
          csvDelimiter: JSON
          emailTargetParams: JSON
          exportDestinations: JSON
          issueParams: JSON
          vulnerabilityParams: JSON
          cloudResourceParams: JSON
          cloudResourceParamsV2: JSON
          configurationFindingParams: JSON
          cloudConfigurationParams: JSON
          hostConfigurationParams: JSON
          securityFrameworkParams: JSON
          complianceAssessmentsParams: JSON
          networkExposureParams: JSON
          graphQueryParams: JSON
          detectionParams: JSON
        }
        type CreateReportPayload { report: Report }
        input RerunReportInput { id: ID! }
        type RerunReportPayload { report: Report }
        input DeleteReportInput { id: ID! }
        type DeleteReportPayload { _stub: String }

        type UserConnection { nodes: [User!] pageInfo: PageInfo! totalCount: Int }
        type ControlConnection { nodes: [Control!] pageInfo: PageInfo! totalCount: Int }
        type CloudConfigurationRuleConnection { nodes: [CloudConfigurationRule!] pageInfo: PageInfo! totalCount: Int }
        type CloudEventRuleConnection { nodes: [CloudEventRule!] pageInfo: PageInfo! totalCount: Int }
        input RuleFilters { id: [ID!] search: String severity: [Severity!] }

        input CopyResourceForensicsToExternalAccountInput { id: ID! }
        type CopyResourceForensicsToExternalAccountPayload { systemActivityGroupId: ID }
        """
}
