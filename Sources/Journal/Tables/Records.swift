import Foundation

// What the tables hold, row by row, as it lies on the disk: sealed, and not yet found to be what was written.

/// The end of a journal.
struct JournalHead: Hashable {
    /// The position of the last entry; 0 when there is none.
    var position: Position
    /// The leaf of the last entry, by which another history of the same length is told from this one.
    var leaf: Data?
}

/// An entry to be written.
struct EntryRow: Sendable {
    var position: Position
    var stream: StreamID
    var version: UInt64
    var header: Data
    var payload: Data
    var leaf: TreeHash
}

/// An entry as it is read.
struct EntryRecord {
    var position: Int64
    var header: Data
    var payload: Data
    var leaf: Data

    /// The header, when its bytes are those of a header and say the position that the entry lies at.
    func readHeader() throws(JournalError) -> EntryHeader {
        guard let header = try? EntryHeader(canonicalBytes: [UInt8](header)), header.position == UInt64(position)
        else { throw .damaged("the header of entry \(position) is not the one that was written") }
        return header
    }
}

/// An entry with the place in a stream by which it is found, which its header says too.
struct PlacedEntryRecord {
    var record: EntryRecord
    var stream: Data
    var version: Int64
}

/// What is kept of a command that has run.
struct CommandRecord: Hashable {
    /// The position of its first entry, or the next one when it had none.
    var first: Int64
    /// How many entries it had.
    var count: Int64
}

/// The tables of keys with what they lead to.
enum KeyKind {
    /// At most one owner for each key.
    case unique
    /// Any number of targets for each key.
    case lookup
}

/// A blind index and what it leads to.
struct KeyRecord: Hashable, Sendable {
    var space: UInt16
    var index: BlindIndex
    var target: StreamID

    init(space: UInt16, index: BlindIndex, target: StreamID) {
        self.space = space
        self.index = index
        self.target = target
    }

    init(_ claim: KeyClaim) {
        self.init(space: claim.key.space, index: claim.key.index, target: claim.target)
    }

    init(_ lookup: Lookup) {
        self.init(space: lookup.space, index: lookup.index, target: lookup.target)
    }
}

/// An inline row as it is read.
struct SealedStoredRow {
    var table: UInt16
    var id: StreamID
    var group: StreamID
    var evolveVersion: UInt16
    var dataKey: DataKeyID
    var payload: Data
}

/// The record of a piece of evidence with its sealed name.
struct SealedEvidenceRecord: Sendable {
    var record: EvidenceRecord
    var sealedName: Data
}
