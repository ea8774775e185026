import Journal

extension TenantJournal {
    /// Appends, unless somebody else came first to one of the streams.
    ///
    /// - Returns: whether it was appended.
    /// - Throws: ``JournalError`` for every other reason.
    func appendUnlessOvertaken(_ append: Append, at time: Timestamp) throws(JournalError) -> Bool {
        do throws(JournalError) {
            _ = try self.append(append, at: time)
            return true
        } catch {
            guard case .conflict = error else { throw error }
            return false
        }
    }
}
