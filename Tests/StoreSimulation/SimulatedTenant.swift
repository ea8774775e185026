import Foundation
import Journal
import JournalModel

/// A tenant's store, the model that it must agree with, and what may or may not have been done when the storage failed.
struct SimulatedTenant {
    let name: String
    var journal: TenantJournal
    var access: TenantJournal
    var draw: AppendDraw
    /// The time of day, which the seed moves, at times backwards.
    var clock = SimulatedClock()
    /// Who does the jobs.
    var workers = SimulatedWorkers()
    private(set) var model = JournalModel()
    /// What the store may have become by what failed: the model before it, and after each of its transactions.
    private var possible: [JournalModel] = []
    /// What the store was after each transaction, since a log may go back to before it was opened.
    private var past = [JournalModel()]
    /// The append of which it is not known whether it was done, and when it was asked for.
    private var inDoubt: (append: Append, at: Timestamp)?
    /// The subject of whom it is not known whether the keys were destroyed.
    private var doubtfullyDestroyed: SubjectID?
    /// Every checkpoint that was signed.
    private(set) var checkpoints: [Checkpoint] = []
    private(set) var looks = 0
    private(set) var evidence: [EvidenceID: [UInt8]] = [:]

    init(name: String, journal: TenantJournal, access: TenantJournal, draw: AppendDraw) {
        self.name = name
        self.journal = journal
        self.access = access
        self.draw = draw
    }

    /// Whether it is known what the keys still open.
    var isSureOfKeys: Bool { doubtfullyDestroyed == nil }

    /// What the store may be now, from the earliest on; when the end of a log may be gone, as of any transaction since it was
    /// opened.
    func moments(withLog isLog: Bool) -> [JournalModel] {
        (isLog ? past : []) + (possible.isEmpty ? [model] : possible)
    }

    /// What the tenant has, for the log.
    var summary: String {
        "\(model.events.count) \(model.keys.count) \(model.jobs.rows.count) \(checkpoints.count) \(looks) \(evidence.count)"
    }

    // MARK: - What is asked

    /// Asks the same of the store and of the model, which must answer the same unless the storage fails.
    ///
    /// - Parameters:
    ///   - what: What it is, to be counted.
    ///   - change: Does it to the model, and gives what the model is after each transaction.
    ///   - ask: Does it to the store.
    /// - Returns: what became of it.
    /// - Throws: ``SimulationFailure`` when the answers differ.
    mutating func perform<Answer: Equatable>(
        _ what: String,
        on change: (inout JournalModel, (JournalModel) -> Void) throws(JournalError) -> Answer,
        and ask: (inout SimulatedTenant) throws(JournalError) -> Answer
    ) throws -> Outcome {
        var next = model
        var path: [JournalModel] = []
        let expected = Result { () throws(JournalError) in try change(&next) { path.append($0) } }
        let found = Result { () throws(JournalError) in try ask(&self) }
        if case .failure(let error) = found, error.isOfStorage {
            // What the rules refuse is not done, and what was done before is, whatever the storage does.
            possible = path.isEmpty ? [] : [model] + path
            return .failed("\(error)")
        }
        guard found == expected else { throw SimulationFailure("\(name): \(what) gave \(found), not \(expected)") }
        model = next
        past += path
        if case .failure(let error) = found { return .refused(what, why: "\(error)") }
        return .done(what)
    }

    mutating func append(withWork: Bool = false) throws -> Outcome {
        let append = withWork ? draw.work(after: model, at: clock.now) : draw.append(after: model)
        return try perform(append, as: withWork ? "append with work" : "append")
    }

    mutating func perform(_ append: Append, as what: String) throws -> Outcome {
        let now = clock.now
        let outcome = try perform(what) { model, note throws(JournalError) in
            let receipt = try model.append(append, at: now)
            if receipt.outcome == .appended { note(model) }
            return receipt
        } and: { tenant throws(JournalError) in
            try tenant.journal.append(append, at: now)
        }
        if !outcome.isAnswer, !possible.isEmpty { inDoubt = (append, now) }
        return outcome
    }

    mutating func sign() -> Outcome {
        attempt("sign") { tenant throws(JournalError) in
            let note = try tenant.journal.signCheckpoint()
            tenant.checkpoints.append(try Checkpoint(note, signedBy: tenant.journal.verifier))
        }
    }

    mutating func destroyKeys(of subject: SubjectID) -> Outcome {
        let outcome = attempt("destroy") { tenant throws(JournalError) in try tenant.destroy(subject) }
        if !outcome.isAnswer { doubtfullyDestroyed = subject }
        return outcome
    }

    private mutating func destroy(_ subject: SubjectID) throws(JournalError) {
        for year in SimulatedClock.years {
            _ = try journal.destroyDataKeys(of: subject, retention: .claims, year: year)
        }
        model.destroyKeys(of: subject)
        for place in possible.indices { possible[place].destroyKeys(of: subject) }
        for place in past.indices { past[place].destroyKeys(of: subject) }
    }

    mutating func rotateTenantKey() -> Outcome {
        attempt("rotate") { tenant throws(JournalError) in _ = try tenant.journal.rotateTenantKey() }
    }

    mutating func look(_ number: UInt64) -> Outcome {
        attempt("look") { tenant throws(JournalError) in
            let event = NewEvent(type: 1, schema: 1, subject: .tenant, retention: .access, payload: [1])
            let write = StreamWrite(stream: StreamID(UInt128(number)), expectedVersion: 0, events: [event])
            _ = try tenant.access.append(
                Append(command: CommandID(UInt128(number)), principal: "p", purpose: "payment", writes: [write]),
                at: tenant.clock.now
            )
            tenant.looks += 1
        }
    }

    mutating func storeEvidence(_ number: UInt64) -> Outcome {
        attempt("evidence") { tenant throws(JournalError) in
            let bytes = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: Int(number >> 8 % 70_000))
            let id = try tenant.journal.storeEvidence(
                bytes,
                mediaType: "text/plain",
                name: "n",
                subject: .tenant,
                retention: .claims,
                at: tenant.clock.now
            )
            tenant.evidence[id] = bytes
        }
    }

    private mutating func attempt(
        _ what: String,
        _ body: (inout SimulatedTenant) throws(JournalError) -> Void
    ) -> Outcome {
        do throws(JournalError) {
            try body(&self)
            return .done(what)
        } catch {
            return .failed("\(error)")
        }
    }

    // MARK: - What must be

    /// The store is what the model says: with what was in doubt, or without it, and then that can be asked again.
    ///
    /// - Parameter mayHaveBeenDone: Whether what failed last may have been done wholly, or its last transaction was not.
    /// - Throws: ``SimulationFailure``, and ``JournalError`` when something cannot be read at all.
    mutating func expectModel(orInDoubt mayHaveBeenDone: Bool) throws {
        // Destroying is asked again until it is done; half done it would be neither.
        if let subject = doubtfullyDestroyed { try destroy(subject) }
        doubtfullyDestroyed = nil
        let asked = inDoubt
        inDoubt = nil
        if !possible.isEmpty {
            if !mayHaveBeenDone { possible.removeLast() }
            // When nothing changed, whichever it is taken for is right.
            let place = try possible.firstIndex { try $0.resembles(journal, in: asked?.append.command) }
            guard let place else {
                throw SimulationFailure(
                    "\(name): the store is at none of the \(possible.count) moments that it can be at"
                )
            }
            model = possible[place]
            past += possible[...place]
            possible = []
        }
        try expectAgreement()
        // Whoever asked and got no answer asks again under the same command, and it is done once.
        if let asked {
            let found = try journal.append(asked.append, at: asked.at)
            let isAgain = try model.append(asked.append, at: asked.at).outcome == .alreadyDone
            guard (found.outcome == .alreadyDone) == isAgain else {
                throw SimulationFailure("\(name): what was asked for again was \(found.outcome)")
            }
            if isAgain, try journal.head() == Position(model.events.count) { return }
            past.append(model)
            try expectAgreement()
        }
    }

    /// Everything that can be read is what the model says.
    func expectAgreement() throws {
        if let difference = try model.difference(of: journal) {
            throw SimulationFailure("\(name): the store and the model differ in \(difference)")
        }
        let report = try journal.verifyIntegrity(against: checkpoints)
        if let problem = report.problems.first { throw SimulationFailure("\(name): \(problem)") }
        for (id, bytes) in evidence where try journal.readEvidence(id) != bytes {
            throw SimulationFailure("\(name): evidence that was stored is not there")
        }
        let seen = try access.head()
        guard seen >= looks, seen <= looks + 1 else {
            throw SimulationFailure("\(name): \(looks) looks were recorded, and \(seen) are there")
        }
        if let problem = try access.verifyIntegrity().problems.first {
            throw SimulationFailure("\(name): access: \(problem)")
        }
    }

    /// After a flush that failed nothing is written any more until the store is opened again.
    mutating func expectToHaveStopped(after outcome: Outcome) throws {
        guard !outcome.isAnswer else { return }
        let before = (possible, inDoubt)
        let again = try append()
        if case .done = again, !before.0.isEmpty {
            throw SimulationFailure("\(name): went on writing after a flush had failed")
        }
        if !before.0.isEmpty { (possible, inDoubt) = before }
    }

    /// Drops what followers made, has them read everything again, and finds it made again and nothing appended.
    mutating func expectReplay() throws {
        _ = try drain(refusing: nil)
        let count = model.events.count
        try journal.dropDerived()
        model.dropDerived()
        past.append(model)
        for rule in FollowerRule.all { _ = try reset(rule.name) }
        _ = try drain(refusing: nil)
        guard model.events.count == count, try journal.head() == Position(count) else {
            throw SimulationFailure("\(name): reading everything again appended something")
        }
        try expectFollowedOnce()
        try expectAgreement()
    }
}
