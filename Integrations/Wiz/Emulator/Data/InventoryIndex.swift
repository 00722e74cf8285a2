import Synchronization

/// What is derived from the resources of an inventory, remembered until there are more of them. Copies of an inventory
/// share it: resources are only ever added.
final class InventoryIndex: Sendable {
    private struct Contents {
        var count = -1
        var neighbourhood: Neighbourhood?
        var vulnerabilities: [VulnerabilityFinding]?
        var checks: [ConfigurationFinding]?
    }

    private let contents = Mutex(Contents())

    func neighbourhood(of resources: [Resource]) -> Neighbourhood {
        remembered(\.neighbourhood, for: resources) { Neighbourhood(resources) }
    }

    func vulnerabilities(of resources: [Resource]) -> [VulnerabilityFinding] {
        remembered(\.vulnerabilities, for: resources) { VulnerabilityFinding.all(on: resources) }
    }

    func checks(of resources: [Resource]) -> [ConfigurationFinding] {
        remembered(\.checks, for: resources) { ConfigurationFinding.all(on: resources) }
    }

    private func remembered<Derived: Sendable>(
        _ place: any WritableKeyPath<Contents, Derived?> & Sendable, for resources: [Resource], _ derive: () -> Derived
    ) -> Derived {
        contents.withLock { contents in
            if contents.count != resources.count { contents = Contents(count: resources.count) }
            if let known = contents[keyPath: place] { return known }
            let derived = derive()
            contents[keyPath: place] = derived
            return derived
        }
    }
}

extension Inventory {
    var vulnerabilities: [VulnerabilityFinding] { index.vulnerabilities(of: resources) }
    var checks: [ConfigurationFinding] { index.checks(of: resources) }

    /// What a resource is connected with: what is next to it in the same account, of each type one.
    func neighbours(of position: Int) -> [Int] {
        guard resources.indices.contains(position) else { return [] }
        return index.neighbourhood(of: resources).neighbours(of: position, resources[position])
    }
}
