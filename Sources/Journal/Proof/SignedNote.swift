import Crypto
import Foundation

/// A text with signatures under it (C2SP, signed-note).
package struct SignedNote: Hashable, Sendable {
    /// One signature line.
    package struct Signature: Hashable, Sendable {
        /// The name of the key.
        package let name: String
        /// The id of the key, and the signature's bytes after it.
        package let keyID: UInt32
        package let bytes: [UInt8]
    }

    /// The signed text, which ends with a line feed.
    package let text: String
    /// The signatures, of whatever keys.
    package let signatures: [Signature]

    /// The note as it is written.
    package var description: String {
        text + "\n"
            + signatures.map { signature in
                var writer = ByteWriter(capacity: 4 + signature.bytes.count)
                writer.append(signature.keyID)
                writer.append(contentsOf: signature.bytes)
                return "\u{2014} \(signature.name) \(Data(writer.bytes).base64EncodedString())\n"
            }.joined()
    }

    /// The most bytes that a note may have.
    static let limit = 64 * 1024

    /// Reads a note as it is written.
    ///
    /// - Throws: `JournalError.badProof` when it is none.
    package init(_ description: String) throws(JournalError) {
        let isText = description.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
        guard description.utf8.count <= Self.limit, isText, description.hasSuffix("\n"),
            let blank = description.range(of: "\n\n", options: .backwards)
        else { throw Self.malformed }
        text = String(description[..<blank.lowerBound]) + "\n"
        var signatures: [Signature] = []
        for line in description[blank.upperBound...].split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        {
            signatures.append(try Signature(line))
        }
        guard !signatures.isEmpty else { throw Self.malformed }
        self.signatures = signatures
    }

    init(text: String, signature: Signature) {
        self.text = text
        signatures = [signature]
    }

    fileprivate static let malformed = JournalError.badProof(
        "This is no signed note: a text, a blank line, signatures."
    )
}

extension SignedNote.Signature {
    fileprivate init(_ line: some StringProtocol) throws(JournalError) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}", !parts[1].isEmpty, !parts[1].contains("+"),
            let data = Data(canonicalBase64: parts[2]), data.count > 4
        else { throw SignedNote.malformed }
        name = String(parts[1])
        keyID = data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(data.dropFirst(4))
    }
}

/// The public key that checks notes of one name: `<name>+<id>+<key>`, as verifiers of transparency logs take it.
package struct NoteVerifier: Hashable, Sendable, CustomStringConvertible {
    /// The byte that stands for Ed25519 in ids and keys.
    private static let ed25519: UInt8 = 1

    /// The name that signatures carry.
    package let name: String
    /// The 32 bytes of the key.
    private let key: [UInt8]

    init(name: String, key: Curve25519.Signing.PublicKey) {
        self.name = name
        self.key = Array(key.rawRepresentation)
    }

    /// Reads a key as `description` gives it.
    ///
    /// - Throws: `JournalError.badProof` when it is none.
    package init(_ description: String) throws(JournalError) {
        let line = description.hasSuffix("\n") ? description.dropLast() : description[...]
        let parts = line.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, !parts[0].contains(where: \.isWhitespace),
            let data = Data(canonicalBase64: parts[2]), data.count == 33, data.first == Self.ed25519
        else {
            throw .badProof("This is no verifier key: it is written name+id+key, the key an Ed25519 one in base64.")
        }
        name = String(parts[0])
        key = Array(data.dropFirst())
        guard parts[1] == idText else {
            throw .badProof("The verifier key has another id than its name and bytes give; it was mistyped or changed.")
        }
    }

    /// The id that signatures carry: 4 bytes of SHA-256(name ‖ line feed ‖ 0x01 ‖ key).
    var id: UInt32 {
        SHA256.hash(data: Array(name.utf8) + [0x0a, Self.ed25519] + key).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    private var idText: String {
        let digits = String(id, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// The key as it is written.
    package var description: String {
        "\(name)+\(idText)+\(Data([Self.ed25519] + key).base64EncodedString())"
    }

    /// Whether this key signed the note.
    ///
    /// A signature that claims to be of this key must be valid.
    package func verifies(_ note: SignedNote) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
        let id = id
        let own = note.signatures.filter { $0.name == name && $0.keyID == id }
        return !own.isEmpty && own.allSatisfy { key.isValidSignature($0.bytes, for: Array(note.text.utf8)) }
    }
}

/// Signs notes by a name.
struct NoteSigner: Sendable {
    let verifier: NoteVerifier
    private let key: Curve25519.Signing.PrivateKey

    /// Takes the seed of an Ed25519 key.
    init(name: String, seed: SymmetricKey) throws(JournalError) {
        do {
            key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        } catch {
            throw .damaged("the key that signs checkpoints is no Ed25519 key")
        }
        verifier = NoteVerifier(name: name, key: key.publicKey)
    }

    func sign(_ text: String) throws(JournalError) -> SignedNote {
        do {
            let bytes = Array(try key.signature(for: Array(text.utf8)))
            return SignedNote(text: text, signature: .init(name: verifier.name, keyID: verifier.id, bytes: bytes))
        } catch {
            throw .storage("a checkpoint could not be signed")
        }
    }
}
