import Pipeline
import Workbench

struct PeopleQueries: PeopleStore {
    let sql: any SQLConnection

    static let actors = Table("actors", "id kind display_name organization_id created_at updated_at")

    func insert(_ actor: Actor) throws {
        try sql.execute(
            Self.actors.insert,
            [
                .init(actor.id), .init(actor.kind), .text(actor.displayName), .init(actor.organizationID),
                .init(milliseconds: actor.createdAt), .init(milliseconds: actor.updatedAt),
            ])
    }

    func actor(_ id: ID<Actor>) throws -> Actor? {
        try sql.first("SELECT \(Self.actors.list("t")) FROM actors t WHERE t.id = $1", [.init(id)], Self.readActor)
    }

    func actors(_ ids: Set<ID<Actor>>) throws -> [ID<Actor>: Actor] {
        let found = try sql.all(
            "SELECT \(Self.actors.list("t")) FROM actors t WHERE t.id IN \(sql.dialect.list("$1"))",
            [try .init(json: ids.map(\.rawValue).sorted())], Self.readActor)
        return Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func list(_ query: ResourceQuery) throws -> Page<Actor> {
        try ResourceList(.actors, Self.actors, Self.readActor).page(query, in: sql)
    }

    static func readActor(_ row: inout SQLRow) throws -> Actor {
        Actor(
            id: try row.id(), kind: try row.word(), displayName: try row.text(), organizationID: try row.optionalID(),
            createdAt: try row.milliseconds(), updatedAt: try row.milliseconds())
    }
}

// User accounts.
extension PeopleQueries {
    private static let accounts = Table(
        "user_accounts",
        """
        id organization_id email email_key display_name role is_active password_hash sealed_otp_secret last_otp_step
        created_at updated_at
        """)

    func insert(_ user: UserAccount) throws {
        try sql.execute(Self.accounts.insert, values(of: user))
    }

    func update(_ user: UserAccount) throws {
        guard try sql.execute(Self.accounts.update, values(of: user)) == 1 else {
            throw WorkbenchError.notFound("account")
        }
    }

    func user(email: String) throws -> UserAccount? {
        try sql.first(
            "SELECT \(Self.accounts.list("t")) FROM user_accounts t WHERE t.email_key = $1",
            [.text(email.lowercased())], Self.readAccount)
    }

    func user(_ id: ID<Actor>) throws -> UserAccount? {
        try sql.first(
            "SELECT \(Self.accounts.list("t")) FROM user_accounts t WHERE t.id = $1", [.init(id)], Self.readAccount)
    }

    func users() throws -> [UserAccount] {
        try sql.all(
            "SELECT \(Self.accounts.list("t")) FROM user_accounts t ORDER BY t.email_key", [], Self.readAccount)
    }

    func assignable(in organization: ID<Organization>) throws -> [UserAccount] {
        try sql.all(
            """
            SELECT \(Self.accounts.list("t"))
            FROM user_accounts t JOIN organizations o ON o.id = t.organization_id
            WHERE t.is_active = 1 AND (t.organization_id = $1 OR o.is_provider = 1)
            ORDER BY t.display_name, t.id
            """, [.init(organization)], Self.readAccount)
    }

    func listUsers(_ query: ResourceQuery) throws -> Page<UserAccount> {
        try ResourceList(.userAccounts, Self.accounts, Self.readAccount).page(query, in: sql)
    }

    func listRoles(_ query: ResourceQuery) throws -> Page<UserAccount> {
        try ResourceList(.userAccountRoles, Self.accounts, Self.readAccount).page(query, in: sql)
    }

    func listStatuses(_ query: ResourceQuery) throws -> Page<UserAccount> {
        try ResourceList(.userAccountStatuses, Self.accounts, Self.readAccount).page(query, in: sql)
    }

    private func values(of user: UserAccount) -> [SQLValue] {
        [
            .init(user.id), .init(user.organizationID), .text(user.email), .text(user.email.lowercased()),
            .text(user.displayName), .init(user.role), .init(user.isActive), .text(user.passwordHash),
            .init(user.sealedOTPSecret), .init(user.lastOTPStep), .init(milliseconds: user.createdAt),
            .init(milliseconds: user.updatedAt),
        ]
    }

    private static func readAccount(_ row: inout SQLRow) throws -> UserAccount {
        let id: ID<Actor> = try row.id()
        let organization: ID<Organization> = try row.id()
        let email = try row.text()
        _ = try row.text()
        return UserAccount(
            id: id, organizationID: organization, email: email, displayName: try row.text(), role: try row.word(),
            isActive: try row.flag(), passwordHash: try row.text(), sealedOTPSecret: try row.optionalBytes(),
            lastOTPStep: try row.integer(), createdAt: try row.milliseconds(), updatedAt: try row.milliseconds())
    }
}

// Sessions.
extension PeopleQueries {
    private static let sessions = Table("sessions", "token_digest actor_id expires_at created_at")

    func insert(_ session: Session) throws {
        try sql.execute(
            Self.sessions.insert,
            [
                .bytes(session.tokenDigest), .init(session.actorID), .init(milliseconds: session.expiresAt),
                .init(milliseconds: session.createdAt),
            ])
    }

    func session(digest: [UInt8]) throws -> Session? {
        try sql.first(
            "SELECT \(Self.sessions.list("t")) FROM sessions t WHERE t.token_digest = $1", [.bytes(digest)]
        ) { row in
            Session(
                tokenDigest: try row.bytes(), actorID: try row.id(), expiresAt: try row.milliseconds(),
                createdAt: try row.milliseconds())
        }
    }

    func deleteSession(digest: [UInt8]) throws {
        try sql.execute("DELETE FROM sessions WHERE token_digest = $1", [.bytes(digest)])
    }

    func deleteSessions(expiredBefore time: Timestamp) throws {
        try sql.execute("DELETE FROM sessions WHERE expires_at < $1", [.init(milliseconds: time)])
    }
}
