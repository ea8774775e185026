import ArgumentParser
import Journal

/// Prepares a database that keeps the journals of stores.
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database",
        abstract: "Prepare a PostgreSQL database to keep the journals of stores.",
        discussion: """
            The tables are owned by one role and used by another, which owns nothing and sees a tenant's rows only while it
            names that tenant. docs/operations.md has the whole set-up.

              recourse database install --owner 'postgresql://recourse_owner@db1/recourse' --role recourse_app
              recourse database install --keys --owner 'postgresql://recourse_owner@db2/recourse_keys' --role recourse_app
              recourse init --database 'postgresql://recourse_app@db1/recourse?sslmode=verify-full' \
                  --key-database 'postgresql://recourse_app@db2/recourse_keys?sslmode=verify-full'
            """,
        subcommands: [DatabaseInstall.self]
    )
}

/// Makes the tables.
struct DatabaseInstall: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Make the tables, or grant the rights anew where they are there."
    )
    @Option(help: "A connection string of the role that is to own the tables; a password belongs into a passfile.")
    var owner: String

    @Option(help: "The role that the program connects as.")
    var role: String

    @Flag(help: "Make the tables of the keys, which should be in a database of their own.")
    var keys = false

    func run() throws {
        let schema = keys ? PostgreSQLSchema.keys : .journals
        try schema.install(as: owner, for: role)
        Output.note("The tables are there. Next: recourse init --database … as \(role).")
    }
}
