import Pipeline
import Testing
import Workbench

@testable import Server

@Suite("An alert's story")
struct AlertStoryTests {
    private func content(_ offsets: [Double]) -> VendorAlertContent {
        var content = VendorAlertContent(name: "Shell")
        content.events = offsets.map { .init(name: "Event", time: PageFixtures.now.adding(seconds: $0)) }
        return content
    }

    @Test("Events lie on their line by time, and those of one moment above each other")
    func axis() throws {
        let axis = try #require(EventAxis([content([0, 60, 60]), content([30])]))
        #expect(axis.dots.map(\.x) == [20, 360, 700, 700])
        #expect(Set(axis.dots.map(\.y)).count == 2)
        #expect(axis.summary == "4 events within 1 min")
        #expect(axis.first == "2026-01-02 10:00:00 UTC")
        #expect(EventAxis([content([5])]) == nil && EventAxis([]) == nil)
        let moment = try #require(EventAxis([content([0, 0])]))
        #expect(moment.summary == "2 events at one moment" && moment.dots.map(\.x) == [360, 360])
    }

    @Test("Five hundred events, and times at the ends of all time, stay within the drawing")
    func extremes() throws {
        let many = try #require(EventAxis([content((0..<800).map(Double.init))]))
        #expect(many.dots.count == 500)
        var odd = content([0])
        odd.events += [Int64.min, .max].map { .init(name: "x", time: Timestamp(nanoseconds: $0)) }
        let axis = try #require(EventAxis([odd]))
        #expect(axis.dots.allSatisfy { (20...700).contains($0.x) && (0...axis.height).contains($0.y) })
    }

    @Test("What the rule found is marked where it stands in the evidence")
    func matched() throws {
        var alert = PageFixtures.alert()
        alert.match.fields = [.init(path: "process.command_line", value: "BASH -i"), .init(path: "x", value: "NL")]
        let model = PageFixtures.alertModel(alert)
        let view = EvidenceView(PageFixtures.vendorAlert(), model: model)
        let processes = try #require(view.events.first?.processes)
        #expect(processes.map(\.isMatched) == [false, true])
        #expect(view.resources.allSatisfy { !$0.isMatched })
        #expect(try AlertPage(model, shell: PageFixtures.shell()).html().contains("depth-1 matched"))
    }

    @Test("Rules that matched as well are folded, each once, and at most twelve")
    func alsoMatched() {
        var match = PageFixtures.match()
        match.alsoMatched = [match.ruleTitle] + (0..<20).flatMap { ["Rule \($0)", "Rule \($0)"] }
        let view = MatchView(match)
        #expect(view.alsoMatched.count == 12 && view.alsoMatchedRest == "and 8 more")
        #expect(view.alsoMatchedWords == "20 other rules matched as well")
    }

    @Test("Tactics and techniques have their names")
    func names() {
        #expect(AttackName.of("TA0006") == "Credential Access")
        #expect(AttackName.of("T1059.004") == "Command and Scripting Interpreter: Unix Shell")
        #expect(AttackName.of("T1078") == "Valid Accounts")
        #expect(AttackName.of("T9999") == nil && AttackName.of("") == nil)
        #expect(MatchView(PageFixtures.match()).techniques.first?.words == "Execution (TA0002)")
    }

    @Test("An alert read anew by the vendor's part still stands as seen; one that a person changed does not")
    func sight() throws {
        let alert = PageFixtures.alert()
        let seen = try #require(AlertSight(AlertSight(of: alert).text))
        #expect(seen == AlertSight(of: alert))
        var reread = alert
        reread.version += 3
        #expect(seen.holds(for: reread))
        var assigned = reread
        assigned.assignedTo = ID("somebody")
        #expect(!seen.holds(for: assigned))
        var flagged = reread
        flagged.vendorFlag = VendorFlag(kind: .closedByPerson, state: PageFixtures.theirState, at: PageFixtures.now)
        #expect(!seen.holds(for: flagged))
        #expect(!AlertSight(version: 7).holds(for: reread) && AlertSight(version: 7).holds(for: alert))
        #expect(AlertSight("") == nil && AlertSight("x~OPEN") == nil && AlertSight("7")?.mark == nil)
    }

    @Test("Those who have the same alert open see each other, until their page is silent")
    func presence() async {
        let presence = Presence()
        let now = PageFixtures.now
        #expect(await presence.note(PageFixtures.analyst, at: "a", now: now) == [])
        #expect(await presence.note(PageFixtures.administrator, at: "a", now: now) == ["Ana Lyst"])
        #expect(await presence.note(PageFixtures.analyst, at: "a", now: now) == ["Ada Min"])
        #expect(await presence.note(PageFixtures.analyst, at: "b", now: now) == [])
        #expect(await presence.note(PageFixtures.analyst, at: "a", now: now.adding(seconds: 60)) == [])
        #expect(Presence.words([]) == nil)
        #expect(Presence.words(["Ana"]) == "Ana has this open too.")
        #expect(Presence.words(["A", "B", "C", "D", "E"]) == "A, B, C and 2 other people have this open too.")
    }
}
