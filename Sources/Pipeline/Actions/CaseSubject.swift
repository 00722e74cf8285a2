import Workbench

/// What an action or a timeline entry is about: an investigation, an alert, or both, of one organization.
struct CaseSubject {
    let organizationID: ID<Organization>

    /// - Throws: `invalid` when neither is named, they belong to different organizations, or one is out of scope.
    init(
        investigation: ID<Investigation>?, alert: ID<Alert>?, for principal: Principal, in tx: any Transaction
    ) throws {
        var owners: Set<ID<Organization>> = []
        if let investigation {
            guard let found = try tx.investigations.find(investigation, scope: principal.scope) else {
                throw WorkbenchError.invalid("There is no such investigation.", field: "investigation")
            }
            owners.insert(found.organizationID)
        }
        if let alert {
            guard let found = try tx.alerts.find(alert, scope: principal.scope) else {
                throw WorkbenchError.invalid("There is no such alert.", field: "expel_alert")
            }
            owners.insert(found.organizationID)
        }
        guard let owner = owners.first else {
            throw WorkbenchError.invalid(
                "Say what it is about: the relationship investigation or expel_alert.", field: "investigation")
        }
        guard owners.count == 1 else {
            throw WorkbenchError.invalid("The alert belongs to another organization.", field: "expel_alert")
        }
        organizationID = owner
    }
}
