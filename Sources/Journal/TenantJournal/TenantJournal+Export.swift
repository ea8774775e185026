import Foundation

extension TenantJournal {
    /// Writes what the journal proves into a folder, as ``ExportedLog`` reads it.
    ///
    /// A folder that has an earlier export of this journal gets what is new; its full tiles stay as they are. The checkpoint
    /// comes last, so an export that was cut short is an older one, or none.
    ///
    /// - Returns: the checkpoint that the export ends with.
    /// - Throws: `JournalError.badProof` when the folder has something else; `.otherHistory`, `.storage`, `.damaged`, `.closed`.
    package func exportProofs(to folder: String) throws(JournalError) -> Checkpoint {
        let note = try signCheckpoint()
        let checkpoint = try Checkpoint(note, signedBy: verifier)
        let size = checkpoint.head.size
        let earlier = try earlierExport(in: folder, before: checkpoint)
        for (id, width) in TileID.all(size: size) where id.width(size: earlier) < width {
            let tile = try withTree { tree in try tree.tile(id) }
            try write(tile.bytes, to: id.path(width: width), in: folder)
            guard id.level == 0 else { continue }
            let entries = try leafData(from: id.number << UInt64(TileID.height) + 1, limit: width)
            try write(EntryBundle.join(entries), to: TileID.entriesPath(number: id.number, width: width), in: folder)
        }
        try write(Array("\(verifier)\n".utf8), to: "key", in: folder)
        try write(Array(note.description.utf8), to: "checkpoint", in: folder)
        return checkpoint
    }

    /// How many entries the export in the folder has; 0 when there is none.
    private func earlierExport(in folder: String, before checkpoint: Checkpoint) throws(JournalError) -> UInt64 {
        guard FileManager.default.fileExists(atPath: "\(folder)/checkpoint") else { return 0 }
        let earlier = try ExportedLog(folder: folder, key: verifier).checkpoint
        guard earlier.head.size <= checkpoint.head.size,
            try withTree({ tree in try tree.root(size: earlier.head.size) }) == earlier.head.root
        else {
            throw .badProof(
                "\(folder) has an export of this journal with other entries. Keep it, and export elsewhere."
            )
        }
        return earlier.head.size
    }

    private func write(_ bytes: [UInt8], to path: String, in folder: String) throws(JournalError) {
        let place = URL(fileURLWithPath: "\(folder)/\(path)")
        do {
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: place, options: .atomic)
        } catch {
            throw JournalError(error)
        }
    }

    /// The proof that the journal at one checkpoint is the beginning of the journal at another.
    ///
    /// - Throws: `JournalError.badProof` when either is of more entries than there are; `.storage`, `.damaged`, `.closed`.
    package func consistencyProof(from old: Checkpoint, to new: Checkpoint) throws(JournalError) -> ConsistencyProof {
        let head = try head()
        guard old.head.size <= new.head.size, new.head.size <= head else { throw .unordered(old, new, size: head) }
        return try withTree { tree in try tree.consistencyProof(from: old.head.size, to: new.head.size) }
    }
}

extension ExportedLog {
    /// The proof that the journal at one checkpoint is the beginning of the journal at another.
    ///
    /// - Throws: `JournalError.badProof` when either is of more entries than were exported, or a file is missing.
    package func consistencyProof(from old: Checkpoint, to new: Checkpoint) throws(JournalError) -> ConsistencyProof {
        guard old.head.size <= new.head.size, new.head.size <= size else { throw .unordered(old, new, size: size) }
        return try consistencyProof(from: old.head.size, to: new.head.size)
    }
}

extension JournalError {
    fileprivate static func unordered(_ old: Checkpoint, _ new: Checkpoint, size: UInt64) -> JournalError {
        .badProof(
            """
            The old checkpoint is of \(old.head.size) entries, the new one of \(new.head.size), and there are \(size); the old \
            one must not be of more than the new, nor the new of more than there are.
            """
        )
    }
}
