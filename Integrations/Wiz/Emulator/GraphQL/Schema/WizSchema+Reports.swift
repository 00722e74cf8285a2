extension WizSchema {
    static let reportTypes = """
        type ReportConnection { nodes: [Report!] pageInfo: PageInfo! totalCount: Int }
        type Report {
          id: ID!
          name: String
          type: ReportType
          createdBy: User
          nextRunAt: DateTime
          columnSelection: [String!]
          project: Project
          createdAt: DateTime
          runIntervalHours: Int
          runStartsAt: DateTime
          params: JSON
          lastRun: ReportRun
        }
        type ReportRun {
          id: ID! status: ReportRunStatus runAt: DateTime completedAt: DateTime url: String results: JSON
          failedReason: String progress: Float
        }
        type ReportType { id: ReportTypeId! name: String description: String }
        enum ReportTypeId {
          ISSUES VULNERABILITIES CLOUD_RESOURCE CLOUD_RESOURCE_V2 CONFIGURATION_FINDINGS INVENTORY_FINDINGS
          COMPLIANCE_ASSESSMENTS COMPLIANCE_EXECUTIVE_SUMMARY DETAILED NETWORK_EXPOSURE SECURITY_FRAMEWORK HOST_CONFIGURATION
          CLOUD_CONFIGURATION DETECTIONS GRAPH_QUERY
        }
        enum ReportRunStatus { IN_PROGRESS COMPLETED FAILED EXPIRED }
        input ReportFilters { id: [ID!] search: String type: [ReportTypeId!] projectId: String lastRunStatus: [ReportRunStatus!] }
        input ReportOrder { field: ReportOrderField! direction: OrderDirection! }
        enum ReportOrderField { NAME CREATED_AT LAST_RUN_AT }
        input CreateReportInput {
          name: String!
          type: ReportTypeId!
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
        """
}
