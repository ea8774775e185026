import Journal
package import RevenueCycle

extension ControlPlane {
    /// The name that a document came under.
    func documentName(_ stream: StreamID) throws -> String {
        try document(stream)?.name ?? "an earlier document"
    }

    private func document(_ stream: StreamID) throws -> DocumentRow? {
        try journal.row(table: RowTable.document.rawValue, id: stream)?.payload.map { try DocumentRow(decoding: $0) }
    }

    /// Where a span stands, for a person: the document's name and the bytes.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func place(of span: Span) throws -> String {
        "\(try documentName(span.document.stream)), bytes \(span.start)–\(span.end)"
    }

    /// Every byte of a document; nil when the evidence is destroyed or unknown.
    func documentBytes(_ address: BodyHash) throws -> [UInt8]? {
        guard let row = try document(address.stream), let id = EvidenceID(bytes: row.evidence) else { return nil }
        return try journal.readEvidence(id)
    }

    /// The bytes of a span as stored; nil when the evidence is destroyed or unknown.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func bytes(of span: Span) throws -> [UInt8]? {
        guard let row = try document(span.document.stream), let id = EvidenceID(bytes: row.evidence) else { return nil }
        return try journal.readEvidence(id, span.start..<span.end)
    }
}
