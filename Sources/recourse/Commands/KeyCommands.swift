import ArgumentParser
import ControlPlane
import Journal

/// Changes the keys of a store.
struct Keys: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show and change the keys of the store.",
        discussion: """
            The master key opens the tenant's key, which opens all others; it comes from a file, from $RECOURSE_MASTER_KEY, or
            from a command, behind which a key service may stand. Both can be changed at any time; nothing is sealed anew.

              recourse keys rotate
              recourse keys change-master --new-key-file ~/.config/recourse/2027.key
            """,
        subcommands: [KeysStatus.self, KeysRotate.self, KeysChangeMaster.self]
    )
}

extension StoreOptions {
    fileprivate func tell(_ rotation: KeyRotation) {
        if json {
            return Output.rows([
                .object([
                    ("generation", .number(rotation.generation)), ("wrapped", .number(rotation.wrapped)),
                    ("unfinished", .number(rotation.unfinished)),
                ])
            ])
        }
        Output.answer("Tenant key \(rotation.generation) wraps \(rotation.wrapped) keys.")
        if rotation.unfinished > 0 {
            Output.answer(
                "\(rotation.unfinished) keys are still wrapped by the one before: finish with recourse keys rotate."
            )
        }
    }
}

/// Tells which tenant key is in use.
struct KeysStatus: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how many keys the tenant's key wraps, and whether a change of it is unfinished."
    )
    @OptionGroup var store: StoreOptions

    func run() throws { store.tell(try store.withJournal { try $0.keyRotation() }) }
}

/// Changes the tenant key.
struct KeysRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Change the tenant's key for a new one, or finish a change that was cut short."
    )
    @OptionGroup var store: StoreOptions

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        store.tell(try plane.rotateTenantKey())
    }
}

/// Changes the master key.
struct KeysChangeMaster: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change-master",
        abstract: "Have the store opened by another master key from now on.",
        discussion: "Copies of the keys that were made before are still opened by the old one: keep it as long as them."
    )
    @OptionGroup var store: StoreOptions

    @Option(name: .customLong("new-key-file"), help: "A new file, where a new key is written.")
    var newFile: String?

    @Option(name: .customLong("new-key-command"), help: "A command that prints the new key.")
    var newCommand: String?

    func run() throws {
        let options = "--new-key-file and --new-key-command"
        guard let source = try MasterKeySource(file: newFile, command: newCommand, options: options) else {
            throw UsageFault(description: "Say where the new key comes from: \(options) are the ways.")
        }
        let plane = try store.open()
        defer { plane.close() }
        try plane.changeMasterKey(to: source)
        store.note(
            "The master key is now \(source.words). Keep a copy apart from the data.",
            [("data", .string(store.data))]
        )
    }
}
