/// The resources of the estate, made up from the seed and found again by platform and type.
struct Inventory: Sendable {
    private(set) var resources: [Resource] = []
    private var positions: [String: [Int]] = [:]
    let index = InventoryIndex()

    /// - Parameter size: how many resources; every type appears on every platform at least once.
    init(size: Int, accounts: [CloudAccount], now: WizTime, using random: inout SeededGenerator) {
        let kinds = ResourceKind.all
        for number in 0..<max(size, kinds.count * accounts.count) {
            // Every kind meets every account first; what follows is mostly compute, as estates are.
            let kind =
                number < kinds.count * accounts.count
                ? kinds[number / max(1, accounts.count)] : random.weighted(ResourceKind.weighted, or: kinds[0])
            let account = number < kinds.count * accounts.count ? number % max(1, accounts.count) : nil
            let position = account ?? random.index(below: accounts.count)
            guard accounts.indices.contains(position) else { return }
            append(kind.resource(in: accounts[position], at: position, now: now, using: &random))
        }
    }

    @discardableResult
    mutating func append(_ resource: Resource) -> Int {
        resources.append(resource)
        // What the control side gave is not among the resources that made-up issues are about.
        if resource.given == nil {
            positions["\(resource.platform)/\(resource.type)", default: []].append(resources.count - 1)
        }
        return resources.count - 1
    }

    /// A resource of an account that the rule can be about; nil when there is none.
    func pick(for rule: Rule, inAccount account: Int, using random: inout SeededGenerator) -> Int? {
        let fitting = resources.indices.filter { position in
            let resource = resources[position]
            return resource.account == account && resource.given == nil && rule.resourceTypes.contains(resource.type)
                && (rule.platforms.isEmpty || rule.platforms.contains(resource.platform))
        }
        return random.pick(fitting)
    }

    /// A resource that the rule can be about; nil when there is none.
    func pick(for rule: Rule, using random: inout SeededGenerator) -> Int? {
        let platforms = rule.platforms.isEmpty ? ["AWS", "AWS", "Azure", "GCP"] : rule.platforms
        guard let platform = random.pick(platforms), let type = random.pick(rule.resourceTypes) else { return nil }
        return random.pick(positions["\(platform)/\(type)"] ?? [])
    }
}
