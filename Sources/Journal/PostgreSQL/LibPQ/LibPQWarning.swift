import CPostgreSQL

/// Hears of one warning of a connection: that a commit did not wait for the standby.
///
/// A server whose COMMIT was cancelled while it waited for a synchronous standby answers with success all the same, and
/// says only in a warning that the standby may not have it. Other notices say nothing that would be acted on, and
/// may quote values, so they are not printed.
enum LibPQWarning {
    /// The SQLSTATEs that it comes with.
    ///
    /// It is that of any warning when somebody cancelled the statement, else that of the server's ending. Nothing that a journal
    /// does is answered with another warning.
    private static let states: Set<String> = ["01000", "57P01"]

    /// Begins to listen; what it returns is to be freed after the connection.
    static func listen(to connection: OpaquePointer) -> UnsafeMutableRawPointer {
        let flag = UnsafeMutablePointer<Bool>.allocate(capacity: 1)
        unsafe flag.initialize(to: false)
        // libpq calls this within the calls that read from the connection, so under the connection's lock.
        let receiver: PQnoticeReceiver = { flag, notice in
            let state = unsafe PQresultErrorField(notice, LibPQResult.Field.sqlState)
            guard let state = unsafe state, LibPQWarning.states.contains(unsafe String(cString: state)) else { return }
            unsafe flag?.assumingMemoryBound(to: Bool.self).pointee = true
        }
        _ = unsafe PQsetNoticeReceiver(connection, receiver, flag)
        return UnsafeMutableRawPointer(flag)
    }

    /// Whether it was heard of since this was called last.
    static func take(_ flag: UnsafeMutableRawPointer) -> Bool {
        let flag = unsafe flag.assumingMemoryBound(to: Bool.self)
        defer { unsafe flag.pointee = false }
        return unsafe flag.pointee
    }

    static func free(_ flag: UnsafeMutableRawPointer) {
        unsafe flag.assumingMemoryBound(to: Bool.self).deallocate()
    }
}
