import Crypto
import Foundation

/// A hash in a journal's tree: of a leaf, of a node, or the root (RFC 6962, 2.1, with SHA-256).
package struct TreeHash: Hashable, Sendable, CustomStringConvertible {
    /// How many bytes a hash has.
    package static let byteCount = SHA256.byteCount

    /// The 32 bytes.
    package let bytes: [UInt8]

    /// Takes 32 bytes as a hash; `nil` for any other count.
    package init?(bytes: some Sequence<UInt8>) {
        let bytes = Array(bytes)
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    init(_ leaf: LeafHash) { bytes = leaf.bytes }

    /// Whether the bytes from an offset on are those of the hash.
    func isFound(in blob: Data, at offset: Int = 0) -> Bool {
        guard offset >= 0, blob.count - offset >= bytes.count else { return false }
        let found = blob.span
        for index in bytes.indices where found[offset + index] != bytes[index] { return false }
        return true
    }

    /// The bytes as the tables keep them.
    var blob: Data { Data(bytes) }

    private init(_ digest: SHA256Digest) { bytes = digest.byteArray }

    /// The root of the tree without leaves: the hash of nothing.
    package static let ofNothing = TreeHash(SHA256.hash(data: [UInt8]()))

    /// The hash of a leaf with this data: SHA-256(0x00 ‖ data).
    package static func leaf(_ data: some Sequence<UInt8>) -> TreeHash {
        TreeHash(SHA256.hash(data: [0] + data))
    }

    /// The hash of the leaf of an entry.
    ///
    /// - Parameters:
    ///   - header: the canonical header.
    ///   - sealedPayload: the sealed payload.
    /// - Returns: the hash that ``LeafHash`` has.
    static func leaf(header: some Sequence<UInt8>, sealedPayload: Data) -> TreeHash {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(LeafHash.dataCapacity)
        bytes.append(0)
        bytes.append(contentsOf: header)
        bytes.append(contentsOf: SHA256.hash(data: sealedPayload).byteArray)
        return TreeHash(SHA256.hash(data: bytes))
    }

    /// The hash of the node above two: SHA-256(0x01 ‖ left ‖ right).
    package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 + 2 * byteCount)
        bytes.append(1)
        bytes += left.bytes
        bytes += right.bytes
        return TreeHash(SHA256.hash(data: bytes))
    }

    /// The hash in base64, as checkpoints and proofs write it.
    package var base64: String { Data(bytes).base64EncodedString() }

    /// Reads a hash from the base64 that `base64` gives, and from no other spelling of it.
    package init?(base64: some StringProtocol) {
        guard let data = Data(canonicalBase64: base64) else { return nil }
        self.init(bytes: data)
    }

    /// The hash as 64 hexadecimal digits.
    package var description: String { bytes.hexadecimal }
}
