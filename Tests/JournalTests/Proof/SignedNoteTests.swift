import Crypto
import Foundation
import SeededRandomness
import Testing

@testable import Journal

@Suite("A signed note")
struct SignedNoteTests {
    /// The example of Go's note package, which the format comes from.
    static let goKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let goNote = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    @Test
    func `that others signed is verified, and written as it was`() throws {
        let key = try NoteVerifier(Self.goKey)
        let note = try SignedNote(Self.goNote)
        #expect(key.verifies(note))
        #expect(note.description == Self.goNote)
        #expect(key.description == Self.goKey)
    }

    @Test
    func `is refused when any character of it is another`() throws {
        let key = try NoteVerifier(Self.goKey)
        let scalars = Array(Self.goNote.unicodeScalars)
        for place in scalars.indices {
            for other in ["x", "\n", "A", "=", " "] as [Unicode.Scalar] where scalars[place] != other {
                var changed = String.UnicodeScalarView(scalars)
                let index = changed.index(changed.startIndex, offsetBy: place)
                changed.replaceSubrange(index...index, with: CollectionOfOne(other))
                let text = String(changed)
                guard let note = try? SignedNote(text) else { continue }
                #expect(!key.verifies(note), "character \(place) as \(other)")
            }
        }
    }

    @Test
    func `counts only under the key that was trusted`() throws {
        let signer = try NoteSigner(name: "recourse/test", seed: SymmetricKey(size: .bits256))
        let other = try NoteSigner(name: "recourse/test", seed: SymmetricKey(size: .bits256))
        let note = try signer.sign("recourse/test\n0\n\(TreeHash.ofNothing.base64)\n")
        #expect(signer.verifier.verifies(note))
        #expect(!other.verifier.verifies(note))
        #expect(try Checkpoint(note, signedBy: signer.verifier).head == TreeHead(size: 0, root: .ofNothing))
        #expect(throws: JournalError.self) { try Checkpoint(note, signedBy: other.verifier) }
        // Signatures of strangers beside it change nothing.
        let cosigned =
            note.description + "\u{2014} witness.example \(Data(repeating: 7, count: 68).base64EncodedString())\n"
        #expect(signer.verifier.verifies(try SignedNote(cosigned)))
        // But a false one that claims to be of the known key does.
        let line = try other.sign(note.text).signatures[0]
        let id = note.signatures[0].keyID
        let claimed = Data([UInt8](id.bytes) + line.bytes).base64EncodedString()
        let forged = try SignedNote(note.description + "\u{2014} recourse/test \(claimed)\n")
        #expect(!signer.verifier.verifies(forged))
    }

    @Test(arguments: [
        "", "\n", "\n\n", "text\n", "text\n\n", "text\n\n\u{2014} name\n", "text\n\n- name QUJDREU=\n",
        "text\n\n\u{2014} na+me QUJDREU=\n", "text\n\n\u{2014} name QUJD\n", "te\txt\n\n\u{2014} name QUJDREU=\n",
        "text\r\n\r\n\u{2014} name QUJDREU=\n", "text\n\n\u{2014} name QUJDREU=",
    ])
    func `of another form is refused`(text: String) {
        #expect(throws: JournalError.self) { try SignedNote(text) }
    }

    @Test(arguments: [
        "", "name", "name+12345678", "name+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ])
    func `is not checked with a key of another form`(text: String) {
        #expect(throws: JournalError.self) { try NoteVerifier(text) }
    }

    @Test(arguments: [
        "recourse/test\n00\n", "recourse/test\n-1\n", "recourse/test\n+1\n", "recourse/other\n0\n", "recourse/test\n",
    ])
    func `that is no checkpoint is refused`(start: String) throws {
        let signer = try NoteSigner(name: "recourse/test", seed: SymmetricKey(size: .bits256))
        let note = try signer.sign("\(start)\(TreeHash.ofNothing.base64)\n")
        #expect(throws: JournalError.self) { try Checkpoint(note, signedBy: signer.verifier) }
    }
}

extension UInt32 {
    fileprivate var bytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}
