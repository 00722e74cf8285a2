import Workbench

/// The triggering events of an alert on a line of time, as a drawing.
struct EventAxis: Sendable {
    struct Dot: Sendable {
        var x: Int
        var y: Int
        /// What happened and when, on hover and for screen readers.
        var title: String
    }

    var dots: [Dot]
    var height: Int
    var lineY: Int
    var textY: Int
    var first: String
    var last: String
    /// "12 events within 3 min"
    var summary: String

    private static let left = 20.0
    private static let width = 680.0
    /// Events closer than this, in units of the drawing, stand above each other.
    private static let spacing = 9
    private static let mostRows = 6

    /// Nil when fewer than two events have a time: a line of time would say nothing.
    init?(_ contents: [VendorAlertContent]) {
        let events = contents.flatMap(\.events).compactMap { event in
            event.time.map { (time: $0, name: event.name ?? event.category ?? "Unnamed event") }
        }.sorted { $0.time < $1.time }.prefix(500)
        guard events.count > 1, let start = events.first?.time, let end = events.last?.time else { return nil }
        let span = end.seconds(since: start)
        var rows: [Int: Int] = [:]
        let placed = events.map { event -> (x: Int, row: Int, event: (time: Timestamp, name: String)) in
            let share = span > 0 ? event.time.seconds(since: start) / span : 0.5
            let x = Int(EventAxis.left + min(max(share, 0), 1) * EventAxis.width)
            let place = x / EventAxis.spacing
            let row = min(rows[place, default: 0], EventAxis.mostRows - 1)
            rows[place] = row + 1
            return (x, row, event)
        }
        let most = (placed.map(\.row).max() ?? 0) + 1
        let base = most * EventAxis.spacing + 6
        dots = placed.map {
            Dot(
                x: $0.x, y: base - 7 - $0.row * EventAxis.spacing,
                title: "\($0.event.name.shortened(to: 120)), \(TimeMark.exact($0.event.time))")
        }
        lineY = base
        textY = base + 18
        height = base + 26
        first = TimeMark.exact(start)
        last = span >= 1 ? TimeMark.exact(end) : ""
        let number = counted(events.count, "event", "events")
        summary = span >= 1 ? "\(number) within \(TimeMark.span(span))" : "\(number) at one moment"
    }
}
