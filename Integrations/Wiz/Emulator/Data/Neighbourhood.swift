/// What resources are connected with: of each type in the same account, what stands next to them.
struct Neighbourhood: Sendable {
    /// By account and type, positions in ascending order.
    private var positions: [[String: [Int]]] = []
    private var types: [[String]] = []

    init(_ resources: [Resource]) {
        for (position, resource) in resources.enumerated() {
            guard let account = resource.account, account >= 0, account < 10_000 else { continue }
            while positions.count <= account {
                positions.append([:])
                types.append([])
            }
            if positions[account][resource.type] == nil { types[account].append(resource.type) }
            positions[account][resource.type, default: []].append(position)
        }
    }

    /// - Parameter wanted: the types that matter; empty for all.
    func neighbours(of position: Int, _ resource: Resource, among wanted: Set<String> = []) -> [Int] {
        guard let account = resource.account, types.indices.contains(account) else { return [] }
        return types[account].compactMap { type in
            guard type != resource.type, wanted.isEmpty || wanted.contains(type) else { return nil }
            return Self.next(after: position, in: positions[account][type] ?? [])
        }
    }

    /// The first one after a position; the first of all when there is none.
    private static func next(after position: Int, in positions: [Int]) -> Int? {
        var low = 0
        var high = positions.count
        while low < high {
            let middle = (low + high) / 2
            if positions[middle] <= position { low = middle + 1 } else { high = middle }
        }
        return low < positions.count ? positions[low] : positions.first
    }
}
