/// What an entry says in clear about itself: where it stands, what kind it is, when, by whom and why.
///
/// Nothing in it identifies a patient. Together with the hash of the sealed payload it makes the entry's leaf, so it can
/// be proven without opening, or even having, the payload.
package struct EntryHeader: Hashable, Sendable {
    /// The place of the entry in its journal, from 1.
    package var position: Position
    /// The stream that the entry belongs to.
    package var stream: StreamID
    /// The place of the entry in its stream, from 1.
    package var streamVersion: UInt64
    /// The kind of event; the caller's number.
    package var type: UInt16
    /// The version of the payload's form; the caller's number.
    package var schema: UInt16
    /// When the thing happened, where that is known.
    package var occurred: Timestamp?
    /// When it was told to us, where that is known.
    package var told: Timestamp?
    /// When it was recorded here.
    package var recorded: Timestamp
    /// The user, service or agent that acted; never a patient's name.
    package var principal: String
    /// Why the principal acted.
    package var purpose: String
    /// The command that the entry came from.
    package var command: CommandID
    /// The entry that led to the command, where one did.
    package var cause: Position?
    /// How long the payload is kept.
    package var retention: RetentionClass
    /// The key that the payload is sealed with; what it belongs to is known to the key store alone.
    package var dataKey: DataKeyID
}

extension EntryHeader {
    /// The version of the byte form, and its first byte.
    static let formVersion: UInt8 = 1

    private struct Presence: OptionSet {
        let rawValue: UInt8
        static let occurred = Presence(rawValue: 1)
        static let told = Presence(rawValue: 2)
        static let cause = Presence(rawValue: 4)
        static let all: Presence = [.occurred, .told, .cause]
    }

    /// The one byte form of the header: equal headers have equal bytes, and each form is read back as one header.
    ///
    /// `docs/journal-format.md` gives the layout. `principal` and `purpose` have at most 255 bytes of UTF-8 each.
    package var canonicalBytes: [UInt8] {
        var writer = ByteWriter(capacity: 160)
        append(to: &writer)
        return writer.bytes
    }

    func append(to writer: inout ByteWriter) {
        var presence: Presence = []
        if occurred != nil { presence.insert(.occurred) }
        if told != nil { presence.insert(.told) }
        if cause != nil { presence.insert(.cause) }
        writer.append(Self.formVersion)
        writer.append(position)
        writer.append(stream.value)
        writer.append(streamVersion)
        writer.append(type)
        writer.append(schema)
        writer.append(recorded.microsecondsSince1970)
        writer.append(presence.rawValue)
        if let occurred { writer.append(occurred.microsecondsSince1970) }
        if let told { writer.append(told.microsecondsSince1970) }
        if let cause { writer.append(cause) }
        writer.append(command.value)
        writer.append(retention.rawValue)
        writer.append(1 as UInt8)
        writer.append(dataKey.value)
        writer.append(short: principal)
        writer.append(short: purpose)
    }

    /// Reads a header from its canonical bytes.
    ///
    /// - Throws: `ByteReader.Fault` for bytes that no header has.
    init(canonicalBytes bytes: [UInt8]) throws(ByteReader.Fault) {
        var reader = ByteReader(bytes)
        guard try reader.read(UInt8.self) == Self.formVersion else { throw ByteReader.Fault() }
        position = try reader.read()
        stream = StreamID(try reader.read())
        streamVersion = try reader.read()
        type = try reader.read()
        schema = try reader.read()
        recorded = Timestamp(microsecondsSince1970: try reader.readInt64())
        let presence = Presence(rawValue: try reader.read())
        guard presence.isSubset(of: .all) else { throw ByteReader.Fault() }
        occurred = nil
        told = nil
        cause = nil
        if presence.contains(.occurred) { occurred = Timestamp(microsecondsSince1970: try reader.readInt64()) }
        if presence.contains(.told) { told = Timestamp(microsecondsSince1970: try reader.readInt64()) }
        if presence.contains(.cause) { cause = try reader.read() }
        command = CommandID(try reader.read())
        guard let retention = RetentionClass(rawValue: try reader.read()) else { throw ByteReader.Fault() }
        self.retention = retention
        guard try reader.read(UInt8.self) == 1 else { throw ByteReader.Fault() }
        dataKey = DataKeyID(try reader.read())
        principal = try reader.readShortText()
        purpose = try reader.readShortText()
        guard reader.isAtEnd else { throw ByteReader.Fault() }
    }
}
