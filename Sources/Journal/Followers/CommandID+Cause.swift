import Crypto

extension CommandID {
    /// The id of a command that follows from an entry: the same each time.
    ///
    /// It is the first 16 bytes of SHA-256(`recourse reaction` ‖ 0x00 ‖ position (8) ‖ reaction (short text) ‖ ordinal (4)).
    ///
    /// - Parameters:
    ///   - cause: The position of the entry.
    ///   - reaction: The name of the reaction, at most 255 bytes.
    ///   - ordinal: Which of the reactions of that name to that entry, from 0.
    package init(cause: Position, reaction: String, ordinal: UInt32) {
        var writer = ByteWriter(capacity: 64)
        writer.append(contentsOf: "recourse reaction\u{0}".utf8)
        writer.append(cause)
        writer.append(short: reaction)
        writer.append(ordinal)
        self.init(SHA256.hash(data: writer.bytes).prefix(16).reduce(0) { $0 << 8 | UInt128($1) })
    }
}
