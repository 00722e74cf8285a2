/// Questions about detections (Wiz Defend).
extension Operation {
    /// As many triggering events of a detection as one query asks for; Wiz gives at most 50 of them inline.
    static let eventsPerDetection = 25

    /// A page of detections. Variables: `first`, `after`, `filterBy`, `orderBy`.
    static let detections = Operation(
        name: "WatchfloorDetections", kind: .query, rootField: "detections",
        document: """
            query WatchfloorDetections(
              $first: Int, $after: String, $filterBy: DetectionFilters, $orderBy: DetectionOrder
            ) {
              detections(
                first: $first, after: $after, filterBy: $filterBy, orderBy: $orderBy, enforceTimestampContinuity: true
              ) {
                nodes { \(detectionFields) }
                pageInfo { hasNextPage endCursor }
                totalCount
              }
            }
            """)

    /// Whether detections may be read, and whether the tenant has a licence for them.
    static let probeDetections = Operation(
        name: "WatchfloorProbeDetections", kind: .query, rootField: "detections",
        document: "query WatchfloorProbeDetections { detections(first: 1) { nodes { id } } }")

    private static let detectionFields = """
        __typename id type origins severity description(format: MARKDOWN) createdAt updatedAt startedAt endedAt
        issue { id url projects { id name } }
        ruleMatch {
          rule {
            id name builtin sourceType
            securitySubCategories { title category { name framework { name } } }
          }
        }
        cloudAccounts { id name externalId cloudProvider linkedProjects { id name } }
        actors { id name externalId providerUniqueId type nativeType }
        primaryActor { id }
        resources {
          id name externalId providerUniqueId type nativeType region
          cloudAccount { cloudProvider externalId name }
          kubernetesNamespace { name }
          kubernetesCluster { name }
        }
        primaryResource { id }
        triggeringEvents(first: \(eventsPerDetection)) {
          totalCount
          nodes {
            ... on CloudEvent {
              id origin name description cloudProviderUrl cloudPlatform timestamp source category status
              actor { id }
              actorIP
              actorIPMeta { country reputation autonomousSystemOrganization }
              resources { id }
              commandLine runtimeProgram
              extraDetails {
                ... on CloudEventRuntimeDetails {
                  processTree {
                    command path hash userName
                    container { id externalId name image { id externalId } }
                  }
                }
              }
            }
          }
        }
        """
}
