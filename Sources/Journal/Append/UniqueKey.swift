/// A value as a keyed hash: equal values of one space have equal indexes, and nobody without the key can guess values.
///
/// It is the first 16 bytes of an HMAC-SHA-256. Only `TenantJournal.blindIndex(space:_:)` makes one; the caller normalises
/// (case, blanks) before.
package struct BlindIndex: OpaqueIdentifier {
    package let value: UInt128

    package init(_ value: UInt128) { self.value = value }
}

/// A key that at most one thing in the journal has, such as a claim's identity.
package struct UniqueKey: Hashable, Sendable {
    /// What kind of key it is; the caller's number.
    package var space: UInt16
    /// The key's value, blinded.
    package var index: BlindIndex

    /// Makes the key `index` of the kind `space`.
    package init(space: UInt16, index: BlindIndex) {
        self.space = space
        self.index = index
    }
}

/// The wish to own a unique key from now on.
package struct KeyClaim: Hashable, Sendable {
    /// The key.
    package var key: UniqueKey
    /// The stream that owns it once the append is done.
    package var target: StreamID

    /// Makes the claim of `key` for `target`.
    package init(key: UniqueKey, target: StreamID) {
        self.key = key
        self.target = target
    }
}

/// A way to find a stream by a value that many may share, such as a surname.
package struct Lookup: Hashable, Sendable {
    /// What kind of value it is; the caller's number.
    package var space: UInt16
    /// The value, blinded.
    package var index: BlindIndex
    /// The stream to be found.
    package var target: StreamID

    /// Makes `target` findable by `index` in `space`.
    package init(space: UInt16, index: BlindIndex, target: StreamID) {
        self.space = space
        self.index = index
        self.target = target
    }
}
