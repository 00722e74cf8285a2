/// Fragments that are used, end, and do not nest too deep (GraphQL specification §5.5).
extension Validation {
    func checkUnusedFragments() {
        var used: Set<String> = []
        for scope in operationScopes { used.formUnion(reachableFragments(from: scope)) }
        for fragment in document.fragments where !used.contains(fragment.name.text) {
            report("Fragment \"\(fragment.name.text)\" is never used.", at: fragment.location)
        }
    }

    /// Follows the spreads depth first, without recursion: a chain of fragments can be as long as the document.
    ///
    /// - Returns: the fragments, each after those that it spreads; nil when there is a cycle.
    func checkFragmentCycles() -> [FragmentDefinition]? {
        var order: [FragmentDefinition] = []
        var visited: Set<String> = []
        var hasCycle = false
        for fragment in document.fragments where visited.insert(fragment.name.text).inserted {
            var path = SpreadPath(root: fragment.name.text)
            while let (name, spread) = path.next(fragmentScopes) {
                guard let spread else {
                    if let done = fragments[name] { order.append(done) }
                    continue
                }
                if let cycle = path.cycle(closedBy: spread) {
                    hasCycle = true
                    report(cycle: cycle)
                } else if visited.insert(spread.name.text).inserted, fragments[spread.name.text] != nil {
                    path.enter(spread)
                }
            }
        }
        return hasCycle ? nil : order
    }

    private func report(cycle: [FragmentSpread]) {
        guard !isFull, let name = cycle.last?.name.text else { return }
        let via = cycle.dropLast().prefix(50).map { "\"\($0.name.text)\"" }.joined(separator: ", ")
        report(
            "Cannot spread fragment \"\(name)\" within itself" + (via.isEmpty ? "." : " via \(via)."),
            at: cycle.map(\.location))
    }

    /// - Returns: whether no operation selects deeper than allowed, fragments followed.
    func checkDepth(fragmentOrder: [FragmentDefinition]) -> Bool {
        var depths: [String: SelectionDepth] = [:]
        for fragment in fragmentOrder { depths[fragment.name.text] = depth(of: fragment.selectionSet, depths) }
        var isAllowed = true
        for operation in document.operations {
            let depth = depth(of: operation.selectionSet, depths)
            // Fragments within fragments are no fields, but each costs the executor's stack as much as one.
            guard depth.fields > limits.maxDepth || depth.levels > limits.maxDepth * 2 else { continue }
            isAllowed = false
            report(
                "Query depth of \(max(depth.fields, depth.levels / 2)) exceeds the limit of \(limits.maxDepth).",
                at: operation.location)
        }
        return isAllowed
    }

    private func depth(of selectionSet: SelectionSet, _ fragments: [String: SelectionDepth]) -> SelectionDepth {
        var deepest = SelectionDepth()
        for selection in selectionSet.selections {
            switch selection {
            case .field(let field):
                let inner = field.selectionSet.map { depth(of: $0, fragments) } ?? SelectionDepth()
                deepest.include(inner, fields: 1)
            case .inline(let fragment):
                deepest.include(depth(of: fragment.selectionSet, fragments), fields: 0)
            case .spread(let spread):
                deepest.include(fragments[spread.name.text] ?? SelectionDepth(), fields: 0)
            }
        }
        return deepest
    }
}

/// How deep selections go, in fields and in levels of any kind.
private struct SelectionDepth {
    var fields = 0
    var levels = 0

    mutating func include(_ inner: SelectionDepth, fields own: Int) {
        fields = max(fields, inner.fields + own)
        levels = max(levels, inner.levels + 1)
    }
}

/// A way through the graph of fragments: the fragments entered, how each was reached and which spread of it is next.
private struct SpreadPath {
    private var steps: [(name: String, reachedBy: FragmentSpread?, next: Int)]
    private var positions: [String: Int]

    init(root: String) {
        steps = [(root, nil, 0)]
        positions = [root: 0]
    }

    /// The next spread of the innermost fragment; without a spread when that fragment is done, which leaves it.
    /// Nil at the end.
    mutating func next(_ scopes: [String: DefinitionScope]) -> (name: String, spread: FragmentSpread?)? {
        guard let step = steps.last else { return nil }
        let spreads = scopes[step.name]?.spreads ?? []
        if step.next < spreads.count {
            steps[steps.count - 1].next += 1
            return (step.name, spreads[step.next])
        }
        steps.removeLast()
        positions[step.name] = nil
        return (step.name, nil)
    }

    mutating func enter(_ spread: FragmentSpread) {
        positions[spread.name.text] = steps.count
        steps.append((spread.name.text, spread, 0))
    }

    /// The spreads of the cycle that this one closes, if it leads back into the path.
    func cycle(closedBy spread: FragmentSpread) -> [FragmentSpread]? {
        guard let position = positions[spread.name.text] else { return nil }
        return steps[(position + 1)...].compactMap(\.reachedBy) + [spread]
    }
}
