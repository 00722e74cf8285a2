/// The documents that ask for whole nodes, as far as the schema goes.
enum ControlDocuments {
    static let issue = """
        query ControlIssue($id: ID!) {
          issue(id: $id) {
            id type status severity description createdAt updatedAt statusChangedAt dueAt resolvedAt
            rejectionExpiredAt resolutionReason resolutionNote resolvedBy { user { id name email } }
            firstEventAt lastEventAt openReason url environments assignee { id name primaryEmail }
            validatedAsExploitable
            cloudAccounts { ...account }
            cloudOrganizations { id name externalId cloudProvider }
            applicationServices { id displayName }
            sourceRules { ...rule }
            sourceRule { ...rule }
            entitySnapshot {
              id type nativeType name status cloudPlatform cloudProviderURL providerId region resourceGroupExternalId
              subscriptionId subscriptionExternalId subscriptionName subscriptionTags tags externalId createdAt
              kubernetesClusterId kubernetesClusterName kubernetesNamespaceName containerServiceId containerServiceName
            }
            projects { id name slug isFolder businessUnit riskProfile { businessImpact } }
            serviceTickets { id externalId name url }
            threatDetectionDetails {
              actors { ...actor actingAs { ...actor } }
              actorsTotalCount actorsMaxCountReached
              resources { ...resource }
              resourcesTotalCount resourcesMaxCountReached
              mainDetection { id startedAt severity description(format: MARKDOWN) ruleMatch { rule { id name origins } } }
              detections(first: 50) { totalCount nodes { id createdAt severity } }
              eventOrigin
              aiAnalysis { status verdict analyzedAt severity confidenceLevel conclusion }
            }
          }
        }
        \(rule)
        \(account)
        \(actor)
        \(resource)
        """

    static let detection = """
        query ControlDetection($id: String!) {
          detections(first: 1, filterBy: {
            id: {equals: [$id]}, type: {equals: [GENERATED_THREAT, MATCH_ONLY]}
          }) {
            nodes {
              id type origins severity description(format: MARKDOWN) createdAt updatedAt startedAt endedAt
              issue { id url status }
              ruleMatch { rule { id name builtin sourceType securitySubCategories { ...subCategory } } }
              cloudAccounts { ...account }
              cloudOrganizations { id name externalId cloudProvider }
              actors { ...actor actingAs { ...actor } }
              primaryActor { ...actor }
              resources { ...resource }
              primaryResource { ...resource }
              triggeringEvents(first: 50) {
                totalCount
                nodes {
                  ... on CloudEvent {
                    id name description origin timestamp source category status cloudPlatform actorIP
                    actorIPMeta { country autonomousSystemNumber autonomousSystemOrganization reputation }
                    actor { id actingAs { id } }
                    resources { id }
                    rawAuditLogRecord commandLine runtimeProgram
                    extraDetails {
                      ... on CloudEventRuntimeDetails {
                        processTree { command path hash size executionTime userId userName }
                      }
                    }
                  }
                }
              }
            }
          }
        }
        fragment subCategory on SecuritySubCategory { title category { name framework { name } } }
        \(account)
        \(actor)
        \(resource)
        """

    private static let rule = """
        fragment rule on IssueSourceRule {
          __typename id name description
          securitySubCategories { title category { name framework { name } } }
          ... on Control { resolutionRecommendation risks }
          ... on CloudEventRule { sourceType builtin origins risks }
          ... on CloudConfigurationRule { remediationInstructions serviceType subjectEntityType risks }
        }
        """
    private static let account = "fragment account on CloudAccount { id name externalId cloudProvider }"
    private static let actor = """
        fragment actor on DetectionActor { id name externalId providerUniqueId type nativeType }
        """
    private static let resource = """
        fragment resource on DetectionResource {
          id name externalId providerUniqueId type nativeType region status
          kubernetesNamespace { id name } kubernetesCluster { id name }
        }
        """
}
