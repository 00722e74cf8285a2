extension WizSchema {
    /// Findings beside those on vulnerabilities and cloud configuration.
    static let exposureTypes = """
        type HostConfigurationRule {
          id: ID!
          externalId: String
          shortName: String
          name: String
          description: String
          severity: Severity
          builtin: Boolean
          enabled: Boolean
          remediationInstructions: String
          directOVAL: String
          securitySubCategories: [SecuritySubCategory!]
          targetPlatforms: [Technology!]
        }
        input HostConfigurationRuleFilters { id: [ID!] search: String severity: [Severity!] enabled: Boolean }
        type HostConfigurationRuleAssessment {
          id: ID!
          name: String
          firstSeen: DateTime
          analyzedAt: DateTime
          updatedAt: DateTime
          result: ConfigurationFindingResult
          status: FindingStatus
          severity: Severity
          rule: HostConfigurationRule
          resource: FindingResource
          hasGraphObject: Boolean
        }
        input HostConfigurationRuleAssessmentFilters {
          id: [ID!] search: String result: [ConfigurationFindingResult!] status: [FindingStatus!] severity: [Severity!]
          rule: HostConfigurationAssessmentRuleFilter resource: ConfigurationFindingResourceFilter
          projectId: [String!] analyzedAt: DateFilter updatedAt: DateFilter firstSeen: DateFilter
          includeDeleted: Boolean frameworkCategory: [String!]
        }
        input HostConfigurationAssessmentRuleFilter { id: [ID!] }
        input HostConfigurationRuleAssessmentOrder {
          field: HostConfigurationRuleAssessmentOrderField! direction: OrderDirection!
        }
        enum HostConfigurationRuleAssessmentOrderField { ANALYZED_AT SEVERITY FIRST_SEEN }

        type FindingResource {
          id: ID!
          name: String
          type: String
          nativeType: String
          region: String
          status: String
          cloudPlatform: String
          cloudProviderUrl: String
          externalId: String
          providerId: String
          providerUniqueId: String
          subscription: CloudAccount
          cloudAccount: CloudAccount
          projects: [Project!]
          tags: [Tag!]
        }

        type SecretInstance {
          id: ID!
          name: String
          externalId: String
          type: String
          confidence: String
          severity: Severity
          status: FindingStatus
          validationStatus: String
          isEncrypted: Boolean
          isManaged: Boolean
          path: String
          lineNumber: Int
          offset: Int
          snippet: String
          rule: FindingRule
          resource: FindingResource
          projects: [Project!]
          firstSeenAt: DateTime
          lastSeenAt: DateTime
          lastModifiedAt: DateTime
          lastUpdatedAt: DateTime
          resolvedAt: DateTime
        }
        type FindingRule { id: ID! name: String type: String description: String severity: Severity isAiPowered: Boolean }
        input SecretInstanceFilters {
          id: StringListFilter search: String severity: SeverityListFilter status: FindingStatusListFilter
          type: StringListFilter confidence: StringListFilter resource: FindingResourceFilter projectId: StringListFilter
          firstSeenAt: DateFilter lastSeenAt: DateFilter lastUpdatedAt: DateFilter isManaged: Boolean
        }
        input FindingStatusListFilter { equals: [FindingStatus!] }
        input FindingResourceFilter { id: StringListFilter type: GraphEntityTypeListFilter }
        input SecretInstanceOrder { field: SecretInstanceOrderField! direction: OrderDirection! }
        enum SecretInstanceOrderField { SEVERITY FIRST_SEEN_AT LAST_SEEN_AT }

        type DataFinding {
          id: ID!
          name: String
          dataClassifier: DataClassifier
          severity: Severity
          status: FindingStatus
          totalMatchCount: Int
          uniqueMatchCount: Int
          maxUniqueMatchesReached: Boolean
          uniqueLocationsCount: Int
          isEntityPublic: Boolean
          externalSource: String
          cloudAccount: CloudAccount
          cloudPlatform: String
          location: GeoLocation
          regions: [String!]
          graphEntityId: ID
          graphEntity: GraphEntity
          projects: [Project!]
          createdAt: DateTime
          updatedAt: DateTime
          firstSeenAt: DateTime
          lastSeenAt: DateTime
        }
        type DataClassifier {
          id: ID! name: String category: String originalDataClassifierOverridden: Boolean severity: Severity
          securitySubCategories: [SecuritySubCategory!]
        }
        type GeoLocation { countryCode: String state: String }
        input DataFindingFiltersV2 {
          id: StringListFilter search: String severity: SeverityListFilter status: FindingStatusListFilter
          projectId: StringListFilter graphEntityId: StringListFilter dataClassifierId: StringListFilter
          cloudAccountId: StringListFilter cloudPlatform: CloudPlatformListFilter updatedAt: DateFilter
          createdAt: DateFilter firstSeenAt: DateFilter
        }
        input DataFindingFilters {
          id: [ID!] search: String severity: [Severity!] status: [FindingStatus!] projectId: [String!]
          graphEntityId: [ID!] dataClassifierId: [ID!] cloudPlatform: [CloudPlatform!] updatedAt: DateFilter
        }
        input DataFindingOrder { field: DataFindingOrderField! direction: OrderDirection! }
        enum DataFindingOrderField { SEVERITY CREATED_AT UPDATED_AT TOTAL_MATCH_COUNT }

        type SBOMArtifact {
          id: ID!
          name: String
          version: String
          filePath: String
          type: SBOMArtifactType
          packageURL: String
          validatedInRuntime: Boolean
          resource: FindingResource
          projects: [Project!]
          layerMetadata: VulnerabilityLayer
          firstSeen: DateTime
          lastSeen: DateTime
          updatedAt: DateTime
        }
        type SBOMArtifactType {
          group: String codeLibraryLanguage: String osPackageManager: String hostedTechnology: Technology plugin: String
          custom: String ciComponent: String
        }
        type SBOMArtifactsGroupedByName {
          id: ID!
          name: String
          type: SBOMArtifactType
          validatedInRuntime: Boolean
          artifacts(first: Int, after: String): SBOMArtifactConnection
          versions(first: Int, after: String): SBOMArtifactVersionConnection
        }
        type SBOMArtifactVersion { version: String artifactCount: Int }
        input SBOMArtifactFilters {
          id: StringListFilter search: String name: StringMatchFilter version: StringListFilter
          resource: FindingResourceFilter projectId: StringListFilter
        }
        input SBOMArtifactsGroupedByNameFilter { search: String name: StringMatchFilter projectId: StringListFilter }

        type InventoryFinding {
          id: ID!
          name: String
          description: String
          severity: Severity
          status: FindingStatus
          category: String
          remediation: String
          resource: FindingResource
          rule: FindingRule
          projects: [Project!]
          firstDetectedAt: DateTime
          lastDetectedAt: DateTime
          createdAt: DateTime
          updatedAt: DateTime
          resolvedAt: DateTime
        }
        input InventoryFindingFilters {
          id: StringListFilter search: String severity: SeverityListFilter status: FindingStatusListFilter
          resource: FindingResourceFilter projectId: StringListFilter updatedAt: DateFilter createdAt: DateFilter
          firstDetectedAt: DateFilter
        }
        input InventoryFindingOrder { field: InventoryFindingOrderField! direction: OrderDirection! }
        enum InventoryFindingOrderField { SEVERITY CREATED_AT UPDATED_AT FIRST_DETECTED_AT }

        type ExcessiveAccessFinding {
          id: ID!
          name: String
          description: String
          severity: Severity
          status: FindingStatus
          remediationType: String
          remediationInstructions: String
          cloudPlatform: String
          principal: ExcessiveAccessPrincipal
          projects: [Project!]
          createdAt: DateTime
          updatedAt: DateTime
          builtInPolicyRemediationName: String
        }
        type ExcessiveAccessPrincipal { graphEntity: GraphEntity cloudAccount: CloudAccount }
        input ExcessiveAccessFindingFilters {
          id: [ID!] search: String severity: [Severity!] status: [FindingStatus!] projectId: [String!]
          principalId: [ID!] updatedAt: DateFilter
        }
        """

    static let exposureConnections =
        connections(
            "HostConfigurationRule", "HostConfigurationRuleAssessment", "SecretInstance", "DataFinding",
            "SBOMArtifact", "SBOMArtifactsGroupedByName", "SBOMArtifactVersion", "InventoryFinding",
            "ExcessiveAccessFinding")
}
