import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Suppressions")
struct SuppressionTests {
    @Test(
        "in the workbench, the alert opens and is closed at once by the system, and the issue is dismissed",
        arguments: [VendorAlert.Kind.issue, .threat])
    func workbench(_ kind: VendorAlert.Kind) async throws {
        let bench = try await Bench.make()
        let suppression = try await bench.suppress(.workbench).suppression
        try await bench.running(.intake) {
            try await bench.settle(ScriptedItem("i-1", kind: kind, name: "Reverse shell of the backup job"))
            let alert = try await bench.alert()
            #expect(alert.status == .closed)
            #expect(alert.closeReason == .suppressed)
            #expect(alert.closeComment == "Suppressed by “Backups”. The backup job opens a shell each night.")
            #expect(alert.statusUpdatedBy == Actor.system)
            let history = try await bench.history(alert)
            #expect(history.map(\.action) == [.created, .statusChanged])
            #expect(history.last?.value["suppression_id"]?.string == suppression.id.rawValue)
            #expect(Set(try await bench.events(alert).map(\.kind)) == [.alertCreated, .alertSuppressedInWorkbench])
            let deliveries = try await bench.deliveries()
            #expect(deliveries.map(\.intent.rule) == [.alertSuppressedInWorkbench])
            #expect(deliveries.map(\.intent.move) == [.dismiss(.suppression)])
            #expect(
                deliveries.first?.intent.note?.details == ["Backups: The backup job opens a shell each night."])
        }
    }

    @Test(
        "at detection, no alert opens; the vendor alert is marked, and the issue is dismissed once",
        arguments: [VendorAlert.Kind.issue, .threat])
    func detection(_ kind: VendorAlert.Kind) async throws {
        let bench = try await Bench.make()
        let suppression = try await bench.suppress(.detection).suppression
        let item = ScriptedItem("i-1", kind: kind, name: "Reverse shell of the backup job")
        try await bench.running(.intake) {
            try await bench.webhook(item)
            try await bench.settled()
            for second in 1...3 {
                try await bench.settle(item.with { $0.updatedAt = .now().adding(seconds: Double(second)) })
            }
            #expect(try await bench.alerts().isEmpty)
            let deliveries = try await bench.deliveries()
            #expect(deliveries.map(\.intent.rule) == [.alertSuppressedByDetection])
            #expect(deliveries.map(\.intent.move) == [.dismiss(.suppression)])
            #expect(deliveries.map(\.alertID) == [nil])
            let vendorAlert = try #require(try await bench.vendorAlert("i-1"))
            #expect(deliveries.map(\.vendorAlertID) == [vendorAlert.id])
            let (mark, stored, marked) = try await bench.store.read { tx in
                (
                    try tx.suppressions.suppression(of: vendorAlert.id),
                    try tx.suppressions.find(suppression.id, scope: .everything),
                    try tx.suppressions.marked(by: suppression.id, limit: 10)
                )
            }
            #expect(mark == suppression.id)
            #expect(stored?.matchCount == 1 && stored?.lastMatchedAt != nil)
            #expect(marked.map(\.id) == [vendorAlert.id])
        }
    }

    @Test("a detection of a suppressed issue joins the issue's closed alert, in whatever order they come")
    func detections() async throws {
        for isIssueFirst in [true, false] {
            let bench = try await Bench.make()
            _ = try await bench.suppress(.workbench)
            let issue = ScriptedItem("i-1", kind: .threat, name: "Reverse shell of the backup job")
            let detection = ScriptedItem(
                "d-1", kind: .detection, name: "Reverse shell of the backup job", issueID: "i-1")
            try await bench.running(.intake) {
                try await bench.settle(isIssueFirst ? issue : detection)
                try await bench.settle(isIssueFirst ? detection : issue)
                let alerts = try await bench.alerts()
                #expect(alerts.allSatisfy { $0.closeReason == .suppressed })
                #expect(alerts.filter(\.isIssueBacked).count == 1)
                let deliveries = try await bench.deliveries()
                #expect(deliveries.map(\.intent.move) == [.dismiss(.suppression)])
            }
        }
    }

    @Test("one that does not dismiss leaves the status and says why", arguments: Suppression.Place.allCases)
    func keepsIssue(_ place: Suppression.Place) async throws {
        let bench = try await Bench.make()
        _ = try await bench.suppress(place, dismisses: false)
        try await bench.running(.intake) {
            try await bench.settle(ScriptedItem("i-1", name: "Reverse shell of the backup job"))
            let deliveries = try await bench.deliveries()
            #expect(deliveries.map(\.intent.move) == [.unchanged])
            #expect(deliveries.first?.intent.note != nil)
        }
    }

    @Test("what it does not meet opens an alert as ever")
    func others() async throws {
        let bench = try await Bench.make()
        _ = try await bench.suppress(.detection)
        try await bench.running(.intake) {
            try await bench.settle(ScriptedItem("i-1", name: "Reverse shell to an unknown host"))
            #expect(try await bench.alerts().map(\.status) == [.open])
            #expect(try await bench.deliveries().map(\.intent.rule) == [.alertCreated])
        }
    }

    @Test("an ended one suppresses nothing any more, and what it decided before stays decided")
    func expired() async throws {
        let bench = try await Bench.make()
        let suppression = try await bench.suppress(.detection).suppression
        let item = ScriptedItem("i-1", name: "Reverse shell of the backup job")
        try await bench.running(.intake) {
            try await bench.settle(item)
            let ended = try await bench.pipeline.suppressions.expire(suppression.id, by: bench.analyst)
            #expect(ended.status == .expired)
            try await bench.settle(
                item.with { $0.updatedAt = .now().adding(seconds: 5) },
                ScriptedItem("i-2", name: "Reverse shell of the backup job"))
            let alerts = try await bench.alerts()
            #expect(alerts.map(\.status) == [.open])
            let resting = try await bench.store.read { tx in try tx.alerts.vendorAlerts(of: alerts[0].id) }
            #expect(resting.map(\.vendorID) == ["i-2"])
        }
    }

    @Test("an issue that a person reopens in the vendor's console opens an alert in spite of the suppression")
    func reopened() async throws {
        let bench = try await Bench.make()
        _ = try await bench.suppress(.detection)
        let item = ScriptedItem("i-1", name: "Reverse shell of the backup job")
        try await bench.running(.intake) {
            try await bench.settle(item)
            try await bench.settle(item.moved(to: "REJECTED", at: .now().adding(seconds: 1)))
            #expect(try await bench.alerts().isEmpty)
            try await bench.settle(item.moved(to: "OPEN", at: .now().adding(seconds: 2)))
            #expect(try await bench.alert().status == .open)
        }
    }

    @Test("one of another device or organization is none of this device's")
    func scopes() async throws {
        let bench = try await Bench.make()
        let other = Fixture.organization("Globex")
        let device = Fixture.device(in: other.id, vendor: "acme", name: "Elsewhere")
        try await bench.store.write { tx in
            try tx.organizations.insert(other)
            try tx.devices.insert(device)
        }
        let provider = bench.provider
        _ = try await bench.pipeline.suppressions.add(
            Bench.backups(.detection, organization: other.id), by: provider)
        _ = try await bench.pipeline.suppressions.add(
            Bench.backups(.detection, organization: nil, device: device.id), by: provider)
        try await bench.running(.intake) {
            try await bench.settle(ScriptedItem("i-1", name: "Reverse shell of the backup job"))
            #expect(try await bench.alerts().map(\.status) == [.open])
            _ = try await bench.pipeline.suppressions.add(Bench.backups(.detection, organization: nil), by: provider)
            try await bench.settle(ScriptedItem("i-2", name: "Reverse shell of the backup job"))
            #expect(try await bench.alerts().count == 1, "one for every organization holds for this one too")
        }
        await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.suppressions.add(Bench.backups(.detection, organization: nil), by: bench.analyst)
        }
        await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.suppressions.add(
                Bench.backups(.detection, organization: other.id), by: bench.analyst)
        }
    }

    @Test("a condition that cannot be read is refused with its line, and nothing is stored")
    func malformed() async throws {
        let bench = try await Bench.make()
        var wanted = Bench.backups(.workbench, organization: bench.organization.id)
        wanted.condition = "selection:\n    name|nonsense: x\ncondition: selection"
        let error = await #expect(throws: WorkbenchError.self) {
            try await bench.pipeline.suppressions.add(wanted, by: bench.analyst)
        }
        #expect(error?.field == "condition")
        #expect(error?.message.contains("Line 2") == true)
        let stored = try await bench.store.read { tx in try tx.suppressions.list(scope: .everything, limit: 10) }
        #expect(stored.isEmpty)
    }

    @Test("one whose condition an engine cannot read any more asks for review and stops nothing")
    func unreadable() async throws {
        let bench = try await Bench.make()
        let time = Timestamp.now()
        let broken = Suppression(
            id: .make(at: time), organizationID: nil, name: "Old", condition: "nothing: [", reason: "Once.",
            place: .detection, dismisses: true, createdBy: Actor.system, updatedBy: Actor.system, createdAt: time,
            updatedAt: time)
        try await bench.store.write { tx in try tx.suppressions.insert(broken) }
        try await bench.running(.intake) {
            try await bench.settle(ScriptedItem("i-1"))
            #expect(try await bench.alerts().map(\.status) == [.open])
        }
        let record = SuppressionRecord(broken, at: time)
        #expect(record.status == .needsReview)
        #expect(record.problem != nil)
    }

    @Test("the preview counts what it meets, what of that would have opened alerts, and which issues it would dismiss")
    func preview() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(
                ScriptedItem("i-1", name: "Reverse shell of the backup job"),
                ScriptedItem("d-1", kind: .detection, name: "Reverse shell of the backup job"),
                ScriptedItem("i-2", name: "Disk of the backup job is not encrypted"),
                ScriptedItem("i-3", name: "Reverse shell to an unknown host"))
        }
        let wanted = Bench.backups(.workbench, organization: bench.organization.id)
        let preview = try await bench.pipeline.suppressions.preview(wanted, by: bench.analyst)
        #expect([preview.examined, preview.matched, preview.suppressed, preview.dismissed] == [4, 3, 2, 1])
        #expect(!preview.isCut)
        #expect(preview.dismissals.map(\.issueID) == ["i-1"])
        #expect(Set(preview.examples.map(\.vendorID)) == ["i-1", "d-1", "i-2"])
        let stored = try await bench.store.read { tx in try tx.suppressions.list(scope: .everything, limit: 10) }
        #expect(stored.isEmpty, "a preview stores nothing")
    }

    @Test("what a new device brings below critical is closed while it is tuned, and never dismissed")
    func newDevice() async throws {
        var settings = Bench.settings
        settings.newDeviceWindow = 3600
        let bench = try await Bench.make(settings: settings)
        try await bench.running(.intake) {
            try await bench.settle(ScriptedItem("i-1"))
            let alert = try await bench.alert()
            #expect(alert.status == .closed && alert.closeReason == .suppressedNewDevice)
            #expect(try await bench.deliveries().map(\.intent.move) == [.unchanged])
        }
    }
}

extension Bench {
    static func backups(
        _ place: Suppression.Place, organization: ID<Organization>?, device: ID<SecurityDevice>? = nil,
        dismisses: Bool = true
    ) -> SuppressionAdministration.NewSuppression {
        SuppressionAdministration.NewSuppression(
            organizationID: organization, deviceID: device, name: "Backups",
            condition: "selection:\n    name|contains: backup job\ncondition: selection",
            reason: "The backup job opens a shell each night.", place: place, dismisses: dismisses)
    }

    func suppress(_ place: Suppression.Place, dismisses: Bool = true) async throws -> SuppressionRecord {
        try await pipeline.suppressions.add(
            Bench.backups(place, organization: organization.id, dismisses: dismisses), by: analyst)
    }

    /// Somebody who sees every organization.
    var provider: Principal {
        Principal(
            actorID: analyst.actorID, organizationID: organization.id, displayName: "Pro Vider",
            role: .providerAnalyst)
    }
}
