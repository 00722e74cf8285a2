import Pipeline
import Workbench

struct OrganizationQueries: OrganizationStore {
    let sql: any SQLConnection

    static let table = Table("organizations", "id name short_name is_provider created_at updated_at")

    func insert(_ organization: Organization) throws {
        try sql.execute(
            Self.table.insert,
            [
                .init(organization.id), .text(organization.name), .text(organization.shortName),
                .init(organization.isProvider), .init(milliseconds: organization.createdAt),
                .init(milliseconds: organization.updatedAt),
            ])
    }

    func find(_ id: ID<Organization>, scope: AccessScope) throws -> Organization? {
        guard scope.allows(id) else { return nil }
        return try sql.first(
            "SELECT \(Self.table.list("t")) FROM organizations t WHERE t.id = $1", [.init(id)], Self.read)
    }

    func find(shortName: String) throws -> Organization? {
        try sql.first(
            "SELECT \(Self.table.list("t")) FROM organizations t WHERE t.short_name = $1",
            [.text(shortName.lowercased())], Self.read)
    }

    func list(_ query: ResourceQuery) throws -> Page<Organization> {
        try ResourceList(.organizations, Self.table, Self.read).page(query, in: sql)
    }

    func listStatuses(_ query: ResourceQuery) throws -> Page<Organization> {
        try ResourceList(.organizationStatuses, Self.table, Self.read).page(query, in: sql)
    }

    static func read(_ row: inout SQLRow) throws -> Organization {
        Organization(
            id: try row.id(), name: try row.text(), shortName: try row.text(), isProvider: try row.flag(),
            createdAt: try row.milliseconds(), updatedAt: try row.milliseconds())
    }
}
