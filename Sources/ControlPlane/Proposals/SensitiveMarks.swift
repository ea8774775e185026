import Access
import Journal
package import RevenueCycle

// What a person found sensitive about an account. It is no part of any document, so it is told apart.
extension ControlPlane {
    /// The answer to whoever says which sensitive subjects something touches.
    package static func marked(_ target: String, _ subjects: Set<Sensitivity>) -> JSONValue {
        .object([("target", .string(target)), ("subjects", .texts(subjects.map(\.rawValue).sorted()))])
    }

    /// Takes down which sensitive subjects an account touches, as far as a person has looked; the last word counts.
    ///
    /// - Parameters:
    ///   - target: the public id of a claim or account.
    ///   - subjects: all that it touches; empty when somebody looked and there is none.
    ///   - reason: what was looked at.
    /// - Throws: ``ControlPlaneError`` when there is no such record, or no reason; ``JournalError``.
    package func markSensitive(_ target: String, _ subjects: Set<Sensitivity>, reason: String) throws {
        try Self.checkReason(reason)
        let asked = try partialWarrant(for: .markSensitive)
        let absent = ControlPlaneError.notFound(what: "record \(target)")
        guard let files = try VerifiedClaims(target, in: self) else { throw absent }
        let warrant = try asked.warrant(about: self.target(.account, of: [files.account]), orAbsent: absent)
        var writer = FieldWriter()
        writer.texts(1, subjects.map(\.rawValue).sorted())
        writer.text(2, reason)
        var append = Append(
            command: newCommand(),
            principal: principal,
            purpose: "mark of sensitive subjects",
            asserting: warrant.asserting
        )
        append.writes = try files.streams.map { stream in
            let marks = SensitiveMarks.stream(of: stream)
            return StreamWrite(
                stream: marks,
                expectedVersion: try journal.version(of: marks),
                events: [
                    NewEvent(
                        type: ShellEvent.sensitivityMarked.rawValue,
                        schema: ShellEvent.schema,
                        subject: files.subject,
                        payload: writer.bytes
                    )
                ]
            )
        }
        keep(Self.marked(target, subjects), in: &append)
        _ = try journal.append(append, at: clock())
    }
}

/// The sensitive subjects that claim files touch, as verified entries say.
struct SensitiveMarks {
    /// The subjects; nil when nobody has looked at one of the files.
    let subjects: Set<Sensitivity>?
    /// The subjects of those files at which somebody has looked.
    let known: Set<Sensitivity>
    /// The versions of the streams that say so.
    let versions: [StreamID: UInt64]

    /// The stream of the marks of a claim file: the first 16 bytes of SHA-256(`recourse sensitive` ‖ 0x00 ‖ its stream (16)).
    static func stream(of file: StreamID) -> StreamID {
        StreamID(hashing: "recourse sensitive", file.bytes)
    }

    /// The marks of claim files.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(of files: [StreamID], in journal: TenantJournal) throws {
        var all: Set<Sensitivity> = []
        var isKnown = !files.isEmpty
        var versions: [StreamID: UInt64] = [:]
        for file in files {
            let stream = Self.stream(of: file)
            let entries = try journal.verifiedEntries(of: stream)
            versions[stream] = UInt64(entries.count)
            guard let last = entries.last?.payload else {
                isKnown = false
                continue
            }
            var fields = FieldReader(last)
            while let field = try fields.next() {
                guard field.number == 1 else { continue }
                // A subject that a later version knows makes nothing easier: it is as if nobody had looked.
                guard let subject = Sensitivity(rawValue: field.text) else {
                    isKnown = false
                    continue
                }
                all.insert(subject)
            }
        }
        subjects = isKnown ? all : nil
        known = all
        self.versions = versions
    }
}
