import Crypto

/// What one data key is for: one subject, one retention class, one year of recording (UTC).
struct DataKeyScope: Hashable, Comparable, Sendable {
    var subject: SubjectID
    var retention: RetentionClass
    var year: Int

    static func < (left: DataKeyScope, right: DataKeyScope) -> Bool {
        (left.subject, left.retention.rawValue, left.year) < (right.subject, right.retention.rawValue, right.year)
    }
}

/// A data key, unwrapped.
struct DataKey: Sendable {
    var id: DataKeyID
    var scope: DataKeyScope
    var key: SymmetricKey
}

/// The data keys that were used last, at most `limit` of them.
///
/// Two generations: when the young one has half the limit, it becomes the old one and the old one is forgotten. A key that
/// is found in the old generation is young again.
struct DataKeyCache {
    private struct Generation {
        var byID: [DataKeyID: DataKey] = [:]
        var byScope: [DataKeyScope: DataKey] = [:]
    }

    private let limit: Int
    private var young = Generation()
    private var old = Generation()
    /// The epoch of the key store that the keys are of.
    private var epoch: Int64 = 0

    init(limit: Int) { self.limit = limit }

    mutating func insert(_ key: DataKey) {
        if young.byID.count >= limit / 2 {
            old = young
            young = Generation()
        }
        young.byID[key.id] = key
        young.byScope[key.scope] = key
    }

    mutating func key(_ id: DataKeyID) -> DataKey? {
        if let key = young.byID[id] { return key }
        guard let key = old.byID[id] else { return nil }
        insert(key)
        return key
    }

    mutating func key(for scope: DataKeyScope) -> DataKey? {
        if let key = young.byScope[scope] { return key }
        guard let key = old.byScope[scope] else { return nil }
        insert(key)
        return key
    }

    /// Keeps keys that were read in an epoch, unless it is over: then some of them may be destroyed.
    mutating func admit(_ keys: [DataKey], of epoch: Int64) {
        guard epoch == self.epoch else { return }
        for key in keys { insert(key) }
    }

    /// Forgets all keys when the epoch is another one; it may be an earlier one after a restore.
    mutating func follow(_ epoch: Int64) {
        guard epoch != self.epoch else { return }
        removeAll()
        self.epoch = epoch
    }

    mutating func removeAll() {
        young = Generation()
        old = Generation()
    }
}
