import Access
import ControlPlane
import Journal

extension RouteTable {
    /// What comes in.
    static let documents: [Route] = [
        Route(
            method: .post,
            path: "/v1/documents",
            name: "ingestDocument",
            summary: "Takes an X12 document in: 837, 835, 277CA, 277, 999 or TA1.",
            door: .right(Right(.ingest, .document)),
            body: .document,
            answer: .named("Ingest"),
            act: { call in
                let report = try ingest(call)
                guard report.unreadable.isEmpty else {
                    throw Problem(.refused, "The document has no X12 interchange that can be read.")
                }
                let answer = report.counts
                try call.plane.keep(answer)
                return Answer(answer)
            }
        )
    ]

    /// How often a document is begun again that met another change; what was taken of it is known then.
    private static let patience = 5

    private static func ingest(_ call: Call) throws -> IngestReport {
        for _ in 1..<patience {
            do {
                return try Ingestion.ingest(call.body, name: call.documentName ?? "document", into: call.plane)
            } catch JournalError.conflict {
                continue
            } catch JournalError.keyTaken {
                continue
            }
        }
        return try Ingestion.ingest(call.body, name: call.documentName ?? "document", into: call.plane)
    }
}

extension IngestReport {
    /// How much was taken in; it names nobody, so that it can be kept.
    fileprivate var counts: JSONValue {
        .object([
            ("transactions", .number(transactions)), ("claims", .number(claims)),
            ("adjudicated", .number(adjudications)), ("remittances", .number(remittances)),
            ("answers", .number(answers)), ("acknowledged", .number(acknowledged)), ("held", .number(held.count)),
            ("duplicates", .number(duplicates.count)), ("unmatched", .number(unmatched.count)),
            ("diagnostics", .number(diagnostics)),
        ])
    }
}
