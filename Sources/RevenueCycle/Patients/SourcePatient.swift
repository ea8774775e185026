/// The immutable name of a source patient: a keyed hash of what one source knows them by.
///
/// Two documents of one source that give the same record number, or the same member number, birth date and name, name the
/// same source patient, in whatever order they come.
package struct SourcePatientID: Hashable, Sendable {
    /// The 16 bytes, as a big-endian number.
    package let value: UInt128

    /// A source patient by the 16 bytes of its name.
    package init(_ value: UInt128) { self.value = value }
}

extension SourcePatientID: Comparable {
    package static func < (left: SourcePatientID, right: SourcePatientID) -> Bool { left.value < right.value }
}

/// A patient as one source knows them.
package struct SourcePatient: Hashable, Sendable {
    /// The name that never changes.
    package let id: SourcePatientID
    /// The national number of the provider whose patient it is, when known.
    package let source: String?
    /// What documents say of the patient, the newest that says something for each field.
    package var identity: PatientIdentity

    /// A source patient by name, source and what is known.
    package init(id: SourcePatientID, source: String?, identity: PatientIdentity) {
        self.id = id
        self.source = source
        self.identity = identity
    }
}
