import Workbench

/// Which alerts a list shows, in which order: what the address says.
struct AlertListFilter: Hashable, Sendable {
    enum StatusChoice: String, Hashable, Sendable, CaseIterable {
        /// Everything that still needs somebody.
        case active
        case open
        case inProgress = "in-progress"
        case closed
        case all

        var statuses: [Alert.Status] {
            switch self {
            case .active: [.open, .inProgress]
            case .open: [.open]
            case .inProgress: [.inProgress]
            case .closed: [.closed]
            case .all: Alert.Status.allCases
            }
        }

        var words: String {
            switch self {
            case .active: "Active"
            case .open: "Open"
            case .inProgress: "In progress"
            case .closed: "Closed"
            case .all: "All"
            }
        }
    }

    enum Assignee: Hashable, Sendable {
        case anybody, me, nobody
        case actor(ID<Actor>)

        init(_ text: String?) {
            switch text {
            case nil, "anybody": self = .anybody
            case "me": self = .me
            case "nobody": self = .nobody
            case let id?: self = .actor(ID(id.shortened(to: 100)))
            }
        }

        var parameter: String? {
            switch self {
            case .anybody: nil
            case .me: "me"
            case .nobody: "nobody"
            case .actor(let id): id.rawValue
            }
        }
    }

    enum Sort: String, Hashable, Sendable, CaseIterable {
        case newest, oldest, severity, updated, name

        var words: String {
            switch self {
            case .newest: "Newest first"
            case .oldest: "Oldest first"
            case .severity: "Worst first"
            case .updated: "Last changed first"
            case .name: "By name"
            }
        }

        var keys: [SortKey] {
            switch self {
            case .newest: [SortKey("created_at", isDescending: true)]
            case .oldest: [SortKey("created_at")]
            case .severity: [SortKey("expel_severity"), SortKey("created_at", isDescending: true)]
            case .updated: [SortKey("updated_at", isDescending: true)]
            case .name: [SortKey("expel_name")]
            }
        }
    }

    static let pageSize = 50
    /// The most rows one page brings back at once, after "load more" and a return.
    static let mostRows = 500

    var status = StatusChoice.active
    var severities: Set<Severity> = []
    var assignee = Assignee.anybody
    /// Nil shows every organization in scope.
    var organization: ID<Organization>?
    /// The address says outright that all organizations are meant, whatever the switch says.
    var saysAllOrganizations = false
    var source: Source?
    var device: ID<SecurityDevice>?
    /// An ATT&CK number ("TA0006").
    var tactic: String?
    /// An ATT&CK number ("T1078" finds its sub-techniques too).
    var technique: String?
    /// The whole name or id of a resource.
    var resource: String?
    /// The whole name of a cloud account, or its id where it has none.
    var account: String?
    var period = Period()
    var search: String?
    var sort = Sort.newest
    /// Nil shows the usual ones.
    var columns: Set<Column>?
    var cursor: String?
    var rows = AlertListFilter.pageSize

    init() {}

    /// - Parameter chosenOrganization: the organization switch's, which holds unless the address says otherwise.
    init(_ query: QueryItems, chosenOrganization: ID<Organization>? = nil) {
        status = query["status"].flatMap(StatusChoice.init) ?? .active
        severities = Set(query.list("severity").compactMap { Severity(rawValue: $0.uppercased()) })
        assignee = Assignee(query["assignee"])
        switch query["organization"] {
        case "all": saysAllOrganizations = true
        case let id?: organization = ID(id.shortened(to: 100))
        case nil: organization = chosenOrganization
        }
        source = query["source"].flatMap(Source.init)
        device = AlertListFilter.text(query["device"], limit: 100).map { ID($0) }
        tactic = AlertListFilter.text(query["tactic"], limit: 20)?.uppercased()
        technique = AlertListFilter.text(query["technique"], limit: 20)?.uppercased()
        resource = AlertListFilter.text(query["resource"], limit: 1000)
        account = AlertListFilter.text(query["account"], limit: 300)
        period = Period(query)
        columns = query["columns"].map { _ in Set(query.list("columns").compactMap(Column.init)) }
        search = query["search"].map { String($0.trimmed.prefix(200)) }.flatMap { $0.isEmpty ? nil : $0 }
        sort = query["sort"].flatMap(Sort.init) ?? .newest
        cursor = query["cursor"]
        rows = min(max(query["rows"].flatMap(Int.init) ?? AlertListFilter.pageSize, 1), AlertListFilter.mostRows)
    }

    /// The address of this list, from its beginning.
    func address(_ path: String = "/alerts") -> PageAddress {
        PageAddress(path)
            .with("status", status == .active ? nil : status.rawValue)
            .with(
                "severity",
                Severity.allCases.filter(severities.contains).map { $0.rawValue.lowercased() }.joined(separator: ",")
            )
            .with("source", source?.rawValue)
            .with("device", device?.rawValue)
            .with("assignee", assignee.parameter)
            .with("organization", organization?.rawValue ?? (saysAllOrganizations ? "all" : nil))
            .with("tactic", tactic)
            .with("technique", technique)
            .with("resource", resource)
            .with("account", account)
            .with("search", search)
            .with("within", period.within?.rawValue)
            .with("from", period.from?.description)
            .with("to", period.to?.description)
            .with("sort", sort == .newest ? nil : sort.rawValue)
            .with("columns", columnsParameter)
    }

    private static func text(_ value: String?, limit: Int) -> String? {
        value.map { String($0.trimmed.prefix(limit)) }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A copy with a change, back at the beginning.
    func changed(_ change: (inout AlertListFilter) -> Void) -> AlertListFilter {
        var copy = self
        copy.cursor = nil
        copy.rows = AlertListFilter.pageSize
        change(&copy)
        return copy
    }

    /// Of every organization in scope, whatever the switch says.
    func ofAllOrganizations() -> AlertListFilter {
        changed {
            $0.organization = nil
            $0.saysAllOrganizations = true
        }
    }

    /// - Parameter since: only alerts made after this time.
    func query(for principal: Principal, since: Timestamp? = nil, now: Timestamp = .now()) -> ResourceQuery {
        var conditions: [ResourceFilter] = []
        if status != .all {
            conditions.append(any(status.statuses.map { .compare("status", .equal, .text($0.rawValue)) }))
        }
        if !severities.isEmpty {
            let chosen = Severity.allCases.filter(severities.contains)
            conditions.append(any(chosen.map { .compare("expel_severity", .equal, .text($0.rawValue)) }))
        }
        conditions += others(for: principal, now: now)
        if let since { conditions.append(.compare("created_at", .greater, .time(since))) }
        return ResourceQuery(
            scope: principal.scope, filter: conditions.count == 1 ? conditions[0] : .all(conditions),  // safe: counted
            sort: sort.keys, limit: since == nil ? rows : 0, cursor: since == nil ? cursor : nil,
            wantsTotal: since != nil)
    }

    /// All conditions but those on status and severity, by which the tabs count.
    func others(for principal: Principal, now: Timestamp) -> [ResourceFilter] {
        var conditions: [ResourceFilter] = []
        let assigned = FieldPath(["assigned_to_actor"], "id")
        switch assignee {
        case .anybody: break
        case .me: conditions.append(.compare(assigned, .equal, .text(principal.actorID.rawValue)))
        case .nobody: conditions.append(.isNull(assigned))
        case .actor(let id): conditions.append(.compare(assigned, .equal, .text(id.rawValue)))
        }
        if let organization, principal.scope.allows(organization) {
            conditions.append(.compare(FieldPath(["organization"], "id"), .equal, .text(organization.rawValue)))
        }
        conditions += subjects + period.conditions(now: now)
        if let search { conditions.append(.search(search)) }
        return conditions
    }

    private func any(_ filters: [ResourceFilter]) -> ResourceFilter {
        filters.count == 1 ? filters[0] : .any(filters)  // safe: counted
    }
}
