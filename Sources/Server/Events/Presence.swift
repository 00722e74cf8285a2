import Workbench

/// Who has an alert open now: each page says every few seconds that it is still there. Kept in memory only, for the
/// people who are connected to this process.
actor Presence {
    /// Seconds after which a page that is not heard of any more counts as closed.
    static let patience: Double = 45
    private static let mostSubjects = 10_000

    private var seen: [String: [ID<Actor>: (name: String, at: Timestamp)]] = [:]

    /// Notes that somebody looks at it, and says who else does, by name.
    func note(_ principal: Principal, at subject: String, now: Timestamp = .now()) -> [String] {
        let earliest = now.adding(seconds: -Presence.patience)
        if seen.count > Presence.mostSubjects {
            seen = seen.compactMapValues { people in
                let present = people.filter { $0.value.at >= earliest }
                return present.isEmpty ? nil : present
            }
        }
        var people = (seen[subject] ?? [:]).filter { $0.value.at >= earliest }
        people[principal.actorID] = (principal.displayName, now)
        seen[subject] = people
        return people.filter { $0.key != principal.actorID }.map(\.value.name).sorted()
    }

    /// "Ana Lyst has this open too."; nil when nobody else has.
    static func words(_ names: [String]) -> String? {
        let shown = names.prefix(3).map { $0.shortened(to: 60) }
        guard let last = shown.last else { return nil }
        guard names.count > 1 else { return "\(last) has this open too." }
        let rest = names.count - shown.count
        let all = rest > 0 ? shown + [counted(rest, "other person", "other people")] : shown
        return "\(all.dropLast().joined(separator: ", ")) and \(all.last ?? "") have this open too."
    }
}
