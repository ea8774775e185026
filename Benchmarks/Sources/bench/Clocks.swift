import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// Wall and CPU time that passed since a moment.
struct Stopwatch {
    private let wall = ContinuousClock.now
    private let cpu = Self.processSeconds()

    /// Seconds on the wall since it was made.
    var wallSeconds: Double { Self.seconds(ContinuousClock.now - wall) }

    /// Seconds of CPU, user and system, that this process took since it was made.
    var cpuSeconds: Double { Self.processSeconds() - cpu }

    private static func processSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func seconds(_ duration: Duration) -> Double {
        let parts = duration.components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }
}

/// What else the machine does meanwhile.
enum Machine {
    /// Processors and the load of the last minute, five and fifteen minutes.
    static var load: String {
        var loads = [0.0, 0.0, 0.0]
        getloadavg(&loads, 3)
        let words = loads.map { $0.formatted(digits: 2) }.joined(separator: " ")
        return "\(ProcessInfo.processInfo.activeProcessorCount) processors, load \(words)"
    }
}

extension Double {
    /// The number with so many decimals.
    func formatted(digits: Int) -> String { String(format: "%.\(digits)f", self) }
}

extension [Double] {
    /// The middle one; the mean of the two in the middle when their number is even, zero when there is none.
    var median: Double {
        guard !isEmpty else { return 0 }
        let sorted = sorted()
        return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2
    }
}
