package import Assist
package import RevenueCycle

// What explains a claim that an inquiry has answered with, sentence by sentence, each with the places on which it rests.
extension ControlPlane {
    /// The explanation of a claim for staff.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault`` when a source's document cannot be named.
    package func explanationRow(of position: ClaimPosition, _ id: String) throws -> JSONValue {
        let sentences = ClaimExplanation(of: position, knowledge: knowledge).sentences
        return .object([("claim", .string(id)), ("sentences", .array(try sentences.map(sentenceRow)))])
    }

    /// The explanation of a bill for its patient.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault`` when a source's document cannot be named.
    package func billRow(of account: NamedAccount) throws -> JSONValue {
        let bill = BillExplanation(of: account.position)
        let rows = try bill.rows.map {
            JSONValue.object([
                ("kind", .string($0.kind.rawValue)), ("label", .string($0.kind.label)),
                ("amount", .money($0.amount)), ("reason", try sentenceRow($0.reason)),
            ])
        }
        return .object([
            ("account", .string(account.id)), ("rows", .array(rows)),
            ("notes", .array(try bill.notes.map(sentenceRow))),
        ])
    }

    /// A letter against a denial, which is proposed to nobody yet, with what it still needs.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault`` when a source's document cannot be named.
    package func appealRow(_ letter: AppealLetter, of claim: String) throws -> JSONValue {
        let sentences = try (letter.heading + letter.paragraphs.flatMap(\.self)).map(sentenceRow)
        return .object([
            ("claim", .string(claim)), ("letter", .string(letter.text)),
            ("grounds", .texts(letter.grounds.map(\.text))), ("sentences", .array(sentences)),
            ("missing", .texts(letter.missing.map(\.rawValue))),
        ])
    }

    /// A message to a patient, which is proposed to nobody yet, with what it still needs.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault`` when a source's document cannot be named.
    package func messageRow(_ text: PatientMessageText, of account: String) throws -> JSONValue {
        .object([
            ("account", .string(account)), ("kind", .string(text.kind.rawValue)),
            ("heading", .string(text.heading.text)), ("body", .string(text.body)),
            ("sentences", .array(try text.sentences.map(sentenceRow))),
            ("missing", .texts(text.missing.map(\.rawValue))),
        ])
    }

    private func sentenceRow(_ sentence: Sentence) throws -> JSONValue {
        let facts = try sentence.facts.map { fact in
            JSONValue.object([
                ("role", .string(fact.role.rawValue)), ("value", .string(fact.value)),
                ("sources", .texts(try fact.spans.map(place))),
            ])
        }
        return .object([("text", .string(sentence.text)), ("facts", .array(facts))])
    }
}
