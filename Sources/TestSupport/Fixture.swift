import Pipeline
import Workbench

/// Rows of our own making, with everything they need, at one fixed time unless said otherwise.
public enum Fixture {
    public static let time = Timestamp(milliseconds: 1_767_348_000_000)

    public static func organization(
        _ name: String = "Acme", isProvider: Bool = false, at time: Timestamp = time
    ) -> Organization {
        let id = ID<Organization>.make(at: time)
        return Organization(
            id: id, name: name, shortName: "\(name.lowercased())-\(id.rawValue.suffix(6))", isProvider: isProvider,
            createdAt: time, updatedAt: time)
    }

    public static func actor(
        _ name: String = "Ana Lyst", kind: Actor.Kind = .user, in organization: ID<Organization>?,
        at time: Timestamp = time
    ) -> Actor {
        Actor(
            id: .make(at: time), kind: kind, displayName: name, organizationID: organization, createdAt: time,
            updatedAt: time)
    }

    /// The account of an actor that must be stored first.
    public static func account(
        of actor: Actor, in organization: ID<Organization>, email: String, role: Role = .organizationAnalyst
    ) -> UserAccount {
        UserAccount(
            id: actor.id, organizationID: organization, email: email, displayName: actor.displayName, role: role,
            passwordHash: "$scrypt$none", sealedOTPSecret: nil, createdAt: actor.createdAt, updatedAt: actor.updatedAt)
    }

    /// Active, with console access, so that it writes back.
    public static func device(
        in organization: ID<Organization>, vendor: String = "example", name: String = "Production tenant",
        at time: Timestamp = time
    ) -> SecurityDevice {
        let id = ID<SecurityDevice>.make(at: time)
        return SecurityDevice(
            id: id, organizationID: organization, vendor: vendor, name: name, location: "eu",
            connection: DeviceConnection(
                settings: ["api_url": "http://127.0.0.1:1/graphql", "client_id": "client"], sealedSecret: [1, 2, 3]),
            webhook: WebhookCredentials(key: "key-\(id.rawValue)", username: "watchfloor", sealedPassword: [4, 5, 6]),
            consoleAccess: .active, createdAt: time, updatedAt: time)
    }

    public static func signal(
        of device: ID<SecurityDevice>, source: Signal.Source = .webhook, body: String = "{}", at time: Timestamp = time
    ) -> Signal {
        Signal(id: .make(at: time), deviceID: device, source: source, body: Array(body.utf8), receivedAt: time)
    }

    public static func content(
        _ name: String = "Reverse shell in container", severity: Severity = .high
    ) -> VendorAlertContent {
        VendorAlertContent(
            name: name, description: "A shell talks to an outside address.", severity: severity,
            type: "THREAT_DETECTION", rule: .init(id: "rule-1", name: name, type: "CloudEventRule"),
            origins: ["RUNTIME_SENSOR"],
            resource: .init(
                id: "res-1", providerID: "arn:example:ec2:eu-central-1:1:instance/i-0abc", name: "billing-worker",
                type: "VIRTUAL_MACHINE", tags: ["team": "billing"]),
            tactics: ["TA0011"], techniques: ["T1059.004"],
            events: [.init(id: "event-1", name: "Shell", time: time.adding(seconds: -60), ip: "203.0.113.7")])
    }

    public static func vendorAlert(
        of device: SecurityDevice, vendorID: String, kind: VendorAlert.Kind = .threat, issueID: String? = nil,
        name: String = "Reverse shell in container", state: IssueState? = Fixture.open,
        vendorCreatedAt: Timestamp? = Fixture.time.adding(seconds: -30), at time: Timestamp = time
    ) -> VendorAlert {
        VendorAlert(
            id: .make(at: time), organizationID: device.organizationID, deviceID: device.id, kind: kind,
            vendorID: vendorID, issueID: issueID, content: content(name), state: kind.isIssue ? state : nil,
            vendorUpdatedAt: vendorCreatedAt, vendorCreatedAt: vendorCreatedAt,
            raw: ["id": .string(vendorID), "name": .string(name)], firstSource: .webhook, createdAt: time,
            updatedAt: time)
    }

    public static let open = IssueState(status: .open, vendorStatus: "OPEN")

    public static func alert(
        on device: SecurityDevice, name: String = "Example Cloud: Reverse shell in container",
        severity: Severity = .high,
        status: Alert.Status = .open, source: Signal.Source = .webhook,
        vendorCreatedAt: Timestamp? = Fixture.time.adding(seconds: -30), at time: Timestamp = time
    ) -> Alert {
        Alert(
            id: .make(at: time), organizationID: device.organizationID, deviceID: device.id, name: name,
            severity: severity, status: status, isIssueBacked: true, kind: .threat,
            match: DetectionMatch(
                ruleID: "b7c1f5c2-0000-4000-8000-000000000001", ruleTitle: "Reverse shell", ruleVersion: "2026-01-01",
                fields: [.init(path: "name", value: "Reverse shell in container")]),
            source: source, vendorCreatedAt: vendorCreatedAt, createdAt: time, updatedAt: time)
    }

    public static func event(
        _ kind: WorkflowEvent.Kind, of alert: Alert, by actor: ID<Actor> = Actor.system, at time: Timestamp = time
    ) -> WorkflowEvent {
        WorkflowEvent(
            id: .make(at: time), kind: kind, organizationID: alert.organizationID, deviceID: alert.deviceID,
            alertID: alert.id, vendorAlertID: nil, actorID: actor, createdAt: time)
    }

    public static func delivery(
        for event: WorkflowEvent, on vendorAlert: VendorAlert,
        move: SyncIntent.Move = .unchanged, note: String? = "Under review.", at time: Timestamp = time
    ) -> Delivery {
        Delivery(
            id: .make(at: time), organizationID: event.organizationID, deviceID: event.deviceID,
            alertID: event.alertID, vendorAlertID: vendorAlert.id, issueID: vendorAlert.vendorID,
            kind: vendorAlert.kind, eventID: event.id, actorID: event.actorID,
            intent: SyncIntent(rule: event.kind, move: move, note: note.map { SyncNote(headline: $0) }),
            policyVersion: 1, knownState: vendorAlert.state, notBefore: time, createdAt: time, updatedAt: time)
    }
}
