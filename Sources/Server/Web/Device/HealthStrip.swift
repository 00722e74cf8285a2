import Pipeline
import Workbench

/// A device's health over the last 90 days, a mark for each.
struct HealthStrip: Sendable {
    struct Day: Sendable {
        var style: String
        /// The day and how it was.
        var title: String
    }

    static let length = 90
    private static let day: Double = 86_400

    var days: [Day]
    /// The same in words.
    var summary: String

    /// - Parameter changes: oldest first, beginning with the one in force 90 days ago if there was one.
    init(_ changes: [HealthChange], now: Timestamp) {
        var days: [Day] = []
        var known = 0
        var good = 0
        for number in (0..<HealthStrip.length).reversed() {
            let start = now.adding(seconds: -Double(number + 1) * HealthStrip.day)
            let end = now.adding(seconds: -Double(number) * HealthStrip.day)
            let before = changes.last { $0.at <= start }
            let within = changes.filter { $0.at > start && $0.at <= end }
            let statuses = ([before].compactMap { $0 } + within)
            let date = String(end.description.prefix(10))
            guard !statuses.isEmpty else {
                days.append(Day(style: "none", title: "\(date): not known"))
                continue
            }
            known += 1
            let worst = statuses.last { $0.status == .unhealthy }
            good += worst == nil ? 1 : 0
            let words = worst.map { "unhealthy\($0.words.map { ": \($0.shortened(to: 120))" } ?? "")" } ?? "healthy"
            days.append(Day(style: worst == nil ? "good" : "bad", title: "\(date): \(words)"))
        }
        self.days = days
        summary =
            known == 0
            ? "No change of health is recorded yet."
            : "Healthy throughout on \(good) of \(counted(known, "day", "days")) on record, of the last \(HealthStrip.length)."
    }
}
