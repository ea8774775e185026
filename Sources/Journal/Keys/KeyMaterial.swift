import Glibc

/// Random bytes for keys, of which many are drawn at once.
///
/// The standard library asks the kernel anew for each eight bytes, which for the keys of a few thousand patients costs more
/// than sealing them.
enum KeyMaterial {
    /// The bytes of a key.
    static let keyBytes = 32
    /// The most that the kernel gives at once.
    private static let most = 256

    /// Draws the bytes of `keys` keys from the system's generator.
    ///
    /// - Throws: `JournalError.storage` when the system has no randomness to give.
    static func draw(keys: Int = 1) throws(JournalError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: keys * keyBytes)
        let areDrawn = unsafe bytes.withUnsafeMutableBytes { buffer in
            var next = 0
            while next < buffer.count {
                let end = min(next + most, buffer.count)
                // The buffer holds the bytes from `next` to `end`, and no more are written.
                guard unsafe getentropy(buffer.baseAddress.map { unsafe $0 + next }, end - next) == 0 else {
                    return false
                }
                next = end
            }
            return true
        }
        guard areDrawn else { throw .storage("the system gives no random bytes, so no key can be made") }
        return bytes
    }
}
