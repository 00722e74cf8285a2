import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Working on investigations")
struct InvestigationWorkflowTests {
    func withAlerts(
        _ items: [ScriptedItem], _ body: (Bench, InvestigationWorkflow, [Alert]) async throws -> Void
    ) async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            for item in items { try await bench.snapshot(item) }
            try await bench.settled()
            try await eventually("\(items.count) alerts") { try await bench.alerts().count == items.count }
            try await body(bench, InvestigationWorkflow(bench.pipeline.workflow), try await bench.alerts())
        }
    }

    func open(_ alerts: [Alert], _ bench: Bench, isIncident: Bool = false) async throws -> Investigation {
        try await InvestigationWorkflow(bench.pipeline.workflow).open(
            InvestigationOpening(title: "Shell", alerts: alerts.map(\.id), isIncident: isIncident), by: bench.analyst)
    }

    func moves(_ bench: Bench, _ kind: WorkflowEvent.Kind) async throws -> [SyncIntent.Move] {
        try await bench.deliveries().filter { $0.intent.rule == kind }
            .sorted { ($0.issueID, $0.createdAt) < ($1.issueID, $1.createdAt) }
            .map(\.intent.move)
    }

    @Test("opening from an alert makes it the lead, starts it, and puts its issue in progress, in one act")
    func openingFromAlert() async throws {
        try await withAlerts([ScriptedItem("i-1")]) { bench, _, alerts in
            let alert = try #require(alerts.first)
            let investigation = try await open([alert], bench)
            #expect(investigation.leadAlertID == alert.id)
            #expect(investigation.shortLink == "\(bench.organization.shortName.uppercased())-1")
            #expect(investigation.isOpen && !investigation.isIncident)
            let joined = try await bench.alert()
            #expect(joined.investigationID == investigation.id)
            #expect(joined.status == .inProgress)
            #expect(try await bench.events(joined).map(\.kind) == [.alertCreated, .alertToInvestigation])
            let delivery = try #require(try await bench.deliveries().last)
            #expect(delivery.intent.move == .inProgress)
            #expect(delivery.intent.note?.details.first?.contains("Shell") == true)
            #expect(delivery.intent.note?.link?.hasSuffix("/investigations/\(investigation.id)") == true)
            let history = try await bench.store.read { tx in try tx.investigations.history(of: investigation.id) }
            #expect(history.map(\.action) == [.created, .changed])
            #expect(try await open([], bench).shortLink.hasSuffix("-2"))
        }
    }

    @Test("a refused opening leaves nothing behind, not even a number")
    func openingRefused() async throws {
        try await withAlerts([ScriptedItem("i-1")]) { bench, workflow, alerts in
            await #expect(throws: WorkbenchError.self) {
                try await workflow.open(InvestigationOpening(title: " ", alerts: alerts.map(\.id)), by: bench.analyst)
            }
            await #expect(throws: WorkbenchError.notFound("alert")) {
                try await workflow.open(InvestigationOpening(title: "x", alerts: [.make()]), by: bench.analyst)
            }
            var reader = bench.analyst
            reader.isReadOnly = true
            let reading = reader
            await #expect(throws: WorkbenchError.self) {
                try await workflow.open(InvestigationOpening(title: "x"), by: reading)
            }
            #expect(try await bench.alerts() == alerts)
            let investigation = try await open([], bench)
            #expect(investigation.shortLink.hasSuffix("-1"))
            await #expect(throws: WorkbenchError.self) {
                try await workflow.open(InvestigationOpening(title: "x", id: investigation.id), by: bench.analyst)
            }
        }
    }

    @Test("alerts are added, moved and taken out; the lead passes on")
    func members() async throws {
        try await withAlerts([ScriptedItem("i-1"), ScriptedItem("i-2")]) { bench, workflow, alerts in
            let first = try await open(alerts, bench)
            let second = try await open([], bench)
            let (lead, other) = (try #require(alerts.first), try #require(alerts.last))
            let moved = try await workflow.add([lead.id], to: second.id, by: bench.analyst)
            #expect(moved.leadAlertID == lead.id)
            let left = try await bench.store.read { tx in try tx.investigations.find(first.id, scope: .everything) }
            #expect(left?.leadAlertID == other.id)
            let empty = try await workflow.detach(other.id, from: first.id, by: bench.analyst)
            #expect(empty.leadAlertID == nil)
            await #expect(throws: WorkbenchError.self) {
                try await workflow.detach(other.id, from: first.id, by: bench.analyst)
            }
            #expect(try await bench.alerts().map(\.investigationID) == [second.id, nil])
            _ = try await workflow.perform([.close(.benign, comment: "x")], on: first.id, by: bench.analyst)
            let error = await #expect(throws: WorkbenchError.self) {
                try await workflow.add([other.id], to: first.id, by: bench.analyst)
            }
            #expect(error?.code == .conflict)
        }
    }

    @Test("closing closes its alerts with it and dismisses by its decision; reopening brings both back")
    func closeAndReopen() async throws {
        try await withAlerts([ScriptedItem("i-1"), ScriptedItem("i-2", kind: .threat)]) { bench, workflow, alerts in
            let investigation = try await open(alerts, bench)
            let preview = try await workflow.previewClosing(
                investigation.id, as: .benign, comment: "A drill.", closesAlerts: true, by: bench.analyst)
            #expect(preview.map(\.write.status).sorted { ($0 ?? "") < ($1 ?? "") } == ["REJECTED", "RESOLVED"])
            _ = try await workflow.perform(
                [.close(.benign, comment: "A drill.")], on: investigation.id, by: bench.analyst)
            #expect(try await bench.alerts().map(\.status) == [.closed, .closed])
            #expect(try await bench.alerts().map(\.closeReason) == [.benign, .benign])
            #expect(try await moves(bench, .investigationClosed) == [.dismiss(.benign), .dismiss(.benign)])
            #expect(try await moves(bench, .alertClosed).isEmpty)
            _ = try await workflow.perform([.reopen(why: "Again.")], on: investigation.id, by: bench.analyst)
            #expect(try await bench.alerts().map(\.status) == [.inProgress, .inProgress])
            #expect(try await moves(bench, .investigationReopened) == [.inProgress, .inProgress])
            let note = try await bench.deliveries().last?.intent.note
            #expect(note?.details.contains("Again.") == true)
        }
    }

    @Test("an alert that was closed before stays closed when its investigation is reopened")
    func closedBefore() async throws {
        try await withAlerts([ScriptedItem("i-1"), ScriptedItem("i-2")]) { bench, workflow, alerts in
            let investigation = try await open(alerts, bench)
            try await bench.close(try #require(try await bench.alerts().first), as: .falsePositive)
            // Its issue waits for what the investigation comes to.
            #expect(try await moves(bench, .alertClosed) == [.unchanged])
            _ = try await workflow.perform(
                [.close(.truePositive, comment: "Real.")], on: investigation.id, by: bench.analyst)
            #expect(try await moves(bench, .investigationClosed) == [.leaveToCustomer, .leaveToCustomer])
            _ = try await workflow.perform([.reopen(why: "x")], on: investigation.id, by: bench.analyst)
            #expect(try await bench.alerts().map(\.status) == [.closed, .inProgress])
        }
    }

    @Test("an alert left open keeps its issue from being dismissed")
    func leftOpen() async throws {
        try await withAlerts([ScriptedItem("i-1")]) { bench, workflow, alerts in
            let investigation = try await open(alerts, bench)
            let preview = try await workflow.previewClosing(
                investigation.id, as: .benign, comment: "", closesAlerts: false, by: bench.analyst)
            #expect(preview.map(\.write.status) == [nil])
            _ = try await workflow.perform(
                [.close(.benign, comment: "x")], on: investigation.id, by: bench.analyst, closesAlerts: false)
            #expect(try await bench.alert().status == .inProgress)
            #expect(try await moves(bench, .investigationClosed) == [.unchanged])
            try await bench.close(try await bench.alert())
            #expect(try await moves(bench, .alertClosed) == [.dismiss(.benign)])
        }
    }

    @Test("a confirmed incident resolves as malicious what can be resolved; a false one dismisses both")
    func incidents() async throws {
        let decisions: [(Investigation.Decision, [SyncIntent.Move])] = [
            (.truePositive, [.resolveMalicious, .resolveMalicious]), (.closed, [.resolveMalicious, .resolveMalicious]),
            (.falsePositive, [.dismiss(.falsePositive), .dismiss(.falsePositive)]),
            (.testing, [.dismiss(.testing), .dismiss(.testing)]),
            (.policyViolation, [.leaveToCustomer, .leaveToCustomer]),
        ]
        for (decision, expected) in decisions {
            try await withAlerts([ScriptedItem("i-1"), ScriptedItem("i-2", kind: .threat)]) { bench, workflow, alerts in
                let incident = try await open(alerts, bench, isIncident: true)
                #expect(incident.isIncident)
                #expect(try await moves(bench, .alertToInvestigation) == [.inProgress, .inProgress])
                _ = try await workflow.perform(
                    [.close(decision, comment: "Over.")], on: incident.id, by: bench.analyst)
                #expect(try await moves(bench, .incidentClosed) == expected, "\(decision)")
            }
        }
    }

    @Test("promotion and downgrade: the first writes a note, the second nothing")
    func promotion() async throws {
        try await withAlerts([ScriptedItem("i-1")]) { bench, workflow, alerts in
            let investigation = try await open(alerts, bench)
            _ = try await workflow.perform([.promote], on: investigation.id, by: bench.analyst)
            #expect(try await moves(bench, .investigationToIncident) == [.inProgress])
            #expect(try await bench.deliveries().last?.intent.note?.headline.contains("incident") == true)
            let count = try await bench.deliveries().count
            let down = try await workflow.perform([.downgrade(why: "x")], on: investigation.id, by: bench.analyst)
            #expect(down.isDowngrade)
            #expect(try await bench.deliveries().count == count)
        }
    }

    @Test("an alert reopened within an open investigation is worked on again, and its issue is in progress")
    func reopenedWithin() async throws {
        try await withAlerts([ScriptedItem("i-1")]) { bench, _, alerts in
            _ = try await open(alerts, bench)
            try await bench.close(try await bench.alert())
            let reopened = try await bench.pipeline.workflow.perform(
                [.reopen(why: "More came.")], on: try await bench.alert().id, by: bench.analyst)
            #expect(reopened.status == .inProgress)
            #expect(try await moves(bench, .alertReopened) == [.inProgress])
        }
    }

    @Test("of two alerts on one issue the stronger decides, and the issue hears of an act once")
    func strongest() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(ScriptedItem("i-1"))
            let older = try await bench.alert()
            let issue = try #require(try await bench.vendorAlert("i-1"))
            var twin = older
            twin.id = .make()
            twin.createdAt = older.createdAt.adding(seconds: 1)
            twin.version = 1
            let second = twin
            try await bench.store.write { tx in try tx.alerts.insert(second, vendorAlerts: [issue.id]) }
            let workflow = InvestigationWorkflow(bench.pipeline.workflow)

            let investigation = try await open([older], bench)
            try await bench.close(second)
            #expect(try await moves(bench, .alertClosed) == [.unchanged])
            _ = try await bench.pipeline.workflow.perform([.reopen(why: "x")], on: second.id, by: bench.analyst)
            #expect(try await moves(bench, .alertReopened) == [.unchanged])

            _ = try await workflow.perform([.close(.benign, comment: "x")], on: investigation.id, by: bench.analyst)
            #expect(try await moves(bench, .investigationClosed) == [.unchanged], "the second alert is open")
            _ = try await workflow.perform([.reopen(why: "x")], on: investigation.id, by: bench.analyst)

            _ = try await workflow.add([second.id], to: investigation.id, by: bench.analyst)
            _ = try await workflow.perform([.promote], on: investigation.id, by: bench.analyst)
            #expect(try await moves(bench, .investigationToIncident) == [.inProgress])
            _ = try await workflow.perform(
                [.close(.falsePositive, comment: "x")], on: investigation.id, by: bench.analyst)
            #expect(try await moves(bench, .incidentClosed) == [.dismiss(.falsePositive)])
            for alert in [older, second] {
                #expect(try await bench.events(alert).last?.kind == .incidentClosed)
            }
        }
    }

    @Test("what is rejected in the vendor's console never closes an alert of an open investigation")
    func rejectedThere() async throws {
        try await withAlerts([ScriptedItem("i-1")]) { bench, _, alerts in
            let investigation = try await open(alerts, bench)
            let rejected = ScriptedItem("i-1").moved(
                to: "REJECTED", reason: "WONT_FIX", at: .now().adding(seconds: 300))
            try await bench.settle(rejected)
            let alert = try await eventualValue("the flag") {
                try await bench.alerts().first { $0.vendorFlag != nil }
            }
            #expect(alert.vendorFlag?.kind == .closedByPerson)
            #expect(alert.status == .inProgress)
            #expect(alert.investigationID == investigation.id)
        }
    }

    @Test("an alert of a backfill hears of what people do")
    func backfilled() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.send(ScriptedItem("i-1").snapshot, by: .backfill)
            let alert = try await bench.alert()
            #expect(try await bench.deliveries().isEmpty)
            _ = try await open([alert], bench)
            #expect(try await bench.deliveries().map(\.intent.rule) == [.alertToInvestigation])
        }
    }

    @Test("whoever looked at an older version is told who changed it, and strangers find nothing")
    func staleAndForeign() async throws {
        try await withAlerts([]) { bench, workflow, _ in
            let investigation = try await open([], bench)
            _ = try await workflow.perform([.retitle("Other")], on: investigation.id, by: bench.analyst)
            let error = await #expect(throws: WorkbenchError.self) {
                try await workflow.perform(
                    [.close(.benign, comment: "x")], on: investigation.id, by: bench.analyst,
                    expectedVersion: investigation.version)
            }
            #expect(error?.code == .conflict)
            #expect(error?.message.contains("Ana Lyst") == true)
            var stranger = bench.analyst
            stranger.organizationID = .make()
            let foreign = stranger
            await #expect(throws: WorkbenchError.notFound("investigation")) {
                try await workflow.perform([.promote], on: investigation.id, by: foreign)
            }
            await #expect(throws: WorkbenchError.notFound("investigation")) {
                try await workflow.comment("x", on: investigation.id, by: foreign)
            }
            await #expect(throws: WorkbenchError.notFound("investigation")) {
                try await workflow.addFinding(FindingDraft(title: "x"), to: investigation.id, by: foreign)
            }
        }
    }

    @Test("comments and findings are kept with their authors; a deleted finding leaves its history")
    func companions() async throws {
        try await withAlerts([]) { bench, workflow, _ in
            let investigation = try await open([], bench)
            _ = try await workflow.comment(" Asked the owner.\n", on: investigation.id, by: bench.analyst)
            let finding = try await workflow.addFinding(
                FindingDraft(title: "Entry point", text: "An exposed port."), to: investigation.id, by: bench.analyst)
            let changed = try await workflow.changeFinding(
                finding.id, FindingDraft(text: "Port 2375."), by: bench.analyst)
            #expect(changed.title == "Entry point" && changed.text == "Port 2375.")
            let second = try await workflow.addFinding(
                FindingDraft(title: "Spread"), to: investigation.id, by: bench.analyst)
            #expect(second.rank > finding.rank)
            try await workflow.deleteFinding(finding.id, by: bench.analyst)
            await #expect(throws: WorkbenchError.notFound("finding")) {
                try await workflow.deleteFinding(finding.id, by: bench.analyst)
            }
            let kept = try await bench.store.read { tx in
                (
                    try tx.alerts.comments(in: investigation.id), try tx.investigations.findings(of: investigation.id),
                    try tx.investigations.findingHistory(of: investigation.id)
                )
            }
            #expect(kept.0.map(\.text) == ["Asked the owner."])
            #expect(kept.1.map(\.id) == [second.id])
            #expect(Set(kept.2.map(\.action)) == [.created, .changed, .deleted])
            #expect(kept.2.count == 4)
        }
    }
}
