import Workbench

public protocol InvestigationStore {
    /// Takes the organization's next number for short links; no other investigation gets it.
    func takeNumber(in organization: ID<Organization>) throws -> Int64
    func insert(_ investigation: Investigation) throws
    /// - Throws: `conflict` when the stored version is not the one before the investigation's.
    func update(_ investigation: Investigation) throws
    func find(_ id: ID<Investigation>, scope: AccessScope) throws -> Investigation?
    func list(_ query: ResourceQuery) throws -> Page<Investigation>
    /// The alerts that belong to it, oldest first.
    func alerts(of investigation: ID<Investigation>) throws -> [Alert]

    func insert(_ history: InvestigationHistory) throws
    func history(of investigation: ID<Investigation>) throws -> [InvestigationHistory]
    func listHistories(_ query: ResourceQuery) throws -> Page<InvestigationHistory>

    func insert(_ finding: InvestigationFinding) throws
    func update(_ finding: InvestigationFinding) throws
    /// Deleted ones too.
    func finding(_ id: ID<InvestigationFinding>, scope: AccessScope) throws -> InvestigationFinding?
    /// By rank, without the deleted ones.
    func findings(of investigation: ID<Investigation>) throws -> [InvestigationFinding]
    /// Without the deleted ones.
    func listFindings(_ query: ResourceQuery) throws -> Page<InvestigationFinding>

    func insert(_ history: InvestigationFindingHistory) throws
    func findingHistory(of investigation: ID<Investigation>) throws -> [InvestigationFindingHistory]
    func listFindingHistories(_ query: ResourceQuery) throws -> Page<InvestigationFindingHistory>
}
