import Pipeline
import Workbench

@testable import Server

extension PageFixtures {
    /// Home and the ledger, with everything and with nothing.
    static func situationPages(_ shell: Shell) -> [(template: String, page: Any)] {
        let open = alert(1, severity: .critical)
        let counts = AlertCounts(numbers: [.init(status: .open, severity: .critical): 3])
        var stuck = [delivery(.conflict), delivery(.refused, answer: "not allowed")]
        stuck += Array(repeating: delivery(.held), count: HomeModel.limit)
        stuck[0].alertID = nil  // safe: the fixture has some
        let home = HomeModel(
            unassigned: counts, mine: counts, oldest: [open], unhealthy: [device()], devices: 1, stuck: stuck,
            incidents: [investigation(isIncident: true)], incidentTotal: 1, investigations: [investigation()],
            viewer: analyst, now: now)
        let none = AlertCounts(numbers: [:])
        let quiet = HomeModel(
            unassigned: none, mine: none, oldest: [], unhealthy: [], devices: 2, stuck: [], incidents: [],
            incidentTotal: 0, investigations: [], viewer: reader, now: now)
        var written = delivery(.done, answer: "Rejected.")
        written.written = WrittenChange(state: theirState, note: "Closed in Watchfloor.")
        var noted = delivery(.done)
        noted.alertID = nil
        noted.written = WrittenChange(state: nil, note: nil)
        let organizations = Dictionary(
            [organization, otherOrganization].map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let filter = LedgerFilter(QueryItems("within=24h&to=2026-01-31"))
        let ledger = LedgerModel(
            filter: filter, writes: [written, noted], isMore: true, devices: [device()], people: people,
            organizations: organizations, viewer: administrator, now: now)
        var empty = ledger
        (empty.writes, empty.organizations, empty.viewer) = ([], [:], reader)
        var left = LedgerUndo(delivery: noted, obstacle: "The issue was changed there since.")
        left.isDone = false
        let steps = [LedgerUndo(delivery: written, obstacle: nil), left]
        var planned = LedgerUndoPage(steps, filter: filter, isDone: false, shell: shell)
        planned.problem = "Say why this is undone."
        return [
            ("Home", HomePage(home, shell: shell)), ("Home", HomePage(quiet, shell: shell)),
            ("Ledger", LedgerPage(ledger, shell: shell)), ("Ledger", LedgerPage(empty, shell: shell)),
            ("LedgerUndo", planned),
            ("LedgerUndo", LedgerUndoPage(steps, filter: filter, isDone: true, shell: shell)),
            ("LedgerUndo", LedgerUndoPage([], filter: filter, isDone: true, shell: shell)),
        ]
    }
}
