import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("A detection and its issue")
struct JoiningTests {
    static let issue = ScriptedItem("i-1", kind: .threat, name: "Reverse shell in pod")
    static let first = ScriptedItem("d-1", kind: .detection, name: "Shell process", issueID: "i-1")
    static let second = ScriptedItem("d-2", kind: .detection, name: "Shell network", issueID: "i-1")

    @Test(
        "share one alert in any order of arrival",
        arguments: [
            [issue, first, second], [first, issue, second], [first, second, issue], [second, issue, first],
        ])
    func anyOrder(items: [ScriptedItem]) async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            for item in items {
                try await bench.webhook(item)
                try await bench.settled()
            }
            #expect(try await bench.alerts().count == 1)
            let alert = try await bench.alert()
            #expect(alert.name == "Acme Cloud: Reverse shell in pod")
            #expect(alert.isIssueBacked)
            #expect(alert.kind == .threat)
            let vendorAlerts = try await bench.store.read { tx in try tx.alerts.vendorAlerts(of: alert.id) }
            #expect(Set(vendorAlerts.map(\.vendorID)) == ["i-1", "d-1", "d-2"])
            let notes = try await bench.deliveries()
            #expect(notes.map(\.issueID) == ["i-1"], "the issue hears of it once")
            #expect(notes.map(\.kind) == [.threat])
        }
    }

    @Test("while it rests on detections alone it has their product's name and is not written back")
    func detectionAlone() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.webhook(Self.first)
            let alert = try await bench.alert()
            #expect(alert.name == "Acme Defend: Shell process")
            #expect(!alert.isIssueBacked)
            try await bench.close(alert)
            #expect(try await bench.deliveries().isEmpty)
        }
    }

    @Test("when the issue joins, the history says so, by name")
    func historyOfJoining() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.webhook(Self.first)
            try await bench.settled()
            try await bench.webhook(Self.issue)
            try await bench.settled()
            let history = try await bench.history(try await bench.alert())
            #expect(history.count == 2)
            let entry = try #require(history.last)
            #expect(entry.value["name"]?["from"]?.string == "Acme Defend: Shell process")
            #expect(entry.value["name"]?["to"]?.string == "Acme Cloud: Reverse shell in pod")
            #expect(entry.value["from"] == entry.value["to"], "the status stays")
        }
    }

    @Test("a detection that came before its issue existed is claimed by it")
    func adoption() async throws {
        let bench = try await Bench.make()
        let early = ScriptedItem("d-1", kind: .detection, name: "Shell process")
        let issue = Self.issue.with { $0.detectionIDs = ["d-1", "d-unknown"] }
        try await bench.running(.intake) {
            try await bench.webhook(early)
            try await bench.settled()
            try await bench.webhook(issue)
            try await bench.settled()
            #expect(try await bench.alerts().map(\.name) == ["Acme Cloud: Reverse shell in pod"])
            #expect(try await bench.vendorAlert("d-1")?.issueID == "i-1")
        }
    }

    @Test("an issue without a match of its own joins the alert of its detection, and rule eleven stays silent")
    func unmatchedIssue() async throws {
        var settings = Bench.settings
        settings.policy = settings.policy.notingUnmatched()
        let bench = try await Bench.make(settings: settings)
        let issue = ScriptedItem("i-1", kind: .threat, name: "Suspicious activity")
        try await bench.running(.intake) {
            try await bench.webhook(Self.first)
            try await bench.settled()
            try await bench.settle(issue)
            #expect(try await bench.alerts().map(\.name) == ["Acme Cloud: Suspicious activity"])
            #expect(try await bench.deliveries().map(\.intent.rule) == [.alertCreated])
        }
    }

    /// A detection of what happens now, after whatever the test did before.
    private static var later: ScriptedItem {
        ScriptedItem("d-1", kind: .detection, name: "Shell process", issueID: "i-1", at: .now().adding(seconds: 1))
    }

    @Test("a detection from before a person closed the alert was judged with it and opens nothing")
    func judgedDetection() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(Self.issue)
            let alert = try await bench.close(try await bench.alert())
            try await bench.webhook(Self.first)
            try await bench.settled()
            #expect(try await bench.alerts().map(\.id) == [alert.id])
            let vendorAlerts = try await bench.store.read { tx in try tx.alerts.vendorAlerts(of: alert.id) }
            #expect(Set(vendorAlerts.map(\.vendorID)) == ["i-1", "d-1"])
        }
    }

    @Test("what happens after a person has closed an alert opens a new one")
    func closedAlerts() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(Self.issue)
            try await bench.close(try await bench.alert())
            try await bench.webhook(Self.later)
            try await bench.settled()
            let alerts = try await bench.alerts()
            #expect(alerts.map(\.status).sorted { $0.rawValue < $1.rawValue } == [.closed, .open])
            #expect(alerts.allSatisfy { $0.isIssueBacked })
            // A repeat of what is in the closed alert opens nothing.
            try await bench.settle(Self.issue.with { $0.updatedAt = .now() })
            #expect(try await bench.alerts().count == 2)
        }
    }

    @Test("while a second alert of the issue is open, closing the first does not end the issue")
    func strongestWins() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(Self.issue)
            try await bench.close(try await bench.alert())
            try await bench.webhook(Self.later)
            try await bench.settled()
            let second = try #require(try await bench.alerts().first { $0.status == .open })
            let first = try #require(try await bench.alerts().first { $0.status == .closed })
            _ = try await bench.pipeline.workflow.perform([.reopen(why: "Hm.")], on: first.id, by: bench.analyst)
            try await bench.close(first)
            let moves = try await bench.store.read { tx in try tx.deliveries.list(alert: first.id).map(\.intent.move) }
            #expect(moves == [.unchanged, .dismiss(.benign), .open, .unchanged])
            try await bench.close(second)
            let last = try await bench.store.read { tx in try tx.deliveries.list(alert: second.id).last }
            #expect(last?.intent.move == .dismiss(.benign))
        }
    }

    @Test("once it is read, an issue's true type corrects what a body had said")
    func typeIsCorrected() async throws {
        let bench = try await Bench.make()
        let body = ScriptedItem("i-1", kind: .issue, at: .now().adding(seconds: -60))
        let read = body.with {
            $0.kind = .threat
            $0.updatedAt = .now()
        }
        try await bench.running(.intake) {
            try await bench.webhook(body)
            try await bench.settled()
            try await bench.settle(read)
            #expect(try await bench.alert().kind == .threat)
            #expect(try await bench.history(try await bench.alert()).count == 1)
        }
    }

    @Test("a detection from a poll whose issue nobody has shown us has that issue read")
    func issueOfDetection() async throws {
        let bench = try await Bench.make()
        bench.tenant.put(Self.issue)
        try await bench.running {
            try await bench.send(Self.first.snapshot, by: .poll)
            try await eventually("the issue") { try await bench.alerts().first?.isIssueBacked == true }
            #expect(try await bench.alerts().count == 1)
        }
    }
}
