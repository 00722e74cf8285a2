import GraphQL
import Testing

@testable import WizEmulator

@Suite("Documents that clients of Wiz send")
struct SelectionTests {
    private static let ruleFragments = """
        ... on CloudConfigurationRule { id name description subjectEntityType cloudProvider risks threats
          control { id resolutionRecommendation } }
        ... on CloudEventRule { id name description cloudEventRuleType: type ruleSeverity: severity builtin sourceType
          risks threats }
        ... on Control { id name controlDescription: description resolutionRecommendation type risks threats }
        """

    private static let threatPoll = """
        query ThreatsTable($filterBy: IssueFilters, $filterScope: IssueFiltersScope, $first: Int, $after: String,
          $orderBy: IssueOrder) {
          issues: issuesV2(filterBy: $filterBy, filterScope: $filterScope, first: $first, after: $after, orderBy: $orderBy) {
            nodes {
              id type status severity createdAt updatedAt resolvedAt dueAt rejectionExpiredAt resolutionReason resolutionNote
              resolvedBy { user { id email name } }
              control { id name description severity type enabled risks threats }
              sourceRules { __typename \(ruleFragments) }
              projects { id name slug isFolder businessUnit riskProfile { businessImpact } }
              entitySnapshot { id type status name cloudPlatform region subscriptionName subscriptionId
                subscriptionExternalId nativeType kubernetesClusterId kubernetesClusterName kubernetesNamespaceName tags
                externalId }
              notes { id text }
              environments
              cloudAccounts { id name externalId cloudProvider }
              cloudOrganizations { id name externalId cloudProvider }
              threatDetectionDetails {
                actorsMaxCountReached actorsTotalCount
                actors { id name externalId providerUniqueId type nativeType }
                resourcesTotalCount resourcesMaxCountReached
                resources { id name externalId providerUniqueId type nativeType }
                mainDetection { id startedAt severity description(format: MARKDOWN) ruleMatch { rule { id name origins } } }
                detections(first: 0) { totalCount }
                eventOrigin
              }
              threatCenterActors { id name type }
              serviceTickets { id externalId name url }
              applicationServices { id displayName }
              commentThread { id hasComments }
            }
            pageInfo { hasNextPage endCursor }
          }
        }
        """

    @Test("The threat poll gets open threats with actors, resources and their main detection")
    func threats() async throws {
        try await EmulatedTenant.with { tenant in
            _ = try await tenant.newIssue(["type": "THREAT_DETECTION"])
            let reply = try await tenant.graphQL(
                Self.threatPoll,
                [
                    "filterBy": [
                        "type": ["THREAT_DETECTION"], "status": ["OPEN", "IN_PROGRESS"],
                        "createdAt": ["after": "2001-01-01T00:00:00Z"],
                    ],
                    "filterScope": "ALL_ISSUE_DETECTIONS", "orderBy": ["field": "CREATED_AT", "direction": "DESC"],
                    "first": 250,
                ])
            #expect(reply["errors"] == nil, "\(String(describing: reply["errors"]))")
            let nodes = reply[path: "data.issues.nodes"]?.listValue ?? []
            #expect(!nodes.isEmpty)
            for node in nodes {
                #expect(node.text("sourceRules.0.__typename") == "CloudEventRule")
                #expect(node[path: "threatDetectionDetails.detections.totalCount"]?.intValue ?? 0 > 0)
                #expect(
                    node.text("threatDetectionDetails.mainDetection.ruleMatch.rule.name")
                        == node.text("sourceRules.0.name"))
                #expect(node[path: "threatDetectionDetails.resources.0.id"] == node[path: "entitySnapshot.id"])
            }
        }
    }

    @Test("An issue's rule is an interface in sourceRules and takes fragments in sourceRule")
    func rules() async throws {
        try await EmulatedTenant.with { tenant in
            for (type, name) in [
                ("TOXIC_COMBINATION", "Control"), ("THREAT_DETECTION", "CloudEventRule"),
                ("CLOUD_CONFIGURATION", "CloudConfigurationRule"),
            ] {
                let id = try await tenant.newIssue(["type": .string(type)]).text("id") ?? ""
                let reply = try await tenant.graphQL(
                    """
                    query Issue($id: ID!) { issue(id: $id) {
                      id createdAt updatedAt status severity type description resolvedAt
                      entitySnapshot { cloudPlatform id name region subscriptionName type } projects { id name }
                      sourceRules { id name description securitySubCategories { title category { name framework { name } } } }
                      sourceRule { __typename \(Self.ruleFragments) }
                      serviceTickets { externalId name url }
                      notes { id text createdAt user { email name } serviceAccount { name email } }
                    } }
                    """, ["id": .string(id)])
                #expect(reply["errors"] == nil, "\(String(describing: reply["errors"]))")
                #expect(reply.text("data.issue.sourceRule.__typename") == name)
                #expect(reply.text("data.issue.sourceRules.0.name")?.isEmpty == false)
            }
        }
    }

    @Test("Detections come with their events, which point at actors and resources by id")
    func detections() async throws {
        try await EmulatedTenant.with { tenant in
            _ = try await tenant.newIssue(["type": "THREAT_DETECTION", "name": "Reverse shell pattern"])
            let reply = try await tenant.graphQL(
                """
                query Detections($filterBy: DetectionFilters, $first: Int, $after: String, $orderBy: DetectionOrder) {
                  detections(filterBy: $filterBy, first: $first, after: $after, orderBy: $orderBy,
                    enforceTimestampContinuity: true) {
                    nodes {
                      id type origins updatedAt
                      issue { id url dueAt projects { id name } resolutionReason notes { text } }
                      ruleMatch { rule { id name sourceType builtin securitySubCategories { title } } }
                      description(format: MARKDOWN) severity createdAt
                      cloudAccounts { cloudProvider externalId name linkedProjects { id name } }
                      cloudOrganizations { cloudProvider externalId name }
                      startedAt endedAt
                      actors { id externalId name type nativeType actingAs { id externalId name type nativeType } }
                      primaryActor { id }
                      resources { id externalId name type nativeType region cloudAccount { cloudProvider externalId name }
                        kubernetesNamespace { id providerUniqueId name } kubernetesCluster { id providerUniqueId name } }
                      primaryResource { id }
                      triggeringEvents(first: 10) {
                        totalCount
                        nodes { ... on CloudEvent {
                          id origin name description cloudProviderUrl cloudPlatform timestamp source category status
                          actor { id actingAs { id } } actorIP
                          actorIPMeta { country autonomousSystemNumber autonomousSystemOrganization reputation
                            reputationDescription reputationSource relatedAttackGroupNames
                            customIPRanges { id name isInternal ipRanges } }
                          resources { id } rawAuditLogRecord commandLine runtimeProgram
                          extraDetails { ... on CloudEventRuntimeDetails { processTree {
                            command container { id externalId name image { id externalId } } path hash size executionTime
                            runtimeProgramId userId userName } } }
                        } }
                      }
                    }
                    pageInfo { hasNextPage endCursor }
                    totalCount
                  }
                }
                """,
                [
                    "filterBy": [
                        "createdAt": ["after": "2001-01-01T00:00:00Z"], "severity": ["equals": ["HIGH", "CRITICAL"]],
                    ],
                    "first": 250, "orderBy": ["field": "CREATED_AT", "direction": "ASC"],
                ])
            #expect(reply["errors"] == nil, "\(String(describing: reply["errors"]))")
            let nodes = reply[path: "data.detections.nodes"]?.listValue ?? []
            #expect(!nodes.isEmpty)
            for node in nodes {
                let actors = Set((node["actors"]?.listValue ?? []).compactMap { $0.text("id") })
                for event in node[path: "triggeringEvents.nodes"]?.listValue ?? [] {
                    if let actor = event.text("actor.id") { #expect(actors.contains(actor)) }
                    #expect(event.text("resources.0.id") == node.text("primaryResource.id"))
                    let hasTree = event[path: "extraDetails.processTree"] != nil
                    #expect(hasTree == (event.text("origin") == "WIZ_SENSOR"))
                    #expect(event.text("extraDetails.processTree.0.command") == event.text("commandLine"))
                    #expect(event[path: "rawAuditLogRecord"] == .null || !hasTree)
                }
            }
        }
    }

    @Test("At most 50 triggering events come inline, and the count tells of all")
    func inlineEvents() async throws {
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 1500)) { tenant in
            let reply = try await tenant.graphQL(
                "{ detections(first: 500) { nodes { triggeringEvents(first: 500) { totalCount nodes { __typename } } } } }"
            )
            let lists = (reply[path: "data.detections.nodes"]?.listValue ?? []).compactMap { $0["triggeringEvents"] }
            let counts = lists.map { ($0["nodes"]?.listValue?.count ?? 0, $0["totalCount"]?.intValue ?? 0) }
            #expect(counts.contains { $0.1 > 50 })
            #expect(counts.allSatisfy { $0.0 == min(50, Int($0.1)) })
        }
    }

    @Test("The audit log tells of sign-ins, failed ones too, and of changes")
    func auditLog() async throws {
        try await EmulatedTenant.with { tenant in
            _ = try await tenant.token(secret: "wrong")
            let id = try await tenant.newIssue().text("id") ?? ""
            _ = try await tenant.graphQL(
                "mutation($id: ID!) { updateIssue(input: {id: $id, patch: {note: \"n\"}}) { issue { id } } }",
                ["id": .string(id)])
            let reply = try await tenant.graphQL(
                """
                query AuditLogTable($first: Int, $after: String, $filterBy: AuditLogEntryFilters) {
                  auditLogEntries(first: $first, after: $after, filterBy: $filterBy) {
                    nodes { id action requestId status timestamp actionParameters userAgent sourceIP
                      serviceAccount { id name } user { id name } }
                    pageInfo { hasNextPage endCursor }
                  }
                }
                """, ["first": 500, "filterBy": ["timestamp": ["after": "2001-01-01T00:00:00Z"]]])
            #expect(reply["errors"] == nil)
            let entries = reply[path: "data.auditLogEntries.nodes"]?.listValue ?? []
            let update = try #require(
                entries.first { $0.text("action") == "UpdateIssue" && !($0["serviceAccount"]?.isNull ?? true) })
            #expect(update.text("actionParameters.input.id") == id)
            let failed = try #require(entries.first { $0.text("action") == "Login" && $0.text("status") == "FAILED" })
            #expect(failed.text("actionParameters.message") == "failed authenticating service account")
            let only = try await tenant.graphQL(
                "{ auditLogEntries(first: 5, filterBy: {status: [FAILED], action: [\"Login\"]}) { nodes { status } } }")
            #expect(
                (only[path: "data.auditLogEntries.nodes"]?.listValue ?? []).allSatisfy { $0.text("status") == "FAILED" }
            )
        }
    }

    @Test("A graph search gives resources of a type, with the neighbours that it selects")
    func graphSearch() async throws {
        try await EmulatedTenant.with { tenant in
            let query = """
                query GraphSearch($query: GraphEntityQueryInput, $projectId: String!, $first: Int, $fetchTotalCount: Boolean!,
                  $quick: Boolean = true, $fetchIssueAnalytics: Boolean = false) {
                  graphSearch(query: $query, projectId: $projectId, first: $first, quick: $quick) {
                    totalCount @include(if: $fetchTotalCount)
                    maxCountReached @include(if: $fetchTotalCount)
                    pageInfo { endCursor hasNextPage }
                    nodes { entities { ...PathGraphEntityFragment userMetadata { isInWatchlist isIgnored note }
                      technologies { id icon } } aggregateCount }
                  }
                }
                fragment PathGraphEntityFragment on GraphEntity {
                  id name type properties
                  issueAnalytics: issues(filterBy: {status: [IN_PROGRESS, OPEN]}) @include(if: $fetchIssueAnalytics) {
                    lowSeverityCount mediumSeverityCount highSeverityCount criticalSeverityCount
                  }
                }
                """
            let machines = try await tenant.graphQL(
                query,
                [
                    "query": [
                        "type": ["VIRTUAL_MACHINE"], "select": true, "where": ["cloudPlatform": ["EQUALS": ["AWS"]]],
                        "relationships": [
                            [
                                "type": [["type": "CONTAINS", "reverse": true]],
                                "with": ["type": ["SUBSCRIPTION"], "select": true],
                            ]
                        ],
                    ], "projectId": "*", "first": 5, "fetchTotalCount": true, "fetchIssueAnalytics": true,
                ])
            #expect(machines["errors"] == nil, "\(String(describing: machines["errors"]))")
            let rows = machines[path: "data.graphSearch.nodes"]?.listValue ?? []
            #expect(rows.count == 5)
            #expect(machines[path: "data.graphSearch.totalCount"]?.intValue ?? 0 > 5)
            for row in rows {
                #expect(
                    row[path: "entities"]?.listValue?.map { $0.text("type") } == ["VIRTUAL_MACHINE", "SUBSCRIPTION"])
                #expect(row.text("entities.0.properties.cloudPlatform") == "AWS")
                #expect(row[path: "entities.0.issueAnalytics.highSeverityCount"]?.intValue != nil)
            }
        }
    }

    @Test("Findings and resources are listed, filtered and paged")
    func findings() async throws {
        try await EmulatedTenant.with { tenant in
            let vulnerabilities = try await tenant.graphQL(
                """
                query($first: Int, $filterBy: VulnerabilityFindingFilters) {
                  vulnerabilityFindings(first: $first, filterBy: $filterBy) {
                    nodes { id name CVEDescription CVSSSeverity score hasExploit status severity vendorSeverity firstDetectedAt
                      lastDetectedAt detailedName version fixedVersion projects { id name }
                      vulnerableAsset { ... on VulnerableAssetBase { id type name cloudPlatform subscriptionExternalId tags }
                        ... on VulnerableAssetVirtualMachine { operatingSystem ipAddresses }
                        ... on VulnerableAssetContainer { PodNamespace } } }
                    pageInfo { hasNextPage endCursor } totalCount } }
                """, ["first": 50, "filterBy": ["severity": ["CRITICAL"], "status": ["OPEN"]]])
            #expect(vulnerabilities["errors"] == nil, "\(String(describing: vulnerabilities["errors"]))")
            let nodes = vulnerabilities[path: "data.vulnerabilityFindings.nodes"]?.listValue ?? []
            #expect(!nodes.isEmpty)
            #expect(nodes.allSatisfy { $0.text("severity") == "CRITICAL" && $0.text("vulnerableAsset.id") != nil })
            let checks = try await tenant.graphQL(
                """
                { configurationFindings(first: 20, filterBy: {result: [FAIL], severity: [CRITICAL, HIGH]}) {
                  nodes { id targetExternalId result severity status firstSeenAt analyzedAt remediation
                    resource { id providerId name nativeType type region subscription { id name externalId cloudProvider }
                      projects { id name } tags { key value } }
                    rule { id shortId graphId name description remediationInstructions functionAsControl }
                    securitySubCategories { title category { name framework { name } } } } totalCount } }
                """)
            #expect(checks["errors"] == nil, "\(String(describing: checks["errors"]))")
            #expect(
                (checks[path: "data.configurationFindings.nodes"]?.listValue ?? []).allSatisfy {
                    $0.text("result") == "FAIL"
                })
            let buckets = try await tenant.graphQL(
                """
                { v1: cloudResources(first: 500, filterBy: {type: [BUCKET]}) { nodes { id type graphEntity { properties } } totalCount }
                  v2: cloudResourcesV2(first: 500, filterBy: {type: {equals: [BUCKET]}}) { nodes { id tags { key value } } totalCount } }
                """)
            #expect(buckets["errors"] == nil, "\(String(describing: buckets["errors"]))")
            #expect(buckets[path: "data.v1.totalCount"] == buckets[path: "data.v2.totalCount"])
            #expect(buckets[path: "data.v1.totalCount"]?.intValue ?? 0 > 0)
        }
    }

    @Test("A report is ordered, runs, and can be downloaded without a token")
    func reports() async throws {
        try await EmulatedTenant.with { tenant in
            let made = try await tenant.graphQL(
                "mutation CreateReport($input: CreateReportInput!) { createReport(input: $input) { report { id } } }",
                [
                    "input": [
                        "name": "All issues", "type": "ISSUES", "projectId": "*", "issueParams": ["type": "STANDARD"],
                    ]
                ])
            let id = try #require(made[path: "data.createReport.report.id"])
            let status = "query($id: ID!) { report(id: $id) { lastRun { status url } } }"
            _ = try await tenant.send(.post, "/_emulator/clock", ["advanceSeconds": 5])
            let done = try await tenant.graphQL(status, ["id": id])
            #expect(done.text("data.report.lastRun.status") == "COMPLETED")
            let url = try #require(done.text("data.report.lastRun.url"))
            #expect(url.hasPrefix(tenant.url))
            let file = try await tenant.send(.get, String(url.dropFirst(tenant.url.count)))
            #expect(file.text.split(separator: "\r\n").count == 41)
            let again = try await tenant.graphQL(
                "mutation($id: ID!) { rerunReport(input: {id: $id}) { report { id lastRun { status } } } }", ["id": id])
            #expect(again.text("data.rerunReport.report.lastRun.status") == "IN_PROGRESS")
        }
    }

    @Test("Tickets and assignees are kept, told in the history and found by filters")
    func participants() async throws {
        try await EmulatedTenant.with { tenant in
            let id = try await tenant.newIssue(["type": "TOXIC_COMBINATION"]).text("id") ?? ""
            let ticket = try await tenant.graphQL(
                """
                mutation($input: AssociateServiceTicketInput!) {
                  associateServiceTicket(input: $input) { serviceTicket { id externalId name url } } }
                """,
                ["input": ["issueId": .string(id), "ticketId": "SOC-7", "ticketUrl": "https://tickets.example/SOC-7"]])
            #expect(ticket.text("data.associateServiceTicket.serviceTicket.externalId") == "SOC-7")
            let users = try await tenant.graphQL("{ users(first: 10) { nodes { id name email } } }")
            let assigned = try await tenant.graphQL(
                """
                mutation($input: UpdateIssuesAssigneeInput!) {
                  updateIssuesAssignee(input: $input) { issues { id assignee { id name primaryEmail } } } }
                """, ["input": ["issueIds": [.string(id)], "assignee": users[path: "data.users.nodes.1.id"] ?? .null]])
            #expect(assigned.text("data.updateIssuesAssignee.issues.0.assignee.name") == "Sam Okoro")
            let found = try await tenant.graphQL(
                """
                { a: issues(first: 5, filterBy: {hasServiceTicket: true}) { nodes { id serviceTickets { url } } }
                  b: issues(first: 5, filterBy: {assignee: ["sam.okoro@fernleigh.example"]}) { nodes { id } } }
                """)
            #expect(found.text("data.a.nodes.0.id") == id)
            #expect(found.text("data.b.nodes.0.id") == id)
            let types = (try await tenant.issue(id)["history"]?.listValue ?? []).map { $0.text("type") }
            #expect(types == ["CREATED", "SERVICE_TICKET_ADDED", "ASSIGNEE_CHANGED"])
        }
    }

    @Test(
        "Every operation asks for its scope",
        arguments: [
            ("read:issues", "{ issuesV2(first: 1) { nodes { id } } }"),
            ("read:detections", "{ detections(first: 1) { nodes { id } } }"),
            ("read:projects", "{ projects(first: 1) { nodes { id } } }"),
            ("read:cloud_accounts", "{ cloudAccounts(first: 1) { nodes { id } } }"),
            ("read:resources", "{ graphSearch(first: 1) { nodes { aggregateCount } } }"),
            ("read:resources", "{ cloudResources(first: 1) { nodes { id } } }"),
            ("read:vulnerabilities", "{ vulnerabilityFindings(first: 1) { nodes { id } } }"),
            ("read:cloud_configuration", "{ configurationFindings(first: 1) { nodes { id } } }"),
            ("admin:audit", "{ auditLogEntries(first: 1) { nodes { id } } }"),
            ("read:reports", "{ reports(first: 1) { nodes { id } } }"),
            ("read:controls", "{ controls(first: 1) { nodes { id } } }"),
            ("create:reports", "mutation { createReport(input: {name: \"r\", type: ISSUES}) { report { id } } }"),
        ])
    func scopes(scope: String, query: String) async throws {
        let others = EmulatorConfiguration.allScopes.filter { $0 != scope }
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 5, scopes: others)) { tenant in
            let reply = try await tenant.graphQL(query)
            #expect(reply.text("errors.0.extensions.code") == "UNAUTHORIZED")
            #expect(reply[path: "errors.0.extensions.requiredScopes"]?.listValue?.contains(.string(scope)) == true)
        }
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 5)) { tenant in
            let reply = try await tenant.graphQL(query)
            #expect(reply["errors"] == nil)
        }
    }

    @Test("A missing licence is told with the features that it takes, and other operations go on")
    func licence() async throws {
        try await EmulatedTenant.with { tenant in
            _ = try await tenant.send(.put, "/_emulator/faults", ["missingLicense": true])
            let reply = try await tenant.graphQL("{ detections(first: 1) { nodes { id } } }")
            #expect(reply.text("errors.0.extensions.code") == "LICENSE_MISSING")
            #expect(reply[path: "errors.0.extensions.requiredFeatures"] == ["CLOUD_EVENTS_AND_DETECTION_DEFEND"])
            let issues = try await tenant.graphQL("{ issues(first: 1) { nodes { id } } }")
            #expect(issues["errors"] == nil)
        }
    }
}
