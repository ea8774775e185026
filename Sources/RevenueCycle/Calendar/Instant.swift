/// A moment in time, in whole microseconds since 1970-01-01T00:00:00Z; passed in, never read from a clock here.
package struct Instant: Hashable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
    package let microsecondsSince1970: Int64

    /// The moment so many microseconds after 1970-01-01T00:00:00Z.
    package init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    /// The moment so many times 24 hours later; held at the end of the range.
    package func adding(days: Int) -> Instant { adding(days, of: 86_400_000_000) }

    /// The moment so many minutes later; held at the end of the range.
    package func adding(minutes: Int) -> Instant { adding(minutes, of: 60_000_000) }

    private func adding(_ count: Int, of microseconds: Int64) -> Instant {
        let (span, isTooLong) = Int64(count).multipliedReportingOverflow(by: microseconds)
        let (sum, isOver) = microsecondsSince1970.addingReportingOverflow(span)
        return Instant(microsecondsSince1970: isTooLong || isOver ? (count < 0 ? .min : .max) : sum)
    }
}

extension Instant: Comparable {
    package static func < (left: Instant, right: Instant) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }
}
