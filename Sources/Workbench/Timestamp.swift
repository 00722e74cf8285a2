import Foundation

/// An instant in UTC, in nanoseconds since 1970-01-01.
///
/// Our own times have millisecond precision; a vendor's may have up to nine fractional digits and are
/// compared as instants, never as text. The range (1677 to 2262) is that of 64 bits of nanoseconds.
public struct Timestamp: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    public let nanoseconds: Int64

    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Clamped to the representable range.
    public init(milliseconds: Int64) {
        let (value, overflow) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        nanoseconds = overflow ? (milliseconds < 0 ? .min : .max) : value
    }

    public var milliseconds: Int64 {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The present, cut to milliseconds as every stored time of ours is.
    public static func now() -> Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Later (or, negative, earlier) by a number of seconds; clamped to the representable range.
    public func adding(seconds: Double) -> Timestamp {
        let span = seconds * 1_000_000_000
        guard span.isFinite, abs(span) < 9.2e18 else { return Timestamp(nanoseconds: span < 0 ? .min : .max) }
        let (value, overflow) = nanoseconds.addingReportingOverflow(Int64(span))
        return Timestamp(nanoseconds: overflow ? (span < 0 ? .min : .max) : value)
    }

    /// Seconds from an earlier instant to this one.
    public func seconds(since earlier: Timestamp) -> Double {
        (Double(nanoseconds) - Double(earlier.nanoseconds)) / 1_000_000_000
    }
}

extension Timestamp {
    /// RFC 3339, tolerant of what vendors send: 0 to 9 fractional digits (more are cut), `T` or a space,
    /// `Z`, an offset, or no zone at all, which means UTC.
    public init?(_ text: String) {
        var scanner = DigitScanner(text.utf8)
        guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2), scanner.skip("-"),
            let day = scanner.digits(2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var seconds = Timestamp.daysSinceEpoch(year: year, month: month, day: day) * 86_400
        var fraction: Int64 = 0
        if !scanner.atEnd {
            guard scanner.skip("T") || scanner.skip("t") || scanner.skip(" "), let hour = scanner.digits(2),
                scanner.skip(":"), let minute = scanner.digits(2), hour < 25, minute < 60
            else { return nil }
            seconds += hour * 3600 + minute * 60
            if scanner.skip(":") {
                guard let second = scanner.digits(2), second < 61 else { return nil }
                seconds += second
                if scanner.skip(".") {
                    guard let nanoseconds = scanner.fraction() else { return nil }
                    fraction = nanoseconds
                }
            }
            guard let offset = scanner.offset(), scanner.atEnd else { return nil }
            seconds -= offset
        }
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (value, overflowed) = whole.addingReportingOverflow(fraction)
        guard !overflow, !overflowed else { return nil }
        nanoseconds = value
    }

    /// RFC 3339 in UTC with milliseconds: `2026-01-02T10:00:00.123Z`.
    public var description: String { text(fractionDigits: 3) }

    /// RFC 3339 in UTC with all nine fractional digits.
    public var precise: String { text(fractionDigits: 9) }

    private func text(fractionDigits: Int) -> String {
        var (seconds, fraction) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        if fraction < 0 {
            seconds -= 1
            fraction += 1_000_000_000
        }
        var (days, time) = seconds.quotientAndRemainder(dividingBy: 86_400)
        if time < 0 {
            days -= 1
            time += 86_400
        }
        let (year, month, day) = Timestamp.date(daysSinceEpoch: days)
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let clock = "\(padded(time / 3600, 2)):\(padded(time / 60 % 60, 2)):\(padded(time % 60, 2))"
        let decimals = padded(fraction, 9).prefix(fractionDigits)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(clock).\(decimals)Z"
    }

    // Proleptic Gregorian calendar, counted from 0000-03-01 so that the leap day ends a year.
    private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(daysSinceEpoch days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

/// Reads the fixed-width numbers of a timestamp.
private struct DigitScanner {
    private var rest: ArraySlice<UInt8>

    init(_ text: String.UTF8View) {
        rest = Array(text)[...]
    }

    var atEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    mutating func digits(_ count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = nextDigit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Nanoseconds of the digits after the point; digits past the ninth are dropped.
    mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while let digit = nextDigit() {
            if count < 9 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 9)..<9 { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
        if atEnd || skip("Z") || skip("z") { return 0 }
        let sign: Int64
        if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
        guard let hours = digits(2) else { return nil }
        _ = skip(":")
        guard let minutes = digits(2), hours < 24, minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private mutating func nextDigit() -> Int64? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }
}
