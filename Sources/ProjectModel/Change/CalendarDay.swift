/// A day, in the calendar of ISO 8601.
public struct CalendarDay: Hashable, Sendable, CustomStringConvertible {
    /// The year.
    public let year: Int
    /// The month, from 1.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int
    /// The first second of the day, in UTC, counted from 1970.
    public let secondsSinceEpoch: Int

    /// The day, in UTC, of a second counted from 1970.
    ///
    /// Source: Howard Hinnant, *chrono-Compatible Low-Level Date Algorithms* (`civil_from_days`).
    public init(secondsSinceEpoch seconds: Int) {
        let days = seconds.quotientRoundedDown(by: 86_400)
        secondsSinceEpoch = days * 86_400
        let shifted = days + 719_468
        let era = shifted.quotientRoundedDown(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// The day as `2026-11-24`.
    public var description: String {
        [year, month, day].map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: "-")
    }
}

extension Int {
    fileprivate func quotientRoundedDown(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : (self + 1) / divisor - 1
    }
}
