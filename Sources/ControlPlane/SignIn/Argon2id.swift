import CArgon2

/// What hashing a password costs: whoever has the hash must pay it for each guess.
package struct Argon2idCost: Hashable, Sendable {
    /// The memory that it takes, in KiB.
    package let memoryKiB: UInt32
    /// How often it passes over that memory.
    package let passes: UInt32
    /// How many lanes the memory has.
    package let lanes: UInt32

    /// A cost.
    package init(memoryKiB: UInt32, passes: UInt32, lanes: UInt32) {
        self.memoryKiB = memoryKiB
        self.passes = passes
        self.lanes = lanes
    }

    /// The second choice of RFC 9106, section 4, in one lane: 64 MiB, three times.
    package static let standard = Argon2idCost(memoryKiB: 65_536, passes: 3, lanes: 1)
}

/// Argon2id of RFC 9106, version 0x13, as the library of its authors computes it.
enum Argon2id {
    /// The number of bytes of a salt.
    static let saltBytes = 16
    /// The number of bytes of a tag.
    static let tagBytes = 32

    /// The tag of a password.
    ///
    /// - Throws: ``ControlPlaneError/refused(_:)`` when the library takes none of it, as without the memory.
    static func tag(of password: [UInt8], salt: [UInt8], cost: Argon2idCost) throws(ControlPlaneError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: tagBytes)
        // The library reads and writes only within the counts that are given with the arrays, and keeps no pointer.
        let status = unsafe argon2id_hash_raw(
            cost.passes,
            cost.memoryKiB,
            cost.lanes,
            password,
            password.count,
            salt,
            salt.count,
            &tag,
            tag.count
        )
        guard status == 0 else { throw .refused("The password could not be hashed (Argon2 says \(status)).") }
        return tag
    }
}
