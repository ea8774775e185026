/// What is to reach the outside, once, and on whose approval.
///
/// It says where, what by its hash, whom it is about, and which decision it rests on. The bytes are stored evidence; nothing
/// is made anew when it leaves.
package struct EffectRequest: Hashable, Sendable {
    /// What approved it.
    package var approval: EffectApproval
    /// The name of the destination.
    package var destination: String
    /// The entry that said where the name leads, so that a name that leads elsewhere by now is found out.
    package var destinationEntry: UInt64
    /// What leaves.
    package var content: EffectContent
    /// Whom it is about, for the report of disclosures.
    package var patients: [SourcePatientID]
    /// Why it leaves: the purpose of the disclosure.
    package var purpose: String

    /// A request to take `content` to `destination`, because of `approval`.
    package init(
        approval: EffectApproval,
        destination: String,
        destinationEntry: UInt64,
        content: EffectContent,
        patients: [SourcePatientID],
        purpose: String
    ) {
        self.approval = approval
        self.destination = destination
        self.destinationEntry = destinationEntry
        self.content = content
        self.patients = patients
        self.purpose = purpose
    }
}

/// The decision that an effect rests on: a stream whose entries say what was approved, and the hash of that.
package struct EffectApproval: Hashable, Sendable {
    /// What kind of decision it is, which says who can read it.
    package var kind: String
    /// The stream that it stands in.
    package var stream: UInt128
    /// The hash of what was approved, 32 bytes.
    package var contentHash: [UInt8]

    /// The decision of a kind in a stream about what has a hash.
    package init(kind: String, stream: UInt128, contentHash: [UInt8]) {
        self.kind = kind
        self.stream = stream
        self.contentHash = contentHash
    }
}

/// The bytes that leave, by name: they are stored evidence.
package struct EffectContent: Hashable, Sendable {
    /// The address of the evidence.
    package var evidence: [UInt8]
    /// SHA-256 of the bytes, 32 bytes; not keyed, so that the receiver can be asked for it.
    package var digest: [UInt8]
    /// What kind of bytes they are.
    package var mediaType: String
    /// The ending of a file's name, without a dot: letters and digits.
    package var fileExtension: String

    /// The bytes at an address.
    package init(evidence: [UInt8], digest: [UInt8], mediaType: String, fileExtension: String) {
        self.evidence = evidence
        self.digest = digest
        self.mediaType = mediaType
        self.fileExtension = fileExtension
    }
}
