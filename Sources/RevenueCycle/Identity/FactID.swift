/// The name of one fact: the canonical body of the transaction that told it, and its place in that transaction.
///
/// The body hash covers the transaction set from ST to SE with delimiters and line ends normalised and control numbers
/// left out, so that the same body under another envelope names the same facts.
package struct FactID: Hashable, Sendable {
    /// The hash of the transaction's canonical body.
    package let body: BodyHash
    /// The fact's ordinal in the transaction, from 0.
    package let ordinal: UInt32

    /// A fact by its body hash and ordinal.
    package init(body: BodyHash, ordinal: UInt32) {
        self.body = body
        self.ordinal = ordinal
    }
}

extension FactID: Comparable {
    package static func < (left: FactID, right: FactID) -> Bool {
        left.body != right.body ? left.body < right.body : left.ordinal < right.ordinal
    }
}

/// The first 16 bytes of the SHA-256 of a canonical body, ordered bytewise.
package struct BodyHash: Hashable, Sendable {
    /// Bytes 0–7, big-endian.
    package let high: UInt64
    /// Bytes 8–15, big-endian.
    package let low: UInt64

    /// A hash from its two halves.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A hash from at least 16 bytes; nil when there are fewer.
    package init?(_ bytes: [UInt8]) { self.init(bytes[...]) }

    /// A hash from at least 16 bytes; nil when there are fewer.
    package init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count >= 16 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for index in bytes.startIndex..<(bytes.startIndex + 8) {
            high = high << 8 | UInt64(bytes[index])
            low = low << 8 | UInt64(bytes[index + 8])
        }
        self.init(high: high, low: low)
    }

    /// The 16 bytes as a big-endian number.
    package var value: UInt128 { UInt128(high) << 64 | UInt128(low) }

    /// The hash of 16 bytes that a big-endian number stands for.
    package init(_ value: UInt128) {
        self.init(high: UInt64(truncatingIfNeeded: value >> 64), low: UInt64(truncatingIfNeeded: value))
    }

    /// The 16 bytes.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(16)
        for half in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: half >> shift)) }
        }
        return bytes
    }
}

extension BodyHash: Comparable {
    package static func < (left: BodyHash, right: BodyHash) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}

/// Where in stored evidence a fact was read: a document and a byte range in it.
package struct Span: Hashable, Sendable {
    /// The stored document, by the first 16 bytes of its evidence address.
    package let document: BodyHash
    /// The first byte.
    package let start: UInt64
    /// The byte after the last.
    package let end: UInt64

    /// The bytes from `start` up to `end` of a document.
    package init(document: BodyHash, start: UInt64, end: UInt64) {
        self.document = document
        self.start = start
        self.end = end
    }
}
