/// Transactions of one tenant: each names its tenant, and the name ends with it.
struct TenantTransactions {
    let server: PostgreSQLServer
    let tenant: StreamID

    /// Runs `body` in a transaction whose statements all see the moment of the first, and which changes nothing.
    func read<Value>(_ body: (LibPQConnection) throws -> Value) throws -> Value {
        try server.withConnection { connection in
            try begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", on: connection)
            // There is nothing to commit, so the end does not matter once the values are there.
            defer { Self.rollBack(connection) }
            return try body(connection)
        }
    }

    /// Runs `body` in a transaction that is durable when this returns, or undone when it throws.
    ///
    /// Each statement sees what was committed before it began, so what follows a lock sees all that was done under it.
    func write<Value>(_ body: (LibPQConnection) throws -> Value) throws -> Value {
        try server.withConnection { connection in
            try begin("BEGIN ISOLATION LEVEL READ COMMITTED", on: connection)
            do {
                let value = try body(connection)
                try commit(connection)
                return value
            } catch {
                Self.rollBack(connection)
                throw error
            }
        }
    }

    private func begin(_ statement: String, on connection: LibPQConnection) throws {
        try connection.send(statement)
        var tenant = ParameterList()
        tenant.add(self.tenant.hyphenated)
        try connection.send("SELECT set_config('\(PostgreSQLServer.tenantSetting)', $1, true)", tenant)
    }

    /// Sends what is left of a transaction together with its COMMIT.
    private func commit(_ connection: LibPQConnection) throws(PostgreSQLError) {
        guard connection.isAlive else { throw .connectionLost }
        _ = connection.takeStandbyWarning()
        let tag: String?
        do throws(PostgreSQLError) {
            try connection.send("COMMIT")
            tag = try connection.finish().last?.commandTag
        } catch {
            switch error {
            case .connectionLost, .ended: throw .commitUnknown
            default: throw error
            }
        }
        guard tag == "COMMIT" else { throw .passedOver }
        if connection.takeStandbyWarning() { throw .commitUnknown }
    }

    /// Undoes what was begun; a connection on which that fails is not used again.
    private static func rollBack(_ connection: LibPQConnection) {
        if connection.isIdle { return }
        // What was sent may have failed; the server passes over what follows until that is read.
        _ = try? connection.finish()
        do {
            try connection.send("ROLLBACK")
            _ = try connection.finish()
        } catch {
            connection.close()
        }
    }
}

extension StreamID {
    /// The id as PostgreSQL writes a `uuid`.
    fileprivate var hyphenated: String {
        var text = description
        for place in [20, 16, 12, 8] { text.insert("-", at: text.index(text.startIndex, offsetBy: place)) }
        return text
    }
}
