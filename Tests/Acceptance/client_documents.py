"""Documents of the kinds that integrations of Wiz send, written anew: name -> (document, variables).

An id in the variables written as "$name" is taken from what IDS finds in the tenant.
"""

PAGE = "pageInfo { hasNextPage endCursor }"

RULES = """
    sourceRules {
        __typename
        ... on Control {
            id name controlDescription: description resolutionRecommendation
            securitySubCategories { title category { name framework { name } } } }
        ... on CloudEventRule { id name cloudEventRuleDescription: description sourceType type }
        ... on CloudConfigurationRule {
            id name cloudConfigurationRuleDescription: description remediationInstructions serviceType } }"""

ISSUE = """
    id type status severity createdAt updatedAt statusChangedAt dueAt resolvedAt resolutionReason
    projects { id name slug businessUnit riskProfile { businessImpact } }
    entitySnapshot {
        id type nativeType name status cloudPlatform cloudProviderURL providerId region resourceGroupExternalId
        subscriptionExternalId subscriptionName subscriptionTags tags createdAt externalId }
    serviceTickets { externalId name url }
    notes { createdAt updatedAt text user { name email } serviceAccount { name } }"""

RESOURCE = """
    id name type nativeType region cloudPlatform subscription { id name externalId cloudProvider }
    projects { id name } tags { key value }"""

GRAPH = """
query GraphSearch(
    $query: GraphEntityQueryInput, $controlId: ID, $projectId: String!, $first: Int, $after: String,
    $fetchTotalCount: Boolean!, $quick: Boolean = true, $fetchPublicExposurePaths: Boolean = false,
    $fetchInternalExposurePaths: Boolean = false, $fetchIssueAnalytics: Boolean = false,
    $fetchLateralMovement: Boolean = false, $fetchKubernetes: Boolean = false
) {
    graphSearch(
        query: $query, controlId: $controlId, projectId: $projectId, first: $first, after: $after, quick: $quick
    ) {
        totalCount @include(if: $fetchTotalCount)
        maxCountReached @include(if: $fetchTotalCount)
        pageInfo { endCursor hasNextPage }
        nodes {
            entities {
                ...Vertex
                userMetadata { isInWatchlist isIgnored note }
                technologies { id icon }
                publicExposures(first: 10) @include(if: $fetchPublicExposurePaths) { nodes { ...Exposure } }
                otherSubscriptionExposures(first: 10) @include(if: $fetchInternalExposurePaths) {
                    nodes { ...Exposure } }
                otherVnetExposures(first: 10) @include(if: $fetchInternalExposurePaths) { nodes { ...Exposure } }
                lateralMovementPaths(first: 10) @include(if: $fetchLateralMovement) {
                    nodes { id pathEntities { entity { ...Vertex } } } }
                kubernetesPaths(first: 10) @include(if: $fetchKubernetes) { nodes { id path { ...Vertex } } } }
            aggregateCount } } }
fragment Vertex on GraphEntity {
    id name type properties
    issueAnalytics: issues(filterBy: {status: [IN_PROGRESS, OPEN]}) @include(if: $fetchIssueAnalytics) {
        lowSeverityCount mediumSeverityCount highSeverityCount criticalSeverityCount } }
fragment Exposure on NetworkExposure {
    id portRange sourceIpRange destinationIpRange path { ...Vertex } applicationEndpoints { ...Vertex } }"""

EVERYTHING = {
    "fetchTotalCount": True, "fetchPublicExposurePaths": True, "fetchInternalExposurePaths": True,
    "fetchIssueAnalytics": True, "fetchLateralMovement": True, "fetchKubernetes": True, "projectId": "*", "first": 20}


def graph(**query):
    return (GRAPH, EVERYTHING | {"query": {"select": True} | query})


NEWEST = {"field": "CREATED_AT", "direction": "DESC"}
LAST_MONTH = {"inLast": {"amount": 3, "unit": "DurationFilterValueUnitMonths"}}

ISSUES = {
    "siem issues": (
        f"""query IssuesTable($filterBy: IssueFilters, $first: Int, $after: String, $orderBy: IssueOrder) {{
            issues: issuesV2(filterBy: $filterBy, first: $first, after: $after, orderBy: $orderBy) {{
                nodes {{ {ISSUE} {RULES} }} {PAGE} totalCount }} }}""",
        {"first": 50, "orderBy": NEWEST, "filterBy": {"status": ["OPEN", "IN_PROGRESS"], "createdAt": LAST_MONTH}}),
    "issues by change of status": (
        f"""query ($filterBy: IssueFilters, $first: Int, $after: String) {{
            issues(filterBy: $filterBy, first: $first, after: $after) {{ nodes {{ {ISSUE} {RULES} }} {PAGE} }} }}""",
        {"first": 50, "filterBy": {"statusChangedAt": {"after": "2020-01-01T00:00:00Z"}}}),
    "soar issue with evidence": (
        """query ($id: [ID!]) { issues: issuesV2(filterBy: {id: $id}, first: 1) {
            nodes { id type evidenceQuery entity { id name type properties } control { id name query } } } }""",
        {"id": ["$issue"]}),
    "one issue": (
        """query ($id: ID!) { issue(id: $id) {
            id status severity url openReason environments validatedAsExploitable assignee { id name primaryEmail }
            cloudAccounts { id name } cloudOrganizations { id name } applicationServices { id displayName }
            entity { id name type issues(first: 5) { totalCount nodes { id status } } } } }""",
        {"id": "$issue"}),
    "issue counts of a dashboard": (
        """query ($filterBy: IssueFilters) { issues: issuesV2(filterBy: $filterBy, first: 0) {
            totalCount criticalSeverityCount highSeverityCount mediumSeverityCount lowSeverityCount
            informationalSeverityCount uniqueEntityCount maxCountReached } }""",
        {"filterBy": {"severity": ["CRITICAL", "HIGH", "MEDIUM"], "status": ["OPEN"]}}),
    "issues of a project and a platform": (
        """query ($project: [String!]) { issuesV2(first: 10, filterBy: {
            project: $project, type: [TOXIC_COMBINATION, CLOUD_CONFIGURATION],
            relatedEntity: {cloudPlatform: [AWS, Azure, GCP]}}, orderBy: {field: SEVERITY, direction: DESC}) {
            nodes { id severity sourceRule { __typename ... on Control { id name } } } totalCount } }""",
        {"project": "*"}),
    "history and evidence": (
        """query ($issue: ID!) {
            issueHistoryEvents(first: 20, filterBy: {issue: $issue}) { nodes { id type timestamp message } }
            issueEvidenceRecords(first: 20, filterBy: {issueId: $issue}) { nodes { id } } }""",
        {"issue": "$changed"}),
    "threats": (
        """query ($first: Int, $filterBy: IssueFilters) { issuesV2(first: $first, filterBy: $filterBy) { nodes {
            id threatDetectionDetails {
                actors { id name type } resources { id name type nativeType region }
                mainDetection { id severity description(format: MARKDOWN) startedAt ruleMatch { rule { id name } } }
                detections(first: 5) { totalCount nodes { id severity } }
                cloudEventGroups(first: 1) { totalCount } eventOrigin
                aiAnalysis { status verdict conclusion confidenceLevel analyzedAt severity } } } } }""",
        {"first": 10, "filterBy": {"type": ["THREAT_DETECTION"]}}),
}

DETECTIONS = {
    "detections": (
        """query Detections($filterBy: DetectionFilters, $first: Int, $after: String, $orderBy: DetectionOrder) {
            detections(filterBy: $filterBy, first: $first, after: $after, orderBy: $orderBy,
                enforceTimestampContinuity: true) {
                nodes {
                    id type origins severity createdAt updatedAt startedAt endedAt description(format: MARKDOWN)
                    issue { id url projects { id name } }
                    ruleMatch { rule { id name sourceType securitySubCategories {
                        id title category { id name framework { id name } } } } }
                    cloudAccounts { id name externalId cloudProvider linkedProjects { id name } }
                    actors { id name externalId type nativeType actingAs { id name } } primaryActor { id }
                    resources { id name type region cloudAccount { externalId } kubernetesCluster { id name } }
                    primaryResource { id name type }
                    triggeringEvents(first: 10) { totalCount nodes { ... on CloudEvent {
                        id origin name description timestamp source category status actor { id } actorIP
                        actorIPMeta { country reputation autonomousSystemNumber } resources { id } rawAuditLogRecord
                        extraDetails { ... on CloudEventRuntimeDetails { processTree {
                            command path hash userName container { id name image { id externalId } } } } } } } } }
                pageInfo { hasNextPage endCursor } totalCount } }""",
        {"first": 20, "orderBy": {"field": "CREATED_AT", "direction": "ASC"}, "filterBy": {
            "type": {"equals": ["GENERATED_THREAT", "MATCH_ONLY"]}, "createdAt": LAST_MONTH}}),
    "one detection": (
        "query ($id: ID!) { detection(id: $id) { id severity ruleMatch { rule { id name builtin } } } }",
        {"id": "$detection"}),
    "cloud event rules": (
        """query { cloudEventRules(first: 20, filterBy: {severity: [HIGH, CRITICAL]}) { nodes {
            id name description severity builtin enabled sourceType origins createdAt } totalCount } }""", {}),
}

FINDINGS = {
    "vulnerability findings": (
        """query VulnerabilityFindingsPage(
            $filterBy: VulnerabilityFindingFilters, $first: Int, $after: String, $orderBy: VulnerabilityFindingOrder
        ) {
            vulnerabilityFindings(filterBy: $filterBy, first: $first, after: $after, orderBy: $orderBy) {
                nodes {
                    id portalUrl name CVEDescription CVSSSeverity score exploitabilityScore impactScore dataSourceName
                    hasExploit hasCisaKevExploit cisaKevReleaseDate cisaKevDueDate status vendorSeverity nvdSeverity
                    weightedSeverity firstDetectedAt lastDetectedAt resolvedAt description remediation detailedName
                    version fixedVersion recommendedVersion detectionMethod link locationPath resolutionReason
                    epssSeverity epssPercentile epssProbability validatedInRuntime hasInitialAccessPotential
                    layerMetadata { id details isBaseLayer } projects { id name slug businessUnit }
                    ignoreRules { id name enabled expiredAt }
                    cvssv3 { attackVector attackComplexity privilegesRequired userInteractionRequired }
                    relatedIssueAnalytics {
                        issueCount criticalSeverityCount highSeverityCount mediumSeverityCount lowSeverityCount }
                    artifactType { group codeLibraryLanguage osPackageManager hostedTechnology { name } }
                    vulnerableAsset {
                        ... on VulnerableAssetBase {
                            id type name region providerUniqueId cloudProviderURL cloudPlatform status subscriptionName
                            subscriptionExternalId subscriptionId tags hasLimitedInternetExposure
                            hasWideInternetExposure isAccessibleFromVPN isAccessibleFromOtherVnets
                            isAccessibleFromOtherSubscriptions }
                        ... on VulnerableAssetVirtualMachine {
                            operatingSystem ipAddresses imageName nativeType
                            computeInstanceGroup { id externalId name replicaCount tags } }
                        ... on VulnerableAssetServerless { runtime }
                        ... on VulnerableAssetContainerImage {
                            imageId scanSource registry { name externalId } repository { name externalId }
                            executionControllers { id name entityType externalId subscriptionName } }
                        ... on VulnerableAssetContainer {
                            ImageExternalId VmExternalId ServerlessContainer PodNamespace PodName NodeName }
                        ... on VulnerableAssetRepositoryBranch { repositoryId repositoryName } } }
                pageInfo { hasNextPage endCursor } totalCount maxCountReached } }""",
        {"first": 50, "orderBy": {"field": "CREATED_AT", "direction": "DESC"}, "filterBy": {
            "severity": ["CRITICAL", "HIGH"], "status": ["OPEN"], "assetType": ["VIRTUAL_MACHINE", "CONTAINER"]}}),
    "vulnerabilities of container images": (
        """query { vulnerabilityFindings(first: 5, filterBy: {assetType: ["CONTAINER_IMAGE"]}) { nodes {
            name vulnerableAsset { __typename ... on VulnerableAssetContainerImage { id name imageId } } } } }""", {}),
    "configuration findings": (
        """query CloudConfigurationFindings(
            $first: Int, $after: String, $filterBy: ConfigurationFindingFilters, $orderBy: ConfigurationFindingOrder
        ) {
            configurationFindings(first: $first, after: $after, filterBy: $filterBy, orderBy: $orderBy) {
                nodes {
                    id name analyzedAt firstSeenAt severity result status remediation source targetExternalId
                    resource { id providerId name nativeType type region
                        subscription { id name externalId cloudProvider }
                        projects { id name riskProfile { businessImpact } } tags { key value } }
                    rule { id shortId graphId name description remediationInstructions functionAsControl }
                    securitySubCategories { id title category { id name framework { id name } } }
                    evidence { currentValue expectedValue configurationPath cloudConfigurationLink }
                    ignoreRules { id name } }
                pageInfo { hasNextPage endCursor } totalCount } }""",
        {"first": 20, "filterBy": {"result": ["FAIL"], "severity": ["LOW", "MEDIUM", "HIGH", "CRITICAL"]},
         "orderBy": {"field": "ANALYZED_AT", "direction": "DESC"}}),
    "host configuration": (
        f"""query HostConfiguration(
            $first: Int, $after: String, $filterBy: HostConfigurationRuleAssessmentFilters,
            $orderBy: HostConfigurationRuleAssessmentOrder
        ) {{
            hostConfigurationRuleAssessments(first: $first, after: $after, filterBy: $filterBy, orderBy: $orderBy) {{
                nodes {{ id firstSeen analyzedAt updatedAt result status hasGraphObject
                    rule {{ id shortName name description severity remediationInstructions
                        securitySubCategories {{ id title }} }}
                    resource {{ {RESOURCE} }} }} {PAGE} totalCount }}
            hostConfigurationRules(first: 10) {{ nodes {{ id name externalId targetPlatforms {{ id name }} }} }} }}""",
        {"first": 20, "filterBy": {"result": ["FAIL"]}, "orderBy": {"field": "ANALYZED_AT", "direction": "DESC"}}),
    "data findings": (
        f"""query DataFindings($first: Int, $after: String, $filterBy: DataFindingFiltersV2) {{
            dataFindingsV2(first: $first, after: $after, filterBy: $filterBy) {{ nodes {{
                id name severity status totalMatchCount uniqueMatchCount maxUniqueMatchesReached uniqueLocationsCount
                isEntityPublic dataClassifier {{ id name category }} cloudAccount {{ id name externalId }}
                location {{ countryCode state }} graphEntity {{ id name type properties projects {{ id name }} }}
                firstSeenAt }} {PAGE} totalCount }} }}""",
        {"first": 10, "filterBy": {"severity": {"equals": ["CRITICAL", "HIGH", "MEDIUM", "LOW"]}}}),
    "data findings, older": (
        """query { dataFindings(first: 10, filterBy: {status: [OPEN]}) { nodes {
            id severity dataClassifier { name category } graphEntityId regions createdAt } } }""", {}),
    "secret instances": (
        f"""query Secrets($first: Int, $filterBy: SecretInstanceFilters, $orderBy: SecretInstanceOrder) {{
            secretInstances(first: $first, filterBy: $filterBy, orderBy: $orderBy) {{ nodes {{
                id name type confidence severity status validationStatus isEncrypted isManaged externalId path
                lineNumber rule {{ id name type isAiPowered }} resource {{ {RESOURCE} externalId cloudProviderUrl }}
                firstSeenAt lastSeenAt lastModifiedAt lastUpdatedAt resolvedAt }} {PAGE} totalCount }} }}""",
        {"first": 10, "filterBy": {"status": {"equals": ["OPEN"]}},
         "orderBy": {"field": "SEVERITY", "direction": "DESC"}}),
    "packages": (
        """query SBOM($first: Int, $filterBy: SBOMArtifactsGroupedByNameFilter) {
            sbomArtifactsGroupedByName(first: $first, filterBy: $filterBy) { nodes {
                id name validatedInRuntime
                type { group codeLibraryLanguage osPackageManager hostedTechnology { name } plugin custom }
                artifacts(first: 5) { totalCount nodes { id version filePath resource { id name } } }
                versions(first: 5) { totalCount nodes { version } } }
                pageInfo { hasNextPage endCursor } totalCount }
            sbomArtifacts(first: $first) { nodes { id name version packageURL firstSeen lastSeen } } }""",
        {"first": 10}),
    "inventory findings": (
        f"""query ($first: Int, $filterBy: InventoryFindingFilters) {{
            inventoryFindings(first: $first, filterBy: $filterBy) {{ nodes {{
                id name description severity status category resource {{ {RESOURCE} }} rule {{ id name }}
                firstDetectedAt updatedAt }} {PAGE} totalCount }} }}""",
        {"first": 10, "filterBy": {"status": {"equals": ["OPEN"]}}}),
    "excessive access": (
        """query ($first: Int, $filterBy: ExcessiveAccessFindingFilters) {
            excessiveAccessFindings(first: $first, filterBy: $filterBy) { nodes {
                id name description severity status remediationType cloudPlatform
                principal { graphEntity { id name type } cloudAccount { id externalId } } createdAt } totalCount } }""",
        {"first": 10, "filterBy": {"status": ["OPEN"]}}),
    "one vulnerability and one check": (
        """query ($vulnerability: ID!, $check: ID!) {
            vulnerabilityFinding(id: $vulnerability) { id name score }
            configurationFinding(id: $check) { id result rule { id name } } }""",
        {"vulnerability": "$vulnerability", "check": "$check"}),
    "network exposures": (
        """query NetworkExposures($filterBy: NetworkExposureFilters, $first: Int, $after: String) {
            networkExposures(filterBy: $filterBy, first: $first, after: $after) {
                nodes {
                    id type exposedEntity { id name type properties } accessibleFrom { id name type properties }
                    sourceIpRange destinationIpRange portRange appProtocols networkProtocols
                    customIPRanges { id name ipRanges } firstSeenAt path { id name type properties }
                    applicationEndpoints { id name type properties } }
                pageInfo { hasNextPage endCursor } totalCount } }""",
        {"first": 10, "filterBy": {"publicInternetExposureFilters": {"hasApplicationEndpoint": True}}}),
    "application endpoints": (
        """query { applicationEndpoints(first: 10, filterBy: {port: [443]}) { nodes {
            id name host port protocol url httpStatusCode exposureLevel resource { id name type } } totalCount } }""",
        {}),
}

INVENTORY = {
    "cloud resources": (
        """query CloudResourceSearch($filterBy: CloudResourceFilters, $first: Int, $after: String) {
            cloudResources(filterBy: $filterBy, first: $first, after: $after) {
                nodes {
                    id name type subscriptionId subscriptionExternalId
                    graphEntity { id providerUniqueId name type projects { id } properties firstSeen lastSeen } }
                pageInfo { hasNextPage endCursor } totalCount } }""",
        {"first": 20, "filterBy": {"type": ["VIRTUAL_MACHINE", "BUCKET"]}}),
    "cloud resources, newer": (
        """query ($filterBy: CloudResourceV2Filters, $first: Int, $orderBy: CloudResourceOrder) {
            cloudResourcesV2(filterBy: $filterBy, first: $first, orderBy: $orderBy) {
                nodes {
                    id name type nativeType status region cloudPlatform cloudProviderURL externalId providerUniqueId
                    cloudAccount { id name externalId cloudProvider } projects { id name } tags { key value }
                    createdAt firstSeen lastSeen updatedAt isOpenToAllInternet isAccessibleFromInternet
                    hasSensitiveData hasAdminPrivileges
                    issueAnalytics { issueCount criticalSeverityCount highSeverityCount } }
                pageInfo { hasNextPage endCursor } totalCount } }""",
        {"first": 20, "filterBy": {"cloudPlatform": {"equals": ["AWS"]}, "type": {"equals": ["SERVERLESS"]}},
         "orderBy": {"field": "NAME", "direction": "ASC"}}),
    "one cloud resource": (
        "query ($id: ID!) { cloudResource(id: $id) { id name type graphEntity { id } } graphEntity(id: $id) { id name } }",
        {"id": "$resource"}),
    "projects": (
        """query ProjectsTable($filterBy: ProjectFilters, $first: Int, $after: String, $orderBy: ProjectOrder) {
            projects(filterBy: $filterBy, first: $first, after: $after, orderBy: $orderBy) {
                nodes {
                    id name slug description archived businessUnit isFolder identifiers nestingLevel
                    ancestorProjects { id name } riskProfile {
                        businessImpact isActivelyDeveloped hasAuthentication hasExposedAPI isInternetFacing
                        isCustomerFacing storesData sensitiveDataTypes isRegulated regulatoryStandards }
                    cloudAccountCount repositoryCount kubernetesClusterCount entityCount securityScore
                    profileCompletion projectOwners { id name email } securityChampions { id name email }
                    cloudAccountLinks { cloudAccount { id externalId } environment shared resourceGroups
                        resourceTags { key value } }
                    cloudOrganizationLinks { cloudOrganization { id } environment shared }
                    kubernetesClustersLinks { kubernetesCluster { id } namespaces } repositoryLinks { repository { id } } }
                pageInfo { hasNextPage endCursor } totalCount } }""",
        {"first": 20, "filterBy": {"search": "", "includeArchived": False},
         "orderBy": {"field": "NAME", "direction": "ASC"}}),
    "cloud accounts": (
        """query CloudAccounts($first: Int, $after: String, $filterBy: CloudAccountFilters) {
            cloudAccounts(first: $first, after: $after, filterBy: $filterBy) {
                nodes {
                    id name externalId cloudProvider status firstScannedAt lastScannedAt resourceCount
                    virtualMachineCount containerCount linkedProjects { id name slug riskProfile { businessImpact } }
                    sourceConnectors { id name status type { id name } } criticalSystemHealthIssueCount }
                pageInfo { hasNextPage endCursor } totalCount }
            cloudOrganizations(first: 10) { nodes { id name externalId cloudProvider path } totalCount } }""",
        {"first": 20, "filterBy": {"status": ["CONNECTED"]}}),
    "clusters": (
        """query ($first: Int, $filterBy: KubernetesClusterFilters) {
            kubernetesClusters(first: $first, filterBy: $filterBy) { nodes {
                id externalId name kind status isConnected criticality version
                cloudAccount { id name externalId cloudProvider } projects { id name }
                connectors { id name status } sensorGroup { id healthStatus } admissionController { id healthStatus }
                kubernetesAuditLogCollector { id } } totalCount } }""",
        {"first": 10, "filterBy": {"kind": ["EKS", "AKS", "GKE"]}}),
    "registries and repositories": (
        """query { containerRegistries(first: 10) { nodes { id externalId name type cloudAccount { id } } totalCount }
            repositories(first: 10, filterBy: {archived: false}) { nodes {
                id name url platform visibility defaultBranch { id name } projects { id } } totalCount } }""", {}),
    "virtual machines open to the internet": graph(
        type=["VIRTUAL_MACHINE"], where={"accessibleFrom.internet": {"EQUALS": True}}),
    "workloads and their identities": graph(
        type=["VIRTUAL_MACHINE", "SERVERLESS"], relationships=[
            {"type": [{"type": "ACTING_AS"}], "with": {"type": ["SERVICE_ACCOUNT"], "select": True}}]),
    "buckets with sensitive data": graph(
        type=["BUCKET"], where={"hasSensitiveData": {"EQUALS": True}}),
    "administrators": graph(type=["USER_ACCOUNT", "SERVICE_ACCOUNT"], where={"hasAdminPrivileges": {"EQUALS": [True]}}),
    "containers of a cluster": graph(
        type=["CONTAINER"], relationships=[
            {"type": [{"type": "CONTAINS", "reverse": True}], "with": {
                "type": ["POD"], "select": True, "relationships": [
                    {"type": [{"type": "CONTAINS", "reverse": True}], "with": {
                        "type": ["KUBERNETES_CLUSTER"], "select": True}}]}},
            {"type": [{"type": "INSTANCE_OF"}], "with": {"type": ["CONTAINER_IMAGE"], "select": True}}]),
    "a resource by its provider's id": graph(
        type=["CLOUD_RESOURCE"], where={"externalId": {"EQUALS": ["$externalId"]}}),
    "evidence of an issue": graph(type=["$entityType"], where={"_vertexID": {"EQUALS": ["$entity"]}}),
    "nothing is without an account": graph(
        type=["VIRTUAL_MACHINE"], where={"name": {"IS_SET": True}}, relationships=[
            {"type": [{"type": "CONTAINS", "reverse": True}], "optional": True,
             "with": {"type": ["SUBSCRIPTION"], "select": True}}]),
}

ADMINISTRATION = {
    "audit log": (
        """query AuditLogTable($first: Int, $after: String, $filterBy: AuditLogEntryFilters) {
            auditLogEntries(first: $first, after: $after, filterBy: $filterBy) {
                nodes {
                    id action requestId status timestamp actionParameters userAgent sourceIP performedThrough
                    serviceAccount { id name } user { id name email } }
                pageInfo { hasNextPage endCursor } } }""",
        {"first": 50, "filterBy": {"timestamp": {"after": "2020-01-01T00:00:00Z"}}}),
    "users": (
        """query ($first: Int, $filterBy: UserFilters) { users(first: $first, filterBy: $filterBy) { nodes {
            id name email createdAt lastLoginAt isSuspended isProjectScoped identityProviderType
            identityProvider { id name } role { id name scopes isProjectScoped } effectiveRole { id name }
            effectiveAssignedProjects { id name } } totalCount pageInfo { hasNextPage endCursor } } }""",
        {"first": 10, "filterBy": {"search": "fernleigh"}}),
    "roles": ("{ userRoles(first: 10) { nodes { id name description scopes isProjectScoped } } }", {}),
    "service accounts": (
        """query ($first: Int, $filterBy: ServiceAccountFilters) {
            serviceAccounts(first: $first, filterBy: $filterBy) { nodes {
                id name clientId type scopes enabled authenticationSource createdAt lastRotatedAt expiresAt
                assignedProjects { id name } integration { id name } } totalCount } }""",
        {"first": 10, "filterBy": {"type": ["THIRD_PARTY"]}}),
    "controls": (
        """query ($first: Int, $filterBy: ControlFilters, $orderBy: ControlOrder) {
            controls(first: $first, filterBy: $filterBy, orderBy: $orderBy) { nodes {
                id name description type severity enabled enabledForLBI enabledForMBI enabledForHBI
                enabledForUnattributed query scopeQuery scopeProject { id } resolutionRecommendation createdAt
                createdBy { id name } hasAutoRemediation supportsNRT lastRunAt lastRunError tags { key value }
                sourceCloudConfigurationRule { id name }
                securitySubCategories { id title category { id name framework { id name } } } } totalCount } }""",
        {"first": 20, "filterBy": {"severity": ["CRITICAL", "HIGH"]},
         "orderBy": {"field": "SEVERITY", "direction": "DESC"}}),
    "cloud configuration rules": (
        """query ($first: Int, $filterBy: CloudConfigurationRuleFilters, $orderBy: CloudConfigurationRuleOrder) {
            cloudConfigurationRules(first: $first, filterBy: $filterBy, orderBy: $orderBy) { nodes {
                id shortId graphId name description severity builtin enabled cloudProvider serviceType
                subjectEntityType targetNativeTypes functionAsControl opaPolicy hasAutoRemediation supportsNRT
                remediationInstructions createdBy { id name } control { id } externalReferences { id name }
                iacMatchers { id type regoCode remediationInstructions } scopeAccounts { id }
                securitySubCategories { id title } } totalCount } }""",
        {"first": 20, "filterBy": {"cloudProvider": ["AWS", "Azure", "GCP"]},
         "orderBy": {"field": "SEVERITY", "direction": "DESC"}}),
    "one rule of each kind": (
        """query ($control: ID!, $configuration: ID!, $event: ID!) {
            control(id: $control) { id name severity } cloudConfigurationRule(id: $configuration) { id shortId name }
            cloudEventRule(id: $event) { id name builtin } }""",
        {"control": "$control", "configuration": "$configuration", "event": "$event"}),
    "frameworks": (
        """query ($first: Int, $filterBy: SecurityFrameworkFilters) {
            securityFrameworks(first: $first, filterBy: $filterBy) { nodes {
                id name description enabled builtin policyTypes
                categories { id name description subCategories { id title } } } totalCount } }""",
        {"first": 10, "filterBy": {"enabled": True}}),
    "connectors": (
        """query ($first: Int, $filterBy: ConnectorFilters) { connectors(first: $first, filterBy: $filterBy) { nodes {
            id name enabled status errorCode config lastActivity createdAt type { id name } createdBy { id name }
            cloudAccountCount outpost { id name } criticalSystemHealthIssueCount } totalCount } }""",
        {"first": 20, "filterBy": {"type": ["aws", "azure"], "status": ["CONNECTED"]}}),
    "deployments and their health": (
        """query { deployments(first: 20) { nodes { id name type status cloudAccount { name } lastSeenAt } totalCount }
            systemHealthIssues(first: 10, filterBy: {severity: [MEDIUM]}, orderBy: {
                field: SEVERITY, direction: DESC}) { nodes {
                id name description severity status type deployment { id name } firstDetectedAt updatedAt
                cloudAccount { externalId } } totalCount } }""", {}),
    "automation": (
        """query { automationRules(first: 10, filterBy: {enabled: true}) { nodes {
            id name description triggerSource triggerType filters enabled createdBy { id }
            actions { id actionTemplateType actionTemplateParams integration { id name type } } } }
            integrations(first: 10) { nodes { id name type createdAt isAccessibleToAllProjects params } } }""", {}),
    "saved queries": ("{ savedGraphQueries(first: 10) { nodes { id name description query createdBy { name } } } }", {}),
    "scopes": ("{ permissionScopes }", {}),
}

DOCUMENTS = ISSUES | DETECTIONS | FINDINGS | INVENTORY | ADMINISTRATION

# Where the ids come from that some documents need.
IDS = """{
    issues: issuesV2(first: 1, filterBy: {type: [TOXIC_COMBINATION]}) {
        nodes { id entitySnapshot { id type } sourceRules { id } } }
    changed: issuesV2(first: 1, filterBy: {status: [RESOLVED, REJECTED, IN_PROGRESS]}) { nodes { id } }
    detections(first: 1) { nodes { id } }
    vulnerabilityFindings(first: 1) { nodes { id } }
    configurationFindings(first: 1) { nodes { id } }
    cloudResources(first: 1, filterBy: {type: ["BUCKET"]}) { nodes { id externalId } }
    controls(first: 1) { nodes { id } }
    cloudConfigurationRules(first: 1) { nodes { id } }
    cloudEventRules(first: 1) { nodes { id } }
}"""


def find_ids(ask):
    data = ask(IDS)["data"]
    first = {name: connection["nodes"][0] for name, connection in data.items()}
    return {
        "$issue": first["issues"]["id"], "$entity": first["issues"]["entitySnapshot"]["id"],
        "$entityType": first["issues"]["entitySnapshot"]["type"], "$changed": first["changed"]["id"],
        "$detection": first["detections"]["id"], "$vulnerability": first["vulnerabilityFindings"]["id"],
        "$check": first["configurationFindings"]["id"], "$resource": first["cloudResources"]["id"],
        "$externalId": first["cloudResources"]["externalId"], "$control": first["controls"]["id"],
        "$configuration": first["cloudConfigurationRules"]["id"], "$event": first["cloudEventRules"]["id"],
    }


def filled(value, ids):
    """The variables with the tenant's own ids."""
    if isinstance(value, dict):
        return {key: filled(item, ids) for key, item in value.items()}
    if isinstance(value, list):
        return [filled(item, ids) for item in value]
    return ids.get(value, value) if isinstance(value, str) else value
