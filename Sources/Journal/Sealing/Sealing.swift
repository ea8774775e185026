import Crypto
import Foundation
import Synchronization

/// Gives each sealing a nonce that no other has.
///
/// AES-GCM needs 96 bits that never repeat under one key. They count up from a start that is random each time the store is
/// opened, so two openings would have to start within each other's reach among 2^96 numbers to collide.
final class NonceSequence: Sendable {
    private let last: Mutex<UInt128>

    init() {
        last = Mutex(UInt128.random(in: .min ... .max))
    }

    func next() -> [UInt8] {
        let number = last.withLock { last in
            last &+= 1
            return last
        }
        return [UInt8](number.bigEndianBytes[4...])
    }
}

/// AES-256-GCM as the store uses it: nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes).
enum Sealing {
    static func seal(
        _ plaintext: [UInt8],
        with key: SymmetricKey,
        binding associatedData: [UInt8],
        nonce: [UInt8]
    ) throws(JournalError) -> Data {
        do {
            let nonce = try AES.GCM.Nonce(data: nonce)
            let box = try AES.GCM.seal(plaintext, using: key, nonce: nonce, authenticating: associatedData)
            guard let combined = box.combined else { throw JournalError.damaged("a sealed box has no nonce") }
            return combined
        } catch {
            throw JournalError(error)
        }
    }

    /// Opens what `seal` made with the same key and associated data.
    ///
    /// - Throws: `JournalError.damaged` naming `what` when key, place or bytes are others than when it was sealed.
    static func open(
        _ sealed: Data,
        with key: SymmetricKey,
        binding associatedData: [UInt8],
        what: @autoclosure () -> String
    ) throws(JournalError) -> Data {
        do {
            return try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: associatedData)
        } catch {
            throw .damaged("\(what()) does not open, so it was changed, moved or sealed with another key")
        }
    }
}
