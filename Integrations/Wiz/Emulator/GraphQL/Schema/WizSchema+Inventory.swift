extension WizSchema {
    static let inventoryTypes = """
        type GraphSearchResultConnection {
          nodes: [GraphSearchResult!]
          pageInfo: PageInfo!
          totalCount: Int
          maxCountReached: Boolean
        }
        type GraphSearchResult { entities: [GraphEntity] aggregateCount: Int }
        type GraphEntity {
          id: ID!
          name: String
          type: String
          providerUniqueId: String
          firstSeen: DateTime
          lastSeen: DateTime
          properties: JSON
          projects: [Project!]
          technologies: [Technology!]
          userMetadata: GraphEntityUserMetadata
          typedProperties: JSON
          issues(first: Int, after: String, filterBy: IssueFilters, orderBy: IssueOrder): IssueConnection
          publicExposures(first: Int): NetworkExposureConnection
          otherSubscriptionExposures(first: Int): NetworkExposureConnection
          otherVnetExposures(first: Int): NetworkExposureConnection
          lateralMovementPaths(first: Int): LateralMovementPathConnection
          kubernetesPaths(first: Int): KubernetesPathConnection
          isRestricted: Boolean
          deletedAt: DateTime
        }
        type GraphEntityUserMetadata { isInWatchlist: Boolean isIgnored: Boolean note: String }
        type Technology {
          id: ID! name: String icon: String description: String deploymentModel: String categories: [TechnologyCategory!]
        }
        type TechnologyCategory { id: ID! name: String }

        type CloudResourceConnection {
          nodes: [CloudResource!]
          pageInfo: PageInfo!
          totalCount: Int
          maxCountReached: Boolean
        }
        type CloudResource {
          id: ID!
          name: String
          type: String
          nativeType: String
          status: String
          region: String
          cloudPlatform: String
          cloudProviderURL: String
          externalId: String
          providerUniqueId: String
          resourceGroupExternalId: String
          subscriptionId: String
          subscriptionExternalId: String
          subscriptionName: String
          cloudAccount: CloudAccount
          projects: [Project!]
          tags: [Tag!]
          createdAt: DateTime
          firstSeen: DateTime
          lastSeen: DateTime
          updatedAt: DateTime
          deletedAt: DateTime
          graphEntity: GraphEntity
          issueAnalytics: IssueAnalytics
          isOpenToAllInternet: Boolean
          isAccessibleFromInternet: Boolean
          hasSensitiveData: Boolean
          hasAdminPrivileges: Boolean
          hasHighPrivileges: Boolean
        }
        type Tag { key: String value: String }
        type IssueAnalytics {
          issueCount: Int
          criticalSeverityCount: Int
          highSeverityCount: Int
          mediumSeverityCount: Int
          lowSeverityCount: Int
          informationalSeverityCount: Int
        }
        """

    /// A graph query nests: relationships hold further queries. Where a clause can hold anything, the API's own names
    /// of operators decide.
    static let inventoryInputs = """
        input GraphEntityQueryInput {
          type: [GraphEntityTypeValue!]
          select: Boolean
          aggregate: Boolean
          as: String
          where: JSON
          whereAll: JSON
          relationships: [GraphRelationshipQueryInput!]
        }
        input GraphRelationshipQueryInput {
          type: JSON
          with: GraphEntityQueryInput
          optional: Boolean
          negate: Boolean
        }
        scalar GraphEntityTypeValue

        input CloudResourceFilters {
          id: [ID!]
          search: String
          type: [GraphEntityTypeValue!]
          nativeType: [String!]
          cloudPlatform: [CloudPlatform!]
          region: [String!]
          subscriptionId: [String!]
          subscriptionExternalId: [String!]
          providerUniqueId: [String!]
          projectId: [String!]
        }
        input CloudResourceOrder { field: CloudResourceOrderField! direction: OrderDirection! }
        enum CloudResourceOrderField { NAME CREATED_AT FIRST_SEEN UPDATED_AT }
        input CloudResourceV2Filters {
          id: StringListFilter
          search: String
          name: StringMatchFilter
          type: GraphEntityTypeListFilter
          nativeType: StringListFilter
          cloudPlatform: CloudPlatformListFilter
          region: StringListFilter
          subscriptionId: StringListFilter
          subscriptionExternalId: StringListFilter
          providerUniqueId: StringListFilter
          cloudAccountOrCloudOrganizationId: StringListFilter
          projectId: StringListFilter
          updatedAt: DateFilter
          firstSeen: DateFilter
        }
        input GraphEntityTypeListFilter { equals: [GraphEntityTypeValue!] }
        input StringMatchFilter { equals: [String!] contains: [String!] startsWith: [String!] }
        """
}
