import Pipeline
import Workbench

/// A rule's alerts of the last days as small bars, with the same in words.
struct Sparkline: Hashable, Sendable {
    struct Bar: Hashable, Sendable {
        var x: Int
        var y: Int
        var height: Int
    }

    var bars: [Bar]
    var total: String
    /// For those who do not see the bars.
    var words: String
    var width: Int
    var isEmpty: Bool

    /// The days that are shown, today included.
    static let days = 30
    /// Of the drawing, in its own units.
    private static let height = 24
    private static let step = 4

    /// - Parameters:
    ///   - counts: by days since 1970-01-01, UTC.
    ///   - today: the newest day.
    init(_ counts: [Int: Int], today: Int) {
        let days = (today - Sparkline.days + 1)...today
        let shown = days.map { counts[$0] ?? 0 }
        let most = shown.max() ?? 0
        let sum = shown.reduce(0, +)
        isEmpty = sum == 0
        total = grouped(sum)
        width = Sparkline.days * Sparkline.step
        bars = shown.enumerated().compactMap { index, count in
            guard count > 0, most > 0 else { return nil }
            let height = max(2, count * Sparkline.height / most)
            return Bar(x: index * Sparkline.step, y: Sparkline.height - height, height: height)
        }
        guard sum > 0, let busiest = days.max(by: { (counts[$0] ?? 0) < (counts[$1] ?? 0) }) else {
            words = "No alerts in \(Sparkline.days) days"
            return
        }
        let day = Timestamp(milliseconds: Int64(busiest) * 86_400_000).description.prefix(10)
        words = "\(counted(sum, "alert", "alerts")) in \(Sparkline.days) days, most on \(day): \(grouped(most))"
    }

    /// Where the days of a rule's bars begin.
    static func start(_ now: Timestamp) -> Timestamp {
        Timestamp(milliseconds: Int64(day(now) - days + 1) * 86_400_000)
    }

    static func day(_ now: Timestamp) -> Int { Int(max(0, now.milliseconds) / 86_400_000) }
}
