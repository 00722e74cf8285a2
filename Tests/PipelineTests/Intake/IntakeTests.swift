import Detection
import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("From signal to alert")
struct IntakeTests {
    @Test("a webhook opens one alert with everything that belongs to it")
    func opens() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.webhook(ScriptedItem("i-1", name: "Reverse shell in pod"))
            let alert = try await bench.alert()
            #expect(alert.name == "Acme Cloud: Reverse shell in pod")
            #expect(alert.severity == .high, "the rule's level, not the vendor's")
            #expect(alert.match.ruleTitle == "Interactive shell")
            #expect(alert.match.fields == [.init(path: "name", value: "Reverse shell in pod")])
            #expect(alert.status == .open)
            #expect(alert.source == .webhook)
            #expect(alert.isIssueBacked)
            let history = try await bench.history(alert)
            #expect(history.map(\.action) == [.created])
            #expect(history.map(\.actorID) == [Actor.system])
            #expect(try await bench.events(alert).map(\.kind) == [.alertCreated])
            let deliveries = try await bench.deliveries()
            #expect(deliveries.map(\.intent.move) == [.unchanged])
            #expect(deliveries.first?.intent.note?.link == "http://127.0.0.1:8080/alerts/\(alert.id)")
            #expect(try await bench.signals(.done).count == 1)
            #expect(try await bench.health().lastWebhookAt != nil)
            #expect(bench.pipeline.counts.alerts == [.webhook: 1])
            #expect(bench.pipeline.counts.accepted == [.webhook: 1])
            #expect(bench.pipeline.counts.delays[.webhook]?.count == 1)
        }
    }

    @Test("an alert that opens is told to whoever listens, after it is stored")
    func announces() async throws {
        let bench = try await Bench.make()
        let updates = await bench.pipeline.updates.subscribe()
        try await bench.running(.intake) {
            try await bench.webhook(ScriptedItem("i-1"))
            var iterator = updates.makeAsyncIterator()
            let update = try #require(await iterator.next())
            #expect(update.kind == .alert)
            #expect(try await bench.alerts().map(\.id.rawValue) == [update.id])
        }
    }

    @Test("without write-back nothing is queued for the vendor", arguments: [true, false])
    func writeBackOff(isSyncEnabled: Bool) async throws {
        let bench = try await Bench.make { device in
            device.isSyncEnabled = isSyncEnabled
            device.consoleAccess = isSyncEnabled ? .validated : .active
        }
        try await bench.running(.intake) {
            try await bench.webhook(ScriptedItem("i-1"))
            _ = try await bench.alert()
            #expect(try await bench.deliveries().isEmpty)
        }
    }

    @Test("backfill opens alerts and stays silent towards the vendor")
    func backfill() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.send(ScriptedItem("i-1").snapshot, by: .backfill)
            #expect(try await bench.alert().source == .backfill)
            #expect(try await bench.deliveries().isEmpty)
        }
    }

    @Test("the same webhook 40 times at once is one vendor alert, one alert, one note")
    func duplicates() async throws {
        let bench = try await Bench.make()
        let item = ScriptedItem("i-1")
        try await bench.running(.intake) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    let source: Signal.Source = number.isMultiple(of: 4) ? .poll : .webhook
                    let body = number.isMultiple(of: 4) ? item.snapshot : item.webhook
                    group.addTask { try await bench.send(body, by: source) }
                }
                try await group.waitForAll()
            }
            try await bench.settled()
            #expect(try await bench.vendorAlerts().count == 1)
            #expect(try await bench.alerts().count == 1)
            #expect(try await bench.deliveries().count == 1)
            #expect(try await bench.signals(.done).count == 40)
        }
    }

    @Test("repeats change the vendor's fields and nothing that a person wrote")
    func repeats() async throws {
        let bench = try await Bench.make()
        let item = ScriptedItem("i-1")
        try await bench.running(.intake) {
            try await bench.settle(item)
            let alert = try await bench.alert()
            let mine = try await bench.pipeline.workflow.perform(
                [.assign(bench.analyst.actorID)], on: alert.id, by: bench.analyst)
            let later = item.with {
                $0.description = "Seen again."
                $0.updatedAt = .now()
            }
            try await bench.settle(later)
            #expect(try await bench.vendorAlert("i-1")?.content.description == "Seen again.")
            #expect(try await bench.alert() == mine)
        }
    }

    @Test("out of order, the vendor's own times decide")
    func outOfOrder() async throws {
        let bench = try await Bench.make()
        let start = Timestamp.now().adding(seconds: -60)
        let first = ScriptedItem("i-1", at: start)
        let second = first.moved(to: "IN_PROGRESS", at: start.adding(seconds: 10)).with { $0.description = "second" }
        let third = second.moved(to: "OPEN", at: start.adding(seconds: 20)).with { $0.description = "third" }
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
            let bench = order == [0, 1, 2] ? bench : try await Bench.make()
            try await bench.running(.intake) {
                for place in order { try await bench.settle([first, second, third][place]) }
                let stored = try #require(try await bench.vendorAlert("i-1"))
                #expect(stored.state == third.state, "\(order)")
                #expect(stored.content.description == "third", "\(order)")
                #expect(stored.vendorUpdatedAt == third.updatedAt, "\(order)")
            }
        }
    }

    @Test("half a second later is later, although its text would sort before")
    func fractions() async throws {
        let bench = try await Bench.make()
        let full = Timestamp(milliseconds: Timestamp.now().milliseconds / 1000 * 1000)
        let first = ScriptedItem("i-1", at: full).with { $0.description = "first" }
        let second = first.with {
            $0.updatedAt = Timestamp(nanoseconds: full.nanoseconds + 1)
            $0.description = "one nanosecond later"
        }
        try await bench.running(.intake) {
            try await bench.settle(second)
            try await bench.settle(first)
            #expect(try await bench.vendorAlert("i-1")?.content.description == "one nanosecond later")
        }
    }

    @Test("a body never changes the status of a known issue, but asks for it to be read")
    func bodiesAreNotTheState() async throws {
        let bench = try await Bench.make()
        let item = ScriptedItem("i-1", at: .now().adding(seconds: -60))
        try await bench.running(.intake) {
            try await bench.settle(item)
            try await bench.webhook(item.moved(to: "REJECTED", reason: "WONT_FIX"))
            try await bench.settled()
            #expect(try await bench.vendorAlert("i-1")?.state?.vendorStatus == "OPEN")
            #expect(try await bench.alert().vendorFlag == nil)
            let due = try await bench.store.read { [device = bench.device] tx in
                try tx.polls.dueRereads(device: device.id, now: .now(), limit: 10)
            }
            #expect(due.map(\.issueID) == ["i-1"])
        }
    }

    @Test("a webhook's issue is read again, and what is read counts")
    func rereads() async throws {
        let bench = try await Bench.make()
        let item = ScriptedItem("i-1", at: .now().adding(seconds: -60))
        bench.tenant.put(item.moved(to: "IN_PROGRESS"))
        try await bench.running {
            try await bench.webhook(item)
            try await eventually("the state as read") {
                try await bench.vendorAlert("i-1")?.state?.vendorStatus == "IN_PROGRESS"
            }
            #expect(try await bench.alerts().count == 1)
            #expect(bench.tenant.see(\.fetches).contains(["i-1"]))
            try await eventually("no request left") {
                try await bench.store.read { [device = bench.device] tx in
                    try tx.polls.dueRereads(device: device.id, now: .now().adding(seconds: 3600), limit: 10).isEmpty
                }
            }
        }
    }

    @Test("an issue that cannot be read yet is asked for again, later")
    func rereadRetries() async throws {
        let bench = try await Bench.make()
        bench.tenant.edit { state in
            state.fetchErrors = [IntegrationError(.server, "Down."), IntegrationError(.timeout, "Slow.")]
        }
        let item = ScriptedItem("i-1")
        bench.tenant.put(item.moved(to: "IN_PROGRESS"))
        try await bench.running {
            try await bench.webhook(item)
            try await eventually("the state as read") {
                try await bench.vendorAlert("i-1")?.state?.vendorStatus == "IN_PROGRESS"
            }
            try await eventually("a third try") { bench.tenant.see(\.fetches).count >= 3 }
            #expect(try await bench.health().lastError != nil)
        }
    }

    @Test("rules that are exchanged meet the next signal")
    func reload() async throws {
        let bench = try await Bench.make(rules: RulePack(sources: []))
        try await bench.running(.intake) {
            try await bench.settle(ScriptedItem("i-1"))
            #expect(try await bench.alerts().isEmpty)
            bench.pipeline.rules.replace(with: Bench.rules)
            try await bench.settle(ScriptedItem("i-2"))
            #expect(try await bench.alerts().count == 1)
            // The one from before is judged again when the vendor speaks of it again.
            try await bench.settle(ScriptedItem("i-1"))
            #expect(try await bench.alerts().count == 2)
        }
    }

    @Test("an issue that had ended before we saw it opens an alert only while it is young")
    func endedBefore() async throws {
        let bench = try await Bench.make()
        let old = ScriptedItem("old", at: .now().adding(seconds: -30 * 24 * 3600)).moved(to: "REJECTED", reason: "X")
        let young = ScriptedItem("young").moved(to: "REJECTED", reason: "WONT_FIX")
        try await bench.running(.intake) {
            try await bench.settle(old, young)
            try await bench.send(ScriptedItem("found").moved(to: "RESOLVED", isSettled: true).snapshot, by: .backfill)
            try await bench.settled()
            let alerts = try await bench.alerts()
            #expect(try await bench.vendorAlerts().count == 3)
            #expect(alerts.count == 1)
            #expect(alerts.first?.vendorFlag?.kind == .closedByPerson)
            #expect(alerts.first?.vendorFlag?.state.changedBy == "ada@customer.example")
        }
    }
}
