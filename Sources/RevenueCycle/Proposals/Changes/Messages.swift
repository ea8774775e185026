extension ProposedChange {
    /// Words to a patient.
    package struct PatientMessage: Hashable, Sendable {
        /// What it is for.
        package var purpose: MessagePurpose
        /// How it reaches the patient.
        package var channel: MessageChannel
        /// The language, as BCP 47 has it: `en`, `es`.
        package var language: String
        /// Its heading, where the channel has one.
        package var heading: String?
        /// The text, word for word.
        package var body: String

        /// A message to a patient.
        package init(
            purpose: MessagePurpose,
            channel: MessageChannel,
            language: String,
            heading: String? = nil,
            body: String
        ) {
            self.purpose = purpose
            self.channel = channel
            self.language = language
            self.heading = heading
            self.body = body
        }
    }

    /// What a message to a patient is for.
    package enum MessagePurpose: String, Hashable, Sendable, CaseIterable {
        case billExplanation, answer, statement, reminder, planOffer, assistance, refundNotice, requestForInformation
    }

    /// How a message reaches a patient.
    package enum MessageChannel: String, Hashable, Sendable, CaseIterable {
        case letter, portal, email, textMessage
        /// What somebody says on the telephone.
        case telephone
    }

    /// Records that are asked for.
    package struct RecordsRequest: Hashable, Sendable {
        /// Who has them.
        package var holder: String
        /// Whose they are, by name and birth date; nil where nobody said it.
        package var patient: String?
        /// Which records, each in a few words; no more than is needed.
        package var records: [String]
        /// The days of service that they are about.
        package var services: DateSpan?
        /// By when they are needed.
        package var neededBy: CalendarDate?

        /// A request for records.
        package init(
            holder: String,
            patient: String? = nil,
            records: [String],
            services: DateSpan? = nil,
            neededBy: CalendarDate? = nil
        ) {
            self.holder = holder
            self.patient = patient
            self.records = records
            self.services = services
            self.neededBy = neededBy
        }
    }

    /// A question to those who documented the care; ``faults`` says what a compliant one never does.
    package struct ClinicalQuery: Hashable, Sendable {
        /// The question; it does not lead to an answer.
        package var question: String
        /// What in the record gives rise to it.
        package var indicators: [String]
        /// The answers to choose from, if any; one of them leaves the matter open.
        package var choices: [String]

        /// A question with what gives rise to it.
        package init(question: String, indicators: [String], choices: [String] = []) {
            self.question = question
            self.indicators = indicators
            self.choices = choices
        }
    }

    /// Words that are kept with a claim.
    package struct ClaimNote: Hashable, Sendable {
        /// The words.
        package var text: String

        /// A note.
        package init(text: String) { self.text = text }
    }
}

extension ProposedChange.PatientMessage: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, purpose)
        writer.choice(2, channel)
        writer.text(3, language)
        writer.text(4, heading)
        writer.text(5, body)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var purpose: ProposedChange.MessagePurpose?
        var channel: ProposedChange.MessageChannel?
        self.init(purpose: .answer, channel: .letter, language: "", body: "")
        while let field = try fields.next() {
            switch field.number {
            case 1: purpose = try field.choice(of: "patient message")
            case 2: channel = try field.choice(of: "patient message")
            case 3: language = field.text
            case 4: heading = field.text
            case 5: body = field.text
            default: break
            }
        }
        self.purpose = try purpose.required(1, of: "patient message")
        self.channel = try channel.required(2, of: "patient message")
    }
}

extension ProposedChange.RecordsRequest: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, holder)
        writer.texts(2, records)
        writer.dates(3, services)
        writer.date(5, neededBy)
        writer.text(6, patient)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var days = DateSpanFields()
        self.init(holder: "", records: [])
        while let field = try fields.next() {
            switch field.number {
            case 1: holder = field.text
            case 2: records.append(field.text)
            case 3: days.first = field.date
            case 4: days.last = field.date
            case 5: neededBy = field.date
            case 6: patient = field.text
            default: break
            }
        }
        services = days.span
    }
}

extension ProposedChange.ClinicalQuery: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, question)
        writer.texts(2, indicators)
        writer.texts(3, choices)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(question: "", indicators: [])
        while let field = try fields.next() {
            switch field.number {
            case 1: question = field.text
            case 2: indicators.append(field.text)
            case 3: choices.append(field.text)
            default: break
            }
        }
    }
}

extension ProposedChange.ClaimNote: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) { writer.text(1, text) }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(text: "")
        while let field = try fields.next() {
            if field.number == 1 { text = field.text }
        }
    }
}
