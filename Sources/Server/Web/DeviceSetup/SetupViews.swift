import Pipeline
import Workbench

/// Something to be made in the vendor's console, with the exact values to type.
struct TaskView: Sendable {
    struct Row: Sendable {
        var label: String
        var value: Copyable
    }

    var title: String
    var words: String
    var link: String?
    var rows: [Row]
    var hasRows: Bool
    var template: Copyable?
    var notes: [String]

    init(_ task: SetupGuide.Task) {
        title = task.title
        words = task.words
        link = PageAddress.outside(task.link)
        rows = task.values.map { Row(label: $0.label, value: Copyable($0.value, what: $0.label, limit: 400)) }
        hasRows = !rows.isEmpty
        template = Copyable(task.template, what: "body template", limit: 8000)
        notes = task.notes
    }
}

/// A government cloud's legal addendum.
struct AddendumView: Sendable {
    var recorded: String?
    var canRecord: Bool
    var canEnable: Bool
    var waits: String?

    /// Nil for a device that waits for none.
    init?(_ model: DeviceSetupModel) {
        guard model.device.ingestion == .awaitingAddendum else { return nil }
        let may = model.isProvider && model.isAdministrator
        recorded = model.setup.addendum.map { addendum in
            "Recorded as \(addendum.reference.shortened(to: 200)) at \(TimeMark.exact(addendum.at))."
        }
        canRecord = may && model.setup.addendum == nil
        canEnable = may && model.setup.addendum != nil
        waits = may ? nil : "The provider records the addendum and enables the device."
    }
}

/// One of the vendor's automation rules, with what has come from it.
struct AutomationView: Sendable {
    var product: String
    var task: TaskView
    var state: StateMark
    var hasArrived: Bool
    var ruleNames: String?
    var severities: String?
    var last: TimeMark?
    var warning: String?

    init(_ rule: SetupGuide.AutomationRule, _ model: DeviceSetupModel) {
        let arrivals = model.arrivals[rule.product] ?? .init()
        product = rule.product
        task = TaskView(rule.task)
        hasArrived = arrivals.last != nil
        state =
            hasArrived
            ? StateMark("Delivering", shape: "✓", .good)
            : StateMark("Waiting for the first delivery", shape: "…", .info)
        ruleNames =
            arrivals.ruleNames.isEmpty
            ? nil : arrivals.ruleNames.map { $0.shortened(to: 80) }.joined(separator: ", ")
        severities = arrivals.severities.isEmpty ? nil : AutomationView.words(arrivals.severities)
        last = TimeMark(arrivals.last, now: model.now)
        // A few minutes later than the webhook, a poll finds the same; only what never came that way is missing.
        let missing = (model.polled[rule.product] ?? []).subtracting(arrivals.severities)
        warning =
            missing.isEmpty || !(hasArrived || model.hasWebhookTest)
            ? nil
            : "Polling finds what is \(AutomationView.words(missing)), but no webhook has brought it. Check the rule's "
                + "severities in \(model.vendorName)."
    }

    private static func words(_ severities: Set<Severity>) -> String {
        Severity.allCases.filter(severities.contains).map { SeverityMark($0).word.lowercased() }.joined(separator: ", ")
    }
}

/// Console access as the guide shows it: the way, whose turn it is, what to type, and the one thing that can be done.
struct SetupAccessView: Sendable {
    struct Stop: Sendable {
        var words: String
        var state: StateMark
        var isCurrent: Bool
    }

    struct Form: Sendable {
        var act: String
        var button: String
        /// The field's label; nil for none.
        var label: String?
        var help: String?
    }

    var state: StateMark
    var stops: [Stop]
    /// "It is the customer's turn: …"; nil at the end.
    var turn: String?
    var since: TimeMark?
    var late: String?
    var task: TaskView?
    var values: [TaskView.Row]
    var hasValues: Bool
    var form: Form?
    var lookup: String?
    var lookedUp: TimeMark?
    var canLookUp: Bool
    var canCancel: Bool
    var canRevoke: Bool
    var canRestart: Bool
    var canSeeCode: Bool
    var code: Copyable?
    var noDomain: String?

    init(_ model: DeviceSetupModel) {
        let access = model.device.consoleAccess
        state = SetupAccessView.mark(access)
        let reached = ConsoleAccess.way.firstIndex(of: access)
        stops = ConsoleAccess.way.dropFirst().enumerated().map { index, stop in
            let isDone = reached.map { index + 1 <= $0 } ?? false
            return Stop(
                words: stop.words,
                state: isDone ? StateMark("done", shape: "✓", .good) : StateMark("open", shape: "○", .quiet),
                isCurrent: reached == index)
        }
        turn = access.next.map { next in
            "It is \((next.side ?? .customer).words)’s turn: \(next.words.lowercased())."
        }
        since = access == .notSetUp ? nil : TimeMark(model.access?.since, now: model.now)
        let waits = model.access.map { model.now.seconds(since: $0.since) } ?? 0
        late =
            access.isUnderWay && waits > DeviceSetupModel.patience
            ? "This step has been waiting for \(TimeMark.span(waits)). Remind \(access.turn?.words ?? "whoever is next")."
            : nil
        task = access.next.flatMap { model.guide.consoleTasks[$0] }.map(TaskView.init)
        values = SetupAccessView.values(model)
        hasValues = !values.isEmpty
        let mayBoth = model.isProvider && model.isAdministrator
        let mayNext = access.turn == .provider ? model.isProvider : model.isAdministrator
        form = mayNext ? SetupAccessView.form(access) : nil
        lookup = access == .requested ? model.access?.lookupWords?.shortened(to: 800) : nil
        lookedUp = access == .requested ? TimeMark(model.access?.lookedUpAt, now: model.now) : nil
        canLookUp = access == .requested && !model.viewer.isReadOnly
        canCancel = access.isUnderWay && (mayBoth || model.isAdministrator)
        canRevoke = access == .active && model.isAdministrator
        canRestart =
            (access == .cancelled || access == .revoked) && model.isAdministrator
            && model.device.ingestion != .removed
        canSeeCode = model.access?.sealedOTPSecret != nil && model.isProvider
        code = Copyable(model.oneTimeCode, what: "one-time code")
        noDomain =
            model.providerDomain == nil && !(access == .active || access == .revoked)
            ? "The provider has not set its domain yet (the setting provider_domain); until then no code can be entered."
            : nil
    }

    private static func mark(_ access: ConsoleAccess) -> StateMark {
        switch access {
        case .active: StateMark(access.words, shape: "✓", .good)
        case .notSetUp: StateMark(access.words, shape: "○", .quiet)
        case .cancelled, .revoked: StateMark(access.words, shape: "✕", .bad)
        default: StateMark(access.words, shape: "◐", .info)
        }
    }

    private static func values(_ model: DeviceSetupModel) -> [TaskView.Row] {
        var rows: [(String, String?)] = []
        switch model.device.consoleAccess {
        case .notSetUp: rows = [("Domain", model.providerDomain)]
        case .codeEntered, .requested:
            rows = [("Domain", model.access?.domain), ("TXT record", model.access?.verificationCode)]
        case .validated: rows = [("Domain", model.access?.domain)]
        case .domainAccepted:
            rows = [
                ("E-mail", model.access?.email),
                ("Name", model.organization.map { "SOC \($0.name.shortened(to: 80))" }),
            ]
        case .userInvited, .inviteAccepted, .twoFactorEnrolled, .active: rows = [("E-mail", model.access?.email)]
        case .cancelled, .revoked: break
        }
        return rows.compactMap { label, value in
            Copyable(value, what: label, limit: 400).map { TaskView.Row(label: label, value: $0) }
        }
    }

    private static func form(_ access: ConsoleAccess) -> Form? {
        guard let act = access.next, act != .validate else { return nil }
        switch act {
        case .enterCode:
            return Form(
                act: act.rawValue, button: "Save the code", label: "Verification code",
                help: "As the console shows it, on one line.")
        case .enrolTwoFactor:
            return Form(
                act: act.rawValue, button: "Keep the secret", label: "Two-factor key",
                help: "The key behind the QR code. It is kept sealed; only codes made from it are ever shown.")
        case .request: return Form(act: act.rawValue, button: "Ask the provider to publish it")
        case .acceptDomain: return Form(act: act.rawValue, button: "The domain is accepted")
        case .inviteUser: return Form(act: act.rawValue, button: "The user is invited")
        case .acceptInvite: return Form(act: act.rawValue, button: "The invitation is accepted")
        case .activate: return Form(act: act.rawValue, button: "Signing in works")
        case .validate, .cancel, .revoke, .restart: return nil
        }
    }
}

/// What the eleven rules do on the vendor's side for each kind of issue, asked of the policy and the vendor's part.
struct SyncWords: Sendable {
    let policy: SyncPolicy
    let integration: any Integration

    var rows: [DeviceSetupPage.RuleRow] {
        WorkflowEvent.Kind.allCases.map { kind in
            let issue = words(kind, .issue)
            let threat = words(kind, .threat)
            return DeviceSetupPage.RuleRow(event: kind.words, issue: issue, threat: threat)
        }
    }

    private func words(_ event: WorkflowEvent.Kind, _ kind: VendorAlert.Kind) -> String {
        func intent(_ reason: CloseReason) -> SyncIntent? {
            policy.intent(
                for: event, in: SyncContext(kind: kind, closeReason: reason), note: SyncNote(headline: "Note"))
        }
        let (benign, malicious) = (said(intent(.benign), kind), said(intent(.truePositive), kind))
        return benign == malicious ? benign : "When benign: \(benign) When malicious: \(malicious)"
    }

    private func said(_ intent: SyncIntent?, _ kind: VendorAlert.Kind) -> String {
        guard let intent else { return "Nothing is written." }
        let note = intent.note == nil ? "" : ", with a note"
        switch intent.move {
        case .unchanged: return "Status stays\(note)."
        case .leaveToCustomer: return "Left to the customer\(note)."
        case .open, .inProgress, .dismiss, .resolveMalicious:
            let status = integration.plan(intent, kind: kind, marker: "").status
            return "\(status ?? "Status stays")\(note)."
        }
    }
}
