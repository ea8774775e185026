/// How long a job waits after an attempt that failed: a random time of up to a limit that doubles with each attempt.
///
/// The whole time is drawn ("full jitter"), so that jobs that failed together do not come back together.
package struct Backoff: Hashable, Sendable {
    /// The longest wait after the first attempt.
    package var base: Duration
    /// The longest wait after any.
    package var longest: Duration

    /// Waits of up to `base` after the first attempt, and never longer than `longest`.
    package init(base: Duration = .seconds(2), longest: Duration = .seconds(3600)) {
        precondition(base > .zero && longest >= base, "A wait is positive.")
        self.base = base
        self.longest = longest
    }

    /// The most that may be waited after an attempt, from 1.
    func limit(after attempt: Int) -> Duration {
        let doublings = min(max(0, attempt - 1), 40)
        return min(longest, .microseconds(base.microseconds.multipliedSaturating(by: 1 << Int64(doublings))))
    }

    /// A wait after an attempt, from 1.
    func wait(after attempt: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        .microseconds(Int64.random(in: 0...limit(after: attempt).microseconds, using: &generator))
    }
}

extension Duration {
    /// Whole microseconds; the ends of the range for what is beyond them.
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        let whole = seconds.multipliedSaturating(by: 1_000_000)
        let sum = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        return sum.overflow ? whole : sum.partialValue
    }
}

extension Timestamp {
    /// The moment that lies `duration` later; the end of time for what is beyond it.
    package func advanced(by duration: Duration) -> Timestamp {
        let sum = microsecondsSince1970.addingReportingOverflow(duration.microseconds)
        guard sum.overflow else { return Timestamp(microsecondsSince1970: sum.partialValue) }
        return Timestamp(microsecondsSince1970: duration < .zero ? .min : .max)
    }
}

extension Int64 {
    fileprivate func multipliedSaturating(by factor: Int64) -> Int64 {
        let product = multipliedReportingOverflow(by: factor)
        guard product.overflow else { return product.partialValue }
        return (self < 0) == (factor < 0) ? .max : .min
    }
}
