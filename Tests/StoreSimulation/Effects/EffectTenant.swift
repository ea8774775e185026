import Connect
import ControlPlane
import Crypto
import Journal
import RevenueCycle
import SeededRandomness

/// A tenant whose approved effects are taken outside, while the program, the disk and the outside fail.
///
/// It has no model that is told what is asked: whatever the entries come to must be lawful and agree with the outside, and entries that
/// were there once must stay.
struct EffectTenant {
    static let name = "effects"
    private static let owner = "user:owner"
    /// The kind of decisions that effects rest on here.
    static let kind = "simulation"
    /// The receivers, and what each promises.
    private static let receivers: [(name: String, guarantee: DeliveryGuarantee)] = [
        ("folder", .settledBeforeRetry), ("service", .receiverHonoursName), ("mailbox", .atMostOnce),
    ]

    let outside: SimulatedOutside
    let clock = SharedClock()
    var generator: SeededGenerator
    private(set) var plane: ControlPlane
    /// All entries that were read, and what they tell.
    private var entries: [Entry] = []
    private(set) var history: EffectHistory
    private var checkpoints: [Checkpoint] = []
    /// How many letters were written, and how often a destination was moved.
    private var count = 0
    /// Whether nothing goes wrong any more.
    private(set) var isEnding = false

    var journal: TenantJournal { plane.journal }

    /// Makes the tenant in a store, with a destination at each receiver.
    init(in folder: StoreFolder, seed: UInt64) throws {
        generator = SeededGenerator(seed: seed)
        outside = SimulatedOutside(seed: generator.next())
        history = try EffectHistory([])
        let journal = try folder.createTenant(Self.name)
        _ = try journal.append(Self.founding(using: &generator), at: clock.now)
        plane = try Self.plane(folder, clock)
        for receiver in Self.receivers {
            try plane.setDestination(receiver.name, folder: "/\(receiver.name)/0", reason: "simulation")
        }
        try look()
    }

    /// The entry that says who made the store: the first rules, of which there are none here, since to read them takes long.
    private static func founding(using generator: inout SeededGenerator) -> Append {
        let event = NewEvent(type: 43, schema: 1, subject: .tenant, retention: .governance, payload: [])
        return Append(
            command: .random(using: &generator),
            principal: owner,
            purpose: "simulation",
            writes: [StreamWrite(stream: StreamID(6), expectedVersion: 0, events: [event])]
        )
    }

    private static func plane(_ folder: StoreFolder, _ clock: SharedClock) throws -> ControlPlane {
        try ControlPlane(folder: folder, tenant: name, principal: owner, clock: { clock.now })
    }

    /// What the tenant has, for the log.
    var summary: String {
        let stages = history.effects.sorted { $0.key < $1.key }.map { "\($0.value.stage)" }
        return "\(entries.count) \(stages.joined(separator: " ")) \(outside.known.arrived.count)"
    }

    /// Counts what happened to effects.
    func count(in tally: inout Tally) {
        for entry in entries where (90...97).contains(entry.header.type) {
            tally.count("effect entries of type \(entry.header.type)")
        }
    }

    // MARK: - What is asked

    /// Asks something, and holds what has become of it against the outside.
    ///
    /// - Returns: what became of it.
    /// - Throws: ``SimulationFailure`` when something was done that must not be.
    mutating func step() throws -> Outcome {
        clock.move(using: &generator)
        switch generator.next() % 32 {
        case 0..<9: return try approve()
        case 9: return try ask("withdraw") { try $0.withdrawSomething() }
        case 10: return try ask("move a destination") { try $0.moveDestination() }
        case 11: return try ask("land") { $0.outside.land(all: false) }
        case 12..<15: return try takeReceipts()
        case 15..<17: return try decide()
        case 17: return try sign()
        case 18 where generator.next() % 4 == 0: return try ask("restoring") { try $0.plane.recordRestoring() }
        default:
            if generator.next() % 2 == 0 { clock.moveOverWaits() }
            return try work()
        }
    }

    mutating func ask(_ what: String, _ body: (inout EffectTenant) throws -> Void) throws -> Outcome {
        do {
            try body(&self)
        } catch let error as JournalError where error.isOfStorage {
            return .failed("\(error)")
        } catch let error as JournalError {
            throw SimulationFailure("\(Self.name): \(what) was refused: \(error)")
        } catch let error as ControlPlaneError {
            throw SimulationFailure("\(Self.name): \(what) was refused: \(error)")
        }
        try look()
        return .done(what)
    }

    /// Approves some letters and asks for them to be delivered; at times one is not approved, and is asked for all the same.
    mutating func approve() throws -> Outcome {
        let many = 1 + Int(generator.next() % 3)
        return try ask("approve") { tenant in
            var append = Append(
                command: .random(using: &tenant.generator),
                principal: "user:approver",
                purpose: "simulation"
            )
            for _ in 0..<many { tenant.addLetter(to: &append) }
            _ = try tenant.journal.append(append, at: tenant.clock.now)
        }
    }

    private mutating func addLetter(to append: inout Append) {
        count += 1
        let letter = Array("Letter \(count)".utf8)
        let hash = Array(SHA256.hash(data: letter))
        let destination = Self.receivers[Int(generator.next() % 3)].name
        let stream = StreamID.random(using: &generator)
        let isApproved = generator.next() % 16 != 0
        let request = EffectRequest(
            approval: EffectApproval(kind: Self.kind, stream: stream.value, contentHash: hash),
            destination: destination,
            destinationEntry: history.destinations[destination] ?? 0,
            content: EffectContent(
                evidence: journal.evidenceID(of: letter).bytes,
                digest: hash,
                mediaType: "text/plain",
                fileExtension: "txt"
            ),
            patients: [SourcePatientID(7)],
            purpose: "appeal"
        )
        append.writes.append(decision(isApproved ? hash : [], in: stream))
        append.evidence.append(
            NewEvidence(
                bytes: letter,
                mediaType: "text/plain",
                name: "letter.txt",
                subject: SubjectID(7),
                retention: .correspondence
            )
        )
        append.request(request, subject: SubjectID(7), at: clock.now)
    }

    private func decision(_ hash: [UInt8], in stream: StreamID) -> StreamWrite {
        let event = NewEvent(type: EffectHistory.decisionType, schema: 1, subject: .tenant, payload: hash)
        return StreamWrite(stream: stream, expectedVersion: history.approved[stream] == nil ? 0 : 1, events: [event])
    }

    /// Withdraws something that was approved.
    mutating func withdrawSomething() throws {
        let standing = history.approved.filter { !$0.value.isEmpty }.keys.sorted()
        guard let stream = standing.randomElement(using: &generator) else { return }
        let append = Append(
            command: .random(using: &generator),
            principal: "user:approver",
            purpose: "simulation",
            writes: [decision([], in: stream)]
        )
        _ = try journal.append(append, at: clock.now)
        try look()
    }

    /// Has a destination lead elsewhere.
    mutating func moveDestination() throws {
        let name = Self.receivers[Int(generator.next() % 3)].name
        count += 1
        try plane.setDestination(name, folder: "/\(name)/\(count)", reason: "simulation")
        try look()
    }

    mutating func sign() throws -> Outcome {
        try ask("sign") { tenant in
            let note = try tenant.journal.signCheckpoint()
            tenant.checkpoints.append(try Checkpoint(note, signedBy: tenant.journal.verifier))
        }
    }

    private mutating func takeReceipts() throws -> Outcome {
        try ask("receipts") { tenant in
            for destination in try tenant.plane.destinations() {
                _ = try ReceiptIntake(
                    journal: tenant.journal,
                    destination: destination,
                    connector: Self.connector(to: destination, tenant.outside),
                    principal: "service:receipts",
                    clock: { [clock = tenant.clock] in clock.now }
                ).takeAll()
            }
        }
    }

    static func connector(
        to destination: Destination,
        _ outside: SimulatedOutside,
        pause: @escaping @Sendable () -> Void = {}
    ) -> SimulatedConnector {
        guard case .folder(let path) = destination.place else { preconditionFailure("Every destination is a folder.") }
        let receiver = receivers.first { path.hasPrefix("/\($0.name)/") }
        return SimulatedConnector(
            outside: outside,
            guarantee: receiver?.guarantee ?? .atMostOnce,
            path: path,
            pause: pause
        )
    }

    // MARK: - People

    /// A person looks at the outside, once nothing is on its way, and decides on what the program leaves to people.
    private mutating func decide() throws -> Outcome {
        outside.land(all: true)
        if let dead = try journal.jobs().first(where: { $0.status == .dead }) {
            return try ask("retry") { try $0.plane.retryJob("\(dead.id)", reason: "simulation") }
        }
        let mayCallOff = generator.next() % 4 == 0
        let undecided = history.effects.filter { _, told in
            told.stage == .unknown || mayCallOff && told.stage == .requested
        }.keys
        guard let stream = undecided.sorted().randomElement(using: &generator) else { return try work() }
        let id = PublicID.effect(stream)
        let isUnknown = history.effects[stream]?.stage == .unknown
        let resolution: EffectResolution
        switch outside.known.arrived[id] {
        case .some: resolution = .delivered
        case nil where isUnknown && generator.next() % 4 != 0: resolution = .retry
        case nil: resolution = .abandon
        }
        return try ask("resolve: \(resolution)") {
            try $0.plane.resolveEffect(id, as: resolution, reason: "simulation")
        }
    }

    // MARK: - What must be

    /// Reads what is new, and holds all of it against the outside.
    private mutating func look() throws {
        while case let batch = try journal.entries(from: Position(entries.count + 1), limit: 500), !batch.isEmpty {
            entries += batch
        }
        history = try EffectHistory(entries)
        try history.expectToAgree(with: outside.known)
    }

    /// The store was opened again, or there is room again: what was there is there, and everything agrees.
    ///
    /// - Throws: ``SimulationFailure``, and ``JournalError`` when something cannot be read.
    mutating func expectAgreement() throws {
        let before = entries
        entries = []
        try look()
        guard entries.starts(with: before) else { throw SimulationFailure("\(Self.name): entries are lost") }
        try history.expectToAgree(with: journal)
        let report = try journal.verifyIntegrity(against: checkpoints)
        if let problem = report.problems.first { throw SimulationFailure("\(Self.name): \(problem)") }
    }

    /// The program goes on with a store that was opened again.
    mutating func goOn(with folder: StoreFolder) throws {
        outside.restart()
        plane = try Self.plane(folder, clock)
        try expectAgreement()
    }

    /// After a flush that failed nothing is written any more until the store is opened again.
    mutating func expectToHaveStopped(after outcome: Outcome) throws {
        guard !outcome.isAnswer else { return }
        let head = try? journal.head()
        if case .done = try approve(), head != nil {
            throw SimulationFailure("\(Self.name): went on writing after a flush had failed")
        }
    }

    /// Nothing goes wrong any more: everything that was asked for comes to an end, and that end is what is so outside.
    mutating func expectEnds() throws {
        isEnding = true
        outside.set(mayEnd: false, isQuiet: true)
        // What was asked for before the clock was set back waits for that time to come again.
        clock.catchUp()
        var rounds = 0
        while try !journal.jobs().isEmpty || history.effects.contains(where: { $0.value.stage == .unknown }) {
            rounds += 1
            guard rounds < 100 else { throw SimulationFailure("\(Self.name): work does not come to an end") }
            clock.moveOverWaits()
            _ = try work()
            _ = try takeReceipts()
            _ = try decide()
        }
        try expectAgreement()
        if let open = history.effects.values.first(where: { $0.stage.isOpen }) {
            throw SimulationFailure("\(Self.name): an effect is \(open.stage) for good")
        }
    }
}
