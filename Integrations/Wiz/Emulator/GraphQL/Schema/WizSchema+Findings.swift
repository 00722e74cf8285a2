extension WizSchema {
    static let findingTypes = """
        type VulnerabilityFindingConnection {
          nodes: [VulnerabilityFinding!]
          pageInfo: PageInfo!
          totalCount: Int
          maxCountReached: Boolean
        }
        type VulnerabilityFinding {
          id: ID!
          portalUrl: String
          name: String
          CVEDescription: String
          CVSSSeverity: VulnerabilitySeverity
          severity: VulnerabilitySeverity
          vendorSeverity: VulnerabilitySeverity
          nvdSeverity: VulnerabilitySeverity
          score: Float
          exploitabilityScore: Float
          impactScore: Float
          dataSourceName: String
          hasExploit: Boolean
          hasCisaKevExploit: Boolean
          status: FindingStatus
          firstDetectedAt: DateTime
          lastDetectedAt: DateTime
          resolvedAt: DateTime
          updatedAt: DateTime
          fixDate: DateTime
          publishedDate: DateTime
          description: String
          remediation: String
          detailedName: String
          version: String
          fixedVersion: String
          recommendedVersion: String
          vulnerableComponent: String
          detectionMethod: String
          link: String
          locationPath: String
          resolutionReason: String
          epssSeverity: VulnerabilitySeverity
          epssPercentile: Float
          epssProbability: Float
          validatedInRuntime: Boolean
          isHighProfileThreat: Boolean
          environments: [String!]
          layerMetadata: VulnerabilityLayer
          projects: [Project!]
          ignoreRules: [IgnoreRule!]
          cvssv2: CVSSMetrics
          cvssv3: CVSSMetrics
          cnaScore: Float
          relatedIssueAnalytics: IssueAnalytics
          weightedSeverity: VulnerabilitySeverity
          cnaSeverity: VulnerabilitySeverity
          hasInitialAccessPotential: Boolean
          isClientSide: Boolean
          cisaKevReleaseDate: DateTime
          cisaKevDueDate: DateTime
          artifactType: SBOMArtifactType
          technology: Technology
          note: String
          cvssv4: CVSSMetrics
          categories: [String!]
          vulnerableAsset: VulnerableAsset
        }
        type VulnerabilityLayer { id: ID details: String isBaseLayer: Boolean }
        type IgnoreRule { id: ID! name: String enabled: Boolean expiredAt: DateTime }
        type CVSSMetrics {
          attackVector: String
          attackComplexity: String
          confidentialityImpact: String
          integrityImpact: String
          availabilityImpact: String
          privilegesRequired: String
          userInteractionRequired: Boolean
        }

        type VulnerableAssetContainerImage implements VulnerableAsset & VulnerableAssetBase {
          \(assetFields)
          imageId: String
          scanSource: String
          registry: VulnerableAssetRegistry
          repository: VulnerableAssetRegistry
          executionControllers: [VulnerableAssetController!]
        }
        type VulnerableAssetRepositoryBranch implements VulnerableAsset & VulnerableAssetBase {
          \(assetFields)
          repositoryId: String
          repositoryName: String
          repositoryExternalId: String
        }
        type VulnerableAssetRegistry { id: ID vertexId: ID name: String externalId: String }
        type VulnerableAssetController {
          id: ID!
          name: String
          entityType: String
          externalId: String
          providerUniqueId: String
          subscriptionExternalId: String
          subscriptionId: String
          subscriptionName: String
        }

        interface VulnerableAsset { \(assetFields) }
        interface VulnerableAssetBase implements VulnerableAsset { \(assetFields) }
        type VulnerableAssetVirtualMachine implements VulnerableAsset & VulnerableAssetBase {
          \(assetFields)
          operatingSystem: String
          ipAddresses: [String!]
          imageId: String
          imageName: String
          imageNativeType: String
          nativeType: String
          computeInstanceGroup: ComputeInstanceGroup
        }
        type VulnerableAssetServerless implements VulnerableAsset & VulnerableAssetBase { \(assetFields) runtime: String }
        type VulnerableAssetContainer implements VulnerableAsset & VulnerableAssetBase {
          \(assetFields)
          ImageExternalId: String
          VmExternalId: String
          ServerlessContainer: Boolean
          PodNamespace: String
          PodName: String
          NodeName: String
        }
        type ComputeInstanceGroup { id: ID! externalId: String name: String replicaCount: Int tags: JSON }

        type ConfigurationFindingConnection {
          nodes: [ConfigurationFinding!]
          pageInfo: PageInfo!
          totalCount: Int
          maxCountReached: Boolean
        }
        type ConfigurationFinding {
          id: ID!
          name: String
          targetExternalId: String
          targetObjectProviderUniqueId: String
          deleted: Boolean
          firstSeenAt: DateTime
          analyzedAt: DateTime
          updatedAt: DateTime
          resolvedAt: DateTime
          severity: Severity
          result: ConfigurationFindingResult
          status: FindingStatus
          remediation: String
          source: String
          resource: ConfigurationFindingResource
          subscription: CloudAccount
          rule: ConfigurationFindingRule
          securitySubCategories: [SecuritySubCategory!]
          ignoreRules: [IgnoreRule!]
          evidence: ConfigurationFindingEvidence
        }
        type ConfigurationFindingResource {
          id: ID!
          providerId: String
          name: String
          nativeType: String
          type: String
          region: String
          cloudPlatform: String
          status: String
          subscription: CloudAccount
          projects: [Project!]
          tags: [Tag!]
        }
        type ConfigurationFindingRule {
          id: ID!
          shortId: String
          graphId: String
          name: String
          description: String
          remediationInstructions: String
          functionAsControl: Boolean
          severity: Severity
          builtin: Boolean
          enabled: Boolean
          cloudProvider: String
          serviceType: String
          subjectEntityType: String
          targetNativeTypes: [String!]
          securitySubCategories: [SecuritySubCategory!]
        }
        type ConfigurationFindingEvidence {
          configurationPath: String
          currentValue: String
          expectedValue: String
          cloudConfigurationLink: String
        }
        """

    private static let assetFields = """
        id: ID!
        type: String
        name: String
        region: String
        providerUniqueId: String
        cloudProviderURL: String
        cloudPlatform: String
        status: String
        subscriptionName: String
        subscriptionExternalId: String
        subscriptionId: String
        tags: JSON
        hasLimitedInternetExposure: Boolean
        hasWideInternetExposure: Boolean
        isAccessibleFromVPN: Boolean
        isAccessibleFromOtherVnets: Boolean
        isAccessibleFromOtherSubscriptions: Boolean
        """
}
