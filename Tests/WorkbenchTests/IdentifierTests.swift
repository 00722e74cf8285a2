import Testing
import Workbench

@Suite("Identifiers")
struct IdentifierTests {
    @Test("later ids sort after earlier ones, millisecond by millisecond")
    func order() {
        let start: Int64 = 1_767_348_000_000
        let ids = (0..<500).map { ID<Alert>.make(at: Timestamp(milliseconds: start + $0)).rawValue }
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == 500)
    }

    @Test("ids of one millisecond differ")
    func unique() {
        let time = Timestamp(milliseconds: 1_767_348_000_000)
        #expect(Set((0..<5000).map { _ in ID<Alert>.make(at: time).rawValue }).count == 5000)
    }

    @Test("the text is that of a UUID of version 7 with its time in front (RFC 9562)")
    func shape() {
        let id = Array(ID<Alert>.make(at: Timestamp(milliseconds: 0x0123_4567_89AB)).rawValue)
        #expect(id.count == 36)
        #expect(String(id.prefix(13)) == "01234567-89ab")
        #expect([8, 13, 18, 23].allSatisfy { id[$0] == "-" })
        #expect(id[14] == "7")
        #expect("89ab".contains(id[19]))
        #expect(id.allSatisfy { "0123456789abcdef-".contains($0) })
    }

    @Test("a time before 1970 or beyond 48 bits makes an id, not a crash", arguments: [Int64.min, -1, Int64.max])
    func extremes(milliseconds: Int64) {
        #expect(ID<Alert>.make(at: Timestamp(milliseconds: milliseconds)).rawValue.count == 36)
    }
}
