/// A moment in time, in whole microseconds since 1970-01-01T00:00:00Z, as the journal counts it.
package struct Moment: Hashable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
    package let microsecondsSince1970: Int64

    /// The moment so many microseconds after 1970-01-01T00:00:00Z.
    package init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    /// The moment so many minutes later; the last that there is, when that lies beyond it.
    package func adding(minutes: Int) -> Moment {
        let (span, isTooLong) = Int64(minutes).multipliedReportingOverflow(by: 60_000_000)
        let (sum, isTooLate) = microsecondsSince1970.addingReportingOverflow(span)
        return Moment(microsecondsSince1970: isTooLong || isTooLate ? .max : sum)
    }
}

extension Moment: Comparable {
    package static func < (left: Moment, right: Moment) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }
}

/// From when on, and until when, something holds.
package struct Validity: Hashable, Sendable {
    /// The first moment at which it holds.
    package let from: Moment
    /// The first moment at which it no longer does; nil when no end is set.
    package let until: Moment?
    /// The moment at which somebody took it back; nil when nobody has.
    package var revoked: Moment?

    /// From a moment on, up to another that is not in it.
    package init(from: Moment, until: Moment? = nil, revoked: Moment? = nil) {
        self.from = from
        self.until = until
        self.revoked = revoked
    }

    /// Whether it holds at a moment.
    package func holds(at moment: Moment) -> Bool {
        from <= moment && until.map { moment < $0 } != false && revoked.map { moment < $0 } != false
    }
}
