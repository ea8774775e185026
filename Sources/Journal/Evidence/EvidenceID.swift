import Foundation

/// The address of stored bytes: a keyed hash of them, so equal bytes have one address and nobody can guess bytes by it.
package struct EvidenceID: Hashable, Sendable, CustomStringConvertible {
    /// The 32 bytes of the address.
    package let bytes: [UInt8]

    /// Makes an address of exactly 32 bytes; `nil` for any other count.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.bytes = Array(bytes)
    }

    init(hash: [UInt8]) { bytes = hash }

    /// The address as 64 hexadecimal digits.
    package var description: String { bytes.hexadecimal }

    var blob: Data { Data(bytes) }
}

/// What is known of stored bytes without reading them.
package struct EvidenceInfo: Hashable, Sendable {
    /// The address.
    package let id: EvidenceID
    /// The media type that was given, in clear.
    package let mediaType: String
    /// How many bytes there are.
    package let size: UInt64
    /// The name that was given; `nil` when the key was destroyed.
    package let name: String?
    /// Whom the bytes are about; `nil` when the key was destroyed.
    package let subject: SubjectID?
    /// How long they are kept.
    package let retention: RetentionClass
    /// When they were stored.
    package let recorded: Timestamp
}

/// The row of a piece of evidence, but for its sealed name.
struct EvidenceRecord {
    var id: EvidenceID
    /// Names the chunks; drawn anew for each storing, as the address is known only at its end.
    var body: UInt128
    var size: UInt64
    var mediaType: String
    var retention: RetentionClass
    var recorded: Timestamp
    var dataKey: DataKeyID

    /// Each chunk but the last has this many bytes.
    static let chunkSize = 65_536

    /// The count of bytes of chunk `number`, from 0.
    func length(ofChunk number: UInt64) -> Int {
        Int(min(UInt64(Self.chunkSize), size - number * UInt64(Self.chunkSize)))
    }
}
