import ControlPlane
import Foundation
import Logging

/// Lines for whoever runs the server, each an object in JSON.
///
/// A line names a route by its template, never by the path that was asked for, and has nothing of bodies, queries or header fields,
/// since a patient may be in any of them; but for the digits of a trace (``TraceContext``).
struct EventLog: Sendable {
    let write: @Sendable (String) -> Void

    /// Writes a line.
    func note(_ event: String, _ fields: [(String, JSONValue)], at time: Date = Date()) {
        let head: [(String, JSONValue)] = [
            ("time", .string(time.formatted(.iso8601.time(includingFractionalSeconds: true)))),
            ("event", .string(event)),
        ]
        write(JSONValue.object(head + fields).text)
    }
}

/// Lets the libraries below write to the same log.
///
/// Of what they say only the message is taken, which is fixed text: their metadata may quote what was asked.
struct JSONLogHandler: LogHandler {
    let log: EventLog
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.warning

    init(log: EventLog) { self.log = log }

    func log(event: LogEvent) {
        log.note("library", [("level", .string(event.level.rawValue)), ("message", .string("\(event.message)"))])
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
}
