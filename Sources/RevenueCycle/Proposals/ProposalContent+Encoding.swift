extension ProposalSubject: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        switch self {
        case .claim(let id): writer.identifier(1, id.value)
        case .account(let id): writer.identifier(2, id.value)
        case .person(let id): writer.identifier(3, id.value)
        }
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var subject: ProposalSubject?
        while let field = try fields.next() {
            switch field.number {
            case 1: subject = .claim(RecordID(try field.identifier(of: "subject")))
            case 2: subject = .account(RecordID(try field.identifier(of: "subject")))
            case 3: subject = .person(SourcePatientID(try field.identifier(of: "subject")))
            default: break
            }
        }
        self = try subject.required(1, of: "subject")
    }
}

extension ProposalDestination: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, name)
        writer.integer(2, entry)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(name: "", entry: 0)
        while let field = try fields.next() {
            switch field.number {
            case 1: name = field.text
            case 2: entry = field.integer
            default: break
            }
        }
    }
}

extension ProposalAttachment: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, title)
        writer.text(2, mediaType)
        writer.contentHash(3, digest)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var title = ""
        var mediaType = ""
        var digest: ContentHash?
        while let field = try fields.next() {
            switch field.number {
            case 1: title = field.text
            case 2: mediaType = field.text
            case 3: digest = try field.contentHash(of: "attachment")
            default: break
            }
        }
        self.init(title: title, mediaType: mediaType, digest: try digest.required(3, of: "attachment"))
    }
}

extension ProposalRendering: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, template)
        writer.text(2, templateVersion)
        writer.text(3, renderer)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        self.init(template: "", templateVersion: "", renderer: "")
        while let field = try fields.next() {
            switch field.number {
            case 1: template = field.text
            case 2: templateVersion = field.text
            case 3: renderer = field.text
            default: break
            }
        }
    }
}

extension ProposalContent: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.value(1, subject)
        writer.value(2, change)
        writer.value(3, destination)
        writer.values(4, attachments)
        writer.value(5, rendering)
        writer.texts(6, missing)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var subject: ProposalSubject?
        var change: ProposedChange?
        var destination: ProposalDestination?
        var attachments: [ProposalAttachment] = []
        var rendering: ProposalRendering?
        var missing: [String] = []
        while let field = try fields.next() {
            switch field.number {
            case 1: subject = try field.value(ProposalSubject.self)
            case 2: change = try field.value(ProposedChange.self)
            case 3: destination = try field.value(ProposalDestination.self)
            case 4: attachments.append(try field.value(ProposalAttachment.self))
            case 5: rendering = try field.value(ProposalRendering.self)
            case 6: missing.append(field.text)
            default: break
            }
        }
        self.init(
            subject: try subject.required(1, of: "proposal content"),
            change: try change.required(2, of: "proposal content"),
            destination: destination,
            attachments: attachments,
            rendering: rendering,
            missing: missing
        )
    }
}
