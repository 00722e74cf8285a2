import Testing
import Workbench

@Suite("Instants")
struct TimestampTests {
    /// 2026-01-02T10:00:00Z
    static let base: Int64 = 1_767_348_000_000_000_000

    @Test(
        "zero to nine fractional digits are read, and further ones cut",
        arguments: [
            ("", 0), (".1", 100_000_000), (".12", 120_000_000), (".123", 123_000_000), (".1234", 123_400_000),
            (".12345", 123_450_000), (".123456", 123_456_000), (".1234567", 123_456_700), (".12345678", 123_456_780),
            (".123456789", 123_456_789), (".1234567899", 123_456_789), (".000000001", 1),
        ])
    func fractions(fraction: String, nanoseconds: Int64) {
        #expect(Timestamp("2026-01-02T10:00:00\(fraction)Z")?.nanoseconds == Self.base + nanoseconds)
    }

    @Test("as instants, half a second is after the full second although its text is before")
    func order() throws {
        let full = try #require(Timestamp("2026-01-02T10:00:00Z"))
        let half = try #require(Timestamp("2026-01-02T10:00:00.5Z"))
        #expect(full < half)
        #expect("2026-01-02T10:00:00Z" > "2026-01-02T10:00:00.5Z")
    }

    @Test(
        "zones, a missing zone, a space for the T, and a bare date are understood",
        arguments: [
            "2026-01-02T10:00:00Z", "2026-01-02t10:00:00z", "2026-01-02 10:00:00", "2026-01-02T12:00:00+02:00",
            "2026-01-02T12:00:00+0200", "2026-01-02T04:30:00-05:30", "2026-01-02T10:00Z",
        ])
    func zones(text: String) {
        #expect(Timestamp(text)?.nanoseconds == Self.base)
    }

    @Test("a bare date is its midnight in UTC")
    func date() {
        #expect(Timestamp("2026-01-02")?.nanoseconds == Self.base - 36_000 * 1_000_000_000)
    }

    @Test(
        "nonsense is refused rather than guessed",
        arguments: [
            "", "yesterday", "2026-13-01T00:00:00Z", "2026-01-00", "2026-1-2", "2026-01-02T10", "2026-01-02T10:61:00Z",
            "2026-01-02T10:00:00.Z", "2026-01-02T10:00:00+2", "2026-01-02T10:00:00Zulu", "9999-12-31T00:00:00Z", "2026",
        ])
    func nonsense(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test("what is written is read back", arguments: [0, 1_767_348_000_123, -1, -86_400_000, 951_782_400_000])
    func roundTrip(milliseconds: Int64) {
        let time = Timestamp(milliseconds: milliseconds)
        #expect(Timestamp(time.description) == time)
        #expect(Timestamp(time.precise) == time)
        #expect(time.milliseconds == milliseconds)
    }

    @Test(
        "known instants have their known text",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (1_767_348_000_123, "2026-01-02T10:00:00.123Z"),
        ])
    func text(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
    }

    @Test("arithmetic stops at the ends of the range instead of wrapping")
    func clamping() {
        #expect(Timestamp(milliseconds: .max).nanoseconds == .max)
        #expect(Timestamp(milliseconds: .min).nanoseconds == .min)
        let now = Timestamp(milliseconds: 1_767_348_000_000)
        #expect(now.adding(seconds: .infinity).nanoseconds == .max)
        #expect(now.adding(seconds: -1e30).nanoseconds == .min)
        #expect(now.adding(seconds: 1.5).seconds(since: now) == 1.5)
    }
}
