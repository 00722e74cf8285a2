import Detection
import Workbench

/// Making, changing and ending suppressions. What is made or ended counts for the next signal, in every process.
public struct SuppressionAdministration: Sendable {
    /// What somebody wants suppressed.
    public struct NewSuppression: Hashable, Sendable {
        /// Nil holds for every organization, which only whoever sees all of them may ask for.
        public var organizationID: ID<Organization>?
        public var deviceID: ID<SecurityDevice>?
        public var name: String
        public var condition: String
        public var reason: String
        public var place: Suppression.Place
        public var dismisses: Bool
        public var expiresAt: Timestamp?

        public init(
            organizationID: ID<Organization>?, deviceID: ID<SecurityDevice>? = nil, name: String, condition: String,
            reason: String, place: Suppression.Place, dismisses: Bool, expiresAt: Timestamp? = nil
        ) {
            self.organizationID = organizationID
            self.deviceID = deviceID
            self.name = name
            self.condition = condition
            self.reason = reason
            self.place = place
            self.dismisses = dismisses
            self.expiresAt = expiresAt
        }
    }

    /// What is to differ; nil stays.
    public struct Changes: Hashable, Sendable {
        public var name: String?
        public var condition: String?
        public var reason: String?
        public var place: Suppression.Place?
        public var dismisses: Bool?
        /// The inner nil takes the expiry away.
        public var expiresAt: Timestamp??

        public init() {}
    }

    let store: any Store
    let integrations: Integrations
    let rules: ActiveRules
    let policy: SyncPolicy
    /// Statuses are as of this clock.
    public let clock: @Sendable () -> Timestamp

    public init(
        store: any Store, integrations: Integrations, rules: ActiveRules, policy: SyncPolicy,
        clock: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        self.store = store
        self.integrations = integrations
        self.rules = rules
        self.policy = policy
        self.clock = clock
    }

    /// - Parameter alongside: done in the same transaction.
    /// - Throws: `invalid` with the field at fault, `forbidden`, `notFound` for an organization or device out of scope.
    public func add(
        _ new: NewSuppression, by principal: Principal,
        alongside: @escaping @Sendable (SuppressionRecord, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> SuppressionRecord {
        try principal.requireWriter()
        let time = clock()
        let suppression = Suppression(
            id: .make(at: time), organizationID: new.organizationID, deviceID: new.deviceID, name: new.name.trimmed,
            condition: new.condition, reason: new.reason.trimmed, place: new.place, dismisses: new.dismisses,
            expiresAt: new.expiresAt, createdBy: principal.actorID, updatedBy: principal.actorID, createdAt: time,
            updatedAt: time)
        try check(suppression, at: time)
        return try await store.write { tx in
            let placed = try SuppressionAdministration.placed(suppression, by: principal, in: tx)
            try tx.suppressions.insert(placed)
            let record = SuppressionRecord(placed, at: time)
            try alongside(record, tx)
            return record
        }
    }

    /// - Throws: as `add`.
    public func change(_ id: ID<Suppression>, _ changes: Changes, by principal: Principal) async throws
        -> SuppressionRecord
    {
        let time = clock()
        return try await update(id, by: principal) { suppression in
            suppression.name = changes.name?.trimmed ?? suppression.name
            suppression.condition = changes.condition ?? suppression.condition
            suppression.reason = changes.reason?.trimmed ?? suppression.reason
            suppression.place = changes.place ?? suppression.place
            suppression.dismisses = changes.dismisses ?? suppression.dismisses
            if let expiresAt = changes.expiresAt { suppression.expiresAt = expiresAt }
            try suppression.checkWords()
            if changes.condition != nil { _ = try EventCondition(suppression.condition) }
            try SuppressionAdministration.check(changes.expiresAt ?? nil, at: time)
        }
    }

    /// Ends it now. What it has suppressed stays as it is.
    public func expire(_ id: ID<Suppression>, by principal: Principal) async throws -> SuppressionRecord {
        let time = clock()
        return try await update(id, by: principal) { suppression in
            suppression.expiresAt = min(suppression.expiresAt ?? time, time)
        }
    }

    private func update(
        _ id: ID<Suppression>, by principal: Principal, _ change: @escaping @Sendable (inout Suppression) throws -> Void
    ) async throws -> SuppressionRecord {
        try principal.requireWriter()
        let time = clock()
        return try await store.write { tx in
            guard var suppression = try tx.suppressions.find(id, scope: principal.scope) else {
                throw WorkbenchError.notFound("suppression")
            }
            guard suppression.isChangeable(in: principal.scope) else {
                throw WorkbenchError.forbidden(
                    "This suppression holds for every organization; the provider changes it.")
            }
            try change(&suppression)
            suppression.updatedBy = principal.actorID
            suppression.updatedAt = time
            try tx.suppressions.update(suppression)
            return SuppressionRecord(suppression, at: time)
        }
    }

    private func check(_ suppression: Suppression, at time: Timestamp) throws(WorkbenchError) {
        try suppression.checkWords()
        _ = try EventCondition(suppression.condition)
        try SuppressionAdministration.check(suppression.expiresAt, at: time)
    }

    private static func check(_ expiresAt: Timestamp?, at time: Timestamp) throws(WorkbenchError) {
        guard let expiresAt, expiresAt <= time else { return }
        throw .invalid("The expiry lies in the past.", field: "expires_at")
    }

    /// With the organization that it belongs to: that of its device, if it has one.
    static func placed(_ suppression: Suppression, by principal: Principal, in tx: any Transaction) throws
        -> Suppression
    {
        var placed = suppression
        if let deviceID = suppression.deviceID {
            guard let device = try tx.devices.find(deviceID, scope: principal.scope) else {
                throw WorkbenchError.invalid("There is no such device.", field: "security_device")
            }
            guard placed.organizationID == nil || placed.organizationID == device.organizationID else {
                throw WorkbenchError.invalid("The device belongs to another organization.", field: "security_device")
            }
            placed.organizationID = device.organizationID
        }
        guard let organization = placed.organizationID else {
            guard principal.scope == .everything else {
                throw WorkbenchError.forbidden("Only the provider suppresses for every organization.")
            }
            return placed
        }
        guard try tx.organizations.find(organization, scope: principal.scope) != nil else {
            throw WorkbenchError.invalid("There is no such organization.", field: "organization")
        }
        return placed
    }
}

extension SuppressionRecord {
    /// As it stands now, with what its condition is worth to the engine.
    public init(_ suppression: Suppression, at time: Timestamp) {
        var fault: String?
        do throws(WorkbenchError) {
            _ = try EventCondition(suppression.condition)
        } catch {
            fault = error.message
        }
        self.init(suppression, at: time, fault: fault)
    }
}
