import Foundation
import Journal
import JournalModel

/// What a store of which bits were flipped turned out to be.
enum Verdict: String {
    /// Everything that was read is what was written.
    case whole = "nothing to see"
    /// An error or a look at the whole journal tells of it.
    case said = "told"
    /// A log of which the end is gone: what is left is the store as it was a moment ago.
    case earlier = "the end of a log gone"
    /// Something reads as if its key had been destroyed.
    case forgotten = "reads as forgotten"
}

// A store of which bits were flipped while nothing ran.
extension SimulatedTenant {
    /// Reads everything, and finds each thing right, or told to be damaged.
    ///
    /// What is read of a table that can be made again from the entries is held to its sealed part: the columns in clear are for
    /// those to find who make it again.
    ///
    /// - Parameters:
    ///   - folder: The store, opened anew.
    ///   - isLog: Whether the bits were those of a log that SQLite had not folded in.
    /// - Returns: what it turned out to be.
    /// - Throws: ``SimulationFailure`` when an answer is wrong and nothing tells so.
    func expectNoWrongAnswer(from folder: StoreFolder, isLog: Bool) throws -> Verdict {
        do {
            let journal = try folder.journal(of: name)
            let access = try folder.journal(of: name, .access)
            let isSaid = try !journal.verifyIntegrity(against: checkpoints).problems.isEmpty
            let isSaidOfAccess = try !access.verifyIntegrity().problems.isEmpty
            let verdicts = [
                try verdictOnEntries(of: journal, isSaid: isSaid, isLog: isLog),
                try verdictOnStreams(of: journal, isLog: isLog), try verdictOnRows(of: journal, isLog: isLog),
                try verdictOnJobs(of: journal, isLog: isLog), try verdictOnEvidence(of: journal),
                try verdictOnLooks(of: access, isSaid: isSaidOfAccess, isLog: isLog),
            ]
            if isSaid || isSaidOfAccess || verdicts.contains(.said) { return .said }
            return verdicts.first { $0 == .earlier } ?? verdicts.first { $0 != .whole } ?? .whole
        } catch let error as JournalError {
            try expectToTell(error)
            return .said
        }
    }

    /// An error that tells of damage.
    private func expectToTell(_ error: JournalError) throws {
        switch error {
        case .damaged, .otherHistory: return
        // A flipped format is a later program's, as far as anybody can tell; nothing is read by it.
        case .tooNew: return
        default: throw SimulationFailure("\(name): bits were flipped, and it says: \(error)")
        }
    }

    /// What is read; nil when an error tells of damage.
    private func unlessTold<Value>(_ read: () throws(JournalError) -> Value) throws -> Value? {
        do throws(JournalError) {
            return try read()
        } catch {
            try expectToTell(error)
            return nil
        }
    }

    private func wrong(_ what: String) -> SimulationFailure {
        SimulationFailure("\(name): bits were flipped, and nothing tells that it gives wrong \(what)")
    }

    private func verdictOnEntries(of journal: TenantJournal, isSaid: Bool, isLog: Bool) throws -> Verdict {
        let read = try unlessTold { () throws(JournalError) in
            var entries: [Entry] = []
            while case let batch = try journal.entries(from: Position(entries.count + 1), limit: 500), !batch.isEmpty {
                entries += batch
            }
            return entries
        }
        guard let entries = read else { return .said }
        let moments = moments(withLog: isLog)
        if self.moments(withLog: false).contains(where: { $0.agrees(with: entries) }) { return .whole }
        if moments.contains(where: { $0.agrees(with: entries) }) { return .earlier }
        if moments.contains(where: { $0.agrees(with: entries, orForgets: true) }) { return .forgotten }
        guard isSaid else { throw wrong("entries") }
        return .said
    }

    /// The entries of a stream that are verified one by one are right, whatever else is known.
    private func verdictOnStreams(of journal: TenantJournal, isLog: Bool) throws -> Verdict {
        var verdict = Verdict.whole
        for stream in AppendDraw.streams {
            guard let entries = try unlessTold({ () throws(JournalError) in try journal.verifiedEntries(of: stream) })
            else {
                return .said
            }
            guard let last = moments(withLog: isLog).last, last.beginning(of: stream, agreesWith: entries) else {
                throw wrong("entries of a stream")
            }
            if entries.contains(where: { $0.payload == nil }) { verdict = .forgotten }
        }
        // What was forgotten before is no sign of anything.
        return verdict == .forgotten && moments(withLog: isLog).contains { $0.hasForgotten } ? .whole : verdict
    }

    private func verdictOnRows(of journal: TenantJournal, isLog: Bool) throws -> Verdict {
        guard let rows = try unlessTold({ () throws(JournalError) in try journal.rowsByGroup() }) else { return .said }
        for row in rows {
            guard let payload = row.payload else { return .forgotten }
            let text = String(decoding: payload, as: UTF8.self)
            guard moments(withLog: isLog).contains(where: { $0.row(table: row.table, id: row.id) == text }) else {
                throw wrong("rows")
            }
        }
        return .whole
    }

    private func verdictOnJobs(of journal: TenantJournal, isLog: Bool) throws -> Verdict {
        guard let jobs = try unlessTold({ () throws(JournalError) in try journal.jobs() }) else { return .said }
        for job in jobs where job.payload != .forgotten {
            if job.payload == .damaged { return .said }
            guard moments(withLog: isLog).contains(where: { $0.jobs.rows[job.id]?.payload == job.payload }) else {
                throw wrong("jobs")
            }
        }
        return .whole
    }

    private func verdictOnEvidence(of journal: TenantJournal) throws -> Verdict {
        var verdict = Verdict.whole
        for (id, bytes) in evidence.sorted(by: { $0.key.description < $1.key.description }) {
            let read = try unlessTold { () throws(JournalError) in try journal.readEvidence(id) }
            guard let found = read else { return .said }
            if found == nil { verdict = .forgotten }
            guard found == nil || found == bytes else { throw wrong("evidence") }
        }
        return verdict
    }

    private func verdictOnLooks(of access: TenantJournal, isSaid: Bool, isLog: Bool) throws -> Verdict {
        guard let entries = try unlessTold({ () throws(JournalError) in try access.entries(from: 1) }) else {
            return .said
        }
        if entries.count >= looks, entries.count <= looks + 1 {
            return entries.allSatisfy { $0.payload == [1] } ? .whole : .forgotten
        }
        guard isSaid || isLog && entries.count < looks else { throw wrong("looks") }
        return isSaid ? .said : .earlier
    }

    /// Whoever goes on all the same gets an answer or an error.
    mutating func goOnRegardless(with folder: StoreFolder) {
        do throws(JournalError) {
            let journal = try folder.journal(of: name)
            _ = try journal.append(draw.work(after: model, at: clock.now), at: clock.now)
            let now = clock.now
            _ = try journal.drain(FollowerRule.all.map { RuledFollower($0, of: journal, at: now) }) { now }
            for job in try journal.lease([1, 2, 3], owner: "worker", now: now, for: .seconds(9), limit: 2) {
                try journal.complete(job)
            }
            _ = try journal.signCheckpoint()
        } catch {
            // Whatever it says.
        }
    }
}
