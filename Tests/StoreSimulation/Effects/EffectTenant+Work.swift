import ControlPlane
import Journal
import RevenueCycle
import SeededRandomness
import SimulatedDisk
import Synchronization

// Workers who take effects outside: one, or several who come in between each other, as on nodes whose clocks differ.
extension EffectTenant {
    /// Has workers work off what is due, each pausing before and after everything that it does; those who stand still for longer than
    /// their lease go on all the same.
    ///
    /// - Returns: what became of it.
    /// - Throws: ``SimulationFailure`` when something was done that must not be.
    mutating func work() throws -> Outcome {
        let count = isEnding ? 1 : 1 + Int(generator.next() % 3)
        return try ask("work of \(count)") { try $0.work(by: count) }
    }

    /// A worker goes on with a store of which bits were flipped: what leaves was approved, and leaves once.
    ///
    /// - Throws: ``SimulationFailure`` when something else has left.
    mutating func expectNothingWrong(toLeave damaged: StoreFolder) throws {
        let before = outside.known
        let (outside, clock) = (outside, clock)
        clock.moveOverWaits()
        let after = outside.undoing {
            do {
                let journal = try damaged.journal(of: Self.name)
                _ = try EffectExecutor(
                    journal: journal,
                    authorities: [Self.kind: SimulatedAuthority(journal: journal, pause: {})],
                    connector: { Self.connector(to: $0, outside) },
                    principal: "service:worker",
                    clock: { clock.now }
                ).workOff(using: &generator)
            } catch {
                // Whatever it says.
            }
        }
        for (name, arrivals) in after.arrived {
            guard arrivals.count == 1 else {
                throw SimulationFailure("bits were flipped, and \(name) is outside twice")
            }
            // What was in doubt when the process ended may be there too.
            guard before.arrived[name] == nil, let told = history.told(of: name) else { continue }
            guard history.lacks(told.request) == nil else {
                throw SimulationFailure("bits were flipped, and \(name) is outside, which nobody has approved")
            }
        }
    }

    private mutating func work(by count: Int) throws {
        let turns = Turns(of: count)
        let (journal, outside, clock) = (journal, outside, clock)
        let seeds = (0..<count).map { _ in generator.next() }
        // The first worker's clock is right, the others' are behind or ahead by up to ten minutes.
        let skews = seeds.enumerated().map { Duration.seconds($0 == 0 ? 0 : Int($1 % 1200) - 600) }
        // To look after each turn takes long.
        let isWatched = count > 1 && seeds[0] % 8 == 0
        var watch = LeaseWatch()
        var last: Int?
        var failure: (any Error)?
        let errors = turns.run { worker in
            let pause: @Sendable () -> Void = { turns.pause(worker) }
            var generator = SeededGenerator(seed: seeds[worker])
            _ = try EffectExecutor(
                journal: journal,
                authorities: [Self.kind: SimulatedAuthority(journal: journal, pause: pause)],
                connector: { Self.connector(to: $0, outside, pause: pause) },
                principal: Self.worker(worker),
                clock: {
                    pause()
                    return clock.now.advanced(by: skews[worker])
                }
            ).workOff(using: &generator)
        } next: { left in
            do {
                // What cannot be done any more need not be tried.
                if !isEnding, failure == nil, disk_struck() == DISK_FAULT_NONE {
                    if isWatched, let last {
                        let now = clock.now.advanced(by: skews[last])
                        try watch.look(at: journal.jobs(), after: Self.worker(last), at: now)
                    }
                    try meanwhile()
                }
            } catch {
                failure = error
            }
            let chosen = left[Int(generator.next() % UInt64(left.count))]
            last = chosen
            return chosen
        }
        if let error = failure ?? errors.first(where: { ($0 as? JournalError)?.isOfStorage != true }) ?? errors.first {
            throw error
        }
    }

    private static func worker(_ number: Int) -> String { "service:worker-\(number)" }

    /// What may happen while workers pause.
    private mutating func meanwhile() throws {
        switch generator.next() % 64 {
        case 0..<5: clock.moveOverWaits()
        case 5: try withdrawSomething()
        case 6: try moveDestination()
        case 7..<10: outside.land(all: false)
        default: break
        }
    }
}

/// Approves what the last decision of a stream holds the hash of.
struct SimulatedAuthority: EffectAuthority {
    let journal: TenantJournal
    /// What may happen after it was asked.
    let pause: () -> Void

    func approval(of request: EffectRequest, at now: Timestamp) throws -> EffectPermission {
        let stream = StreamID(request.approval.stream)
        let entries = try journal.verifiedEntries(of: stream)
        pause()
        guard let last = entries.last, last.payload == request.approval.contentHash else {
            return .denied("It is not approved.")
        }
        return .granted(asserting: [stream: last.header.streamVersion])
    }
}

/// A clock that several look at.
final class SharedClock: Sendable {
    private let clock = Mutex(SimulatedClock())

    var now: Timestamp { clock.withLock(\.now) }

    func move(using generator: inout SeededGenerator) {
        clock.withLock { $0.move(using: &generator) }
    }

    /// Moves on to the latest time that it has shown.
    func catchUp() { clock.withLock { $0.catchUp() } }

    /// Moves on to when every lease and wait of effects is over.
    func moveOverWaits() { clock.withLock { $0.moveOverWaits() } }
}
