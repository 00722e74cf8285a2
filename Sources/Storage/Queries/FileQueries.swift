import Pipeline
import Workbench

struct FileQueries: FileStore {
    let sql: any SQLConnection

    private static let table = Table(
        "files", "id organization_id name kind meta size digest created_at created_by updated_at updated_by")

    func insert(_ file: File) throws {
        try sql.execute(Self.table.insert, values(of: file))
    }

    func update(_ file: File) throws {
        guard try sql.execute(Self.table.update, values(of: file)) == 1 else { throw WorkbenchError.notFound("file") }
    }

    func find(_ id: ID<File>, scope: AccessScope) throws -> File? {
        let file = try sql.first(
            "SELECT \(Self.table.list("t")) FROM files t WHERE t.id = $1", [.init(id)], Self.read)
        return file.flatMap { scope.allows($0.organizationID) ? $0 : nil }
    }

    func list(_ query: ResourceQuery) throws -> Page<File> {
        try ResourceList(.files, Self.table, Self.read).page(query, in: sql)
    }

    func save(_ bytes: [UInt8], of file: ID<File>) throws {
        try sql.execute(
            """
            INSERT INTO file_contents (file_id, bytes) VALUES ($1, $2)
            ON CONFLICT (file_id) DO UPDATE SET bytes = excluded.bytes
            """, [.init(file), .bytes(bytes)])
    }

    func bytes(of file: ID<File>) throws -> [UInt8]? {
        try sql.first("SELECT c.bytes FROM file_contents c WHERE c.file_id = $1", [.init(file)]) { try $0.bytes() }
    }

    func attach(_ file: ID<File>, to action: ID<InvestigativeAction>) throws {
        try sql.execute(
            "INSERT INTO file_uses (file_id, action_id) VALUES ($1, $2) ON CONFLICT (file_id, action_id) DO NOTHING",
            [.init(file), .init(action)])
    }

    func attach(_ file: ID<File>, to investigation: ID<Investigation>) throws {
        try sql.execute(
            """
            INSERT INTO file_investigations (file_id, investigation_id) VALUES ($1, $2)
            ON CONFLICT (file_id, investigation_id) DO NOTHING
            """, [.init(file), .init(investigation)])
    }

    func actions(of file: ID<File>) throws -> [ID<InvestigativeAction>] {
        try sql.all("SELECT u.action_id FROM file_uses u WHERE u.file_id = $1 ORDER BY u.action_id", [.init(file)]) {
            try $0.id()
        }
    }

    func files(of action: ID<InvestigativeAction>) throws -> [File] {
        try sql.all(
            """
            SELECT \(Self.table.list("t")) FROM file_uses u JOIN files t ON t.id = u.file_id
            WHERE u.action_id = $1 ORDER BY t.created_at, t.id
            """, [.init(action)], Self.read)
    }

    func counts(of actions: [ID<InvestigativeAction>]) throws -> [ID<InvestigativeAction>: Int] {
        guard !actions.isEmpty else { return [:] }
        let found = try sql.all(
            """
            SELECT u.action_id, COUNT(*) FROM file_uses u WHERE u.action_id IN \(sql.dialect.list("$1"))
            GROUP BY u.action_id
            """, [try .init(json: actions.map(\.rawValue))]
        ) { row -> (ID<InvestigativeAction>, Int) in (try row.id(), try row.int()) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    func sizes(of files: [ID<File>]) throws -> [ID<File>: Int64] {
        guard !files.isEmpty else { return [:] }
        let found = try sql.all(
            "SELECT t.id, t.size FROM files t WHERE t.id IN \(sql.dialect.list("$1")) AND t.size IS NOT NULL",
            [try .init(json: files.map(\.rawValue))]
        ) { row -> (ID<File>, Int64) in (try row.id(), try row.integer()) }
        return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }

    private func values(of file: File) -> [SQLValue] {
        [
            .init(file.id), .init(file.organizationID), .text(file.name), .init(file.kind), .init(file.meta?.text),
            file.size.map(SQLValue.integer) ?? .null, .init(file.digest), .init(milliseconds: file.createdAt),
            .init(file.createdBy), .init(milliseconds: file.updatedAt), .init(file.updatedBy),
        ]
    }

    private static func read(_ row: inout SQLRow) throws -> File {
        File(
            id: try row.id(), organizationID: try row.id(), name: try row.text(), kind: try row.optionalText(),
            meta: try row.optionalFreeJSON(), size: try row.optionalInteger(), digest: try row.optionalText(),
            createdAt: try row.milliseconds(), createdBy: try row.id(), updatedAt: try row.milliseconds(),
            updatedBy: try row.id())
    }
}
