/// Something that happened to an alert or investigation; the eleven synchronization rules listen to these.
public struct WorkflowEvent: Hashable, Sendable {
    /// One for each synchronization rule.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        case alertCreated = "alert_created"
        case alertClosed = "alert_closed"
        case alertReopened = "alert_reopened"
        case alertSuppressedInWorkbench = "alert_suppressed_workbench"
        case alertSuppressedByDetection = "alert_suppressed_detection"
        case alertToInvestigation = "alert_to_investigation"
        case investigationToIncident = "investigation_to_incident"
        case investigationReopened = "investigation_reopened"
        case investigationClosed = "investigation_closed"
        case incidentClosed = "incident_closed"
        case noDetectionMatched = "no_detection_matched"

        public var words: String {
            switch self {
            case .alertCreated: "Alert created"
            case .alertClosed: "Alert closed"
            case .alertReopened: "Alert reopened"
            case .alertSuppressedInWorkbench: "Alert suppressed (Workbench)"
            case .alertSuppressedByDetection: "Alert suppressed (detections)"
            case .alertToInvestigation: "Alert to investigation"
            case .investigationToIncident: "Investigation to incident"
            case .investigationReopened: "Investigation reopened"
            case .investigationClosed: "Investigation closed"
            case .incidentClosed: "Incident closed"
            case .noDetectionMatched: "Issue matches no detection"
            }
        }
    }

    public var id: ID<WorkflowEvent>
    public var kind: Kind
    public var organizationID: ID<Organization>
    public var deviceID: ID<SecurityDevice>
    public var alertID: ID<Alert>?
    public var vendorAlertID: ID<VendorAlert>?
    public var actorID: ID<Actor>
    public var createdAt: Timestamp

    public init(
        id: ID<WorkflowEvent>, kind: Kind, organizationID: ID<Organization>, deviceID: ID<SecurityDevice>,
        alertID: ID<Alert>?, vendorAlertID: ID<VendorAlert>?, actorID: ID<Actor>, createdAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.organizationID = organizationID
        self.deviceID = deviceID
        self.alertID = alertID
        self.vendorAlertID = vendorAlertID
        self.actorID = actorID
        self.createdAt = createdAt
    }
}

extension WorkflowEvent {
    /// Something that happened to an alert.
    ///
    /// - Parameter only: the one vendor alert concerned, when it is not all of the alert's.
    public init(
        _ kind: Kind, of alert: Alert, by actor: ID<Actor>, only: ID<VendorAlert>? = nil, at time: Timestamp
    ) {
        self.init(
            id: .make(at: time), kind: kind, organizationID: alert.organizationID, deviceID: alert.deviceID,
            alertID: alert.id, vendorAlertID: only, actorID: actor, createdAt: time)
    }
}
