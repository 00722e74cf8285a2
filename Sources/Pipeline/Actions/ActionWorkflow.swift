import Workbench

/// What people and programs may do to investigative and remediation actions. Each act is one transaction: the action,
/// its history, and what follows from it.
public struct ActionWorkflow: Sendable {
    /// What somebody wants looked into.
    public struct NewInvestigativeAction: Sendable {
        /// Chosen by the caller; nil lets the workbench choose.
        public var id: ID<InvestigativeAction>?
        public var investigationID: ID<Investigation>?
        public var alertID: ID<Alert>?
        public var deviceID: ID<SecurityDevice>?
        public var dependsOn: ID<InvestigativeAction>?
        public var kind: InvestigativeAction.Kind
        /// Nil for what the kind begins with.
        public var status: InvestigativeAction.Status?
        public var content: InvestigativeAction.Content
        public var assignee: ID<Actor>?
        public var analyst: ID<Actor>?
        /// Who may say that the activity was authorized, in words.
        public var verifiedBy: String?

        public init(
            id: ID<InvestigativeAction>? = nil, investigationID: ID<Investigation>? = nil, alertID: ID<Alert>? = nil,
            deviceID: ID<SecurityDevice>? = nil, dependsOn: ID<InvestigativeAction>? = nil,
            kind: InvestigativeAction.Kind, status: InvestigativeAction.Status? = nil,
            content: InvestigativeAction.Content, assignee: ID<Actor>? = nil, analyst: ID<Actor>? = nil,
            verifiedBy: String? = nil
        ) {
            self.id = id
            self.investigationID = investigationID
            self.alertID = alertID
            self.deviceID = deviceID
            self.dependsOn = dependsOn
            self.kind = kind
            self.status = status
            self.content = content
            self.assignee = assignee
            self.analyst = analyst
            self.verifiedBy = verifiedBy
        }
    }

    let alerts: AlertWorkflow

    var store: any Store { alerts.store }

    /// - Parameter alerts: works on the same store, and tells the same pages and workers.
    public init(_ alerts: AlertWorkflow) {
        self.alerts = alerts
    }

    /// - Parameter alongside: done in the same transaction.
    /// - Throws: `invalid`, `notFound` for what is out of scope, `conflict` when its id is taken.
    public func open(
        _ new: NewInvestigativeAction, by principal: Principal,
        alongside: @escaping @Sendable (InvestigativeAction, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> InvestigativeAction {
        try principal.requireWriter()
        let time = alerts.clock()
        let action = try await store.write { tx in
            let action = try begin(new, by: principal, at: time, in: tx)
            try tx.actions.insert(action)
            let value: JSON = [
                "title": .string(action.content.title), "status": .string(action.status.rawValue),
                "action_type": .string(action.kind.rawValue),
            ]
            try tx.actions.insert(
                action.history(
                    .created, by: principal.actorID, at: time, assignedTo: action.assignedTo, value: value))
            try alongside(action, tx)
            return action
        }
        await announce(action)
        return action
    }

    /// Applies commands in order, all or none.
    ///
    /// - Parameter expectedVersion: the version the person was looking at; an older one is refused.
    /// - Throws: `notFound`, `forbidden`, `conflict`, `invalid`.
    public func perform(
        _ commands: [InvestigativeActionCommand], on id: ID<InvestigativeAction>, by principal: Principal,
        expectedVersion: Int64? = nil
    ) async throws -> InvestigativeAction {
        try principal.requireWriter()
        let time = alerts.clock()
        let action = try await store.write { tx in
            let before = try ActionWorkflow.find(id, for: principal, in: tx)
            try ActionWorkflow.refuseStale(before.version, expectedVersion)
            return try apply(commands, to: before, by: principal, at: time, in: tx)
        }
        await announce(action)
        return action
    }

    /// It is gone from every list; its history stays.
    public func delete(_ id: ID<InvestigativeAction>, by principal: Principal) async throws {
        try principal.requireWriter()
        let time = alerts.clock()
        let action = try await store.write { tx in
            var action = try ActionWorkflow.find(id, for: principal, in: tx)
            action.deletedAt = time
            action.updatedAt = max(time, action.updatedAt)
            action.updatedBy = principal.actorID
            action.version &+= 1
            try tx.actions.update(action)
            try tx.actions.insert(
                action.history(nil, by: principal.actorID, at: time, value: ["deleted_at": JSON(time)]))
            return action
        }
        await announce(action)
    }

    /// Within the transaction of a larger act.
    func apply(
        _ commands: [InvestigativeActionCommand], to before: InvestigativeAction, by principal: Principal,
        at time: Timestamp, in tx: any Transaction
    ) throws -> InvestigativeAction {
        var action = before
        var histories: [InvestigativeActionHistory] = []
        for command in commands {
            switch command {
            case .assign(let assignee?), .assignAnalysis(let assignee?):
                try AlertWorkflow.check(assignee, for: "actions", of: before.organizationID, in: tx)
            default: break
            }
            let transition = try action.applying(command, by: principal.actorID, at: time)
            action = transition.action
            histories += transition.histories
        }
        guard action != before else { return before }
        action.version = before.version &+ 1
        try tx.actions.update(action)
        for history in histories { try tx.actions.insert(history) }
        return action
    }
}

// The parts of these acts.
extension ActionWorkflow {
    private func begin(
        _ new: NewInvestigativeAction, by principal: Principal, at time: Timestamp, in tx: any Transaction
    ) throws -> InvestigativeAction {
        let subject = try CaseSubject(
            investigation: new.investigationID, alert: new.alertID, for: principal, in: tx)
        if let id = new.id, try tx.actions.investigativeAction(id, scope: .everything) != nil {
            throw WorkbenchError.conflict("There is already an investigative action with this id.")
        }
        let organization = subject.organizationID
        try ActionWorkflow.check(new.deviceID, of: organization, in: tx)
        for assignee in [new.assignee, new.analyst].compactMap({ $0 }) {
            try AlertWorkflow.check(assignee, for: "actions", of: organization, in: tx)
        }
        if let need = new.dependsOn {
            let found = try tx.actions.investigativeAction(need, scope: .organization(organization))
            guard found?.deletedAt == nil, found != nil else {
                throw WorkbenchError.invalid(
                    "There is no such action in this organization.", field: "depends_on_investigative_action")
            }
        }
        let status = new.status ?? (new.kind.isAutomated ? .running : .readyForAnalysis)
        guard InvestigativeAction.Status.first.contains(status) else {
            throw WorkbenchError.invalid(
                "An action begins RUNNING or READY_FOR_ANALYSIS, or is written down as COMPLETED.", field: "status")
        }
        let maker = try tx.people.actor(principal.actorID)?.kind
        return InvestigativeAction(
            id: new.id ?? .make(at: time), organizationID: organization, investigationID: new.investigationID,
            alertID: new.alertID, deviceID: new.deviceID, dependsOn: new.dependsOn, kind: new.kind, status: status,
            statusUpdatedAt: time, content: try new.content.checked(), verifiedBy: new.verifiedBy,
            assignedTo: new.assignee,
            analysisAssignedTo: new.analyst, isRobot: maker == .service || maker == .api, createdAt: time,
            createdBy: principal.actorID, updatedAt: time, updatedBy: principal.actorID)
    }

    static func find(_ id: ID<InvestigativeAction>, for principal: Principal, in tx: any Transaction) throws
        -> InvestigativeAction
    {
        guard let action = try tx.actions.investigativeAction(id, scope: principal.scope), action.deletedAt == nil
        else { throw WorkbenchError.notFound("investigative action") }
        return action
    }

    static func check(_ device: ID<SecurityDevice>?, of organization: ID<Organization>, in tx: any Transaction) throws {
        guard let device else { return }
        guard try tx.devices.find(device, scope: .organization(organization)) != nil else {
            throw WorkbenchError.invalid("There is no such device in this organization.", field: "security_device")
        }
    }

    static func refuseStale(_ version: Int64, _ expected: Int64?) throws(WorkbenchError) {
        guard let expected, expected != version else { return }
        throw .conflict("Somebody changed this action meanwhile. Look at it again first.")
    }

    func announce(_ action: InvestigativeAction) async {
        await announce(organization: action.organizationID, action.investigationID, action.alertID)
    }

    func announce(
        organization: ID<Organization>, _ investigation: ID<Investigation>?, _ alert: ID<Alert>?
    ) async {
        var changes: [LiveUpdates.Update] = []
        if let investigation {
            changes.append(.init(kind: .investigation, organizationID: organization, id: investigation.rawValue))
        }
        if let alert { changes.append(.init(kind: .alert, organizationID: organization, id: alert.rawValue)) }
        await alerts.updates.publish(changes)
    }
}
