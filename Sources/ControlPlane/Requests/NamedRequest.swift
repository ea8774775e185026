import Crypto
package import Journal
import RevenueCycle

/// A request that may come again, because its sender did not get the answer.
///
/// Its answer is an entry of a stream of its own, in the append of what it changed; so it is answered once, whoever tries again on
/// whichever node, for as long as there is the journal ([ADR 13](../../../docs/decisions/0013-requests-answered-once.md)).
package struct NamedRequest: Hashable, Sendable {
    /// Where its answer is.
    package let stream: StreamID
    /// SHA-256 of everything that it asks.
    let digest: [UInt8]

    /// A request of a principal.
    init(_ name: String, of principal: String, asking parts: [[UInt8]]) {
        stream = StreamID(hashing: "request", Array(principal.utf8), [0], Array(name.utf8))
        var hash = SHA256()
        for part in parts {
            // Each part is led by its length, so that nothing moves from one to the next.
            hash.update(data: withLength(part))
        }
        digest = Array(hash.finalize())
    }
}

private func withLength(_ part: [UInt8]) -> [UInt8] {
    let count = UInt64(part.count)
    return stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: count >> UInt64($0)) } + part
}

/// What was answered to a request of the same name before.
package enum EarlierAnswer: Hashable, Sendable {
    /// The same was asked, and this answered.
    case same(String)
    /// Something else was asked.
    case other
}

extension ControlPlane {
    /// What was answered before to a request of the same sender and name; nil when nothing was.
    ///
    /// - Throws: ``JournalError`` when its entry is not the one that was written, or ``DecodingFault``.
    package func earlierAnswer() throws -> EarlierAnswer? {
        guard let request, let payload = try journal.verifiedEntries(of: request.stream).first?.payload else {
            return nil
        }
        var digest: [UInt8] = []
        var answer = ""
        var fields = FieldReader(payload)
        while let field = try fields.next() {
            switch field.number {
            case 1: digest = Array(field.raw)
            case 2: answer = field.text
            default: break
            }
        }
        return digest == request.digest ? .same(answer) : .other
    }

    /// Adds the answer of the request at hand to the change that it makes; it names no patient.
    ///
    /// - Parameters:
    ///   - answer: the answer.
    ///   - append: the change.
    func keep(_ answer: JSONValue, in append: inout Append) {
        guard let request else { return }
        var writer = FieldWriter()
        writer.raw(1, request.digest)
        writer.text(2, answer.text)
        let event = NewEvent(
            type: ShellEvent.requestAnswered.rawValue,
            schema: ShellEvent.schema,
            subject: .tenant,
            retention: .governance,
            payload: writer.bytes
        )
        append.writes.append(StreamWrite(stream: request.stream, expectedVersion: 0, events: [event]))
    }

    /// Records the answer of the request at hand after what it did, which is done once by itself.
    ///
    /// - Throws: ``JournalError``.
    package func keep(_ answer: JSONValue) throws(JournalError) {
        guard request != nil else { return }
        var append = Append(command: newCommand(), principal: principal, purpose: "answer to a request")
        keep(answer, in: &append)
        _ = try journal.append(append, at: clock())
    }
}
