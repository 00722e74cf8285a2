import Workbench

/// One suppression: its condition, its reason, what it did, and the button that ends it.
struct SuppressionPage: Sendable {
    struct Example: Sendable {
        var name: String
        var kind: String
        var time: TimeMark
    }

    var shell: Shell
    var address: String
    var name: String
    var status: StateMark
    var problem: String?
    var scope: String
    var place: String
    var tenant: String
    var matches: String
    var expiry: TimeMark?
    var created: TimeMark
    var author: String
    var reason: String
    var condition: String
    var examples: [Example]
    var hasExamples: Bool
    var canExpire: Bool

    init(
        _ record: SuppressionRecord, names: SuppressionNames, suppressed: [VendorAlert], viewer: Principal,
        now: Timestamp, shell: Shell
    ) {
        let view = SuppressionView(record, names: names, now: now)
        self.shell = shell
        address = view.address
        name = view.name
        status = view.status
        problem = view.problem
        scope = view.scope
        place = view.place
        tenant = view.tenant
        matches = view.matches
        expiry = view.expiry
        created = view.created
        author = view.author
        reason = view.reason
        condition = view.condition
        examples = suppressed.map {
            Example(
                name: $0.content.name.shortened(to: 200), kind: IssueWords.kind($0.kind),
                time: TimeMark($0.createdAt, now: now))
        }
        hasExamples = !examples.isEmpty
        canExpire =
            !viewer.isReadOnly && record.status != .expired && record.suppression.isChangeable(in: viewer.scope)
    }

    func html() throws -> String { try Templates.render(self, with: "Suppression") }
}
