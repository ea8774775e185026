/// One place where the store is not what it was when it was written.
package struct IntegrityProblem: Hashable, Sendable, CustomStringConvertible {
    /// The entry that it concerns, where it concerns one.
    package let position: Position?
    /// What is wrong, without any patient's data.
    package let what: String

    /// Names what is wrong, with which entry.
    package init(position: Position?, what: String) {
        self.position = position
        self.what = what
    }

    /// The entry and what is wrong with it.
    package var description: String { position.map { "entry \($0): \(what)" } ?? what }
}

/// What a look at the whole journal found.
package struct IntegrityReport: Hashable, Sendable {
    /// How many entries were looked at.
    package let entries: Int
    /// The tree over them.
    package let head: TreeHead
    /// How many checkpoints were compared with it.
    package let checkpoints: Int
    /// What is wrong; at most `problemLimit` of it.
    package let problems: [IntegrityProblem]
    /// The database and its version, such as `SQLite 3.51.3`.
    package let database: String
    /// What is not wrong but should be known.
    package let warnings: [String]

    /// The first entry of which something is wrong; `nil` when nothing is, or nothing that concerns one entry.
    package var firstWrongEntry: Position? { problems.compactMap(\.position).min() }

    /// The greatest number of problems that are listed.
    package static let problemLimit = 100
}

extension TenantJournal {
    /// Looks at the whole journal: that no position is missing, that each leaf is the hash of its header and sealed payload, that
    /// the stored tree is the one over the leaves, that every checkpoint is of that tree, and that each command is on record.
    ///
    /// No payload is opened. Someone with the master key who makes everything anew, checkpoints too, is found only by a
    /// checkpoint that was kept elsewhere.
    ///
    /// - Parameters:
    ///   - others: Checkpoints of this journal that were kept elsewhere.
    ///   - structure: Whether to look at the file's structure and indexes too, which takes longer than all else.
    ///   - signed: Whether it must be what the key store says was signed last, which an older copy is not.
    /// - Returns: what was found.
    /// - Throws: `JournalError.storage`, `.closed`; what is damaged is in the report.
    /// - Complexity: Reads every entry.
    package func verifyIntegrity(
        against others: [Checkpoint] = [],
        structure: Bool = true,
        signed: Bool = true
    ) throws(JournalError) -> IntegrityReport {
        var check = IntegrityCheck()
        do throws(JournalError) {
            for checkpoint in others { check.expect(checkpoint.head, in: "the checkpoint that was given") }
            if signed { try expectSignedHead(in: &check) }
            try expectStoredCheckpoints(in: &check)
            if structure { for line in try structuralProblems() { check.note(line) } }
            while !check.isFull, try read({ tables in try check.lookAtBatch(in: tables) }) {}
            if structure {
                let limit = Self.brokenStreamLimit
                for position in try read({ tables in try tables.lastEntriesOfBrokenStreams(limit: limit) }) {
                    check.note("its stream lacks an entry", at: position)
                }
            }
            let acknowledged = try read { tables in try tables.commandTotals().last }
            if acknowledged >= check.next, !check.isFull {
                check.note("entries from here up to \(acknowledged) were acknowledged and are missing", at: check.next)
            }
            if !check.isFull { try read { tables in try check.finish(in: tables) } }
        } catch {
            guard case .damaged(let what) = error else { throw error }
            check.note(what)
        }
        let edition = try edition()
        return IntegrityReport(
            entries: check.entries,
            head: TreeHead(size: check.edge.size, root: check.edge.root),
            checkpoints: check.checkpoints,
            problems: check.problems,
            database: edition.name,
            warnings: edition.warnings
        )
    }

    /// Gathers what the key store says was signed last.
    private func expectSignedHead(in check: inout IntegrityCheck) throws(JournalError) {
        do throws(JournalError) {
            if let signed = try signedHead() {
                check.expect(signed, in: "the key store")
                if try lastCheckpoint()?.head != signed { check.note("the checkpoint that was signed last is missing") }
            } else if try lastCheckpoint() != nil {
                check.note("the journal was signed, and the key store does not know of it")
            }
        } catch {
            switch error {
            case .damaged(let what), .badProof(let what): check.note(what)
            default: throw error
            }
        }
    }

    /// Gathers what the journal says was signed.
    private func expectStoredCheckpoints(in check: inout IntegrityCheck) throws(JournalError) {
        let notes = try read { tables in try tables.checkpoints() }
        for (size, note) in notes {
            guard let checkpoint = try? Checkpoint(SignedNote(note), signedBy: verifier),
                checkpoint.head.size == UInt64(bitPattern: size)
            else {
                check.note("the stored checkpoint of \(size) entries is not the one that was signed")
                continue
            }
            check.expect(checkpoint.head, in: "the checkpoint of \(size) entries")
        }
    }

    /// How many broken streams are told; one is enough to know.
    private static let brokenStreamLimit = 20

    private func structuralProblems() throws(JournalError) -> [String] {
        do {
            return try database.structuralProblems()
        } catch {
            throw JournalError(error)
        }
    }

    private func edition() throws(JournalError) -> DatabaseEdition {
        do {
            return try database.edition()
        } catch {
            throw JournalError(error)
        }
    }
}
