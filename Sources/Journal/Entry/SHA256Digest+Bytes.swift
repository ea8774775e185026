import Crypto

extension SHA256Digest {
    /// The 32 bytes.
    ///
    /// As a sequence a digest gives its bytes one after the other without saying how many there are, which costs as much as
    /// hashing them did.
    var byteArray: [UInt8] {
        // The buffer is copied before the call ends.
        unsafe withUnsafeBytes { buffer in unsafe Array(buffer) }
    }
}
