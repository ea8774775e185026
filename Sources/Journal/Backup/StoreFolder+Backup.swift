import Foundation

/// What a backup has of one journal, or a restored one.
package struct BackedUpJournal: Hashable, Sendable {
    /// The tenant's name.
    package let tenant: String
    /// Which of the tenant's journals it is.
    package let journal: JournalNumber
    /// How many entries the copy has, and the root over them.
    package let head: TreeHead
}

/// A copy of a store in two folders: one with the journals, and one with the keys, so that the copies of the journals may be
/// kept for years and the copies of the keys only for as long as what was destroyed may still be found in them.
///
/// ```
/// <folder>/store                            which store it is
/// <folder>/tenants/<name>/journal.sqlite    as in the store
/// <folder>/tenants/<name>/access.sqlite     as in the store
/// <folder>/tenants/<name>/checkpoint        what was signed of the journal
/// <folder>/tenants/<name>/access-checkpoint what was signed of the access journal
/// <keys>/store                              which store it is, and how to tell its master key
/// <keys>/tenants/<name>/keys.sqlite         as in the store, and of the same moment
/// ```
package struct StoreBackup: Sendable {
    /// The folder with the journals.
    package let folder: String
    /// The folder with the keys; a data folder is one too.
    package let keys: String

    /// Names a backup by its two folders.
    package init(folder: String, keys: String) {
        self.folder = folder
        self.keys = keys
    }

    private func place(of tenant: String, in folder: String) -> String { "\(folder)/tenants/\(tenant)" }
}

// MARK: - Making

extension StoreFolder {
    /// Copies every journal and its keys while the store is in use.
    ///
    /// Appends wait while a journal is copied. Each copy is whole and durable when this returns.
    ///
    /// - Parameter backup: where to; both folders new or empty, and neither in the other nor in the data folder.
    /// - Returns: what was copied.
    /// - Throws: `JournalError.alreadyExists`, `.badBackup`, `.otherHistory`, `.storage`, `.closed`.
    package func backUp(to backup: StoreBackup) throws(JournalError) -> [BackedUpJournal] {
        try backup.refuseOverlap(with: path)
        try backup.refuseOverwriting()
        do {
            var copied: [BackedUpJournal] = []
            for tenant in try tenants() {
                copied += try backup.copy(try JournalNumber.allCases.map { try journal(of: tenant, $0) })
            }
            // Last, so that a backup that was cut short is none.
            let description = try Data(contentsOf: URL(fileURLWithPath: "\(path)/store"))
            for place in [backup.keys, backup.folder] {
                _ = try PrivateFile.create(at: "\(place)/store", contents: description)
            }
            return copied
        } catch {
            throw JournalError(error)
        }
    }
}

extension StoreBackup {
    fileprivate func copy(_ journals: [TenantJournal]) throws -> [BackedUpJournal] {
        guard let keyStore = journals.first?.keys, let tenant = journals.first?.tenant else { return [] }
        let journalPlace = place(of: tenant, in: folder)
        let keysPlace = place(of: tenant, in: keys)
        for place in [journalPlace, keysPlace] { try PrivateFile.makeFolder(at: place) }
        var copied: [BackedUpJournal] = []
        for journal in journals {
            let note = try journal.signCheckpoint()
            try journal.backUp(to: "\(journalPlace)/\(journal.number.file)")
            _ = try PrivateFile.create(
                at: "\(journalPlace)/\(journal.number.checkpointFile)",
                contents: Data(note.description.utf8)
            )
            let head = try Checkpoint(note, signedBy: journal.verifier).head
            copied.append(BackedUpJournal(tenant: tenant, journal: journal.number, head: head))
        }
        // After the journals, so that no key is missing of what the copies hold.
        let heads = copied.map { (journal: $0.journal.rawValue, head: $0.head) }
        try keyStore.backUp(to: "\(keysPlace)/keys.sqlite", knowing: heads)
        return copied
    }

    fileprivate func refuseOverlap(with store: String) throws(JournalError) {
        let places = [folder, keys, store].map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path + "/" }
        for one in places.indices {
            for other in places.indices where one != other && places[one].hasPrefix(places[other]) {
                throw .badBackup("The folders of journals, of keys and of the store must not lie in each other.")
            }
        }
    }

    fileprivate func refuseOverwriting() throws(JournalError) {
        for place in [folder, keys] {
            let present = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
            guard present.isEmpty else { throw .alreadyExists(path: place) }
        }
    }
}

// MARK: - Restoring

extension StoreBackup {
    /// Puts a backup into a new data folder, and proves that it is whole.
    ///
    /// - Parameters:
    ///   - path: the data folder, new or empty.
    ///   - masterKey: the master key of the store that was copied.
    /// - Returns: the open store, and what each journal has.
    /// - Throws: `JournalError.badBackup` when a journal is not the one that was signed; `.notAStore`, `.alreadyExists`, and what
    ///   opening a store throws.
    package func restore(
        to path: String,
        masterKey: MasterKeySource
    ) throws(JournalError) -> (store: StoreFolder, journals: [BackedUpJournal]) {
        let journals = try StoreDescription(folder: folder)
        guard let kept = try? StoreDescription(folder: keys), kept.storeID == journals.storeID else {
            throw .badBackup("The keys in \(keys) are not those of the store whose journals are in \(folder).")
        }
        let present = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard present.isEmpty else { throw .alreadyExists(path: path) }
        do {
            try PrivateFile.makeFolder(at: path)
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/tenants").sorted()
            for tenant in names {
                let target = place(of: tenant, in: path)
                try PrivateFile.makeFolder(at: target)
                for journal in JournalNumber.allCases {
                    try Self.copy("\(place(of: tenant, in: folder))/\(journal.file)", to: "\(target)/\(journal.file)")
                }
                try Self.copy(place(of: tenant, in: keys) + "/keys.sqlite", to: target + "/keys.sqlite")
            }
            // Which master key opens the keys is for them to say: it may have been changed since the journals were copied.
            try Self.copy("\(keys)/store", to: "\(path)/store")
            let store = try StoreFolder.open(at: path, masterKey: masterKey)
            do {
                return (
                    store,
                    try names.flatMap { tenant in
                        try JournalNumber.allCases.map { try check(try store.journal(of: tenant, $0)) }
                    }
                )
            } catch {
                store.close()
                throw error
            }
        } catch {
            throw JournalError(error)
        }
    }

    /// Restores a backup into a place that is removed again: the drill that shows that it could be.
    ///
    /// - Parameters:
    ///   - place: a folder that may be made, with room for the store.
    ///   - masterKey: the master key of the store that was copied.
    /// - Returns: what each journal has.
    /// - Throws: What ``restore(to:masterKey:)`` throws.
    package func drill(in place: String, masterKey: MasterKeySource) throws(JournalError) -> [BackedUpJournal] {
        // What cannot be removed costs room, and is private.
        defer { try? FileManager.default.removeItem(atPath: place) }
        let (store, journals) = try restore(to: place, masterKey: masterKey)
        store.close()
        return journals
    }

    private static func copy(_ source: String, to target: String) throws {
        guard FileManager.default.fileExists(atPath: source) else {
            throw JournalError.badBackup(
                "\(source) is missing. A backup is restored whole, with the keys of its time or newer."
            )
        }
        guard !FileManager.default.fileExists(atPath: source + "-wal") else {
            throw JournalError.badBackup(
                "\(source) belongs to a store that is open or was not closed. Close it, or run `recourse doctor` on it, and retry."
            )
        }
        try FileManager.default.copyItem(atPath: source, toPath: target)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
    }

    /// Holds a restored journal against what was signed when it was copied.
    private func check(_ journal: TenantJournal) throws(JournalError) -> BackedUpJournal {
        let text = try ExportedLog.text(journal.number.checkpointFile, in: place(of: journal.tenant, in: folder))
        let checkpoint = try Checkpoint(try SignedNote(text), signedBy: journal.verifier)
        // Newer keys know of what was signed since; whether that may be left behind is for an operator to say.
        let isOlder = try journal.differsFromSigned()
        let report = try journal.verifyIntegrity(against: [checkpoint], signed: !isOlder)
        if let problem = report.problems.first {
            throw .badBackup("The copy of \(journal.tenant) is not what was signed when it was made: \(problem).")
        }
        return BackedUpJournal(tenant: journal.tenant, journal: journal.number, head: report.head)
    }
}
