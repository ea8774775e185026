import ArgumentParser
import ControlPlane
import RevenueCycle

/// Source patients, and the persons that they are held to be.
struct Patients: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find patients, and say which are one person.",
        discussion: """
            A source patient is a patient as one hospital knows them. Linking two holds them to be one person; it renames and
            moves nothing, and unlinking undoes it.
            """,
        subcommands: [Find.self, Show.self, Link.self, Unlink.self],
        defaultSubcommand: Find.self
    )

    struct Find: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find patients by surname, member number, medical record number or id.",
            discussion: "Example: recourse patients find SMITH"
        )
        @OptionGroup var store: StoreOptions
        @Argument(help: "Surname, number or id.") var name: String

        func run() throws {
            try store.inquire(by: "patients find") { inquiry, plane in
                let found = try inquiry.patients(named: name, asOf: store.day())
                PatientTable.print(found.map(plane.patientRow), json: store.json)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a patient and everybody linked with them.")
        @OptionGroup var store: StoreOptions
        @Argument(help: "The patient's id (p_…).") var id: String

        func run() throws {
            try store.inquire(by: "patients show") { inquiry, plane in
                let person = try inquiry.person(of: id, asOf: store.day())
                PatientTable.print(person.map(plane.patientRow), json: store.json)
            }
        }
    }

    struct Link: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold two patients to be one person, for a stated reason."
        )
        @OptionGroup var store: StoreOptions
        @Argument(help: "One patient's id.") var one: String
        @Argument(help: "The other's.") var other: String
        @Option(help: "Why.") var reason: String

        func run() throws {
            let plane = try store.open()
            defer { plane.close() }
            try plane.link(one, other, reason: reason)
            Output.note("Linked \(one) and \(other).")
        }
    }

    struct Unlink: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Hold two linked patients apart again.")
        @OptionGroup var store: StoreOptions
        @Argument(help: "One patient's id.") var one: String
        @Argument(help: "The other's.") var other: String
        @Option(help: "Why.") var reason: String

        func run() throws {
            let plane = try store.open()
            defer { plane.close() }
            try plane.link(one, other, reason: reason, isUndone: true)
            Output.note("Unlinked \(one) and \(other).")
        }
    }
}

/// Patients for a terminal, and as JSON.
private enum PatientTable {
    static func print(_ rows: [JSONValue], json: Bool) {
        if json { return Output.rows(rows) }
        Output.table(
            [
                Column("patient", "patient"), Column("surname", "familyName"), Column("name", "givenName"),
                Column("born", "birthDate"), Column("accounts", "accounts", isRight: true, isCount: true),
                Column("linked with", "linked"),
            ],
            of: rows
        )
    }
}
