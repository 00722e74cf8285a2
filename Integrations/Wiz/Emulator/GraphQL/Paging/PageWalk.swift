/// A walk over records in an order: phases one after the other, each along a time index.
struct PageWalk {
    struct Phase {
        let index: TimeIndex
        let isIn: (Int) -> Bool

        init(_ index: TimeIndex, isIn: @escaping (Int) -> Bool = { _ in true }) {
            self.index = index
            self.isIn = isIn
        }
    }

    struct Page {
        var positions: [Int] = []
        var end: PageCursor?
        var hasMore = false
    }

    /// What pages of one query give in all, at most (Wiz).
    static let cap = 10_000

    /// Names field and direction.
    let order: String
    let phases: [Phase]
    let isDescending: Bool

    /// The next page of records that match.
    func page(first: Int, after text: String?, matches: (Int) -> Bool) throws(Refusal) -> Page {
        let cursor: PageCursor? = if let text, !text.isEmpty { try PageCursor(text, order: order) } else { nil }
        let served = cursor?.served ?? 0
        let room = max(0, min(first, Self.cap - served))
        var page = Page()
        page.end = cursor
        for number in phases.indices where number >= (cursor?.phase ?? 0) {
            let phase = phases[number]
            for entry in entries(of: phase, after: number == cursor?.phase ? cursor?.key : nil)
            where phase.isIn(entry.position) && matches(entry.position) {
                if page.positions.count == room {
                    page.hasMore = served + room < Self.cap
                    return page
                }
                page.positions.append(entry.position)
                page.end = PageCursor(
                    order: order, phase: number, key: entry.key, served: served + page.positions.count)
            }
        }
        return page
    }

    /// All that match, wherever a page stands.
    func count(of body: (Int) -> Void, matches: (Int) -> Bool) {
        for phase in phases {
            for entry in phase.index.entries where phase.isIn(entry.position) && matches(entry.position) {
                body(entry.position)
            }
        }
    }

    private func entries(of phase: Phase, after key: TimeIndex.Key?) -> AnySequence<TimeIndex.Entry> {
        let entries = phase.index.entries
        if isDescending {
            let end = key.map { phase.index.count(below: $0) } ?? entries.count
            return AnySequence(entries[..<end].reversed())
        }
        let start = key.map { phase.index.count(upTo: $0) } ?? 0
        return AnySequence(entries[start...])
    }
}

extension PageWalk {
    /// Over issues: by creation, by severity (then creation), or by status change with the unchanged ones last.
    ///
    /// - Parameter resource: position of the resource whose issues are meant; nil for all.
    static func issues(_ state: TenantState, of resource: Int?, field: String, direction: String) -> PageWalk {
        let created = index(state, of: resource, all: state.issuesByCreation) { $0.createdAt }
        let isDescending = direction == "DESC"
        let phases: [Phase] =
            switch field {
            case "SEVERITY":
                (isDescending ? Severity.allCases.reversed() : Severity.allCases).map { severity in
                    Phase(created) { state.issues[$0].severity == severity }
                }
            case "STATUS_CHANGED_AT":
                [
                    Phase(index(state, of: resource, all: state.issuesByStatusChange) { $0.statusChangedAt }),
                    Phase(created) { state.issues[$0].statusChangedAt == nil },
                ]
            default: [Phase(created)]
            }
        return PageWalk(order: "issues \(field) \(direction)", phases: phases, isDescending: isDescending)
    }

    private static func index(
        _ state: TenantState, of resource: Int?, all: TimeIndex, time: (Issue) -> WizTime?
    ) -> TimeIndex {
        guard let resource else { return all }
        var index = TimeIndex()
        for position in state.issues(ofResource: resource) {
            let issue = state.issues[position]
            if let time = time(issue) { index.insert(TimeIndex.Key(time: time, id: issue.id), position: position) }
        }
        return index
    }

    static func detections(_ state: TenantState, field: String, direction: String) -> PageWalk {
        let created = state.detectionsByCreation
        let isDescending = direction == "DESC"
        let phases: [Phase] =
            field == "SEVERITY"
            ? (isDescending ? Severity.allCases.reversed() : Severity.allCases).map { severity in
                Phase(created) { state.detections[$0].severity == severity }
            } : [Phase(created)]
        return PageWalk(order: "detections \(field) \(direction)", phases: phases, isDescending: isDescending)
    }
}
