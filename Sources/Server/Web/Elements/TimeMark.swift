import Workbench

/// A time as pages show it: how long ago, the exact time on hover, ISO 8601 for programs and copies.
struct TimeMark: Hashable, Sendable {
    var iso: String
    var words: String
    var exact: String

    init(_ time: Timestamp, now: Timestamp) {
        iso = time.description
        words = TimeMark.age(now.seconds(since: time))
        exact = TimeMark.exact(time)
    }

    init?(_ time: Timestamp?, now: Timestamp) {
        guard let time else { return nil }
        self.init(time, now: now)
    }

    /// "2026-01-02 10:00:00 UTC"; a script replaces it with the viewer's own zone.
    static func exact(_ time: Timestamp) -> String {
        let text = time.description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
    }

    /// "12 s ago", "in 3 min". Rounded down, so that nothing looks older than it is.
    static func age(_ seconds: Double) -> String {
        guard abs(seconds) >= 1 else { return "just now" }
        let words = span(abs(seconds))
        return seconds < 0 ? "in \(words)" : "\(words) ago"
    }

    /// "80 ms", "1.4 s", "12 s", "3 min", "5 h", "12 d": at most two figures that matter.
    static func span(_ seconds: Double) -> String {
        guard seconds.isFinite else { return "unknown" }
        switch seconds {
        case ..<0.0005: return "0 s"
        case ..<1: return "\(Int(seconds * 1000)) ms"
        case ..<10: return decimal(seconds) + " s"
        case ..<60: return "\(Int(seconds)) s"
        case ..<3600: return "\(Int(seconds / 60)) min"
        case ..<86_400: return "\(Int(seconds / 3600)) h"
        case ..<1e12: return "\(Int(seconds / 86_400)) d"
        default: return "very long"
        }
    }

    /// One decimal, and none when it would be zero.
    private static func decimal(_ value: Double) -> String {
        let tenths = Int((max(0, value) * 10).rounded(.down))
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
