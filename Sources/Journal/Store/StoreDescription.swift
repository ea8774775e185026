import Crypto
import Foundation

/// The file `store` of a data folder: which store it is, and how to tell its master key from others.
struct StoreDescription {
    let storeID: String
    let keyCheck: String
    /// The name of the place of its journals.
    let journals: String

    init(storeID: String, masterKey: SymmetricKey, journals: JournalPlace) {
        self.storeID = storeID
        self.journals = journals.name
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
        // Stores that say nothing were made when there was no other place.
        journals = values["journals"].map { String($0) } ?? JournalPlace.folder.name
    }

    var text: String {
        "recourse-store \(Schema.format)\nid \(storeID)\nkey-check \(keyCheck)\njournals \(journals)\n"
    }

    /// Refuses a place that is not the one of its journals.
    func check(_ place: JournalPlace) throws(JournalError) {
        guard place.name != journals else { return }
        throw journals == JournalPlace.folder.name ? .journalsInFolder : .journalsInDatabase
    }

    func accepts(_ masterKey: SymmetricKey) -> Bool {
        Self.keyCheck(storeID: storeID, masterKey: masterKey) == keyCheck
    }

    /// The first 16 bytes of a hash under the master key, which say nothing of the key itself.
    private static func keyCheck(storeID: String, masterKey: SymmetricKey) -> String {
        let hash = KeyedHash(key: masterKey).hash(Array("recourse key check\u{0}\(storeID)".utf8))
        return hash.prefix(16).hexadecimal
    }
}
