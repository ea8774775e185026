import Foundation
import SimulatedDisk

/// Runs the store on a disk that fails, once for each seed, and holds it against a model after every crash.
///
/// ```
/// StoreSimulation [first seed] [count]
/// ```
/// Each line of the output is a seed's digest of everything that happened in it; the same seeds give the same lines in every
/// process. Exit code 1 when a store did what it must not; the seed is named, and does it again.
@main
enum StoreSimulation {
    static func main() throws {
        let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        let first = numbers.first ?? 1
        let count = numbers.dropFirst().first ?? 1000
        guard disk_install() == 0 else { throw SimulationFailure("SQLite does not take the simulated disk") }
        let place = "/dev/shm/recourse-simulation-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: place) }
        var tally = Tally()
        var failed = 0
        for seed in first..<first + count {
            do {
                var world = try World(seed: seed, place: "\(place)/\(seed)")
                try world.run(&tally)
                print("\(seed) \(String(world.log.digest, radix: 16))")
            } catch {
                failed += 1
                print("\(seed) FAILED: \(error)")
            }
            try? FileManager.default.removeItem(atPath: "\(place)/\(seed)")
        }
        FileHandle.standardError.write(Data("\(count) seeds, \(failed) failed; \(tally)\n".utf8))
        if failed > 0 { exit(1) }
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
