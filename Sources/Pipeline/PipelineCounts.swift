import Synchronization
import Workbench

/// What the pipeline has done since the process started, for `/metrics`.
public struct PipelineCounts: Hashable, Sendable {
    /// Durable signals, by how they came.
    public var accepted: [Signal.Source: Int] = [:]
    /// Signals that were looked at, by what became of them.
    public var processed: [Signal.State: Int] = [:]
    /// Alerts opened, by how their signal came.
    public var alerts: [Signal.Source: Int] = [:]
    /// Attempts to write to a vendor, by where they left the delivery: done, conflict, refused, or pending again.
    public var deliveries: [Delivery.State: Int] = [:]
    /// Items that polls read, and the pages they came on.
    public var pollItems = 0
    public var pollPages = 0
    /// Polls that ended, by how.
    public var polls: [PollRun.State: Int] = [:]
    /// Issues read again by id.
    public var rereads = 0
    /// Seconds from the vendor's creation time to our alert, by how its signal came; backfill is left out.
    public var delays: [Signal.Source: DelayHistogram] = [:]

    public init() {}
}

/// How often a time was at most so long.
public struct DelayHistogram: Hashable, Sendable {
    /// Upper ends of the buckets in seconds; a last bucket holds the rest.
    public static let bounds: [Double] = [0.1, 0.5, 1, 2, 5, 15, 60, 300, 900, 3600, 43_200]

    /// For each bound, how many were at most that long.
    public var atMost = Array(repeating: 0, count: DelayHistogram.bounds.count)
    public var count = 0
    /// Seconds.
    public var sum: Double = 0

    public init() {}

    public mutating func add(_ seconds: Double) {
        count &+= 1
        sum += seconds
        for (place, bound) in DelayHistogram.bounds.enumerated() where seconds <= bound { atMost[place] &+= 1 }
    }
}

/// Where the pipeline's parts count.
final class PipelineMeter: Sendable {
    private let state = Mutex(PipelineCounts())

    var counts: PipelineCounts { state.withLock { $0 } }

    func add(_ change: (inout PipelineCounts) -> Void) {
        state.withLock { change(&$0) }
    }
}
