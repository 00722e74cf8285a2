extension WizSchema {
    /// The root fields that `RecordList` answers.
    static let recordRoots = """
        users(first: Int, after: String, filterBy: UserFilters, orderBy: UserOrder): UserConnection
        user(id: ID!): User
        userRoles(first: Int, after: String, filterBy: UserRoleFilters): UserRoleConnection
        serviceAccounts(first: Int, after: String, filterBy: ServiceAccountFilters, orderBy: ServiceAccountOrder):
          ServiceAccountConnection
        serviceAccount(id: ID!): ServiceAccount
        connectors(first: Int, after: String, filterBy: ConnectorFilters, orderBy: ConnectorOrder): ConnectorConnection
        connector(id: ID!): Connector
        deployments(first: Int, after: String, filterBy: DeploymentFilters, orderBy: DeploymentOrder):
          DeploymentConnection
        systemHealthIssues(first: Int, after: String, filterBy: SystemHealthIssueFilters,
          orderBy: SystemHealthIssueOrder): SystemHealthIssueConnection
        integrations(first: Int, after: String, filterBy: IntegrationFilters): IntegrationConnection
        integration(id: ID!): Integration
        automationRules(first: Int, after: String, filterBy: AutomationRuleFilters): AutomationRuleConnection
        automationRule(id: ID!): AutomationRule
        savedGraphQueries(first: Int, after: String, filterBy: SavedGraphQueryFilters): SavedGraphQueryConnection
        securityFrameworks(first: Int, after: String, filterBy: SecurityFrameworkFilters): SecurityFrameworkConnection
        securityFramework(id: ID!): SecurityFramework
        kubernetesClusters(first: Int, after: String, filterBy: KubernetesClusterFilters): KubernetesClusterConnection
        kubernetesCluster(id: ID!): KubernetesCluster
        containerRegistries(first: Int, after: String, filterBy: ContainerRegistryFilters): ContainerRegistryConnection
        repositories(first: Int, after: String, filterBy: RepositoryFilters): RepositoryConnection
        repository(id: ID!): Repository
        applicationEndpoints(first: Int, after: String, filterBy: ApplicationEndpointFilters):
          ApplicationEndpointConnection
        networkExposures(first: Int, after: String, filterBy: NetworkExposureFilters): NetworkExposureConnection
        hostConfigurationRules(first: Int, after: String, filterBy: HostConfigurationRuleFilters):
          HostConfigurationRuleConnection
        hostConfigurationRule(id: ID!): HostConfigurationRule
        hostConfigurationRuleAssessments(first: Int, after: String, filterBy: HostConfigurationRuleAssessmentFilters,
          orderBy: HostConfigurationRuleAssessmentOrder): HostConfigurationRuleAssessmentConnection
        secretInstances(first: Int, after: String, filterBy: SecretInstanceFilters, orderBy: SecretInstanceOrder):
          SecretInstanceConnection
        dataFindings(first: Int, after: String, filterBy: DataFindingFilters, orderBy: DataFindingOrder):
          DataFindingConnection
        dataFindingsV2(first: Int, after: String, filterBy: DataFindingFiltersV2, orderBy: DataFindingOrder):
          DataFindingConnection
        sbomArtifacts(first: Int, after: String, filterBy: SBOMArtifactFilters): SBOMArtifactConnection
        sbomArtifactsGroupedByName(first: Int, after: String, filterBy: SBOMArtifactsGroupedByNameFilter):
          SBOMArtifactsGroupedByNameConnection
        inventoryFindings(first: Int, after: String, filterBy: InventoryFindingFilters, orderBy: InventoryFindingOrder):
          InventoryFindingConnection
        excessiveAccessFindings(first: Int, after: String, filterBy: ExcessiveAccessFindingFilters):
          ExcessiveAccessFindingConnection
        permissionScopes: [String!]
        """
}
