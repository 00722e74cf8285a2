extension WizSchema {
    static let detectionTypes = """
        type DetectionConnection { nodes: [Detection] pageInfo: PageInfo! totalCount: Int }

        type Detection {
          id: ID!
          type: DetectionType
          origins: [CloudEventOrigin!]
          severity: Severity
          description(format: TextFormat): String
          createdAt: DateTime
          updatedAt: DateTime
          startedAt: DateTime
          endedAt: DateTime
          issue: Issue
          ruleMatch: DetectionRuleMatch
          cloudAccounts: [CloudAccount!]
          cloudOrganizations: [CloudOrganization!]
          actors: [DetectionActor!]
          primaryActor: DetectionActor
          resources: [DetectionResource!]
          primaryResource: DetectionResource
          triggeringEvents(first: Int, after: String): TriggeringEventConnection
        }

        type DetectionRuleMatch { rule: CloudEventRule }

        type DetectionActor {
          id: ID
          name: String
          externalId: String
          providerUniqueId: String
          type: String
          nativeType: String
          actingAs: DetectionActor
        }

        type DetectionResource {
          id: ID
          name: String
          externalId: String
          providerUniqueId: String
          type: String
          nativeType: String
          region: String
          status: String
          cloudAccount: CloudAccount
          kubernetesNamespace: KubernetesObject
          kubernetesCluster: KubernetesObject
        }
        type KubernetesObject { id: ID providerUniqueId: String name: String }

        type TriggeringEventConnection {
          nodes: [TriggeringEvent!]
          pageInfo: PageInfo!
          totalCount: Int
          totalCountV2: Int
        }
        union TriggeringEvent = CloudEvent

        type CloudEvent {
          id: ID!
          origin: CloudEventOrigin
          name: String
          description: String
          cloudProviderUrl: String
          cloudPlatform: String
          timestamp: DateTime
          source: String
          category: String
          status: String
          actor: DetectionActor
          actorIP: String
          actorIPMeta: CloudEventIPMeta
          resources: [DetectionResource!]
          rawAuditLogRecord: JSON
          commandLine: String
          runtimeProgram: String
          extraDetails: CloudEventExtraDetails
        }

        type CloudEventIPMeta {
          country: String
          autonomousSystemNumber: Int
          autonomousSystemOrganization: String
          reputation: String
          reputationDescription: String
          reputationSource: String
          relatedAttackGroupNames: [String!]
          customIPRanges: [CustomIPRange!]
        }
        type CustomIPRange { id: ID name: String isInternal: Boolean ipRanges: [String!] }

        union CloudEventExtraDetails = CloudEventRuntimeDetails
        type CloudEventRuntimeDetails { processTree: [CloudEventProcess!] }
        type CloudEventProcess {
          command: String
          container: CloudEventContainer
          path: String
          hash: String
          size: Int
          executionTime: DateTime
          runtimeProgramId: String
          userId: String
          userName: String
        }
        type CloudEventContainer { id: ID externalId: String name: String image: CloudEventContainerImage }
        type CloudEventContainerImage { id: ID externalId: String }
        """

    static let detectionInputs = """
        input DetectionOrder { field: DetectionOrderField! direction: OrderDirection! }
        input StringListFilter { equals: [String!] }
        input SeverityListFilter { equals: [Severity!] }
        input DetectionTypeListFilter { equals: [DetectionType!] }
        input CloudPlatformListFilter { equals: [CloudPlatform!] }
        input CloudEventOriginListFilter { equals: [CloudEventOrigin!] }
        input DetectionResourceFilter { id: StringListFilter }
        input DetectionMatchedRuleFilter { id: [ID!] }

        input DetectionFilters {
          id: StringListFilter
          severity: SeverityListFilter
          type: DetectionTypeListFilter
          cloudPlatform: CloudPlatformListFilter
          origin: CloudEventOriginListFilter
          cloudAccountOrCloudOrganizationId: StringListFilter
          resource: DetectionResourceFilter
          matchedRule: DetectionMatchedRuleFilter
          matchedRuleName: StringListFilter
          issueId: String
          projectId: String
          createdAt: DateFilter
          updatedAt: DateFilter
        }
        """
}
