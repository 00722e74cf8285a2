extension WizSchema {
    /// Clusters, registries and repositories.
    static let workloadTypes = """
        type KubernetesCluster {
          id: ID!
          externalId: String
          providerUniqueId: String
          name: String
          kind: String
          status: String
          version: String
          region: String
          isConnected: Boolean
          criticality: String
          cloudAccount: CloudAccount
          projects: [Project!]
          connectors: [Connector!]
          sensorGroup: KubernetesComponent
          admissionController: KubernetesComponent
          kubernetesAuditLogCollector: KubernetesComponent
          firstSeenAt: DateTime
          lastSeenAt: DateTime
        }
        type KubernetesComponent { id: ID! name: String status: String healthStatus: String }
        input KubernetesClusterFilters {
          id: [ID!] search: String kind: [String!] externalIds: [String!] cloudAccount: [ID!] projectId: [String!]
          isConnected: Boolean hasAdmissionController: Boolean hasSensorGroup: Boolean
        }

        type ContainerRegistry {
          id: ID!
          externalId: String
          name: String
          type: String
          region: String
          cloudPlatform: String
          url: String
          cloudAccount: CloudAccount
          projects: [Project!]
          createdAt: DateTime
          lastScannedAt: DateTime
        }
        input ContainerRegistryFilters {
          id: [ID!] search: String cloudPlatform: [CloudPlatform!] cloudAccount: [ID!] projectId: [String!]
        }

        type Repository {
          id: ID!
          externalId: String
          name: String
          url: String
          platform: String
          visibility: String
          archived: Boolean
          isPublic: Boolean
          defaultBranch: RepositoryBranch
          projects: [Project!]
          createdAt: DateTime
          lastCommitAt: DateTime
          lastScannedAt: DateTime
        }
        type RepositoryBranch { id: ID! name: String }
        input RepositoryFilters { id: [ID!] search: String platform: [String!] projectId: [String!] archived: Boolean }

        type ApplicationEndpoint {
          id: ID!
          name: String
          host: String
          port: Int
          protocol: String
          url: String
          httpStatusCode: Int
          exposureLevel: String
          portStatus: String
          resource: GraphEntity
          cloudAccount: CloudAccount
          projects: [Project!]
          firstSeenAt: DateTime
          updatedAt: DateTime
        }
        input ApplicationEndpointFilters {
          id: [ID!] search: String port: [Int!] resourceId: [ID!] projectId: [String!] cloudAccount: [ID!]
        }

        type NetworkExposure {
          id: ID!
          type: String
          exposedEntity: GraphEntity
          accessibleFrom: GraphEntity
          sourceIpRange: String
          destinationIpRange: String
          portRange: String
          appProtocols: [String!]
          networkProtocols: [String!]
          customIPRanges: [CustomIPRange!]
          firstSeenAt: DateTime
          path: [GraphEntity!]
          applicationEndpoints: [GraphEntity!]
          projects: [Project!]
        }
        input NetworkExposureFilters {
          id: [ID!]
          search: String
          entityId: [ID!]
          exposedEntityId: [ID!]
          projectId: [String!]
          type: [String!]
          publicInternetExposureFilters: JSON
        }

        type LateralMovementPath { id: ID! pathEntities: [LateralMovementPathEntity!] }
        type LateralMovementPathEntity { entity: GraphEntity }
        type KubernetesPath { id: ID! path: [GraphEntity!] }
        """

    static let workloadConnections =
        connections(
            "KubernetesCluster", "ContainerRegistry", "Repository", "ApplicationEndpoint", "NetworkExposure",
            "LateralMovementPath", "KubernetesPath")
}
