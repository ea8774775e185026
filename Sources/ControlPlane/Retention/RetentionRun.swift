package import Journal
package import RevenueCycle

/// What was destroyed, as its certificate says.
package struct DestructionCertificate: Hashable, Sendable {
    /// The position of the certificate.
    package let position: Position
    /// Who ran it.
    package let principal: String
    /// When the certificate was written.
    package let recorded: Timestamp
    /// The word that stood for the plan.
    package let code: String
    /// How many keys were destroyed.
    package let keys: Int
    /// How many pieces of evidence were removed.
    package let evidence: Int
    /// Sums over the claims whose content is gone.
    package let rollups: [RetentionPlan.Rollup]
}

// A run says in an entry what it is about to destroy, destroys it, takes out of the tables what cannot be read any more, and
// certifies it. Cut short anywhere, it is finished from its own entry by the next run.
extension ControlPlane {
    /// The most keys that one entry names.
    private static let keysPerEntry = 100_000

    /// Destroys what a plan of today would destroy.
    ///
    /// Before anything is destroyed, the journal and everything derived from it must be what they should be: a missing row
    /// could hide whom a hold is about.
    ///
    /// - Parameters:
    ///   - code: the word of the plan that was seen.
    ///   - asOf: today.
    /// - Returns: the certificate.
    /// - Throws: ``ControlPlaneError`` when another plan is due by now, there is nothing to destroy, or the store is not as it
    ///   should be; ``JournalError``.
    package func runRetention(code: String, asOf: CalendarDate) throws -> DestructionCertificate {
        let warrant = try warrant(for: .runRetention)
        if let finished = try finishDestruction() { return finished }
        let asserting = [
            Self.holdStream: try journal.version(of: Self.holdStream),
            Self.stream(of: .retentionAdopted): try journal.version(of: Self.stream(of: .retentionAdopted)),
        ]
        let plan = try planOfRetention(asOf: asOf)
        guard !plan.keys.isEmpty else { throw ControlPlaneError.refused("There is nothing to destroy.") }
        guard plan.code == code else {
            throw ControlPlaneError.refused(
                "What would be destroyed is not what \(code) stands for. Look at `recourse retention preview` again."
            )
        }
        let problems = try journal.verifyIntegrity().problems + deepAudit()
        guard problems.isEmpty else {
            throw ControlPlaneError.refused(
                "The store is not as its entries say, so nothing is destroyed. See `recourse audit verify --deep`."
            )
        }
        try begin(plan, asserting: asserting.merging(warrant.asserting) { one, _ in one })
        guard let certificate = try finishDestruction() else {
            throw JournalError.damaged("a destruction that was begun is not on record")
        }
        return certificate
    }

    /// Says what is about to be destroyed, provided that some streams have stayed as they were.
    func begin(_ plan: RetentionPlan, asserting: [StreamID: UInt64] = [:]) throws {
        var begin = try decision(
            .destructionBegun,
            [],
            in: Self.destructionStream,
            purpose: "retention",
            by: warrant(for: .runRetention)
        )
        begin.asserting.merge(asserting) { one, _ in one }
        begin.writes[0].events = plan.beginning(limit: Self.keysPerEntry)
        _ = try journal.append(begin, at: clock())
    }

    /// Finishes a destruction that was begun and is not certified.
    ///
    /// - Returns: its certificate; nil when there is none to finish.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func finishDestruction() throws -> DestructionCertificate? {
        let warrant = try warrant(for: .runRetention)
        guard let begun = try destructions().unfinished else { return nil }
        var destroyed = 0
        for start in stride(from: 0, to: begun.keys.count, by: 1000) {
            destroyed += try journal.destroyDataKeys(Array(begun.keys[start..<min(start + 1000, begun.keys.count)]))
        }
        let evidence = try removeForgotten()
        var writer = FieldWriter()
        writer.integer(1, UInt64(begun.keys.count))
        writer.integer(2, UInt64(evidence))
        let append = try decision(
            .destructionCertified,
            writer.bytes,
            in: Self.destructionStream,
            purpose: "retention",
            by: warrant
        )
        _ = try journal.append(append, at: clock())
        return try destructions().certificates.last
    }

    /// Every certificate, in order.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func destructionCertificates() throws -> [DestructionCertificate] {
        try warrant(for: .showRetention)
        return try destructions().certificates
    }

    /// Whether a destruction was ever begun, so that streams may have entries of which nothing is known any more.
    static func hasForgotten(in journal: TenantJournal) throws(JournalError) -> Bool {
        try journal.version(of: destructionStream) > 0
    }

    /// Takes out of rows, keys and evidence what cannot be read any more.
    ///
    /// - Returns: how many pieces of evidence were removed.
    private func removeForgotten() throws -> Int {
        let streams = try journal.forgottenStreams()
        // A stream may be about several documents, of which some are not forgotten.
        var replay = Replay(journal: journal, of: streams)
        var lookups: Set<Lookup> = []
        try replay.takeAll { replay, _ in lookups.formUnion(replay.takeLookups()) }
        try journal.replaceDerived(
            streams.sorted().flatMap { stream in
                RowTable.allCases.map { RowID(table: $0.rawValue, id: stream) }
            },
            of: streams,
            by: replay.derivedRows(),
            lookups.sorted { ($0.space, $0.target) < ($1.space, $1.target) }
        )
        return try journal.removeForgottenEvidence()
    }

    // MARK: - What was begun and what was certified

    private static var destructionStream: StreamID { stream(of: .destructionBegun) }

    /// A destruction as its entries tell it.
    private struct Destruction {
        var code = ""
        var keys: [DataKeyID] = []
        var rollups: [RetentionPlan.Rollup] = []
    }

    private func destructions() throws -> (certificates: [DestructionCertificate], unfinished: Destruction?) {
        var certificates: [DestructionCertificate] = []
        var begun: Destruction?
        for entry in try journal.entries(of: Self.destructionStream) {
            guard let payload = entry.payload else { continue }
            var fields = FieldReader(payload)
            if entry.header.type == ShellEvent.destructionBegun.rawValue {
                begun = try Self.take(&fields, into: begun ?? Destruction())
                continue
            }
            var counts = (keys: 0, evidence: 0)
            while let field = try fields.next() {
                if field.number == 1 { counts.keys = Int(truncatingIfNeeded: field.integer) }
                if field.number == 2 { counts.evidence = Int(truncatingIfNeeded: field.integer) }
            }
            certificates.append(
                DestructionCertificate(
                    position: entry.header.position,
                    principal: entry.header.principal,
                    recorded: entry.header.recorded,
                    code: begun?.code ?? "",
                    keys: counts.keys,
                    evidence: counts.evidence,
                    rollups: begun?.rollups ?? []
                )
            )
            begun = nil
        }
        return (certificates, begun)
    }

    private static func take(_ fields: inout FieldReader, into destruction: Destruction) throws -> Destruction {
        var destruction = destruction
        while let field = try fields.next() {
            switch field.number {
            case 1: destruction.code = field.text
            case 2:
                let bytes = field.raw
                for start in stride(from: 0, to: bytes.count, by: 16) {
                    guard let id = DataKeyID(bytes: bytes[start..<min(start + 16, bytes.count)]) else {
                        throw DecodingFault(record: "destruction", field: 2)
                    }
                    destruction.keys.append(id)
                }
            case 3: destruction.rollups.append(try RetentionPlan.Rollup(from: field.record))
            default: break
            }
        }
        return destruction
    }
}

extension RetentionPlan {
    /// The events that say what is about to be destroyed.
    fileprivate func beginning(limit: Int) -> [NewEvent] {
        stride(from: 0, to: keys.count, by: limit).map { start in
            var writer = FieldWriter()
            writer.text(1, code)
            writer.raw(2, keys[start..<min(start + limit, keys.count)].flatMap(\.id.bytes))
            if start == 0 {
                for rollup in rollups { writer.record(3) { rollup.encode(into: &$0) } }
            }
            return NewEvent(
                type: ShellEvent.destructionBegun.rawValue,
                schema: ShellEvent.schema,
                subject: .tenant,
                retention: .governance,
                payload: writer.bytes
            )
        }
    }
}

extension RetentionPlan.Rollup {
    func encode(into writer: inout FieldWriter) {
        writer.integer(1, UInt64(year))
        writer.integer(2, UInt64(claims))
        writer.money(3, charged)
        writer.money(4, paid)
    }

    init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var year = 0
        var claims = 0
        var charged = Money.zero
        var paid = Money.zero
        while let field = try fields.next() {
            switch field.number {
            case 1: year = Int(truncatingIfNeeded: field.integer)
            case 2: claims = Int(truncatingIfNeeded: field.integer)
            case 3: charged = field.money
            case 4: paid = field.money
            default: break
            }
        }
        self.init(year: year, claims: claims, charged: charged, paid: paid)
    }
}
