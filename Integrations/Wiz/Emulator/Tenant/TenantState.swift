/// Everything that the tenant knows, as a value: a query works on a copy, so that it sees one moment throughout.
struct TenantState: Sendable {
    var random: SeededGenerator
    var estate: Estate
    var inventory: Inventory
    var rules: [Rule]
    private(set) var issues: [Issue] = []
    private(set) var detections: [Detection] = []
    private(set) var issuesByCreation = TimeIndex()
    /// Only issues whose status has changed.
    private(set) var issuesByStatusChange = TimeIndex()
    private(set) var detectionsByCreation = TimeIndex()
    /// By position of the resource, oldest addition first.
    private var issuesByResource: [Int: [Int]] = [:]
    private var issuePositions: [WizID: Int] = [:]
    private var detectionPositions: [WizID: Int] = [:]

    init(seed: UInt64, resources: Int, now: WizTime) {
        random = SeededGenerator(seed: seed)
        estate = Estate(using: &random)
        inventory = Inventory(size: resources, accounts: estate.accounts, now: now, using: &random)
        rules = Self.catalogue
    }

    func position(ofIssue id: WizID) -> Int? { issuePositions[id] }
    /// Positions of the issues of a resource.
    func issues(ofResource position: Int) -> [Int] { issuesByResource[position] ?? [] }
    func position(ofDetection id: WizID) -> Int? { detectionPositions[id] }

    mutating func reserve(_ count: Int) {
        issues.reserveCapacity(count)
        issuePositions.reserveCapacity(count)
    }

    /// Adds an issue; nil when the id is taken.
    mutating func add(_ issue: Issue) -> Int? {
        guard issuePositions[issue.id] == nil else { return nil }
        let position = issues.count
        issues.append(issue)
        issuePositions[issue.id] = position
        if let resource = issue.resource { issuesByResource[resource, default: []].append(position) }
        issuesByCreation.insert(TimeIndex.Key(time: issue.createdAt, id: issue.id), position: position)
        if let time = issue.statusChangedAt {
            issuesByStatusChange.insert(TimeIndex.Key(time: time, id: issue.id), position: position)
        }
        return position
    }

    /// Adds a detection and joins it to its issue; nil when the id is taken.
    mutating func add(_ detection: Detection) -> Int? {
        guard detectionPositions[detection.id] == nil else { return nil }
        let position = detections.count
        detections.append(detection)
        detectionPositions[detection.id] = position
        detectionsByCreation.insert(
            TimeIndex.Key(time: detection.createdAt, id: detection.id), position: position)
        if let issue = detection.issue, issues.indices.contains(issue) { issues[issue].detections.append(position) }
        return position
    }

    /// Changes an issue in place and keeps the order by status change right.
    mutating func change(issueAt position: Int, _ body: (inout Issue) -> Void) {
        guard issues.indices.contains(position) else { return }
        let before = issues[position].statusChangedAt
        body(&issues[position])
        let issue = issues[position]
        guard issue.statusChangedAt != before else { return }
        if let before { issuesByStatusChange.remove(TimeIndex.Key(time: before, id: issue.id)) }
        if let after = issue.statusChangedAt {
            issuesByStatusChange.insert(TimeIndex.Key(time: after, id: issue.id), position: position)
        }
    }
}

extension TenantState {
    func resource(of issue: Issue) -> Resource? { resource(at: issue.resource) }

    func resource(at position: Int?) -> Resource? {
        guard let position, inventory.resources.indices.contains(position) else { return nil }
        return inventory.resources[position]
    }

    func account(of resource: Resource?) -> CloudAccount? {
        guard let position = resource?.account, estate.accounts.indices.contains(position) else { return nil }
        return estate.accounts[position]
    }

    func projects(of issue: Issue) -> [Project] {
        let positions = issue.given?.projects ?? account(of: resource(of: issue))?.projects ?? []
        return positions.filter(estate.projects.indices.contains).map { estate.projects[$0] }
    }

    func organization(of account: CloudAccount) -> CloudOrganization? {
        estate.organizations.first { $0.provider == account.provider }
    }
}
