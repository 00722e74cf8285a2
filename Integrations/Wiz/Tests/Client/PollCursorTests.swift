import Pipeline
import Testing
import Workbench

@testable import Wiz

@Suite("Where a poll stands")
struct PollCursorTests {
    private static let request = PollRequest(
        stream: .created, after: Timestamp(milliseconds: 1_772_323_200_000),  // 2026-03-01
        before: Timestamp(milliseconds: 1_772_409_600_000), onlyLive: false, cursor: nil)

    private static func page(_ count: Int, more: Bool, cursor: String?, total: Int64? = nil) throws -> ItemPage {
        try ItemPage([
            "nodes": .array((0..<count).map { ["id": .string("\($0)")] }),
            "pageInfo": ["hasNextPage": .bool(more), "endCursor": JSON(cursor)],
            "totalCount": total.map(JSON.integer) ?? .null,
        ])
    }

    @Test("hasNextPage alone ends a window, whatever the cursor says")
    func end() throws {
        let start = PollCursor(Self.request)
        for cursor in ["abc", "", nil] {
            let page = try Self.page(3, more: false, cursor: cursor)
            #expect(try start.next(after: page, newest: nil) == nil)
        }
        let empty = try Self.page(0, more: true, cursor: "abc")
        #expect(try start.next(after: empty, newest: nil)?.cursor == "abc")
    }

    @Test("More without a cursor, or with one that was there before, is an error")
    func repeated() throws {
        let start = PollCursor(Self.request)
        for cursor in ["", nil] {
            let page = try Self.page(3, more: true, cursor: cursor)
            #expect(throws: IntegrationError.self) { try start.next(after: page, newest: nil) }
        }
        let first = try Self.page(3, more: true, cursor: "a")
        let second = try Self.page(3, more: true, cursor: "b")
        let one = try #require(try start.next(after: first, newest: nil))
        #expect(throws: IntegrationError.self) { try one.next(after: first, newest: nil) }
        let two = try #require(try one.next(after: second, newest: nil))
        #expect(throws: IntegrationError.self) { try two.next(after: first, newest: nil) }
    }

    @Test("A page that does not say whether there is more is an error")
    func silent() {
        for connection in [[:], ["nodes": []], ["nodes": [], "pageInfo": ["endCursor": "a"]]] as [JSON] {
            #expect(throws: IntegrationError.self) { try ItemPage(connection) }
        }
    }

    @Test("Before the cap a new slice begins at the newest time that was seen")
    func slices() throws {
        var cursor = PollCursor(Self.request)
        let newest = Timestamp("2026-03-01T05:00:00Z")
        var pages = 0
        while cursor.start == Self.request.after.nanoseconds {
            pages += 1
            try #require(pages < 60)
            let page = try Self.page(250, more: true, cursor: "c\(pages)", total: 20_000)
            cursor = try #require(try cursor.next(after: page, newest: newest))
        }
        #expect(pages * 250 < PollCursor.cap)
        #expect(cursor.start == newest?.nanoseconds)
        #expect(cursor.cursor == nil)
        #expect(cursor.served == 0)
        #expect(cursor.total == 20_000)
        let query = StreamQuery(request: Self.request, cursor: cursor)
        #expect(query.variables["filterBy"]?["createdAt"]?["after"] == "2026-03-01T04:59:59.999999Z")
        #expect(query.variables["filterBy"]?["createdAt"]?["before"] == "2026-03-02T00:00:00.000000Z")
        #expect(query.variables["after"] == nil)
    }

    @Test("A cap that was reached unawares goes on as well, and a slice that cannot move ends")
    func cap() throws {
        var cursor = PollCursor(Self.request)
        cursor.served = PollCursor.cap - 10
        let last = try Self.page(10, more: false, cursor: "")
        let newest = Timestamp("2026-03-01T05:00:00Z")
        #expect(try cursor.next(after: last, newest: newest)?.start == newest?.nanoseconds)
        #expect(try cursor.next(after: last, newest: Self.request.after) == nil)
    }

    @Test("The place can be stored and read by another process, for the same request only")
    func stored() throws {
        let page = try Self.page(3, more: true, cursor: "eyJ4IjoxfQ==", total: 7)
        let cursor = try #require(try PollCursor(Self.request).next(after: page, newest: nil))
        #expect(try PollCursor(cursor.text, of: Self.request) == cursor)
        var other = Self.request
        other.stream = .detections
        #expect(throws: IntegrationError.self) { try PollCursor(cursor.text, of: other) }
        for text in ["", "{}", "garbage", "{\"v\":2}"] {
            #expect(throws: IntegrationError.self) { try PollCursor(text, of: Self.request) }
        }
    }

    @Test("Each stream asks what it must: times in microseconds, no empty list, both types of detections")
    func variables() throws {
        func variables(_ stream: PollStream, live: Bool) -> [String: JSON] {
            let request = PollRequest(
                stream: stream, after: Timestamp(nanoseconds: 1_772_323_200_123_456_789),
                before: Timestamp(nanoseconds: 1_772_326_800_000_000_000), onlyLive: live, cursor: nil)
            return StreamQuery(request: request, cursor: PollCursor(request)).variables
        }
        let window: JSON = ["after": "2026-03-01T00:00:00.123455Z", "before": "2026-03-01T01:00:00.000000Z"]
        #expect(
            variables(.created, live: false) == [
                "first": 250, "filterBy": ["createdAt": window],
                "orderBy": ["field": "CREATED_AT", "direction": "ASC"],
            ])
        #expect(
            variables(.created, live: true)["filterBy"] == ["createdAt": window, "status": ["OPEN", "IN_PROGRESS"]])
        #expect(
            variables(.changed, live: false) == [
                "first": 250, "filterBy": ["statusChangedAt": window],
                "orderBy": ["field": "STATUS_CHANGED_AT", "direction": "ASC"],
            ])
        #expect(
            variables(.detections, live: true) == [
                "first": 100,
                "filterBy": ["createdAt": window, "type": ["equals": ["GENERATED_THREAT", "MATCH_ONLY"]]],
                "orderBy": ["field": "CREATED_AT", "direction": "ASC"],
            ])
    }

    @Test("Times at the ends of what can be written do not stop the client")
    func extremes() {
        for nanoseconds in [Int64.min, .min + 1, 0, .max] {
            let request = PollRequest(
                stream: .changed, after: Timestamp(nanoseconds: nanoseconds), before: Timestamp(nanoseconds: .max),
                onlyLive: false, cursor: nil)
            let variables = StreamQuery(request: request, cursor: PollCursor(request)).variables
            #expect(variables["filterBy"]?["statusChangedAt"]?["after"]?.string != nil)
        }
    }
}
