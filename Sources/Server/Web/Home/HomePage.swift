import Hummingbird
import Pipeline
import Workbench

/// The situation: what needs somebody now, and where.
struct HomePage: Sendable {
    /// Open alerts of one severity that nobody has.
    struct Tile: Sendable {
        var severity: SeverityMark
        var number: String
        var address: String
        var isNothing: Bool
    }

    struct AlertLine: Sendable {
        var name: String
        var address: String
        var severity: SeverityMark
        var created: TimeMark
    }

    struct DeviceLine: Sendable {
        var name: String
        var address: String
        var problem: String
        var since: TimeMark?
    }

    struct WriteLine: Sendable {
        var state: StateMark
        var event: String
        /// Where a person decides.
        var address: String
        var answer: String?
        var created: TimeMark
    }

    struct InvestigationLine: Sendable {
        var words: String
        var address: String
        var kind: StateMark
        var created: TimeMark
    }

    var shell: Shell
    var tiles: [Tile]
    var mine: String
    var mineAddress: String
    var oldest: [AlertLine]
    var hasOldest: Bool
    var devices: [DeviceLine]
    var hasDevices: Bool
    /// What is said when no device is unhealthy.
    var deviceWords: String
    var writes: [WriteLine]
    var hasWrites: Bool
    var writesMore: String?
    var incidents: [InvestigationLine]
    var hasIncidents: Bool
    var incidentCount: String
    var investigations: [InvestigationLine]
    var hasInvestigations: Bool
    var canWrite: Bool

    init(_ model: HomeModel, shell: Shell) {
        self.shell = shell
        tiles = Severity.allCases.compactMap { severity in
            let number = model.unassigned.total(severity: severity)
            guard number > 0 || HomePage.always.contains(severity) else { return nil }
            var filter = AlertListFilter()
            filter.severities = [severity]
            filter.status = .open
            filter.assignee = .nobody
            return Tile(
                severity: SeverityMark(severity), number: grouped(number), address: filter.address().text,
                isNothing: number == 0)
        }
        mine = counted(model.mine.total(), "alert is yours", "alerts are yours")
        var own = AlertListFilter()
        own.assignee = .me
        mineAddress = own.address().text
        oldest = model.oldest.map { alert in
            AlertLine(
                name: alert.name.shortened(to: 120), address: AlertRoutes.address(alert.id).text,
                severity: SeverityMark(alert.severity), created: TimeMark(alert.createdAt, now: model.now))
        }
        hasOldest = !oldest.isEmpty
        devices = model.unhealthy.prefix(HomeModel.limit).map { device in
            DeviceLine(
                name: device.name.shortened(to: 80), address: "/devices/\(PageAddress.encoded(device.id.rawValue))",
                problem: device.health.problems.first?.words.shortened(to: 240) ?? "Its last check failed.",
                since: TimeMark(device.health.statusUpdatedAt, now: model.now))
        }
        hasDevices = !devices.isEmpty
        deviceWords =
            model.devices == 0
            ? "No tenant is connected yet."
            : model.devices == 1 ? "The one device is healthy." : "All \(grouped(model.devices)) devices are healthy."
        writes = model.stuck.prefix(HomeModel.limit).map { WriteLine($0, now: model.now) }
        hasWrites = !writes.isEmpty
        writesMore = model.stuck.count > HomeModel.limit ? "More wait on their devices’ pages." : nil
        incidents = model.incidents.map { InvestigationLine($0, now: model.now) }
        hasIncidents = !incidents.isEmpty
        incidentCount = grouped(model.incidentTotal)
        investigations = model.investigations.map { InvestigationLine($0, now: model.now) }
        hasInvestigations = !investigations.isEmpty
        canWrite = !model.viewer.isReadOnly
    }

    /// Shown with their zero, so that nobody wonders.
    private static let always: [Severity] = [.critical, .high, .medium, .low]

    func html() throws -> String { try Templates.render(self, with: "Home") }
}

extension HomePage.WriteLine {
    init(_ delivery: Delivery, now: Timestamp) {
        state = StateMark(delivery.state)
        event = delivery.intent.rule.words
        address =
            delivery.alertID.map { AlertRoutes.address($0).text }
            ?? "/devices/\(PageAddress.encoded(delivery.deviceID.rawValue))"
        answer = delivery.answer?.shortened(to: 200)
        created = TimeMark(delivery.createdAt, now: now)
    }
}

extension HomePage.InvestigationLine {
    init(_ investigation: Investigation, now: Timestamp) {
        words = "\(investigation.shortLink) · \(investigation.title.shortened(to: 100))"
        address = InvestigationRoutes.address(investigation.id).text
        kind = StateMark(kindOf: investigation)
        created = TimeMark(investigation.createdAt, now: now)
    }
}

struct HomeRoutes: Sendable {
    let services: ServerServices

    func add(to router: Router<AppRequestContext>) {
        router.page("/") { page, _ in
            let (viewer, chosen) = (page.viewer, page.chosenOrganization)
            let (model, organizations) = try await services.store.read { tx in
                (try HomeModel.read(for: viewer, chosen: chosen, in: tx), try tx.switchable(by: viewer))
            }
            return Response(
                page: try HomePage(model, shell: page.shell("Home", .home, organizations: organizations)).html())
        }
    }
}
