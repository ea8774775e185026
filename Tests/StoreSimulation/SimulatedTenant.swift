import Foundation
import Journal
import JournalModel

/// What became of something that was asked.
enum Outcome: CustomStringConvertible {
    /// It was done.
    case done(String)
    /// It was refused by the journal's own rules.
    case refused(String)
    /// The storage failed; whether it was done is not known.
    case failed(String)

    var isAnswer: Bool { if case .failed = self { false } else { true } }

    /// What is counted.
    var kind: String {
        switch self {
        case .done(let what): "done: \(what)"
        case .refused: "refused"
        case .failed: "failed"
        }
    }

    var description: String {
        switch self {
        case .done(let what): "done \(what)"
        case .refused(let why): "refused \(why)"
        case .failed(let why): "failed \(why)"
        }
    }
}

/// A tenant's store, the model that it must agree with, and what may or may not have been done when the storage failed.
struct SimulatedTenant {
    let name: String
    var journal: TenantJournal
    var access: TenantJournal
    var draw: AppendDraw
    private var model = JournalModel()
    /// The append of which it is not known whether it was done.
    private var inDoubt: Append?
    /// The subject of whom it is not known whether the keys were destroyed.
    private var doubtfullyDestroyed: SubjectID?
    /// Every checkpoint that was signed.
    private var checkpoints: [Checkpoint] = []
    private var looks = 0
    private var evidence: [EvidenceID: [UInt8]] = [:]
    private let time = Timestamp(microsecondsSince1970: 1_740_787_200_000_000)

    init(name: String, journal: TenantJournal, access: TenantJournal, draw: AppendDraw) {
        self.name = name
        self.journal = journal
        self.access = access
        self.draw = draw
    }

    /// What the tenant has, for the log.
    var summary: String { "\(model.events.count) \(model.keys.count) \(checkpoints.count) \(looks) \(evidence.count)" }

    // MARK: - What is asked

    mutating func append() throws -> Outcome {
        let append = draw.append(after: model)
        var next = model
        let expected = Result { () throws(JournalError) in try next.append(append) }
        let found = Result { () throws(JournalError) in try journal.append(append, at: time) }
        if case .failure(let error) = found, Self.isOfStorage(error) {
            // What the rules refuse is not done, and what was done before is, whatever the storage does.
            if case .success(let receipt) = expected, receipt.outcome == .appended { inDoubt = append }
            return .failed("\(error)")
        }
        guard found == expected else {
            throw SimulationFailure("\(name): an append gave \(found), not \(expected)")
        }
        if case .failure(let error) = found { return .refused("\(error)") }
        model = next
        return .done("append")
    }

    mutating func sign() -> Outcome {
        attempt("sign") { tenant throws(JournalError) in
            let note = try tenant.journal.signCheckpoint()
            tenant.checkpoints.append(try Checkpoint(note, signedBy: tenant.journal.verifier))
        }
    }

    mutating func destroyKeys(of subject: SubjectID) -> Outcome {
        let outcome = attempt("destroy") { tenant throws(JournalError) in
            _ = try tenant.journal.destroyDataKeys(of: subject, retention: .claims, year: 2025)
            tenant.model.destroyKeys(of: subject)
        }
        if !outcome.isAnswer { doubtfullyDestroyed = subject }
        return outcome
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
                at: tenant.time
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
                at: tenant.time
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

    private static func isOfStorage(_ error: JournalError) -> Bool {
        switch error {
        case .storage, .damaged, .closed: true
        default: false
        }
    }

    // MARK: - What must be

    /// The store is what the model says: with what was in doubt, or without it, and then that can be asked again.
    mutating func expectModel(orInDoubt mayHaveBeenDone: Bool) throws {
        if let subject = doubtfullyDestroyed {
            // Destroying is asked again until it is done; half done it would be neither.
            _ = try journal.destroyDataKeys(of: subject, retention: .claims, year: 2025)
            model.destroyKeys(of: subject)
            doubtfullyDestroyed = nil
        }
        if let append = inDoubt {
            inDoubt = nil
            var next = model
            _ = try next.append(append)
            let isDone = try journal.receipt(of: append.command) != nil
            if isDone, !mayHaveBeenDone { throw SimulationFailure("\(name): what failed for want of room was done") }
            if isDone { model = next }
            try expectAgreement()
            // Whoever asked and got no answer asks again under the same command, and it is done once.
            _ = try journal.append(append, at: time)
            model = next
        }
        try expectAgreement()
    }

    private func expectAgreement() throws {
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
        let before = inDoubt
        let again = try append()
        if case .done = again, before != nil {
            throw SimulationFailure("\(name): went on writing after a flush had failed")
        }
        inDoubt = before ?? inDoubt
    }
}
