import Crypto

/// HMAC-SHA-256 with its key already worked in, so that each use costs only its own bytes.
struct KeyedHash: Sendable {
    private let primed: HMAC<SHA256>

    init(key: SymmetricKey) { primed = HMAC(key: key) }

    /// The hash of bytes that arrive in parts.
    func begin() -> HMAC<SHA256> { primed }

    /// All 32 bytes of the hash.
    func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = primed
        hash.update(data: bytes)
        return [UInt8](hash.finalize())
    }

    /// The first 16 bytes of the hash, as a big-endian number.
    func shortHash(_ bytes: [UInt8]) -> UInt128 {
        var hash = primed
        hash.update(data: bytes)
        return hash.finalize().prefix(16).reduce(into: 0) { $0 = $0 << 8 | UInt128($1) }
    }
}
