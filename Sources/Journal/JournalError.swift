import Foundation

/// Why the journal did not do what it was asked; nothing was changed, unless it is ``outcomeUnknown``.
///
/// The texts say what happened and what to do, and hold no patient data: streams appear by their opaque ids.
package enum JournalError: Error, Hashable, Sendable {
    /// A stream has another version than the append was made for: read it again and decide again.
    case conflict(stream: StreamID, expected: UInt64, found: UInt64)
    /// The key at `index` of `claiming` belongs to `holder` already.
    case keyTaken(index: Int, holder: StreamID)
    /// A part of the input is longer than `limit` bytes.
    case tooLarge(what: String, limit: Int)
    /// An append does not say who acts.
    case noPrincipal
    /// One append writes to a stream in two places.
    case duplicateStream(StreamID)
    /// The folder holds no store.
    case notAStore(path: String)
    /// The store's journals are in a database, which was not named.
    case journalsInDatabase
    /// The store's journals are in its folder, and a database was named.
    case journalsInFolder
    /// The folder is not empty, so no store can be made in it.
    case alreadyExists(path: String)
    /// Another process has the store open.
    case inUse(path: String)
    /// The store has no tenant of that name.
    case unknownTenant(String)
    /// The store has a tenant of that name already.
    case tenantExists(String)
    /// The name is not 1–63 lower-case letters, digits and inner hyphens.
    case badTenantName(String)
    /// The master key's file cannot be used.
    case keyFile(path: String, problem: KeyFileProblem)
    /// The environment or a command does not give the master key.
    case keySource(String, KeySourceProblem)
    /// The master key is a key, but not of this store.
    case wrongMasterKey
    /// A newer version of this program made the file.
    case tooNew(found: Int, supported: Int)
    /// Somebody else has taken the job since, or it has ended.
    case leaseLost(JobID)
    /// There is no such job, or it is not one that has had all its attempts.
    case noDeadLetter(JobID)
    /// Something stored is not what was stored.
    case damaged(String)
    /// The disk or the database did not take or give what it should; the append was undone.
    case storage(String)
    /// The connection to the database broke before it said whether the change was made.
    ///
    /// Doing the same command again tells: it is done once, or its receipt says that it was done.
    case outcomeUnknown
    /// The journal is not the one that was signed last, when it had `signed` entries; now it has `found`.
    case otherHistory(signed: UInt64, found: UInt64)
    /// A checkpoint, key or proof that was given cannot be used.
    case badProof(String)
    /// A backup cannot be made or restored as it was asked.
    case badBackup(String)
    /// The store was closed.
    case closed
}

/// What is wrong with the file of a master key.
package enum KeyFileProblem: Hashable, Sendable {
    /// There is no such file.
    case missing
    /// It would lie in the data folder, where a thief of the folder would have it too.
    case insideDataFolder
    /// There is a file already, which is never overwritten.
    case alreadyExists
    /// Others than its owner may use it.
    case openToOthers(mode: Int)
    /// It is not 32 bytes in base64.
    case malformed
}

/// Why the environment or a command gives no master key.
package enum KeySourceProblem: Hashable, Sendable {
    /// There is no such variable.
    case missing
    /// It does not give 32 bytes in base64.
    case malformed
    /// The shell could not be started.
    case notStarted
    /// The command ended with a status other than 0.
    case failed(status: Int32)
    /// The command did not end in time.
    case tookTooLong(seconds: Int)
}

extension JournalError: CustomStringConvertible {
    /// What happened and what to do, for a person.
    package var description: String {
        switch self {
        case .conflict(let stream, let expected, let found):
            "Stream \(stream) is at version \(found), not \(expected): someone changed it meanwhile. Read it again and retry."
        case .keyTaken(let index, let holder):
            "Unique key number \(index) of the append belongs to stream \(holder) already."
        case .tooLarge(let what, let limit):
            "The \(what) is larger than \(limit) bytes, which is the most that the journal takes."
        case .noPrincipal:
            "An append must say who acts."
        case .duplicateStream(let stream):
            "One append writes to stream \(stream) twice. Put its events into one write."
        case .notAStore(let path):
            "There is no store in \(path). Give the folder of a store, or make one with init."
        case .journalsInDatabase:
            "The journals of this store are kept by PostgreSQL. Name the database: --database, or RECOURSE_DATABASE."
        case .journalsInFolder:
            "The journals of this store are in its folder. Leave --database and RECOURSE_DATABASE out."
        case .alreadyExists(let path):
            "\(path) is not empty, so no store is made there. Give a folder that is new or empty."
        case .inUse(let path):
            "The store in \(path) is open in another process. Stop that one, or wait until it ends."
        case .unknownTenant(let name):
            "The store has no tenant named \(name)."
        case .tenantExists(let name):
            "The store has a tenant named \(name) already."
        case .badTenantName:
            "A tenant's name is 1 to 63 lower-case letters, digits and hyphens, and no hyphen first or last."
        case .keyFile(let path, let problem):
            "The master key file \(path) \(problem)"
        case .keySource(let source, let problem):
            "The \(source) gives no master key: \(problem)"
        case .wrongMasterKey:
            "The master key is not the one of this store. Give the key that init made, or the one it was changed to since."
        case .tooNew(let found, let supported):
            "The store has format \(found); this program knows formats up to \(supported). Use a newer version."
        case .leaseLost(let job):
            "Job \(job) was taken by another worker meanwhile, or has ended. Leave it to that one."
        case .noDeadLetter(let job):
            "There is no dead letter \(job). `recourse jobs list` tells which jobs there are."
        case .damaged(let what):
            "The store is damaged: \(what). Stop writing, keep a copy, and restore from a backup."
        case .storage(let what):
            "The store could not do it: \(what). Nothing was changed."
        case .outcomeUnknown:
            """
            The connection to the database broke before it said whether the change was made. Do the same again: what was done \
            is not done twice.
            """
        case .otherHistory(let signed, let found):
            """
            The journal was signed when it had \(signed) entries, and \(
                found < signed ? "now has only \(found)" : "the first \(signed) are no longer those"
            ). \
            Put the newest files back; or, when an older copy was restored on purpose, say so with `audit accept`. \
            Nothing is written until then.
            """
        case .badProof(let what), .badBackup(let what): what
        case .closed:
            "The store is closed. Open it again."
        }
    }
}

extension KeyFileProblem: CustomStringConvertible {
    /// The end of a sentence that begins with the file.
    package var description: String {
        switch self {
        case .missing: "does not exist. Without it the store cannot be opened; bring it back from where it is kept."
        case .insideDataFolder: "lies in the data folder. Keep the key apart from what it opens."
        case .alreadyExists: "exists already and is not overwritten. Give another path, or move the file away."
        case .openToOthers(let mode):
            "has mode \(String(mode, radix: 8)), which lets others use it. Set it to 600 (chmod 600)."
        case .malformed: "does not hold 32 bytes in base64. Bring back the file that init wrote."
        }
    }
}

extension KeySourceProblem: CustomStringConvertible {
    /// The rest of a sentence that begins with the source.
    package var description: String {
        switch self {
        case .missing: "it is not set. Set it to the key, 32 bytes in base64."
        case .malformed:
            "what it gives is not 32 bytes in base64. `openssl rand -base64 32` makes a new key of that form."
        case .notStarted: "/bin/sh could not be started."
        case .failed(let status): "it ended with status \(status). What it said stands above."
        case .tookTooLong(let seconds):
            "it did not end within \(seconds) seconds. Run it by itself to see what it waits for."
        }
    }
}

/// An error of a driver, which knows what it means to the journal.
protocol DriverError: Error {
    /// What happened, in the journal's words and without the values that the driver was given.
    var journalError: JournalError { get }
}

extension JournalError {
    /// Says in the journal's words what a lower layer reported, without the values it was given.
    init(_ error: any Error) {
        if let known = error as? JournalError {
            self = known
        } else if let reported = error as? any DriverError {
            self = reported.journalError
        } else if error is ByteReader.Fault {
            self = .damaged("a record cannot be read")
        } else {
            let cause = error as NSError
            self = .storage("\(cause.domain) error \(cause.code)")
        }
    }
}
