import Foundation
import Journal
import JournalModel
import SeededRandomness
import SimulatedDisk

/// One run: a store of two tenants, or three, what happens to it, and what it must be after each crash.
///
/// Everything follows from the seed: what is asked of the store, when which fault strikes, and what of the disk survives it.
struct World {
    private static let tenants = ["a", "b"]
    /// How often the store is opened again.
    private static let lives = 2
    /// How much is asked of each tenant in one life, about.
    private static let stepsOfTenant = 10
    /// Of how many seeds one has a tenant with effects, which take as long as everything else together.
    private static let seedsForEffects: UInt64 = 10

    private let seed: UInt64
    private let place: String
    private var generator: SeededGenerator
    private var folder: StoreFolder
    private var masterKey: MasterKeySource
    private var tenants: [SimulatedTenant] = []
    private var effects: EffectTenant?
    private(set) var log = EventLog()

    init(seed: UInt64, place: String) throws {
        self.seed = seed
        self.place = place
        generator = SeededGenerator(seed: seed)
        disk_reset(seed)
        randomness_seed(seed)
        masterKey = .file("\(place)/master.key")
        folder = try StoreFolder.create(at: "\(place)/data", masterKey: masterKey)
        if seed % Self.seedsForEffects == 0 { effects = try EffectTenant(in: folder, seed: generator.next()) }
        for name in Self.tenants {
            let journal = try folder.createTenant(name)
            tenants.append(
                SimulatedTenant(
                    name: name,
                    journal: journal,
                    access: try folder.journal(of: name, .access),
                    draw: AppendDraw(generator: SeededGenerator(seed: generator.next()), journal: journal)
                )
            )
        }
    }

    /// Runs to the end.
    ///
    /// - Parameters:
    ///   - tally: Counts what happens.
    ///   - moment: How many operations on the disk there are before the process ends for the first time; nil when the seed says
    ///     so, or which other fault strikes.
    /// - Returns: Whether a fault has struck in the first life.
    /// - Throws: ``SimulationFailure`` when the store did what it must not.
    @discardableResult
    mutating func run(_ tally: inout Tally, endingAt moment: UInt64? = nil) throws -> Bool {
        defer { folder.close() }
        var hasStruck = false
        for life in 1...Self.lives {
            try live(&tally, endingAt: life == 1 ? moment : nil)
            try expectToBeTheOnlyOne()
            folder.close()
            if life == 1 { hasStruck = disk_struck() != DISK_FAULT_NONE }
            // Closing well leaves everything on the disk; a crash only what was flushed.
            if disk_struck() != DISK_FAULT_NONE || generator.next() % 3 != 0 {
                disk_crash()
                tally.count("crashes")
                if generator.next() % 4 == 0 { try flipBits(&tally) }
            }
            try reopen(after: life)
        }
        if generator.next() % 4 == 0 { try tenants[Int(generator.next() % UInt64(tenants.count))].expectReplay() }
        try effects?.expectEnds()
        effects?.count(in: &tally)
        if let effects { log.note("\(effects.summary)") }
        log.note("\(disk_operations()) \(disk_digest())")
        return hasStruck
    }

    /// Asks things of the store until a fault strikes, or it is enough.
    private mutating func live(_ tally: inout Tally, endingAt moment: UInt64?) throws {
        let faults: [disk_fault] = [
            DISK_FAULT_CRASH, DISK_FAULT_CRASH, DISK_FAULT_SYNC, DISK_FAULT_FULL, DISK_FAULT_ERROR, DISK_FAULT_NONE,
        ]
        let drawn = faults[Int(generator.next() % UInt64(faults.count))]
        let fault = moment == nil ? drawn : DISK_FAULT_CRASH
        let strike = generator.next() % (fault == DISK_FAULT_SYNC ? 40 : 400)
        disk_arm(fault, moment ?? strike)
        effects?.outside.set(mayEnd: moment == nil)
        var isOver = false
        let places = tenants.count + (effects == nil ? 0 : 1)
        for _ in 0..<Self.stepsOfTenant * places where !isOver {
            let place = Int(generator.next() % UInt64(places))
            let outcome = try step(of: place)
            log.note("\(place) \(outcome)")
            tally.count(outcome.kind)
            // The outside may have had the process end before the armed fault could strike.
            let struck = disk_struck()
            guard struck != DISK_FAULT_NONE else {
                guard outcome.isAnswer else { throw SimulationFailure("nothing struck, yet \(outcome)") }
                continue
            }
            tally.count("faults of kind \(struck.rawValue)")
            if struck == DISK_FAULT_FULL {
                // Once there is room the store goes on as if nothing had been asked; a signature is asked for again, since the
                // keys may know of it already.
                disk_make_room()
                disk_arm(DISK_FAULT_NONE, 0)
                try expectToGoOn(place)
            } else {
                isOver = true
                if struck == DISK_FAULT_SYNC { try expectToHaveStopped(place, after: outcome) }
            }
        }
    }

    private mutating func expectToGoOn(_ place: Int) throws {
        let signing = place < tenants.count ? tenants[place].sign() : try effects?.sign()
        guard signing?.isAnswer == true else { throw SimulationFailure("there is room, yet no signature") }
        if place < tenants.count {
            try tenants[place].expectModel(orInDoubt: false)
        } else {
            try effects?.expectAgreement()
        }
    }

    private mutating func expectToHaveStopped(_ place: Int, after outcome: Outcome) throws {
        if place < tenants.count {
            try tenants[place].expectToHaveStopped(after: outcome)
        } else {
            try effects?.expectToHaveStopped(after: outcome)
        }
    }

    private mutating func step(of place: Int) throws -> Outcome {
        if place == tenants.count, let outcome = try effects?.step() { return outcome }
        tenants[place].clock.move(using: &generator)
        switch generator.next() % 40 {
        case 0, 1: return tenants[place].sign()
        case 2: return tenants[place].destroyKeys(of: SubjectID(UInt128(1 + generator.next() % 3)))
        case 3: return tenants[place].rotateTenantKey()
        case 4: return tenants[place].look(generator.next())
        case 5, 6: return tenants[place].storeEvidence(generator.next())
        case 7..<13:
            return try tenants[place].drain(refusing: generator.next() % 4 == 0 ? 2 + generator.next() % 6 : nil)
        case 13:
            let rule = FollowerRule.all[Int(generator.next() % UInt64(FollowerRule.all.count))]
            return try tenants[place].reset(rule.name)
        case 14, 15: return try tenants[place].lease(using: &generator)
        case 16..<25: return try tenants[place].goOn(using: &generator)
        case 25..<30: return try tenants[place].append(withWork: true)
        default: return try tenants[place].append()
        }
    }

    /// Flips a bit or two of what lies on the disk, looks at what the store says of it, and puts them back.
    private mutating func flipBits(_ tally: inout Tally) throws {
        let kinds = [DISK_FILES_JOURNAL, DISK_FILES_ACCESS, DISK_FILES_KEYS, DISK_FILES_LOG]
        let names = ["journals", "looks", "keys", "logs"]
        let kind = Int(generator.next() % UInt64(kinds.count))
        disk_arm(DISK_FAULT_NONE, 0)
        disk_keep()
        defer { disk_put_back() }
        guard disk_flip(kinds[kind], Int32(1 + generator.next() % 2)) > 0 else { return }
        let damaged = try StoreFolder.open(at: "\(place)/data", masterKey: masterKey)
        defer { damaged.close() }
        for place in tenants.indices where tenants[place].isSureOfKeys {
            let verdict = try tenants[place].expectNoWrongAnswer(from: damaged, isLog: kinds[kind] == DISK_FILES_LOG)
            log.note("\(names[kind]) \(verdict)")
            tally.count("bits flipped in \(names[kind]): \(verdict.rawValue)")
            tenants[place].goOnRegardless(with: damaged)
        }
        // A log that ends too early may have lost that something was delivered, of which nothing here tells.
        if kinds[kind] != DISK_FILES_LOG { try effects?.expectNothingWrong(toLeave: damaged) }
    }

    /// No second node gets in while this one has the folder.
    private func expectToBeTheOnlyOne() throws {
        do throws(JournalError) {
            try StoreFolder.open(at: "\(place)/data", masterKey: masterKey).close()
        } catch {
            guard case .inUse = error else {
                throw SimulationFailure("a second node is not told that there is one: \(error)")
            }
            return
        }
        throw SimulationFailure("a second node has opened the store")
    }

    /// Opens the store again, and holds everything in it against the model.
    private mutating func reopen(after life: Int) throws {
        disk_arm(DISK_FAULT_NONE, 0)
        do {
            folder = try StoreFolder.open(at: "\(place)/data", masterKey: masterKey)
            for place in tenants.indices {
                let name = tenants[place].name
                tenants[place].journal = try folder.journal(of: name)
                tenants[place].access = try folder.journal(of: name, .access)
                try tenants[place].expectModel(orInDoubt: true)
                log.note("\(name) \(tenants[place].summary)")
            }
            try effects?.goOn(with: folder)
            if let effects { log.note("\(effects.summary)") }
        } catch let error as JournalError {
            throw SimulationFailure("after life \(life) the store does not open: \(error)")
        }
    }
}
