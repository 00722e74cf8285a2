import Pipeline
import Workbench

/// Who somebody is: passwords with one-time codes, sessions, and API keys.
public struct Authentication: Sendable {
    private let store: any Store
    private let vault: any Vault
    private let settings: ServerSettings
    private let clock: @Sendable () -> Timestamp
    private let limiter = SignInLimiter()

    public init(
        store: any Store, vault: any Vault, settings: ServerSettings, clock: @escaping @Sendable () -> Timestamp
    ) {
        self.store = store
        self.vault = vault
        self.settings = settings
        self.clock = clock
    }

    /// Checks a password and, where the user is enrolled, a one-time code, and begins a session.
    ///
    /// An unknown user, a wrong password, a missing, wrong or used code and a locked account all end alike,
    /// after the same work.
    ///
    /// - Throws: `unauthenticated`, or `rateLimited` after many failures of this user or from this address.
    public func signIn(email: String, password: String, code: String?, address: String) async throws -> SignIn {
        let email = email.trimmed.lowercased()
        let time = clock()
        try await limiter.check(user: email, address: address, at: time)
        let user = try await store.read { tx in try tx.people.user(email: email) }
        let fits = await Password.verify(password, against: user?.passwordHash ?? Password.unknownUser)
        guard fits, let user, user.isActive else { throw await refusal(email, address, time) }
        let token = RandomToken.make(bytes: 32)
        let session = Session(
            tokenDigest: TokenDigest.of(token), actorID: user.id,
            expiresAt: time.adding(seconds: settings.sessionLifetime), createdAt: time)
        let vault = vault
        let isAccepted = try await store.write { tx in
            guard try Authentication.spendCode(code, of: user.id, vault: vault, at: time, in: tx) else { return false }
            try tx.people.deleteSessions(expiredBefore: time)
            try tx.people.insert(session)
            return true
        }
        guard isAccepted else { throw await refusal(email, address, time) }
        await limiter.noteSuccess(user: email)
        return SignIn(token: token, session: session, principal: Principal(user))
    }

    /// The person behind a session; nil when it is unknown or over, or the person may no longer sign in.
    public func principal(sessionToken: String) async throws -> Principal? {
        let digest = TokenDigest.of(sessionToken)
        let time = clock()
        return try await store.read { tx in try Authentication.session(digest, at: time, in: tx) }
    }

    /// Whoever holds an API key, or a session's token, presented as a bearer token; nil when it is unknown.
    public func principal(bearer: String) async throws -> Principal? {
        let digest = TokenDigest.of(bearer)
        let time = clock()
        let (principal, used) = try await store.read { tx -> (Principal?, APIKey?) in
            guard let key = try tx.people.key(digest: digest) else {
                return (try Authentication.session(digest, at: time, in: tx), nil)
            }
            guard key.isActive else { return (nil, nil) }
            let name = try tx.people.actor(key.actorID)?.displayName ?? key.name
            let principal = Principal(
                actorID: key.actorID, organizationID: key.organizationID, displayName: name, role: key.role,
                isReadOnly: key.isReadOnly)
            return (principal, key)
        }
        if let used { await noteUse(of: used, at: time) }
        return principal
    }

    /// Seconds between two notes of a key's use.
    private static let usePrecision = 60.0

    /// To the minute, so that reading does not become writing. Who asks is served even if the note cannot be made.
    private func noteUse(of key: APIKey, at time: Timestamp) async {
        if let last = key.lastUsedAt, time.seconds(since: last) < Authentication.usePrecision { return }
        try? await store.write { tx in
            guard var current = try tx.people.key(digest: key.tokenDigest) else { return }
            current.lastUsedAt = time
            try tx.people.update(current)
        }
    }

    /// Ends a session; ending an unknown one is no error.
    public func signOut(sessionToken: String) async throws {
        let digest = TokenDigest.of(sessionToken)
        try await store.write { tx in try tx.people.deleteSession(digest: digest) }
    }

    private static func session(_ digest: [UInt8], at time: Timestamp, in tx: any Transaction) throws -> Principal? {
        guard let session = try tx.people.session(digest: digest), session.expiresAt > time,
            let user = try tx.people.user(session.actorID), user.isActive
        else { return nil }
        return Principal(user)
    }

    /// Whether the code may be used, marking it used in the same transaction. A user without a secret needs none.
    private static func spendCode(
        _ code: String?, of id: ID<Actor>, vault: any Vault, at time: Timestamp, in tx: any Transaction
    ) throws -> Bool {
        guard var user = try tx.people.user(id), user.isActive else { return false }
        guard let sealed = user.sealedOTPSecret else { return true }
        guard let code, let otp = OneTimeCode(secret: try vault.open(sealed)),
            let step = otp.acceptedStep(code, at: time, after: user.lastOTPStep)
        else { return false }
        user.lastOTPStep = step
        user.updatedAt = time
        try tx.people.update(user)
        return true
    }

    private func refusal(_ email: String, _ address: String, _ time: Timestamp) async -> WorkbenchError {
        await limiter.noteFailure(user: email, address: address, at: time)
        return Authentication.refused
    }

    /// One text, whatever is wrong.
    static let refused = WorkbenchError(
        .unauthenticated, "Sign-in failed. Check the address, the password and the one-time code.")
}

/// A session just begun.
public struct SignIn: Sendable {
    /// Goes into the cookie or to the client, once; only its digest is kept.
    public var token: String
    public var session: Session
    public var principal: Principal

    public init(token: String, session: Session, principal: Principal) {
        self.token = token
        self.session = session
        self.principal = principal
    }
}

extension Principal {
    init(_ user: UserAccount) {
        self.init(
            actorID: user.id, organizationID: user.organizationID, displayName: user.displayName, role: user.role)
    }
}
