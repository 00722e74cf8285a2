import GraphQL

/// Vulnerabilities found on workloads. They are derived from the resource: the same each time, and nothing to store.
struct VulnerabilityFinding {
    let resource: Int
    let vulnerability: Vulnerability
    let seed: UInt64

    private static let types: Set<String> = ["VIRTUAL_MACHINE", "CONTAINER", "CONTAINER_IMAGE", "SERVERLESS"]

    /// Of all resources, in their order.
    static func all(on resources: [Resource]) -> [VulnerabilityFinding] {
        resources.indices.flatMap { position -> [VulnerabilityFinding] in
            let resource = resources[position]
            guard types.contains(resource.type) else { return [] }
            var random = SeededGenerator(seed: WizID(name: "vulnerable:" + resource.id).seed)
            return (0..<random.index(below: 4)).compactMap { _ in
                let seed = random.next()
                return random.pick(Vulnerability.all).map {
                    VulnerabilityFinding(resource: position, vulnerability: $0, seed: seed)
                }
            }
        }
    }

    var id: WizID { WizID(seed: seed, purpose: 300) }
    var isResolved: Bool { seed % 8 == 0 }
    /// Whether the sensor saw the package in use.
    var isValidatedInRuntime: Bool { seed % 5 == 0 }

    func firstDetectedAt(now: WizTime) -> WizTime {
        now.adding(seconds: -86_400 * Double(1 + seed % 60) - Double(seed % 86_400)).microseconds
    }

    /// Nil for what is still open.
    func resolvedAt(now: WizTime) -> WizTime? {
        isResolved ? firstDetectedAt(now: now).adding(seconds: 43_200) : nil
    }
}

/// A check of a cloud configuration on one resource, derived as vulnerabilities are.
struct ConfigurationFinding {
    let resource: Int
    let rule: Int
    let seed: UInt64

    /// Of all resources, in their order.
    static func all(on resources: [Resource]) -> [ConfigurationFinding] {
        let catalogue = TenantState.catalogue
        let rules = catalogue.indices.filter { catalogue[$0].kind == .cloudConfigurationRule }
        return resources.indices.flatMap { position -> [ConfigurationFinding] in
            let resource = resources[position]
            return rules.compactMap { rule in
                let checked = catalogue[rule]
                guard checked.resourceTypes.contains(resource.type), checked.platforms.contains(resource.platform)
                else {
                    return nil
                }
                return ConfigurationFinding(
                    resource: position, rule: rule, seed: WizID(name: "\(checked.id) \(resource.id)").seed)
            }
        }
    }

    /// What found it.
    static let source = "WIZ_CSPM"

    var id: WizID { WizID(seed: seed, purpose: 301) }
    var result: String { seed % 3 == 0 ? "FAIL" : "PASS" }
    var status: String { seed % 3 == 0 ? "OPEN" : "RESOLVED" }

    func firstSeenAt(now: WizTime) -> WizTime {
        now.adding(seconds: -86_400 * Double(2 + seed % 200)).microseconds
    }

    /// The last scan was within a day.
    func analyzedAt(now: WizTime) -> WizTime {
        now.adding(seconds: -Double(seed % 86_400)).microseconds
    }
}
