import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Working on alerts")
struct AlertWorkflowTests {
    func withAlert(_ body: (Bench, Alert) async throws -> Void) async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.snapshot(ScriptedItem("i-1", kind: .threat))
            try await body(bench, try await bench.alert())
        }
    }

    @Test("several commands are one change: all of them or none")
    func allOrNone() async throws {
        try await withAlert { bench, alert in
            await #expect(throws: WorkbenchError.self) {
                try await bench.pipeline.workflow.perform(
                    [.assign(bench.analyst.actorID), .close(reason: .benign, comment: " ")], on: alert.id,
                    by: bench.analyst)
            }
            #expect(try await bench.alert() == alert)
            let closed = try await bench.pipeline.workflow.perform(
                [.assign(bench.analyst.actorID), .close(reason: .benign, comment: "Fine.")], on: alert.id,
                by: bench.analyst)
            #expect(closed.version == alert.version + 1)
            #expect(try await bench.alert() == closed)
            let actions = try await bench.history(closed).map(\.action)
            #expect(actions == [.created, .assigned, .statusChanged, .statusChanged])
            #expect(try await bench.events(closed).map(\.kind) == [.alertCreated, .alertClosed])
        }
    }

    @Test("whoever looked at an older version is told who changed it")
    func stale() async throws {
        try await withAlert { bench, alert in
            _ = try await bench.pipeline.workflow.perform([.start], on: alert.id, by: bench.analyst)
            let error = await #expect(throws: WorkbenchError.self) {
                try await bench.pipeline.workflow.perform(
                    [.close(reason: .benign, comment: "Fine.")], on: alert.id, by: bench.analyst,
                    seen: AlertSight(version: alert.version))
            }
            #expect(error?.code == .conflict)
            #expect(error?.message.contains("Ana Lyst") == true)
        }
    }

    @Test("what is already so is no change and no event")
    func nothingToDo() async throws {
        try await withAlert { bench, alert in
            let started = try await bench.pipeline.workflow.perform([.start], on: alert.id, by: bench.analyst)
            let again = try await bench.pipeline.workflow.perform([.start], on: alert.id, by: bench.analyst)
            #expect(again == started)
            #expect(try await bench.history(alert).count == 2)
        }
    }

    @Test("strangers find nothing, readers change nothing, and outsiders are given nothing")
    func rights() async throws {
        try await withAlert { bench, alert in
            var stranger = bench.analyst
            stranger.organizationID = .make()
            let foreign = stranger
            await #expect(throws: WorkbenchError.notFound("alert")) {
                try await bench.pipeline.workflow.perform([.start], on: alert.id, by: foreign)
            }
            var reader = bench.analyst
            reader.isReadOnly = true
            let reading = reader
            await #expect(throws: WorkbenchError.self) {
                try await bench.pipeline.workflow.perform([.start], on: alert.id, by: reading)
            }
            let outsider = Fixture.actor("Out Sider", in: nil)
            try await bench.store.write { tx in try tx.people.insert(outsider) }
            let error = await #expect(throws: WorkbenchError.self) {
                try await bench.pipeline.workflow.perform([.assign(outsider.id)], on: alert.id, by: bench.analyst)
            }
            #expect(error?.field == "assigned_to_actor")
            #expect(try await bench.alert() == alert)
        }
    }

    @Test("a comment is kept with its author, trimmed; an empty one is refused")
    func comments() async throws {
        try await withAlert { bench, alert in
            _ = try await bench.pipeline.workflow.comment("  Looks like a scan.\n", on: alert.id, by: bench.analyst)
            await #expect(throws: WorkbenchError.self) {
                try await bench.pipeline.workflow.comment("  ", on: alert.id, by: bench.analyst)
            }
            let comments = try await bench.store.read { tx in try tx.alerts.comments(on: alert.id) }
            #expect(comments.map(\.text) == ["Looks like a scan."])
            #expect(comments.map(\.createdBy) == [bench.analyst.actorID])
        }
    }

    @Test("before closing it is shown what would be written, and nothing is")
    func preview() async throws {
        try await withAlert { bench, alert in
            let preview = try await bench.pipeline.workflow.previewClosing(
                alert.id, as: .falsePositive, comment: "Fine.", by: bench.analyst)
            #expect(preview.map(\.issueID) == ["i-1"])
            #expect(preview.first?.write.status == "RESOLVED", "a threat cannot be rejected")
            #expect(preview.first?.write.note?.contains("false positive") == true)
            #expect(try await bench.alert() == alert)
            try await bench.change(.init(isSyncEnabled: false))
            let off = try await bench.pipeline.workflow.previewClosing(
                alert.id, as: .falsePositive, comment: "Fine.", by: bench.analyst)
            #expect(off.isEmpty)
        }
    }
}
