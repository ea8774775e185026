import Crypto
import Foundation

/// The hash of an entry as a leaf of the journal's tree: SHA-256(0x00 ‖ canonical header ‖ SHA-256(sealed payload)).
///
/// The leading zero byte sets leaves apart from nodes (RFC 6962, 2.1). The payload enters by the hash of its sealed
/// bytes, so the leaf can be checked from header and hash alone, also after the payload's key is destroyed.
package struct LeafHash: Hashable, Sendable, CustomStringConvertible {
    /// The 32 bytes of the hash.
    package let bytes: [UInt8]

    /// Room for zero byte, header and the payload's hash, where principal and purpose are as long as they usually are.
    static let dataCapacity = 256

    init?(blob: Data) {
        guard blob.count == SHA256.byteCount else { return nil }
        bytes = [UInt8](blob)
    }

    /// What the leaf is the hash of, after the zero byte: the canonical header and the hash of the sealed payload.
    static func data(header: Data, sealedPayload: Data) -> [UInt8] {
        [UInt8](header) + SHA256.hash(data: sealedPayload).byteArray
    }

    /// Makes the leaf of a writer that holds the zero byte and the canonical header.
    init(prefixedHeader: consuming ByteWriter, sealedPayload: Data) {
        prefixedHeader.append(contentsOf: SHA256.hash(data: sealedPayload).byteArray)
        bytes = SHA256.hash(data: prefixedHeader.bytes).byteArray
    }

    /// The hash as 64 hexadecimal digits.
    package var description: String { bytes.hexadecimal }
}
