import Foundation
import Pipeline
import Workbench

/// Where a poll stands, as text that can be stored and taken up by another process.
///
/// Wiz gives at most 10,000 items for one query. A walk therefore goes in slices of time: when one has given nearly as
/// many, the next begins at the time of the newest item seen. The order is by that time, so nothing is left out;
/// what shares its instant comes twice.
struct PollCursor: Hashable, Sendable, Codable {
    /// What Wiz gives for one query (Wiz: total pageable result).
    static let cap = 10_000
    /// Wiz allows 500 issues in a page; fewer keep memory flat and answers within the time of its gateway.
    static let issuesPerPage = 250
    static let detectionsPerPage = 100
    private static let smallestPage = 10
    /// More pages than this for one slice cannot be honest.
    private static let pageLimit = 2_000

    private enum CodingKeys: String, CodingKey {
        case version = "v"
        case stream = "s"
        case after = "a"
        case before = "b"
        case start = "f"
        case cursor = "c"
        case served = "n"
        case seen = "k"
        case total = "t"
        case pageSize = "p"
    }

    var version = 1
    var stream: PollStream
    /// The window that was asked for, in nanoseconds.
    var after: Int64
    var before: Int64
    /// Where the present slice begins, in nanoseconds.
    var start: Int64
    /// Wiz's own cursor; nil at the beginning of a slice.
    var cursor: String?
    /// Items that the present slice has given.
    var served: Int
    /// Fingerprints of all cursors of the present slice.
    var seen: [String]
    /// How many the whole window holds, if Wiz said so.
    var total: Int?
    /// Items that a page is asked to have.
    var pageSize: Int

    init(_ request: PollRequest) {
        stream = request.stream
        after = request.after.nanoseconds
        before = request.before.nanoseconds
        start = request.after.nanoseconds
        cursor = nil
        served = 0
        seen = []
        total = nil
        pageSize = request.stream == .detections ? PollCursor.detectionsPerPage : PollCursor.issuesPerPage
    }

    /// - Throws: `client` for a text that is no cursor of this request.
    init(_ text: String, of request: PollRequest) throws(IntegrationError) {
        guard let cursor = try? JSONDecoder().decode(PollCursor.self, from: Data(text.utf8)), cursor.version == 1,
            cursor.stream == request.stream, cursor.after == request.after.nanoseconds,
            cursor.before == request.before.nanoseconds, cursor.start >= cursor.after,
            (0...1_000_000).contains(cursor.served), (1...500).contains(cursor.pageSize)
        else { throw IntegrationError(.client, "The place where the poll stopped cannot be read; it begins anew.") }
        self = cursor
    }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Numbers and texts alone: encoding cannot fail, and an empty text would be refused when it comes back.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The place after a page; nil when the window is read to its end.
    ///
    /// - Parameter newest: the newest time among the page's items.
    /// - Throws: `decoding` for a page that says there is more and gives no way to it: the walk would never end.
    func next(after page: ItemPage, newest: Timestamp?) throws(IntegrationError) -> PollCursor? {
        var next = self
        next.total = total ?? page.total
        next.served = served + page.nodes.count
        let isNearCap = next.served > PollCursor.cap - 2 * pageSize
        if isNearCap, page.hasNextPage || next.served >= PollCursor.cap, let newest, newest.nanoseconds > start {
            next.start = newest.nanoseconds
            next.cursor = nil
            next.served = 0
            next.seen = []
            return next
        }
        guard page.hasNextPage else { return nil }
        guard let cursor = page.endCursor, !cursor.isEmpty else {
            throw IntegrationError(.decoding, "Wiz says that there are more items and gives no cursor to reach them.")
        }
        let fingerprint = PollCursor.fingerprint(cursor)
        guard !seen.contains(fingerprint), seen.count < PollCursor.pageLimit else {
            throw IntegrationError(.decoding, "Wiz gives the same cursor again: its pages would never end.")
        }
        next.cursor = cursor
        next.seen.append(fingerprint)
        return next
    }

    /// The same place with smaller pages, for a tenant that finds them too large; nil when they cannot be smaller.
    func withSmallerPages() -> PollCursor? {
        guard pageSize > PollCursor.smallestPage else { return nil }
        var smaller = self
        smaller.pageSize = max(PollCursor.smallestPage, pageSize / 4)
        return smaller
    }

    /// FNV-1a of 64 bits: short enough to keep all of them, and equal for equal cursors.
    private static func fingerprint(_ cursor: String) -> String {
        let hash = cursor.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return String(hash, radix: 36)
    }
}
