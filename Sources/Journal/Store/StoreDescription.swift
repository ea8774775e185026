import Crypto
import Foundation

/// The file `store` of a data folder: which store it is, and how to tell its master key from others.
struct StoreDescription {
    let storeID: String
    let keyCheck: String

    init(storeID: String, masterKey: SymmetricKey) {
        self.storeID = storeID
        keyCheck = Self.keyCheck(storeID: storeID, masterKey: masterKey)
    }

    /// Reads the description of the store in `folder`.
    init(folder: String) throws(JournalError) {
        guard let contents = FileManager.default.contents(atPath: folder + "/store") else {
            throw .notAStore(path: folder)
        }
        var values: [Substring: Substring] = [:]
        for line in String(decoding: contents, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            if words.count == 2 { values[words[0]] = words[1] }
        }
        guard let format = values["recourse-store"].flatMap({ Int($0) }), let id = values["id"],
            let check = values["key-check"]
        else { throw .damaged("the file \(folder)/store cannot be read") }
        guard format <= Schema.format else { throw .tooNew(found: format, supported: Schema.format) }
        storeID = String(id)
        keyCheck = String(check)
    }

    var text: String { "recourse-store \(Schema.format)\nid \(storeID)\nkey-check \(keyCheck)\n" }

    func accepts(_ masterKey: SymmetricKey) -> Bool {
        Self.keyCheck(storeID: storeID, masterKey: masterKey) == keyCheck
    }

    /// The first 16 bytes of a hash under the master key, which say nothing of the key itself.
    private static func keyCheck(storeID: String, masterKey: SymmetricKey) -> String {
        let hash = KeyedHash(key: masterKey).hash(Array("recourse key check\u{0}\(storeID)".utf8))
        return hash.prefix(16).hexadecimal
    }
}
