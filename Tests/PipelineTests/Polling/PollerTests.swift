import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Polling a device")
struct PollerTests {
    func watermark(_ bench: Bench, _ stream: PollStream = .created) async throws -> Timestamp? {
        try await bench.store.read { [device = bench.device] tx in
            try tx.polls.watermark(device: device.id, stream: stream)
        }
    }

    func runs(_ bench: Bench, _ stream: PollStream = .created) async throws -> [PollRun] {
        try await bench.store.read { [device = bench.device] tx in
            try tx.polls.runs(device: device.id, limit: 100).filter { $0.stream == stream }
        }
    }

    func ask(_ bench: Bench, since: Timestamp? = nil) async throws {
        // As the command line does, from a process of its own: a row, and no bell.
        try await bench.store.write { [device = bench.device] tx in
            try tx.polls.request(device: device.id, since: since, at: .now())
        }
    }

    @Test("the first run brings what is open of the last 7 days, as backfill")
    func firstRun() async throws {
        let bench = try await Bench.make()
        let now = Timestamp.now()
        bench.tenant.put(
            ScriptedItem("new", at: now.adding(seconds: -60)),
            ScriptedItem("week", at: now.adding(seconds: -6 * 86_400)),
            ScriptedItem("old", at: now.adding(seconds: -8 * 86_400)),
            ScriptedItem("ended", at: now.adding(seconds: -7200)).moved(
                to: "REJECTED", reason: "X", at: now.adding(seconds: -3600)))
        try await bench.running {
            try await eventually("two alerts") { try await bench.alerts().count == 2 }
            try await eventually("the end of all streams") {
                let missing = try await PollStream.allCases.asyncContains { try await watermark(bench, $0) == nil }
                return !missing
            }
            try await bench.settled()
            #expect(Set(try await bench.vendorAlerts().map(\.vendorID)) == ["new", "week"])
            #expect(try await bench.alerts().allSatisfy { $0.source == .backfill })
            #expect(try await bench.deliveries().isEmpty)
            #expect(try await runs(bench).first?.items == 2)
            #expect(try await bench.health().lastSuccessAt != nil)
        }
    }

    @Test("a poll asked for by another process finds what is new and gives it its note")
    func onDemand() async throws {
        let bench = try await Bench.make()
        try await bench.running {
            try await eventually("the first run") { try await watermark(bench) != nil }
            bench.tenant.put(ScriptedItem("i-1"), ScriptedItem("d-1", kind: .detection, name: "Shell", at: .now()))
            try await ask(bench)
            let alert = try await bench.alert()
            #expect(alert.source == .poll)
            try await eventually("its note") { bench.tenant["i-1"]?.notes.count == 1 }
        }
    }

    @Test("asked to look further back, what it finds is backfill")
    func since() async throws {
        let bench = try await Bench.make()
        bench.tenant.put(ScriptedItem("old", at: .now().adding(seconds: -20 * 86_400)))
        try await bench.running {
            try await eventually("the first run") { try await watermark(bench) != nil }
            let before = try #require(try await watermark(bench))
            try await ask(bench, since: .now().adding(seconds: -30 * 86_400))
            #expect(try await bench.alert().source == .backfill)
            #expect(try #require(try await watermark(bench)) >= before)
        }
    }

    @Test("the watermark never passes what is in the inbox, and a run goes on after a crash where it stood")
    func crash() async throws {
        let bench = try await Bench.make()
        bench.tenant.edit { $0.pageSize = 10 }
        for number in 0..<45 {
            bench.tenant.put(ScriptedItem("i-\(number)", at: .now().adding(seconds: Double(number) - 1000)))
        }
        await bench.tenant.pollGate.shut(after: 2)
        try await bench.running(.fleet) {
            try await eventually("two pages, and the third asked for") {
                let pages = try await runs(bench).first?.pages
                return pages == 2 && bench.tenant.see(\.polls).count == 3
            }
            #expect(try await watermark(bench) == nil)
            #expect(try await bench.signals(.pending).count == 20)
            bench.tenant.edit { $0.pollErrors = [IntegrationError(.network, "The process is gone.")] }
            Task { [gate = bench.tenant.pollGate] in
                try await Task.sleep(for: .milliseconds(200))
                await gate.open()
            }
        }
        let interrupted = try #require(try await runs(bench).last)
        #expect(interrupted.state == .running)
        bench.tenant.edit { $0.polls = [] }
        let next = bench.restarted()
        try await next.running {
            try await eventually("all alerts") { try await next.alerts().count == 45 }
            try await eventually("the watermark") { try await watermark(next) == interrupted.before }
            let ended = try #require(try await runs(next).last)
            #expect(ended.id == interrupted.id)
            #expect(ended.state == .done)
            #expect(ended.items == 45)
            #expect(ended.pages == 5)
            let cursors = next.tenant.see { $0.polls.filter { $0.stream == .created }.map(\.cursor) }
            #expect(cursors == ["20", "30", "40"], "no page is read again")
        }
        try await next.settled()
        #expect(try await next.vendorAlerts().count == 45)
    }

    @Test("a failure that may pass goes on with the same page; one that cannot ends the run")
    func failures() async throws {
        let bench = try await Bench.make()
        bench.tenant.edit { state in
            state.pageSize = 2
            state.pollErrors = [
                IntegrationError(.server, "Down."), IntegrationError(.rateLimited(until: nil), "Slower."),
                IntegrationError(.network, "Gone."),
            ]
        }
        for number in 0..<5 { bench.tenant.put(ScriptedItem("i-\(number)", at: .now().adding(seconds: -60))) }
        try await bench.running {
            try await eventually("all alerts") { try await bench.alerts().count == 5 }
            try await eventually("one complete run") { try await runs(bench).map(\.state) == [.done] }
            #expect(try await bench.health().lastError != nil)
            bench.tenant.edit { $0.pollErrors = [IntegrationError(.scope("read:issues"), "read:issues is missing.")] }
            try await ask(bench)
            try await eventually("a failed run") {
                try await PollStream.allCases.asyncContains { try await runs(bench, $0).first?.state == .failed }
            }
            #expect(try await bench.health().lastError == "read:issues is missing.")
        }
    }

    @Test("one stream's trouble does not stop the others")
    func independentStreams() async throws {
        let bench = try await Bench.make()
        bench.tenant.edit { $0.pollErrors = [IntegrationError(.refused, "No.")] }
        bench.tenant.put(ScriptedItem("d-1", kind: .detection, name: "Shell", at: .now().adding(seconds: -900)))
        try await bench.running {
            let alert = try await bench.alert()
            #expect(alert.name == "Acme Defend: Shell")
            #expect(try await runs(bench, .created).map(\.state) == [.failed])
        }
    }

    @Test("a poll holds back while the inbox is full, and goes on as it empties")
    func backPressure() async throws {
        var settings = Bench.settings
        settings.backlogLimit = 20
        let bench = try await Bench.make(settings: settings)
        bench.tenant.edit { $0.pageSize = 10 }
        for number in 0..<100 { bench.tenant.put(ScriptedItem("i-\(number)", at: .now().adding(seconds: -60))) }
        try await bench.running(.fleet) {
            try await eventually("a full inbox") { try await bench.signals(.pending).count == 20 }
            // Many looks of the poller later it has read no more.
            for _ in 0..<20 {
                try await Task.sleep(for: .milliseconds(20))
                #expect(try await bench.signals(.pending).count == 20)
            }
        }
        try await bench.restarted().running {
            try await eventually("all alerts") { try await bench.alerts().count == 100 }
        }
    }

    @Test("a paused device is not polled; resumed, it is at once")
    func pause() async throws {
        let bench = try await Bench.make()
        try await bench.running {
            try await eventually("the first run") { try await watermark(bench, .detections) != nil }
            try await bench.change(.init(ingestion: .paused))
            bench.tenant.put(ScriptedItem("i-1"))
            let before = bench.tenant.see(\.polls).count
            try await ask(bench)
            for _ in 0..<15 { try await Task.sleep(for: .milliseconds(20)) }
            #expect(bench.tenant.see(\.polls).count == before)
            try await bench.change(.init(ingestion: .active))
            #expect(try await bench.alert().source == .poll)
        }
    }

    @Test("while no webhook has been seen, polls come by themselves at the short interval")
    func byItself() async throws {
        var settings = Bench.settings
        settings.shortPollInterval = 0.2
        let bench = try await Bench.make(settings: settings)
        try await bench.running {
            try await eventually("the first run") { try await watermark(bench) != nil }
            bench.tenant.put(ScriptedItem("i-1"))
            _ = try await bench.alert()
            try await bench.webhook(ScriptedItem("i-2"))
            try await eventually("the webhook") { try await bench.health().lastWebhookAt != nil }
            #expect(try await runs(bench).count >= 2)
        }
    }

    @Test("a page mark that comes twice ends the reading instead of looping")
    func repeatedCursor() async throws {
        let bench = try await Bench.make()
        bench.tenant.edit { $0.pageSize = 0 }
        bench.tenant.put(ScriptedItem("i-1"))
        try await bench.running {
            try await eventually("an error") {
                try await bench.health().lastError?.contains("same page mark") == true
            }
        }
    }
}

extension Sequence {
    fileprivate func asyncContains(_ test: (Element) async throws -> Bool) async rethrows -> Bool {
        for element in self where try await test(element) { return true }
        return false
    }
}
