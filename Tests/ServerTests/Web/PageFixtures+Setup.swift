import Pipeline
import Workbench

@testable import Server

extension PageFixtures {
    static let guide = SetupGuide(
        prerequisites: ["A licence."],
        account: .init(
            title: "Make an account", words: "Under Settings.", link: "https://vendor.example/settings",
            values: [.init("Name", "MDR")], notes: ["It is shown once."]),
        consoleTasks: [.enterCode: .init(title: "Verify the domain", words: "Under Domains.")],
        webhook: .init(title: "Add a webhook", words: "Under Integrations."),
        automationRules: [
            .init(
                product: "Harbour Cloud",
                task: .init(title: "A rule", words: "Under Rules.", template: "{\"id\": 1}"))
        ],
        notSynchronized: "Detections are not synchronized.", nextSources: ["Audit logs"])

    static func setupModel(
        _ access: ConsoleAccess = .active, viewer: Principal = provider,
        _ change: (inout DeviceSetupModel) -> Void = { _ in }
    ) -> DeviceSetupModel {
        var device = device()
        device.consoleAccess = access
        device.health.lastWebhookTestAt = now
        var record = ConsoleAccessRecord(deviceID: device.id, since: now.adding(seconds: -900_000))
        (record.verificationCode, record.domain, record.email) = ("code=1", "soc.example", "soc+acme@soc.example")
        (record.lookupWords, record.lookedUpAt, record.sealedOTPSecret) = ("Not there yet.", now, [1])
        let event = SetupEvent(.webhookViewed, of: device.id, by: ID("actor-1"), words: "Shown.", at: now)
        var model = DeviceSetupModel(
            device: device, organization: organization, vendor: vendor, guide: guide,
            rules: [.init(event: "Alert closed", issue: "Rejected.", threat: "Resolved.")],
            setup: DeviceSetup(deviceID: device.id), access: record,
            arrivals: [
                "Harbour Cloud": .init(ruleNames: ["To MDR"], severities: [.high], last: now, lastTest: now)
            ], polled: ["Harbour Cloud": [.critical]], events: [event], people: [:], providerDomain: "soc.example",
            publicURL: "https://watchfloor.example", webhookPassword: nil, oneTimeCode: nil, problem: nil,
            viewer: viewer, now: now)
        change(&model)
        return model
    }

    /// The guide and the administration of an integration, in the states that together reach every tag.
    static func setupPages(_ shell: Shell) -> [(template: String, page: Any)] {
        let addendum = DeviceSetup.Addendum(reference: "A-1", actorID: ID("actor-1"), at: now)
        let models = [
            setupModel(.notSetUp) {
                $0.providerDomain = nil
                $0.problem = "Paste the code."
                $0.device.ingestion = .awaitingAddendum
                $0.events = []
            },
            setupModel(.requested) {
                $0.device.ingestion = .awaitingAddendum
                $0.setup.addendum = addendum
            },
            setupModel(.validated, viewer: administrator) {
                $0.device.ingestion = .awaitingAddendum
                $0.arrivals = [:]
            },
            setupModel(.inviteAccepted),
            setupModel {
                $0.webhookPassword = "the-password"
                $0.oneTimeCode = "123456"
                $0.setup.oldWebhookPasswordUntil = now.adding(seconds: 60)
            },
            setupModel {
                $0.device.isSyncEnabled = false
                $0.setup.shadowUntil = now.adding(seconds: 60)
            },
            setupModel { $0.device.isSyncEnabled = false }, setupModel(.revoked),
            setupModel(.revoked, viewer: analyst),
        ]
        return models.map { ("DeviceSetup", DeviceSetupPage($0, shell: shell)) } + integrationPages(shell)
    }

    private static func integrationPages(_ shell: Shell) -> [(template: String, page: Any)] {
        let difference = SyncSwitch.Difference(
            alertID: ID("alert-1"), alertName: "Shell", issueID: "issue-1", issueName: "Reverse shell",
            write: PlannedWrite(status: "Rejected", note: "Closed."))
        var off = DeviceIntegrationModel(
            device: device(), setup: DeviceSetup(deviceID: device().id), vendor: vendor, differences: [difference],
            report: connectionReport, problem: .invalid("Type the name.", field: "name"), viewer: administrator,
            now: now)
        let on = off
        off.device.isSyncEnabled = false
        off.setup.syncOffSince = now
        off.setup.shadowUntil = now
        var same = off
        same.differences = []
        var removed = on
        removed.device.ingestion = .removed
        return [off, on, same, removed].map { ("DeviceIntegration", DeviceIntegrationPage($0, shell: shell)) }
    }
}
