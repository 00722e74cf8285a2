import Workbench

/// A part of an instant in UTC that a rule may ask for (Sigma specification, appendix "modifiers", time).
enum TimePart: String, Hashable, Sendable {
    case minute, hour, day, week, month, year

    func value(in time: Timestamp) -> Int64 {
        let seconds = TimePart.floor(time.nanoseconds, 1_000_000_000)
        let days = TimePart.floor(seconds, 86_400)
        let date = TimePart.date(days)
        switch self {
        case .minute: return TimePart.floor(seconds - days * 86_400, 60) % 60
        case .hour: return TimePart.floor(seconds - days * 86_400, 3600)
        case .day: return date.day
        case .week: return TimePart.week(days)
        case .month: return date.month
        case .year: return date.year
        }
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The Gregorian date of a day counted from 1970-01-01; years are counted from March, so that leap days end them.
    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = floor(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let isAfterNewYear = month >= 10
        return (yearOfEra + era * 400 + (isAfterNewYear ? 1 : 0), isAfterNewYear ? month - 9 : month + 3, day)
    }

    /// ISO 8601: a week belongs to the year in which its Thursday lies.
    private static func week(_ days: Int64) -> Int64 {
        let weekday = (days + 3) - floor(days + 3, 7) * 7
        let thursday = days - weekday + 3
        let year = date(thursday).year
        var start = thursday
        while date(start - 7).year == year { start -= 7 }
        return (thursday - start) / 7 + 1
    }
}
