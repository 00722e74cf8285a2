extension WizSchema {
    static let findingInputs = """
        enum VulnerabilitySeverity { NONE LOW MEDIUM HIGH CRITICAL }
        enum FindingStatus { OPEN IN_PROGRESS RESOLVED REJECTED }
        enum ConfigurationFindingResult { PASS FAIL ERROR NOT_ASSESSED }
        enum VulnerabilityFindingOrderField { CREATED_AT SEVERITY FIRST_DETECTED_AT UPDATED_AT LAST_DETECTED_AT RELATED_ISSUE_SEVERITY }
        enum ConfigurationFindingOrderField { ANALYZED_AT SEVERITY FIRST_SEEN_AT }
        input VulnerabilityFindingOrder { field: VulnerabilityFindingOrderField! direction: OrderDirection! }
        input ConfigurationFindingOrder { field: ConfigurationFindingOrderField! direction: OrderDirection! }

        input VulnerabilityFindingFilters {
          id: [ID!]
          severity: [VulnerabilitySeverity!]
          vendorSeverity: [VulnerabilitySeverity!]
          status: [FindingStatus!]
          assetType: [GraphEntityTypeValue!]
          assetId: [ID!]
          vulnerabilityExternalId: [String!]
          hasExploit: Boolean
          hasCisaKevExploit: Boolean
          hasFix: Boolean
          search: String
          detectionMethod: [String!]
          isHighProfileThreat: Boolean
          validatedInRuntime: Boolean
          projectId: [String!]
          projectIdV2: StringListFilter
          subscriptionId: [String!]
          subscriptionExternalId: [String!]
          cloudPlatform: [CloudPlatform!]
          firstSeenAt: DateFilter
          lastDetectedAt: DateFilter
          updatedAt: DateFilter
          resolvedAt: DateFilter
        }
        input ConfigurationFindingFilters {
          id: [ID!]
          severity: [Severity!]
          result: [ConfigurationFindingResult!]
          status: [FindingStatus!]
          rule: ConfigurationFindingRuleFilter
          resource: ConfigurationFindingResourceFilter
          projectId: [String!]
          includeDeleted: Boolean
          source: [String!]
          frameworkCategory: [String!]
          firstSeenAt: DateFilter
          analyzedAt: DateFilter
          updatedAt: DateFilter
        }
        input ConfigurationFindingRuleFilter { id: [ID!] }
        input ConfigurationFindingResourceFilter { id: [ID!] type: [GraphEntityTypeValue!] subscriptionId: [String!] }
        """
}
