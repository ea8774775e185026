// The journal: an append-only, sealed store of entries, with the few tables that are written together with them.
//
// What lives here: entries with their canonical headers and leaf hashes, streams and their versions, unique keys,
// lookups through blind indexes, inline rows, evidence, the key store, and the data folder with its lock.
//
// Where to begin: `TenantJournal` is what others use; `Append` says what one change is. `Tables` is the line below which a
// database is spoken to: `JournalDatabase` and `JournalTables` say what a journal needs of one, and the folder `SQLite` does
// it for a file. Nothing above that line knows of a database.
//
// What does not: the domain. Types of events, tables and spaces are numbers of the caller's, payloads are bytes, and
// no function reads a clock. `docs/journal-format.md` gives every byte that is written.

/// The place of an entry in its journal: the first is 1, each next is one more, and none is left out.
///
/// 0 stands for "before the first entry".
package typealias Position = UInt64
