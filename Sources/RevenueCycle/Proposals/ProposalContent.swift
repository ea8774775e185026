/// A claim or an account by a name that tells nothing: 16 bytes.
package struct RecordID: Hashable, Sendable {
    /// The 16 bytes, as a big-endian number.
    package let value: UInt128

    /// A record by the 16 bytes of its name.
    package init(_ value: UInt128) { self.value = value }
}

/// What a proposal would change something about.
package enum ProposalSubject: Hashable, Sendable {
    /// One claim to one payer.
    case claim(RecordID)
    /// What one visit owes.
    case account(RecordID)
    /// A patient as one source knows them.
    case person(SourcePatientID)
}

/// Where a change goes: a name, and the entry that said where the name leads.
package struct ProposalDestination: Hashable, Sendable {
    /// The name.
    package var name: String
    /// The number of the entry that set where it leads, so that a name that leads elsewhere by now is found out.
    package var entry: UInt64

    /// A destination by its name and the entry that set it.
    package init(name: String, entry: UInt64) {
        self.name = name
        self.entry = entry
    }
}

/// A document that goes with a change.
package struct ProposalAttachment: Hashable, Sendable {
    /// What it is, in the words of the list of enclosures.
    package var title: String
    /// What kind of bytes it has.
    package var mediaType: String
    /// SHA-256 of its bytes.
    package var digest: ContentHash

    /// A document by title, media type and digest.
    package init(title: String, mediaType: String, digest: ContentHash) {
        self.title = title
        self.mediaType = mediaType
        self.digest = digest
    }
}

/// How the bytes that leave are made of a change.
package struct ProposalRendering: Hashable, Sendable {
    /// The template's name.
    package var template: String
    /// The template's version.
    package var templateVersion: String
    /// The renderer's name and version.
    package var renderer: String

    /// A template and the renderer that fills it.
    package init(template: String, templateVersion: String, renderer: String) {
        self.template = template
        self.templateVersion = templateVersion
        self.renderer = renderer
    }
}

/// Exactly what is proposed, and exactly what is approved: nothing that has effect stands outside it.
package struct ProposalContent: Hashable, Sendable {
    /// What it is about.
    package var subject: ProposalSubject
    /// The change.
    package var change: ProposedChange
    /// Where it goes; nil when it changes our own books only.
    package var destination: ProposalDestination?
    /// What goes with it, in order.
    package var attachments: [ProposalAttachment]
    /// How what leaves is made; nil when nothing is rendered.
    package var rendering: ProposalRendering?
    /// What is still missing, in words; nothing is approved until it is empty.
    package var missing: [String]

    /// A change to a subject.
    package init(
        subject: ProposalSubject,
        change: ProposedChange,
        destination: ProposalDestination? = nil,
        attachments: [ProposalAttachment] = [],
        rendering: ProposalRendering? = nil,
        missing: [String] = []
    ) {
        self.subject = subject
        self.change = change
        self.destination = destination
        self.attachments = attachments
        self.rendering = rendering
        self.missing = missing
    }

    /// The bytes whose SHA-256 is the content hash.
    ///
    /// A name and version, then the content's fields. Each field has its number and length, an absent one is not written, and
    /// what is written can be read back whole, so no two contents have the same bytes. A change of this form is a new version.
    package var canonicalBytes: [UInt8] { Array("recourse.proposal.content.1\n".utf8) + encoded() }

    /// Everything that keeps it from being approved, beside what the author named as missing.
    package var missingParts: [String] {
        var parts = missing
        if destination == nil, change.kind.leaves { parts.append("where it goes") }
        if case .clinicalQuery(let query) = change, query.indicators.isEmpty, missing.isEmpty {
            parts.append("what in the record gives rise to the question")
        }
        return parts
    }
}
