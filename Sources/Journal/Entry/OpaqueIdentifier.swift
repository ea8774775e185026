import Foundation

/// An identifier of 16 bytes that says nothing about what it names.
///
/// Identifiers are drawn at random or made by a keyed function, so they may stand in clear beside sealed data. Their
/// order is the order of their bytes.
package protocol OpaqueIdentifier: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The 16 bytes, read as one big-endian number.
    var value: UInt128 { get }

    /// Makes an identifier of the 16 bytes that `value` has in big-endian order.
    init(_ value: UInt128)
}

extension OpaqueIdentifier {
    /// Makes an identifier of exactly 16 bytes; `nil` for any other count.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self.init(bytes.reduce(into: 0 as UInt128) { $0 = $0 << 8 | UInt128($1) })
    }

    /// The 16 bytes of the identifier.
    package var bytes: [UInt8] { value.bigEndianBytes }

    /// Appends the 16 bytes of the identifier.
    func append(to bytes: inout [UInt8]) { bytes.append(bigEndian: value) }

    /// Hashes half of the identifier, which says as much as all of it: it is random, keyed or counted.
    package func hash(into hasher: inout Hasher) { hasher.combine(UInt64(truncatingIfNeeded: value)) }

    /// The 16 bytes as 32 lower-case hexadecimal digits.
    package var description: String { bytes.hexadecimal }

    /// Orders identifiers by their bytes.
    package static func < (one: Self, other: Self) -> Bool { one.value < other.value }

    /// Draws an identifier from `generator`.
    package static func random(using generator: inout some RandomNumberGenerator) -> Self {
        Self(UInt128.random(in: .min ... .max, using: &generator))
    }

    /// Draws an identifier from the system's generator.
    package static func random() -> Self {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// Draws an identifier that begins with the time, so that what is made together lies together on the disk.
    ///
    /// The first 6 bytes are the milliseconds of `time` since 1970, the other 10 are random. Use it for streams and groups
    /// made in bulk: indexes then grow at their end instead of everywhere. It tells no more than an entry's time does.
    package static func random(at time: Timestamp, using generator: inout some RandomNumberGenerator) -> Self {
        let milliseconds = UInt64(bitPattern: time.microsecondsSince1970 / 1000) & 0xffff_ffff_ffff
        let low = UInt64.random(in: .min ... .max, using: &generator)
        let middle = UInt128(UInt16.random(in: .min ... .max, using: &generator))
        return Self(UInt128(milliseconds) << 80 | middle << 64 | UInt128(low))
    }

    /// The bytes as SQLite keeps them.
    var blob: Data { Data(value.bigEndianBytes) }

    /// Reads an identifier from a column; `nil` when it has not 16 bytes.
    init?(blob: Data) {
        guard blob.count == 16 else { return nil }
        let bytes = blob.span
        var value: UInt128 = 0
        for index in bytes.indices { value = value << 8 | UInt128(bytes[index]) }
        self.init(value)
    }
}

/// Names a stream: the entries of one thing, in order of their versions.
package struct StreamID: OpaqueIdentifier {
    package let value: UInt128

    package init(_ value: UInt128) { self.value = value }
}

/// Names whom an entry, row or file is about: a source patient, or nobody in particular.
package struct SubjectID: OpaqueIdentifier {
    package let value: UInt128

    package init(_ value: UInt128) { self.value = value }

    /// About no patient: sealed with keys of the tenant as a whole.
    package static let tenant = SubjectID(0)
}

/// Names one run of a command, so that running it again changes nothing.
package struct CommandID: OpaqueIdentifier {
    package let value: UInt128

    package init(_ value: UInt128) { self.value = value }
}

/// Names a data key in the key store.
package struct DataKeyID: OpaqueIdentifier {
    package let value: UInt128

    package init(_ value: UInt128) { self.value = value }
}
