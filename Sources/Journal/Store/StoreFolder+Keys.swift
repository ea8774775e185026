import Foundation
import Synchronization

// Changing the keys of a store that is in use.
extension StoreFolder {
    /// Has the store opened by another master key from now on.
    ///
    /// Every tenant's key is wrapped by the new master key, then the store is told to expect it, then what the old one wraps is
    /// removed. When this is cut short, exactly one of the two opens the store, and opening it removes what the other wraps.
    ///
    /// - Parameter source: where the new key is written, or comes from; a file must not exist.
    /// - Throws: `JournalError.keyFile`, `.keySource`, `.damaged`, `.storage`, `.closed`, and what opening a tenant throws.
    package func changeMasterKey(to source: MasterKeySource) throws(JournalError) {
        do {
            try state.withLock { state in
                guard !state.isClosed else { throw JournalError.closed }
                let stores = try tenants().map { try open($0, in: &state).keys }
                let masterKey = try source.make(outside: path)
                for keys in stores { try keys.addMasterKey(masterKey) }
                let description = StoreDescription(storeID: storeID, masterKey: masterKey, journals: journals)
                try PrivateFile.replace(at: "\(path)/store", contents: Data(description.text.utf8))
                state.masterKey = masterKey
                for keys in stores { try keys.keepOnly(masterKey) }
            }
        } catch {
            throw JournalError(error)
        }
    }
}

extension TenantJournal {
    /// How far the last change of the tenant key is.
    ///
    /// - Throws: `JournalError.storage`, `.damaged`, `.closed`.
    package func keyRotation() throws(JournalError) -> KeyRotation { try keys.rotation() }

    /// Changes the tenant key for a new one and destroys the old, while the journal is in use.
    ///
    /// When it is cut short, both stay until the next call, which finishes the change that was begun.
    ///
    /// - Returns: how many keys the new one wraps.
    /// - Throws: `JournalError.damaged` when a key does not open; `.storage`, `.closed`.
    package func rotateTenantKey() throws(JournalError) -> KeyRotation { try keys.rotateTenantKey() }
}
