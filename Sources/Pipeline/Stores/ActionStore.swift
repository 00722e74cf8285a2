import Workbench

/// Investigative and remediation actions. What is deleted is found by its id alone, and in no list.
public protocol ActionStore {
    func insert(_ action: InvestigativeAction) throws
    /// - Throws: `conflict` when the stored version is not the one before the action's.
    func update(_ action: InvestigativeAction) throws
    func investigativeAction(_ id: ID<InvestigativeAction>, scope: AccessScope) throws -> InvestigativeAction?
    /// By rank.
    func investigativeActions(of investigation: ID<Investigation>) throws -> [InvestigativeAction]
    func investigativeActions(of alert: ID<Alert>) throws -> [InvestigativeAction]
    func listInvestigativeActions(_ query: ResourceQuery) throws -> Page<InvestigativeAction>
    /// How many each alert has; those without any are left out.
    func investigativeActionCounts(of alerts: [ID<Alert>]) throws -> [ID<Alert>: Int]
    /// The newest of each investigation; those without any are left out.
    func newestInvestigativeActions(of investigations: [ID<Investigation>]) throws
        -> [ID<Investigation>: ID<InvestigativeAction>]
    func insert(_ history: InvestigativeActionHistory) throws
    /// Oldest first.
    func history(of action: ID<InvestigativeAction>) throws -> [InvestigativeActionHistory]
    func listInvestigativeActionHistories(_ query: ResourceQuery) throws -> Page<InvestigativeActionHistory>

    func insert(_ action: RemediationAction) throws
    /// - Throws: `conflict` when the stored version is not the one before the action's.
    func update(_ action: RemediationAction) throws
    func remediationAction(_ id: ID<RemediationAction>, scope: AccessScope) throws -> RemediationAction?
    /// Oldest first.
    func remediationActions(of investigation: ID<Investigation>) throws -> [RemediationAction]
    func listRemediationActions(_ query: ResourceQuery) throws -> Page<RemediationAction>
    func insert(_ history: RemediationActionHistory) throws
    /// Oldest first.
    func history(of action: ID<RemediationAction>) throws -> [RemediationActionHistory]
    func listRemediationActionHistories(_ query: ResourceQuery) throws -> Page<RemediationActionHistory>

    func insert(_ asset: RemediationAsset) throws
    func update(_ asset: RemediationAsset) throws
    func asset(_ id: ID<RemediationAsset>, scope: AccessScope) throws -> RemediationAsset?
    /// Oldest first.
    func assets(of action: ID<RemediationAction>) throws -> [RemediationAsset]
    /// How many assets of each action are in which state.
    func assetCounts(of actions: [ID<RemediationAction>]) throws
        -> [ID<RemediationAction>: [RemediationAsset.Status: Int]]
    func listAssets(_ query: ResourceQuery) throws -> Page<RemediationAsset>
    func insert(_ history: RemediationAssetHistory) throws
    func listAssetHistories(_ query: ResourceQuery) throws -> Page<RemediationAssetHistory>
}
