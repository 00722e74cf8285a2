import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Working on actions")
struct ActionWorkflowTests {
    private func withCase(
        isIncident: Bool = false, _ body: (Bench, ActionWorkflow, Investigation) async throws -> Void
    ) async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.snapshot(ScriptedItem("i-1"))
            try await eventually("an alert") { try await bench.alerts().count == 1 }
            let alerts = try await bench.alerts().map(\.id)
            let investigation = try await InvestigationWorkflow(bench.pipeline.workflow).open(
                InvestigationOpening(title: "Shell", alerts: alerts, isIncident: isIncident), by: bench.analyst)
            try await body(bench, ActionWorkflow(bench.pipeline.workflow), investigation)
        }
    }

    private func look(_ investigation: Investigation) -> ActionWorkflow.NewInvestigativeAction {
        .init(investigationID: investigation.id, kind: .manual, content: .init(title: "Look"))
    }

    @Test("a closed incident tells its issues once its last remediation is done, and only once")
    func remediationHolds() async throws {
        try await withCase(isIncident: true) { bench, workflow, incident in
            let content = RemediationAction.Content(kind: .containHosts)
            let first = try await workflow.open(
                ActionWorkflow.NewRemediationAction(investigationID: incident.id, content: content), by: bench.analyst)
            let second = try await workflow.open(
                ActionWorkflow.NewRemediationAction(investigationID: incident.id, content: content), by: bench.analyst)
            _ = try await InvestigationWorkflow(bench.pipeline.workflow).perform(
                [.close(.truePositive, comment: "Contained.")], on: incident.id, by: bench.analyst)
            func told() async throws -> Int {
                try await bench.deliveries().filter { $0.intent.rule == .incidentClosed }.count
            }
            #expect(try await told() == 0)
            _ = try await workflow.perform([.move(.completed)], on: first.id, by: bench.analyst)
            #expect(try await told() == 0)
            try await workflow.delete(second.id, by: bench.analyst)
            #expect(try await told() == 1)
            _ = try await workflow.perform([.move(.inProgress)], on: first.id, by: bench.analyst)
            #expect(try await told() == 1)
        }
    }

    @Test("completing a remediation completes its open assets, each with an entry in its history")
    func assets() async throws {
        try await withCase { bench, workflow, investigation in
            let action = try await workflow.open(
                ActionWorkflow.NewRemediationAction(
                    investigationID: investigation.id, content: .init(action: "Contain")), by: bench.analyst)
            let asset = try await workflow.addAsset(
                .init(kind: .host, value: "web-1"), to: action.id, by: bench.analyst)
            _ = try await workflow.perform([.move(.completed)], on: action.id, by: bench.analyst)
            let (assets, counts, histories) = try await bench.store.read { tx in
                (
                    try tx.actions.assets(of: action.id), try tx.actions.assetCounts(of: [action.id]),
                    try tx.actions.listAssetHistories(ResourceQuery(scope: .everything)).rows
                )
            }
            #expect(assets.map(\.id) == [asset.id] && assets.map(\.status) == [.completed])
            #expect(counts[action.id] == [.completed: 1])
            #expect(histories.map(\.action) == [.created, .completed])
        }
    }

    @Test("the first file that comes is the outcome, and its bytes are given once")
    func files() async throws {
        try await withCase { bench, workflow, investigation in
            let action = try await workflow.open(look(investigation), by: bench.analyst)
            let file = try await workflow.addFile(.init(name: "log.txt", actions: [action.id]), by: bench.analyst)
            await #expect(throws: WorkbenchError.self) { try await workflow.download(file.id, by: bench.analyst) }
            _ = try await workflow.upload([1, 2, 3], digest: "abc", to: file.id, by: bench.analyst)
            _ = try await workflow.upload([1, 2, 3], digest: "abc", to: file.id, by: bench.analyst)
            await #expect(throws: WorkbenchError.self) {
                try await workflow.upload([4], digest: "def", to: file.id, by: bench.analyst)
            }
            let later = try await workflow.addFile(.init(name: "more.txt", actions: [action.id]), by: bench.analyst)
            _ = try await workflow.upload([5], digest: "fff", to: later.id, by: bench.analyst)
            let stored = try await bench.store.read { tx in
                try tx.actions.investigativeAction(action.id, scope: .everything)
            }
            #expect(stored?.resultFileID == file.id)
            #expect(try await workflow.download(file.id, by: bench.analyst).bytes == [1, 2, 3])
        }
    }

    @Test("another organization's person finds nothing to act on, and a reader may not")
    func strangers() async throws {
        try await withCase { bench, workflow, investigation in
            let action = try await workflow.open(look(investigation), by: bench.analyst)
            var changed = bench.analyst
            changed.organizationID = ID("elsewhere")
            let stranger = changed
            await #expect(throws: WorkbenchError.notFound("investigative action")) {
                try await workflow.perform([.move(.completed)], on: action.id, by: stranger)
            }
            await #expect(throws: WorkbenchError.self) { try await workflow.open(look(investigation), by: stranger) }
            changed = bench.analyst
            changed.isReadOnly = true
            let reader = changed
            await #expect(throws: WorkbenchError.self) { try await workflow.delete(action.id, by: reader) }
            let stored = try await bench.store.read { tx in
                try tx.actions.investigativeAction(action.id, scope: .everything)
            }
            #expect(stored == action)
        }
    }

    @Test("what is stored comes back whole, and a stale version is refused")
    func storage() async throws {
        try await withCase { bench, workflow, investigation in
            let action = try await workflow.open(look(investigation), by: bench.analyst)
            var content = action.content
            content.inputArguments = ["user": "lee"]
            content.taskingError = ["why": "none"]
            content.downgradeReason = .benign
            content.results = "Nothing."
            let after = try await workflow.perform(
                [
                    .rewrite(content), .classify(.suspicious), .assign(bench.analyst.actorID),
                    .assignAnalysis(bench.analyst.actorID), .verifiedBy("The manager"),
                    .acknowledge(isAuthorized: false, by: "Lee", at: nil), .move(.completed),
                ], on: action.id, by: bench.analyst)
            let (stored, histories) = try await bench.store.read { tx in
                (
                    try tx.actions.investigativeAction(action.id, scope: .everything),
                    try tx.actions.history(of: action.id).map(\.action)
                )
            }
            #expect(stored == after)
            #expect(histories == [.created, nil, .classified, .assigned, .assigned, nil, .acknowledged, .closed])
            await #expect(throws: WorkbenchError.self) {
                try await workflow.perform(
                    [.classify(nil)], on: action.id, by: bench.analyst, expectedVersion: action.version)
            }
        }
    }
}
