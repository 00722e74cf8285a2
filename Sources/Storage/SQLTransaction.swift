import Pipeline
import Workbench

/// One unit of work over any driver's connection.
struct SQLTransaction: Transaction {
    let sql: any SQLConnection

    init(_ connection: any SQLConnection) {
        sql = connection
    }

    var organizations: any OrganizationStore { OrganizationQueries(sql: sql) }
    var people: any PeopleStore { PeopleQueries(sql: sql) }
    var devices: any DeviceStore { DeviceQueries(sql: sql) }
    var signals: any SignalStore { SignalQueries(sql: sql) }
    var vendorAlerts: any VendorAlertStore { VendorAlertQueries(sql: sql) }
    var alerts: any AlertStore { AlertQueries(sql: sql) }
    var investigations: any InvestigationStore { InvestigationQueries(sql: sql) }
    var events: any WorkflowEventStore { WorkflowEventQueries(sql: sql) }
    var deliveries: any DeliveryStore { DeliveryQueries(sql: sql) }
    var polls: any PollStore { PollQueries(sql: sql) }
    var suppressions: any SuppressionStore { SuppressionQueries(sql: sql) }
    var setups: any SetupStore { SetupQueries(sql: sql) }
    var alertGroups: any AlertGroupStore { AlertGroupQueries(sql: sql) }
    var evidence: any EvidenceStore { EvidenceQueries(sql: sql) }
    var answers: any AnswerStore { AnswerQueries(sql: sql) }
    var savedViews: any SavedViewStore { SavedViewQueries(sql: sql) }
    var actions: any ActionStore { ActionQueries(sql: sql) }
    var files: any FileStore { FileQueries(sql: sql) }
    var timeline: any TimelineStore { TimelineQueries(sql: sql) }
    var outbound: any OutboundStore { OutboundQueries(sql: sql) }

    func standings(of alerts: [Alert]) throws -> [ID<Alert>: AlertStanding] {
        try AlertStandingQueries(sql: sql).standings(of: alerts)
    }
}
