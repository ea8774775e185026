import Foundation
import SimulatedDisk

/// Runs the store on a disk that fails, once for each seed, and holds it against a model after every crash.
///
/// ```
/// StoreSimulation [first seed] [count]
/// StoreSimulation SEED every
/// ```
/// The second form runs one seed with the process ending before its first operation on the disk, then before its second, and so on.
/// Each line of the output is a seed's digest of everything that happened in it; the same seeds give the same lines in every
/// process. Exit code 1 when a store did what it must not; the seed is named, and does it again.
@main
enum StoreSimulation {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        let numbers = arguments.compactMap { UInt64($0) }
        let first = numbers.first ?? 1
        guard disk_install() == 0 else { throw SimulationFailure("SQLite does not take the simulated disk") }
        var runs = Runs()
        defer { try? FileManager.default.removeItem(atPath: runs.place) }
        if arguments.last == "every" {
            var moment: UInt64 = 0
            while runs.run(first, endingAt: moment) { moment += 1 }
        } else {
            for seed in first..<first + (numbers.dropFirst().first ?? 1000) { _ = runs.run(seed, endingAt: nil) }
        }
        FileHandle.standardError.write(Data("\(runs.count) runs, \(runs.failed) failed; \(runs.tally)\n".utf8))
        if runs.failed > 0 { exit(1) }
    }
}

/// One run after the other.
private struct Runs {
    let place = "/dev/shm/recourse-simulation-\(ProcessInfo.processInfo.processIdentifier)"
    var tally = Tally()
    var count = 0
    var failed = 0

    /// Runs a seed.
    ///
    /// - Parameters:
    ///   - seed: The seed.
    ///   - moment: How many operations on the disk there are before the process ends for the first time; nil when the seed says.
    /// - Returns: whether a fault has struck, or the run failed.
    mutating func run(_ seed: UInt64, endingAt moment: UInt64?) -> Bool {
        let name = moment.map { "\(seed) ending at \($0)" } ?? "\(seed)"
        count += 1
        defer { try? FileManager.default.removeItem(atPath: "\(place)/\(count)") }
        do {
            var world = try World(seed: seed, place: "\(place)/\(count)")
            let hasStruck = try world.run(&tally, endingAt: moment)
            print("\(name) \(String(world.log.digest, radix: 16))")
            return hasStruck
        } catch {
            failed += 1
            print("\(name) FAILED: \(error)")
            return true
        }
    }
}

/// What a store must not do.
struct SimulationFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// How often what happened, over all seeds.
struct Tally: CustomStringConvertible {
    var counts: [String: Int] = [:]

    mutating func count(_ what: String) { counts[what, default: 0] += 1 }

    var description: String {
        counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    }
}

/// A digest of everything that happened, in order.
struct EventLog {
    private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func note(_ text: String) {
        for byte in text.utf8 { digest = (digest ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }
}
