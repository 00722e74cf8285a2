/// An instant in UTC, in nanoseconds since 1970-01-01, written as Wiz writes times: RFC 3339 with `Z` and as many
/// fractional digits, up to nine, as the value has.
struct WizTime: Hashable, Comparable, Sendable {
    let nanoseconds: Int64

    static func < (left: WizTime, right: WizTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// Later or, negative, earlier. Clamped to the range of 64 bits.
    func adding(seconds: Double) -> WizTime {
        let span = seconds * 1_000_000_000
        guard span.isFinite, span.magnitude < 9e18 else { return self }
        let (sum, overflow) = nanoseconds.addingReportingOverflow(Int64(span))
        return overflow ? self : WizTime(nanoseconds: sum)
    }

    /// Cut to microseconds, the precision of the issues' own times.
    var microseconds: WizTime {
        WizTime(nanoseconds: nanoseconds - nanoseconds % 1000)
    }
}

extension WizTime: CustomStringConvertible {
    var description: String {
        let seconds = nanoseconds.flooredDivision(by: 1_000_000_000)
        let fraction = nanoseconds &- seconds &* 1_000_000_000
        let days = seconds.flooredDivision(by: 86_400)
        let (year, month, day) = CivilDate.fields(ofDay: days)
        let second = seconds &- days &* 86_400
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(padded(second / 3600, 2)):"
            + "\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))\(fractionText(fraction))Z"
    }

    private func fractionText(_ fraction: Int64) -> String {
        guard fraction != 0 else { return "" }
        var digits = padded(fraction, 9)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "." + digits
    }

    private func padded(_ number: Int64, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}

extension WizTime {
    /// Reads RFC 3339 with `Z` or an offset; a date alone means midnight UTC. Nothing else is a time.
    init?(_ text: String) {
        var rest = Substring(text)
        guard let year = rest.takeNumber(4), rest.take("-"), let month = rest.takeNumber(2), rest.take("-"),
            let day = rest.takeNumber(2), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var seconds = CivilDate.day(year: year, month: month, day: day) * 86_400
        var fraction: Int64 = 0
        if !rest.isEmpty {
            guard rest.take("T") || rest.take("t") || rest.take(" "), let hour = rest.takeNumber(2), rest.take(":"),
                let minute = rest.takeNumber(2), rest.take(":"), let second = rest.takeNumber(2),
                hour < 24, minute < 60, second < 61
            else { return nil }
            seconds += hour * 3600 + minute * 60 + second
            if rest.take(".") {
                guard let nanoseconds = rest.takeFraction() else { return nil }
                fraction = nanoseconds
            }
            guard let offset = rest.takeOffset(), rest.isEmpty else { return nil }
            seconds -= offset
        }
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowed) = whole.addingReportingOverflow(fraction)
        guard !overflow, !overflowed else { return nil }
        nanoseconds = sum
    }
}

/// The proleptic Gregorian calendar, counted in days since 1970-01-01.
private enum CivilDate {
    static func day(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.flooredDivision(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func fields(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

extension Substring {
    fileprivate mutating func take(_ character: Character) -> Bool {
        guard first == character else { return false }
        removeFirst()
        return true
    }

    fileprivate mutating func takeNumber(_ width: Int) -> Int64? {
        let digits = utf8.prefix(width)
        guard digits.count == width, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let number = Int64(String(prefix(width)))
        removeFirst(width)
        return number
    }

    /// Digits beyond the ninth are cut.
    fileprivate mutating func takeFraction() -> Int64? {
        let digits = prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return nil }
        self = dropFirst(digits.count)
        let nine = String(digits.prefix(9))
        return Int64(nine + String(repeating: "0", count: 9 - nine.utf8.count))
    }

    fileprivate mutating func takeOffset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let sign: Int64 = first == "-" ? -1 : 1
        guard take("+") || take("-"), let hours = takeNumber(2), take(":"), let minutes = takeNumber(2),
            hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}
