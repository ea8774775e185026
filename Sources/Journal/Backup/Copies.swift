extension TenantJournal {
    /// Whether the journal, whatever was signed since, is the one of a checkpoint up to its size.
    func problems(upTo checkpoint: Checkpoint) throws(JournalError) -> [IntegrityProblem] {
        let root = try withTree { tree in
            tree.size >= checkpoint.head.size ? try tree.rootIfWhole(size: checkpoint.head.size) : nil
        }
        return root == checkpoint.head.root
            ? [] : [IntegrityProblem(position: nil, what: "its first \(checkpoint.head.size) entries are others")]
    }
}
