/// What may be done to an investigative action.
///
///     RUNNING ⇄ READY_FOR_ANALYSIS → COMPLETED or CLOSED; RUNNING → FAILED → RUNNING; finished → reopened
public enum InvestigativeActionCommand: Hashable, Sendable {
    case move(InvestigativeAction.Status)
    case assign(ID<Actor>?)
    case assignAnalysis(ID<Actor>?)
    case classify(InvestigativeAction.Classification?)
    /// The customer's answer. It brings a running action to those who look at it.
    case acknowledge(isAuthorized: Bool, by: String, at: Timestamp?)
    case rewrite(InvestigativeAction.Content)
    case verifiedBy(String?)
    case attachResult(ID<File>?)
}

/// An accepted change: the action as it now is, and its history.
public struct InvestigativeActionTransition: Hashable, Sendable {
    public var action: InvestigativeAction
    public var histories: [InvestigativeActionHistory]
}

extension InvestigativeAction.Status {
    /// Where an action may go from here.
    public var successors: Set<InvestigativeAction.Status> {
        switch self {
        case .running: [.readyForAnalysis, .failed, .completed, .closed]
        case .failed: [.running, .readyForAnalysis, .closed]
        case .readyForAnalysis: [.running, .completed, .closed]
        case .completed, .closed: [.running, .readyForAnalysis]
        }
    }

    /// In which an action may be made: to be done, or already done and written down afterwards.
    public static let first: Set<InvestigativeAction.Status> = [.running, .readyForAnalysis, .completed]
}

extension InvestigativeAction {
    /// - Throws: `invalid` when the command lacks something, `conflict` when the action's state forbids it.
    public func applying(_ command: InvestigativeActionCommand, by actor: ID<Actor>, at time: Timestamp)
        throws(WorkbenchError) -> InvestigativeActionTransition
    {
        var next = self
        var entry: InvestigativeActionHistory?
        switch command {
        case .move(let status):
            guard status != self.status else { break }
            guard self.status.successors.contains(status) else {
                throw .conflict(
                    "An action that is \(self.status.rawValue) cannot become \(status.rawValue): from there it goes to "
                        + self.status.successors.map(\.rawValue).sorted().joined(separator: ", ") + ".")
            }
            next.status = status
            next.statusUpdatedAt = time
            entry = next.history(
                status.isFinished ? .closed : nil, by: actor, at: time,
                value: ["status": change(self.status.rawValue, status.rawValue)])
        case .assign(let assignee):
            guard assignee != assignedTo else { break }
            next.assignedTo = assignee
            entry = next.history(
                .assigned, by: actor, at: time, assignedTo: assignee, value: ["from": JSON(assignedTo?.rawValue)])
        case .assignAnalysis(let assignee):
            guard assignee != analysisAssignedTo else { break }
            next.analysisAssignedTo = assignee
            let value = change(analysisAssignedTo?.rawValue, assignee?.rawValue)
            entry = next.history(
                .assigned, by: actor, at: time, assignedTo: assignee, value: ["analysis_assigned_to_actor": value])
        case .classify(let classification):
            guard classification != self.classification else { break }
            next.classification = classification
            next.classifiedBy = classification.map { _ in actor }
            let value = change(self.classification?.rawValue, classification?.rawValue)
            entry = next.history(.classified, by: actor, at: time, value: ["classification": value])
        case .acknowledge(let isAuthorized, let name, let given):
            guard name.count <= Investigation.titleLimit else {
                throw .invalid("This is too long for a name.", field: "activity_acknowledged_by")
            }
            let isSame = acknowledgement?.isAuthorized == isAuthorized && acknowledgement?.by == name
            let answer = Acknowledgement(
                isAuthorized: isAuthorized, at: given ?? (isSame ? acknowledgement?.at : nil) ?? time, by: name)
            guard answer != acknowledgement else { break }
            next.acknowledgement = answer
            if status == .running {
                next.status = .readyForAnalysis
                next.statusUpdatedAt = time
            }
            entry = next.history(
                .acknowledged, by: actor, at: time,
                value: ["activity_authorized": .bool(isAuthorized), "by": .string(name)])
        case .rewrite(let content):
            let checked = try content.checked()
            guard checked != self.content else { break }
            next.content = checked
            entry = next.history(nil, by: actor, at: time, value: checked.changes(from: self.content))
        case .verifiedBy(let name):
            guard name != verifiedBy else { break }
            next.verifiedBy = name
            entry = next.history(nil, by: actor, at: time, value: ["activity_verified_by": change(verifiedBy, name)])
        case .attachResult(let file):
            guard file != resultFileID else { break }
            next.resultFileID = file
            let value = change(resultFileID?.rawValue, file?.rawValue)
            entry = next.history(nil, by: actor, at: time, value: ["result_file": value])
        }
        guard let entry else { return InvestigativeActionTransition(action: self, histories: []) }
        next.version &+= 1
        next.updatedAt = max(time, updatedAt)
        next.updatedBy = actor
        return InvestigativeActionTransition(action: next, histories: [entry])
    }

    private func change(_ from: String?, _ to: String?) -> JSON { ["from": JSON(from), "to": JSON(to)] }
}

extension InvestigativeAction.Content {
    /// - Throws: `invalid` when a part is missing, too long, or not of its kind.
    public func checked() throws(WorkbenchError) -> InvestigativeAction.Content {
        var next = self
        next.title = title.trimmed
        guard !next.title.isEmpty else {
            throw .invalid("Give the action a title: what is to be done.", field: "title")
        }
        guard next.title.count <= Investigation.titleLimit else {
            throw .invalid("The title is longer than \(Investigation.titleLimit) characters.", field: "title")
        }
        for (name, text) in texts where (text?.count ?? 0) > Investigation.textLimit {
            throw .invalid("This is longer than \(Investigation.textLimit) characters.", field: name)
        }
        for (name, value) in structures where (value?.text.utf8.count ?? 0) > InvestigativeAction.structureLimit {
            throw .invalid("This is larger than \(InvestigativeAction.structureLimit) bytes.", field: name)
        }
        return next
    }

    private var texts: [(name: String, text: String?)] {
        [
            ("reason", reason), ("instructions", instructions), ("capability_name", capability),
            ("results", results), ("close_reason", closeReason),
        ]
    }

    private var structures: [(name: String, value: JSON?)] {
        [("input_args", inputArguments), ("tasking_error", taskingError)]
    }

    /// What differs, by the API's names.
    func changes(from before: InvestigativeAction.Content) -> JSON {
        var changes: [String: JSON] = [:]
        func note(_ name: String, _ from: JSON, _ to: JSON) {
            if from != to { changes[name] = ["from": from, "to": to] }
        }
        note("title", .string(before.title), .string(title))
        for (old, new) in zip(before.texts, texts) { note(new.name, JSON(old.text), JSON(new.text)) }
        for (old, new) in zip(before.structures, structures) { note(new.name, old.value ?? .null, new.value ?? .null) }
        note("downgrade_reason", JSON(before.downgradeReason?.rawValue), JSON(downgradeReason?.rawValue))
        note("rank", .integer(before.rank), .integer(rank))
        return .object(changes)
    }
}

extension InvestigativeAction {
    /// The most bytes of an object that a program keeps with an action, as JSON.
    public static let structureLimit = 100_000
}
