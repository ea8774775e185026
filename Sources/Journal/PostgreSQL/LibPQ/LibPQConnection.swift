import CPostgreSQL
import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A connection to a PostgreSQL server, always in pipeline mode: statements are collected, sent together, and answered in order.
///
/// Statements are prepared once in a connection; parameters and results are binary. Nothing here knows what a statement means.
/// Each call takes the connection for itself, but what belongs to one transaction must come from one thread.
///
/// The calls of libpq are unsafe because they take C pointers. They are sound here: the pointer of the connection is used
/// only under `state`'s lock and never after `close()` has taken it away; pointers to parameters live for the call that
/// copies them into libpq's buffer; what is read of results is copied by ``LibPQResult``.
final class LibPQConnection: Sendable {
    private struct State {
        /// The connection of libpq; `nil` once it is closed.
        var address: LibPQAddress?
        /// Where ``LibPQWarning`` is kept; it lives as long as the connection of libpq.
        let warning: LibPQAddress
        /// The names of the statements that the server has prepared, by their texts.
        var prepared: [String: String] = [:]
        /// What was sent and not answered, in order.
        var expected: [Expected] = []
        /// Whether the server was in a transaction when it answered last.
        var isInTransaction = false
        /// About how many bytes were sent since the server was last told that it may rest.
        var bytesSinceRest = 0
    }

    private enum Expected {
        case preparation(sql: String, name: String)
        case result
        case rest
    }

    /// How many bytes libpq keeps for certain until they are sent together.
    private static let bytesKept = 4096

    private let state: Mutex<State>
    private let answerSeconds: Int

    /// Connects.
    ///
    /// - Parameters:
    ///   - connection: a connection string of libpq: a URI, or keywords and values.
    ///   - defaults: parameters of libpq for what the string leaves open.
    ///   - answerSeconds: how long to wait for more of an answer before the connection is taken for lost. The server's own
    ///     limits should come first; but none of them ends a COMMIT that waits for a standby, nor a server that hangs.
    /// - Throws: ``PostgreSQLError/cannotConnect(_:)``.
    init(
        _ connection: String,
        defaults: [(name: String, value: String)],
        answerSeconds: Int = 600
    ) throws(PostgreSQLError) {
        self.answerSeconds = answerSeconds
        // libpq expands the first `dbname`, and of one parameter the later value counts.
        let parameters = defaults + [("dbname", connection)]
        let handle = unsafe Self.withCStrings(parameters.map(\.name)) { names in
            unsafe Self.withCStrings(parameters.map(\.value)) { values in unsafe PQconnectdbParams(names, values, 1) }
        }
        guard let handle = unsafe handle else { throw .cannotConnect("libpq has no memory for a connection") }
        guard unsafe PQstatus(handle) == CONNECTION_OK else {
            let message = unsafe String(cString: PQerrorMessage(handle))
            unsafe PQfinish(handle)
            throw .cannotConnect(message.split(whereSeparator: \.isNewline).joined(separator: "; "))
        }
        let warning = unsafe LibPQAddress(LibPQWarning.listen(to: handle))
        unsafe PQenterPipelineMode(handle)
        state = Mutex(State(address: unsafe LibPQAddress(handle), warning: warning))
    }

    deinit { close() }

    /// Ends the connection; a second closing does nothing.
    func close() {
        state.withLock { state in
            guard let handle = unsafe state.address?.opaque else { return }
            state.address = nil
            unsafe PQfinish(handle)
            if let warning = unsafe state.warning.raw { unsafe LibPQWarning.free(warning) }
        }
    }

    /// Whether the server has not ended the connection, as far as can be seen without asking it.
    var isAlive: Bool {
        state.withLock { state in
            guard let handle = unsafe state.address?.opaque else { return false }
            // Reads what has come, without waiting: a server that ends an idle connection says so first, and is seen to have
            // closed it only after that was read.
            for _ in 1...3 where unsafe PQconsumeInput(handle) != 1 { return false }
            return unsafe PQstatus(handle) == CONNECTION_OK
        }
    }

    /// Whether it is alive, in no transaction, and owes no answer.
    var isIdle: Bool {
        isAlive
            && state.withLock { state in
                guard let handle = unsafe state.address?.opaque, state.expected.isEmpty else { return false }
                return unsafe PQtransactionStatus(handle) == PQTRANS_IDLE
            }
    }

    /// Whether the server has said since the last call of this that it stopped waiting for its standby.
    func takeStandbyWarning() -> Bool {
        state.withLock { state in
            guard state.address != nil, let warning = unsafe state.warning.raw else { return false }
            return unsafe LibPQWarning.take(warning)
        }
    }

    /// A setting that the server reports by itself, such as `server_version`.
    func reported(_ name: String) -> String? {
        state.withLock { state in
            guard let handle = unsafe state.address?.opaque, let text = unsafe PQparameterStatus(handle, name) else {
                return nil
            }
            return unsafe String(cString: text)
        }
    }

    /// Adds a statement to what is sent next.
    ///
    /// What is more than libpq keeps goes out at once. The server then waits for the rest, and it counts how long only where it was
    /// told that it may rest (a Sync): else a process that hangs now would keep what it has locked for ever. `HangingNodeTests`
    /// guards that. Outside of a transaction each such rest would be a commit, so there is none.
    ///
    /// - Throws: ``PostgreSQLError/connectionLost``.
    func send(_ sql: String, _ parameters: ParameterList = ParameterList()) throws(PostgreSQLError) {
        let isSent = state.withLock { state in
            guard let handle = unsafe state.address?.opaque else { return false }
            let bytes = sql.utf8.count + parameters.bytes.count + 8 * parameters.ranges.count + 64
            let isLarge = state.isInTransaction && state.bytesSinceRest + bytes > Self.bytesKept
            if isLarge, state.bytesSinceRest > 0 { guard unsafe Self.letRest(&state, handle) else { return false } }
            state.bytesSinceRest += bytes
            let name: String
            if let known = state.prepared[sql] {
                name = known
            } else {
                name = "s\(state.prepared.count)"
                guard unsafe PQsendPrepare(handle, name, sql, 0, nil) == 1 else { return false }
                state.expected.append(.preparation(sql: sql, name: name))
                // The name is taken for what is sent until then, and given up should the preparation fail.
                state.prepared[sql] = name
            }
            state.expected.append(.result)
            guard unsafe Self.sendPrepared(name, parameters, on: handle) else { return false }
            return unsafe isLarge ? Self.letRest(&state, handle) : true
        }
        guard isSent else { throw .connectionLost }
    }

    /// Sends all that was added, and tells the server that it may rest.
    private static func letRest(_ state: inout State, _ handle: OpaquePointer) -> Bool {
        state.expected.append(.rest)
        state.bytesSinceRest = 0
        return unsafe PQpipelineSync(handle) == 1
    }

    private static func sendPrepared(_ name: String, _ parameters: ParameterList, on handle: OpaquePointer) -> Bool {
        unsafe parameters.bytes.withUnsafeBytes { bytes in
            let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            // An empty value needs an address too, since none stands for NULL.
            let values = unsafe parameters.ranges.map { range in unsafe start.map { unsafe $0 + range.lowerBound } }
            let lengths = parameters.ranges.map { Int32($0.count) }
            let formats = [Int32](repeating: 1, count: lengths.count)
            return unsafe PQsendQueryPrepared(
                handle,
                name,
                Int32(lengths.count),
                values,
                lengths,
                formats,
                1
            ) == 1
        }
    }

    /// Sends what was added, waits, and gives the results of all statements since the last call, in order.
    ///
    /// - Throws: ``PostgreSQLError/refused(sqlState:constraint:message:)`` of the first statement that failed, after which the
    ///   server passed over the others; ``PostgreSQLError/connectionLost``.
    func finish() throws(PostgreSQLError) -> [LibPQResult] {
        let outcome = state.withLock { state -> Result<[LibPQResult], PostgreSQLError> in
            guard let handle = unsafe state.address?.opaque, unsafe Self.letRest(&state, handle) else {
                return .failure(.connectionLost)
            }
            let expected = state.expected
            state.expected = []
            var results: [LibPQResult] = []
            var failure: PostgreSQLError?
            for item in expected {
                guard unsafe waitForAnswer(on: handle), let result = unsafe Self.next(on: handle) else {
                    return .failure(failure ?? .connectionLost)
                }
                if case .rest = item {
                    guard result.isSync else { return .failure(failure ?? .connectionLost) }
                    continue
                }
                // Each statement's results end with a null pointer.
                while unsafe PQstatus(handle) == CONNECTION_OK, unsafe Self.next(on: handle) != nil {}
                guard unsafe PQstatus(handle) == CONNECTION_OK else {
                    return .failure(failure ?? result.farewell ?? .connectionLost)
                }
                let error = result.error
                switch item {
                case .preparation(let sql, _): if error != nil { state.prepared[sql] = nil }
                case .result: if error == nil { results.append(result) }
                case .rest: break
                }
                failure = failure ?? error
            }
            state.isInTransaction = unsafe PQtransactionStatus(handle) == PQTRANS_INTRANS
            return failure.map { .failure($0) } ?? .success(results)
        }
        // What is still to come of an answer would be taken for that of the next statement.
        if case .failure(.connectionLost) = outcome { close() }
        return try outcome.get()
    }

    /// Waits until the next result is there whole, or the connection has ended.
    ///
    /// - Returns: `false` when nothing came for too long.
    private func waitForAnswer(on handle: OpaquePointer) -> Bool {
        while unsafe PQisBusy(handle) == 1 {
            var socket = pollfd(fd: unsafe PQsocket(handle), events: Int16(POLLIN), revents: 0)
            let count = unsafe poll(&socket, 1, Int32(clamping: answerSeconds * 1_000))
            // A signal may have ended the waiting; then it begins anew.
            if count == 0 || (count < 0 && errno != EINTR) { return false }
            if unsafe PQconsumeInput(handle) != 1 { return true }
        }
        return true
    }

    private static func next(on handle: OpaquePointer) -> LibPQResult? {
        unsafe PQgetResult(handle).map { result in unsafe LibPQResult(owning: result) }
    }

    /// Runs `body` with C strings, and a null pointer after them.
    private static func withCStrings<Value>(
        _ strings: [String],
        _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value
    ) -> Value {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for string in strings {
            starts.append(bytes.count)
            bytes += string.utf8CString
        }
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let base = buffer.baseAddress
            let pointers = unsafe starts.map { start in unsafe base.map { unsafe $0 + start } } + [nil]
            return unsafe pointers.withUnsafeBufferPointer { list in
                guard let first = list.baseAddress else { preconditionFailure("There is a null pointer at least.") }
                return unsafe body(first)
            }
        }
    }
}
