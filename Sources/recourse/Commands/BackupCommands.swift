import ArgumentParser
import ControlPlane
import Foundation
import Journal

/// Copies a store and puts copies back.
struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copy the store, try a copy out, and put one back.",
        discussion: """
            Journals and keys are copied to two folders, because they are kept for different times: whatever was destroyed
            can be read from an older journal with older keys. The master key is copied by neither.

              recourse backup make ./backup-0301 --keys ./keys-0301
              recourse backup check ./backup-0301 --keys ./keys-0301
              recourse backup restore ./backup-0301 --keys ./keys-0301 --data ./restored
            """,
        subcommands: [BackupMake.self, BackupCheck.self, BackupRestore.self]
    )
}

/// The two folders of a backup.
struct BackupPlace: ParsableArguments {
    @Argument(help: "The folder with the journals.")
    var folder: String

    @Option(help: "The folder with the keys; for restoring also a data folder, whose keys are then used.")
    var keys: String

    var backup: StoreBackup { StoreBackup(folder: GivenFile.path(folder), keys: GivenFile.path(keys)) }
}

extension StoreOptions {
    /// Tells what a copy has of each tenant.
    fileprivate func tell(_ journals: [BackedUpJournal], _ words: String) {
        if json {
            return Output.rows(
                journals.map {
                    .object([
                        ("tenant", .string($0.tenant)), ("journal", .string("\($0.journal)")),
                        ("entries", .number(Int($0.head.size))),
                        ("root", .string($0.head.root.base64)),
                    ])
                }
            )
        }
        for copy in journals {
            Output.answer(
                "\(words) \(copy.tenant), \(copy.journal): \(copy.head.size) entries, root \(copy.head.root.base64)"
            )
        }
    }
}

/// Copies the store.
struct BackupMake: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Copy every journal and its keys to two new folders."
    )
    @OptionGroup var place: BackupPlace
    @OptionGroup var store: StoreOptions

    func run() throws {
        store.tell(try store.withFolder { try $0.backUp(to: place.backup) }, "Copied")
    }
}

/// Tries a copy out.
struct BackupCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Restore a copy to a place that is removed again, and check that it is what was signed.",
        discussion: "It needs the master key, and room for the store beside the copy."
    )
    @OptionGroup var place: BackupPlace
    @OptionGroup var store: StoreOptions

    func run() throws {
        let key = try store.masterKey(storeID: StoreFolder.storeID(at: place.backup.folder))
        let drill = "\(place.backup.folder).drill-\(StoreFolder.newStoreID())"
        store.tell(try place.backup.drill(in: drill, masterKey: key), "Could be restored")
    }
}

/// Puts a copy back.
struct BackupRestore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a copy into a new data folder (--data), and check that it is what was signed.",
        discussion: """
            With the keys of a data folder that went on meanwhile, what was destroyed since stays destroyed, and the entries
            since are missing: the store can be read, and is written to after audit accept.
            """
    )
    @OptionGroup var place: BackupPlace
    @OptionGroup var store: StoreOptions

    func run() throws {
        let key = try store.masterKey(storeID: StoreFolder.storeID(at: place.backup.folder))
        let (folder, journals) = try place.backup.restore(to: GivenFile.path(store.data), masterKey: key)
        folder.close()
        store.tell(journals, "Restored")
        for tenant in Set(journals.map(\.tenant)).sorted() { try recordRestoring(of: tenant) }
    }

    /// Has the store know that it was restored: what it asks for may have left since the copy was made.
    ///
    /// One that is older than what its keys know is not written to; accepting it says the same.
    private func recordRestoring(of tenant: String) throws {
        var store = store
        store.tenant = tenant
        let plane = try store.open()
        defer { plane.close() }
        if try !plane.journal.differsFromSigned() { try plane.recordRestoring() }
    }
}
