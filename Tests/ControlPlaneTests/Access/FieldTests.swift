import Access
import Assist
import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane

/// A patient, payer and clerk of whom each group of fields has words that nothing else has, in every answer that there is.
@Suite("What is shown of a thing") final class FieldTests {
    private let store: TemporaryStore
    private let clock = MovedClock()
    private let claim: String
    private let account: String
    private let patient: String
    private let opened: String
    private let letter: String
    private let note: String
    private let money: String
    private let emergency: String
    private let effect: String
    /// A place of a document that tells of the claim.
    private let place: String
    private var plane: ControlPlane { store.plane }
    private let day = CalendarDate(dayNumber: 20_514)  // 2 March 2026
    private static let always = Timestamp(microsecondsSince1970: 0)..<Timestamp(microsecondsSince1970: .max)

    /// Words of each group.
    private static let words: [FieldGroup: [String]] = [
        .identity: ["QUOKKAZZYZX", "BRUMHILDEX", "1931-07-29"],
        .coverageNumbers: ["CANARYMEMBER77"],
        .recordNumbers: ["CANARYRECORD88", "CANARYCONTROL99", "CANARYPAYER66", "canary-scan", "CANARYTRACE"],
        .clinicalCodes: ["M545", "M54.5", "72148", "2026-01-14", "99213"],
        .payerCodes: ["WOMBAT HEALTH", "CO-197", "\"197\"", "authorization"],
        .amounts: ["7231.17", "7,231.17", "6011.17", "6,011.17", "1220.00", "1,220.00"],
        .freeText: ["CANARYNOTE", "CANARYREASON", "CANARYLETTER"],
        .staff: ["canaryclerk"],
        .technical: ["canary surface"],
    ]

    private static let sent = """
        ISA*00*          *00*          *ZZ*SENDER         *ZZ*NF001          *260116*0900*^*00501*000000401*0*T*:~
        GS*HC*SENDER*NF001*20260116*0900*401*X*005010X222A1~ST*837*0001*005010X222A1~
        BHT*0019*00*B000401*20260116*0900*CH~NM1*41*2*SENDER*****46*SENDER~PER*IC*DESK*TE*5555550100~
        NM1*40*2*WOMBAT HEALTH*****46*NF001~HL*1**20*1~NM1*85*2*LARCHMONT CLINIC*****XX*1730000019~
        N3*12 EXAMPLE ROAD~N4*SPRINGFIELD*OH*455010001~REF*EI*990000001~HL*2*1*22*0~SBR*P*18*******CI~
        NM1*IL*1*QUOKKAZZYZX*BRUMHILDEX****MI*CANARYMEMBER77~N3*4217 CANARY PERCH LANE~N4*SPRINGFIELD*OH*455010001~
        DMG*D8*19310729*F~NM1*PR*2*WOMBAT HEALTH*****PI*NF001~CLM*CANARYCONTROL99*7231.17***11:B:1*Y*A*Y*Y~
        REF*EA*CANARYRECORD88~HI*ABK:M545~LX*1~SV1*HC:99213*1220*UN*1***1~DTP*472*D8*20260114~LX*2~
        SV1*HC:72148*6011.17*UN*1***1~DTP*472*D8*20260114~SE*27*0001~GE*1*401~IEA*1*000000401~
        """

    private static func decided(_ paid: String, _ trace: String, _ number: String) -> String {
        """
        ISA*00*          *00*          *ZZ*NF001          *ZZ*SENDER         *260203*0900*^*00501*000000402*0*T*:~
        GS*HP*NF001*SENDER*20260203*0900*402*X*005010X221A1~ST*835*0001~BPR*I*\(paid)*C*CHK************20260203~
        TRN*1*\(trace)*1999888771~DTM*405*20260203~N1*PR*WOMBAT HEALTH*XV*NF001~N3*9 PAYER PLAZA~
        N4*SPRINGFIELD*OH*455010001~PER*BL*DESK*TE*5555550111~N1*PE*LARCHMONT CLINIC*XX*1730000019~LX*1~
        CLP*\(number)*1*7231.17*1165*25*12*CANARYPAYER66*11*1~
        NM1*QC*1*QUOKKAZZYZX*BRUMHILDEX****MI*CANARYMEMBER77~
        SVC*HC:99213*1220*1165**1~DTM*472*20260114~CAS*CO*45*30~CAS*PR*3*25~SVC*HC:72148*6011.17*0**1~DTM*472*20260114~
        CAS*CO*197*6011.17~SE*20*0001~GE*1*402~IEA*1*000000402~
        """
    }

    init() throws {
        let clock = clock
        clock.now = Timestamp(microsecondsSince1970: Int64(day.dayNumber) * 86_400_000_000)
        store = try TemporaryStore(clock: { clock.now })
        let plane = store.plane
        let documents = [
            Self.sent, Self.decided("1165", "CANARYTRACE1", "CANARYCONTROL99"),
            Self.decided("99", "CANARYTRACE2", "CANARYCONTROL98"),
        ]
        for (number, text) in documents.enumerated() {
            _ = try Ingestion.ingest(Array(text.utf8), name: "canary-scan-\(number).x12", into: plane)
        }
        let outbox = store.root.appendingPathComponent("outbox")
        try FileManager.default.createDirectory(
            at: outbox,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try plane.setDestination("canaryoutbox", folder: outbox.path, reason: "A test.")
        let named = try plane.accounts(named: "CANARYCONTROL99", asOf: day)[0]
        (account, claim) = (named.id, named.claimIDs[0])
        patient = try plane.patients(named: "QUOKKAZZYZX", asOf: day)[0].id
        try plane.markSensitive(claim, [], reason: "A test.")
        for (name, role) in [("canaryclerk", "denialSpecialist"), ("canaryclerk2", "supervisor")] {
            try plane.addAccount("user:\(name)", human: name, reason: "A test.")
            try plane.grant(role, to: "user:\(name)", reason: "A test.")
        }
        let clerk = plane.acting(as: "user:canaryclerk")
        opened = try clerk.openCase(CaseDraft(subject: claim, kind: .appeal, reason: "CANARYREASON"))
        try clerk.act(.note("CANARYNOTE"), onCase: opened)
        let words = "CANARYLETTER for BRUMHILDEX QUOKKAZZYZX, CANARYMEMBER77: 72148 on 2026-01-14 for 6011.17 (CO-197)."
        let appeal = try clerk.appealDraft(
            of: claim,
            AppealRequest(grounds: ["It was there."], letter: words),
            reason: "CANARYREASON",
            destination: "canaryoutbox"
        )
        letter = try clerk.propose(appeal).id
        note = try clerk.propose(
            ProposalDraft(
                subject: claim,
                change: .patientMessage(
                    .init(purpose: .answer, channel: .letter, language: "en", body: "CANARYLETTER")
                ),
                destination: "canaryoutbox",
                rationale: Rationale(text: "CANARYREASON")
            )
        ).id
        money = try clerk.propose(
            ProposalDraft(
                subject: claim,
                change: .adjustment(.init(amount: Money(cents: 122_000), balance: .payer, note: "CANARYNOTE")),
                rationale: Rationale(text: "CANARYREASON")
            )
        ).id
        emergency = try clerk.breakGlass(for: claim, reason: "CANARYREASON").id
        _ = try clerk.inquiry(for: .payment, by: "canary surface").claim(claim, asOf: day)
        let second = plane.acting(as: "user:canaryclerk2")
        let seen = try #require(try second.inquiry(for: .payment, by: "canary surface").proposal(letter).seen)
        effect = try #require(try second.act(.approve, on: letter, seen: seen).effect)
        let spans = try plane.inquiry(for: .operations, by: "test").evidence(of: claim).map(\.item.span)
        place = PublicID.span(try #require(spans.first))
        _ = try plane.carryOutEffects()
        _ = try? plane.acting(as: "user:canaryclerk").inquiry(for: .audit, by: "canary surface").heldItems()
    }

    deinit { store.remove() }

    /// An answer: its form, what it is an answer about, and how it is asked for.
    private struct Question {
        let forms: [AnswerForm]
        let resource: Resource
        let ask: (Inquiry) throws -> [JSONValue]
    }

    private func questions() -> [Question] {
        let (day, claim, account, patient) = (day, claim, account, patient)
        let (opened, letter, note, effect, now) = (opened, letter, note, effect, clock.now)
        let (money, emergency, place) = (money, emergency, place)
        return [
            Question(forms: [.claim], resource: .claim) { $0.plane.claimRows(try $0.claims(asOf: day)) },
            Question(forms: [.claim], resource: .claim) { $0.plane.claimRows([try $0.claim(claim, asOf: day)]) },
            Question(forms: [.claim], resource: .claim) {
                $0.plane.claimRows(try $0.claims(ClaimFilter(), asOf: day, .whole).items)
            },
            Question(forms: [.claim, .findingInWords], resource: .claim) {
                let found = try $0.accounts(named: claim, asOf: day, as: [.claim, .findingInWords])
                return $0.plane.claimRows(found) + $0.plane.findingsInWords(found)
            },
            Question(forms: [.claim], resource: .claim) {
                $0.plane.claimRows(try $0.accounts(named: claim, at: now))
            },
            Question(forms: [.account], resource: .claim) { inquiry in
                try inquiry.accounts(asOf: day, .whole).items.map(inquiry.plane.accountRow)
            },
            Question(forms: [.account], resource: .claim) {
                [$0.plane.accountRow(try $0.account(account, asOf: day))]
            },
            Question(forms: [.work], resource: .claim) { try $0.work(limit: 9, asOf: day).map($0.plane.workRow) },
            Question(forms: [.timelineEntry], resource: .claim) { try $0.timeline(of: claim).map(\.json) },
            Question(forms: [.explanation], resource: .claim) { inquiry in
                try inquiry.accounts(named: claim, asOf: day, as: [.explanation])
                    .flatMap { try inquiry.plane.explanationRows(of: $0) }
            },
            Question(forms: [.bill], resource: .claim) { inquiry in
                try inquiry.accounts(named: claim, asOf: day, as: [.bill]).map { try inquiry.plane.billRow(of: $0) }
            },
            Question(forms: [.appeal], resource: .claim) { inquiry in
                try inquiry.accounts(named: claim, asOf: day, as: [.appeal])
                    .flatMap { try inquiry.plane.appealRows(of: $0) }
            },
            Question(forms: [.ledger], resource: .claim) { inquiry in
                try inquiry.accounts(named: claim, asOf: day, as: [.ledger])
                    .map { try inquiry.plane.ledgerRow(of: $0, asOf: day) }
            },
            Question(forms: [.patient], resource: .patient) { inquiry in
                try inquiry.patients(named: patient, asOf: day).map(inquiry.plane.patientRow)
            },
            Question(forms: [.patient], resource: .patient) { inquiry in
                try inquiry.person(of: patient, asOf: day).map(inquiry.plane.patientRow)
            },
            Question(forms: [.remittance], resource: .remittance) { inquiry in
                try inquiry.remittances().map(inquiry.plane.remittanceRow)
            },
            Question(forms: [.heldItem], resource: .heldItem) { try $0.heldItems().map(\.json) },
            Question(forms: [.heldItem], resource: .heldItem) { inquiry in
                try inquiry.plane.heldItems().map { try inquiry.heldItem($0.id).json }
            },
            Question(forms: [.proposal], resource: .proposal) { try $0.proposals().map { $0.row } },
            Question(forms: [.proposalWithLetter], resource: .proposal) { [try $0.proposal(letter).json] },
            Question(forms: [.proposalInWords], resource: .proposal) { [try $0.proposal(note).json] },
            Question(forms: [.proposalOfMoney], resource: .proposal) { [try $0.proposal(money).json] },
            Question(forms: [.message], resource: .claim) { inquiry in
                try inquiry.accounts(named: claim, asOf: day, as: [.message]).map {
                    try inquiry.plane.messageRow(.billExplanation, .init(), of: $0)
                }
            },
            Question(forms: [.evidence], resource: .documentSpan) { try $0.evidence(of: claim).map(\.json) },
            Question(forms: [.document], resource: .document) { [try $0.document(of: place, claim: claim).json] },
            Question(forms: [.emergency], resource: .breakGlass) { try $0.emergencies().map(\.json) },
            Question(forms: [.emergency, .look], resource: .breakGlass) {
                let found = try $0.emergency(emergency)
                return [found.emergency.json] + found.looks.map(\.json)
            },
            Question(forms: [.workCase], resource: .case) { try $0.cases(asOf: day).cases.map { $0.row } },
            Question(forms: [.caseInFull], resource: .case) { [try $0.workCase(opened, asOf: day).json] },
            Question(forms: [.effect], resource: .effect) { try $0.effects().map(\.json) },
            Question(forms: [.effect, .effectStep], resource: .effect) {
                let found = try $0.effect(effect)
                return [found.effect.json] + found.steps.map(\.json)
            },
            Question(forms: [.disclosure], resource: .disclosure) { try $0.disclosures(about: patient).map(\.json) },
            Question(forms: [.look], resource: .accessLog) {
                try $0.looks(at: patient, within: Self.always).map(\.json)
            },
            Question(forms: [.look], resource: .accessLog) {
                try $0.looks(by: "user:canaryclerk2", within: Self.always).map(\.json)
            },
            Question(forms: [.refusal], resource: .accessLog) { try $0.refusals(within: Self.always).map(\.json) },
            Question(forms: [.denialReason], resource: .report) {
                try $0.plane.denialReasons(limit: 9, asOf: day).map(\.json)
            },
            Question(forms: [.ageBucket], resource: .report) { try $0.plane.aging(asOf: day).map(\.json) },
            Question(forms: [.statusSum], resource: .report) { try $0.plane.statusSums(asOf: day).map(\.json) },
        ]
    }

    /// The groups of which an answer has words; what a document says word for word is of its own group, whatever it tells.
    private func groups(in rows: [JSONValue]) -> Set<FieldGroup> {
        let rows = rows.filter { $0.member("span") == nil && $0.member("base64") == nil }
        // The names of groups that are hidden are no words of them, nor are the names of members.
        let text = rows.map(\.text).joined(separator: "\n")
        return Set(Self.words.filter { $0.value.contains(where: text.contains) }.map(\.key))
    }

    @Test func `has words of each group, so that these tests would find what is shown`() throws {
        var found: [String: Set<FieldGroup>] = [:]
        for question in questions() {
            let rows = try question.ask(plane.inquiry(for: .operations, by: "test"))
            #expect(!rows.isEmpty, "\(question.forms.map(\.name))")
            for form in question.forms { found[form.name, default: []].formUnion(groups(in: rows)) }
        }
        #expect(Set(found.keys) == Set(AnswerForm.all.map(\.name)))
        for group in Self.words.keys { #expect(found.values.contains { $0.contains(group) }, "\(group)") }
        // An answer has no words of a group that its form does not name.
        for question in questions() {
            let rows = try question.ask(plane.inquiry(for: .operations, by: "test"))
            let all = question.forms.reduce(FieldMask()) { $0.union($1.groups) }
            #expect(groups(in: rows).allSatisfy { all.contains(FieldMask([$0])) }, "\(question.forms.map(\.name))")
        }
    }

    @Test func `is nothing of any one group that is hidden, whatever else is shown`() throws {
        for question in questions() where question.forms.count == 1 {
            let form = question.forms[0]
            let rows = try question.ask(plane.inquiry(for: .operations, by: "test"))
            for group in form.groups.subtracting(form.needed).groups {
                let cut = rows.map { form.cut($0, to: form.groups.subtracting(FieldMask([group]))) }
                #expect(!groups(in: cut).contains(group), "\(form.name) without \(group)")
                let least = form.needed.union(FieldMask([group]))
                let bare = rows.map { form.cut($0, to: least) }
                #expect(groups(in: bare).isSubset(of: least.groups), "\(form.name) with \(group) alone")
            }
        }
    }

    @Test(arguments: Role.allCases.filter { $0 != .agent })
    func `is nothing of a group that a role may not see, and what was shown is on record`(role: Role) throws {
        let isService = role == .integration
        let principal = "\(isService ? "service" : "user"):someone"
        if role != .owner {
            try plane.addAccount(principal, human: isService ? nil : "someone", reason: "A test.")
            try plane.grant(role.rawValue, to: principal, reason: "A test.")
        }
        for question in questions() {
            var tried: Set<FieldMask> = []
            for purpose in Purpose.allCases {
                let asker = role == .owner ? plane : plane.acting(as: principal)
                let target = Target(resource: question.resource, place: plane.place)
                let decision = try Authority(asker).decide(Right(.read, question.resource), for: purpose, about: target)
                let mask = decision.permission?.fields ?? []
                guard tried.insert(mask).inserted else { continue }
                let before = try plane.accessLog.journal.head()
                guard let rows = try? question.ask(asker.inquiry(for: purpose, by: "test")) else { continue }
                let name = "\(role) \(purpose) \(question.forms.map(\.name))"
                let forms = question.forms.reduce(FieldMask()) { $0.union($1.groups) }
                if question.resource != .report {
                    #expect(groups(in: rows).allSatisfy { mask.meet(forms).contains(FieldMask([$0])) }, "\(name)")
                    let new = try plane.accessLog.journal.entries(from: before + 1, limit: 100)
                    for entry in new where entry.header.type == AccessLog.looked {
                        let look = try Look(decoding: #require(entry.payload), purpose: entry.header.purpose)
                        #expect(look.fields == (rows.isEmpty ? [] : mask.meet(forms)), "\(name)")
                    }
                    #expect(new.count { $0.header.type == AccessLog.looked } >= 1, "\(name)")
                }
                let hidden = forms.subtracting(mask)
                for row in rows where question.forms.count == 1 && question.resource != .report {
                    let told = row.member(AnswerForm.hiddenMember)?.text ?? "[]"
                    #expect(told == JSONValue.texts(hidden.groups.map(\.name)).text, "\(name)")
                }
            }
        }
    }

    private func somebody(_ role: Role) throws -> Inquiry {
        let principal = "\(role == .integration ? "service" : "user"):someone"
        try plane.addAccount(principal, human: role == .integration ? nil : "someone", reason: "A test.")
        try plane.grant(role.rawValue, to: principal, reason: "A test.")
        return plane.acting(as: principal).inquiry(for: .payment, by: "test")
    }

    @Test func `is not found by a number or name that may not be seen`() throws {
        let feed = try somebody(.integration)
        let owner = plane.inquiry(for: .payment, by: "test")
        for number in ["CANARYCONTROL99", "CANARYPAYER66", "CANARYRECORD88", claim, account] {
            #expect(try feed.accounts(named: number, asOf: day).map(\.item.id) == [account], "\(number)")
        }
        #expect(try owner.accounts(named: "CANARYMEMBER77", asOf: day).map(\.item.id).contains(account))
        #expect(throws: ControlPlane.noSuchAccount) { try feed.accounts(named: "CANARYMEMBER77", asOf: day) }
        #expect(throws: ControlPlane.noSuchAccount(at: clock.now)) {
            try feed.accounts(named: "CANARYMEMBER77", at: clock.now)
        }
        #expect(throws: ControlPlane.noSuchAccount) { try feed.timeline(of: "CANARYMEMBER77") }
        let named = try owner.patients(named: patient, asOf: day)[0].item
        for (text, group) in [
            ("quokkazzyzx", FieldGroup.identity), ("CANARYMEMBER77", .coverageNumbers),
            ("CANARYRECORD88", .recordNumbers),
        ] {
            #expect(named.isFound(by: text, within: FieldMask([group])), "\(text)")
            #expect(!named.isFound(by: text, within: FieldMask([.amounts])), "\(text)")
            let others = FieldMask([.identity, .coverageNumbers, .recordNumbers]).subtracting(FieldMask([group]))
            #expect(!named.isFound(by: text, within: others), "\(text)")
        }
        #expect(named.isFound(by: patient, within: []))
    }

    @Test func `is not asked by a filter on what may not be seen, which is refused with the groups and is on record`()
        throws
    {
        let support = try somebody(.patientSupport)
        let before = try plane.accessLog.journal.head()
        for (filter, isRefused) in [
            (ClaimFilter(since: day), true), (ClaimFilter(payer: "WOMBAT"), false),
            (ClaimFilter(minimum: .zero), false),
        ] {
            do {
                _ = try support.claims(filter, asOf: day)
                #expect(!isRefused)
            } catch ControlPlaneError.forbidden(let why) {
                #expect(isRefused && why.contains("clinicalCodes"), "\(why)")
            }
        }
        #expect(throws: ControlPlaneError.self) { try support.accounts(named: claim, asOf: day, as: [.appeal]) }
        let entries = try plane.accessLog.journal.entries(from: before + 1, limit: 100)
        #expect(entries.map(\.header.type) == [2, 1, 1, 2])
        #expect(ClaimFilter(payer: "x", status: .denied, category: "x").fields == FieldMask([.payerCodes]))
        #expect(ClaimFilter(minimum: .zero).fields == FieldMask([.amounts]))
        #expect(CaseFilter(assignee: PrincipalID("x")).fields == FieldMask([.staff]))
        #expect(CaseFilter(queue: CaseQueue("x")).fields == FieldMask([.staff, .payerCodes]))
        #expect(CaseFilter(dueBefore: day).fields == FieldMask([.payerCodes]))
        #expect(CaseFilter(subject: "x").fields == FieldMask([.recordNumbers]))
    }

    @Test func `of a letter is all or nothing, with the word by which it is approved`() throws {
        let owner = plane.inquiry(for: .payment, by: "test")
        let whole = try owner.proposal(letter)
        for group in AnswerForm.proposalWithLetter.groups.groups {
            let cut = Shown(item: whole.item, fields: whole.fields.subtracting(FieldMask([group])))
            let isInLetter = AnswerForm.inLetters.contains(group) || group == .freeText
            #expect((cut.seen == nil) == isInLetter, "\(group)")
            #expect((cut.json.member("document") == nil) == isInLetter, "\(group)")
        }
        #expect(try somebody(.auditor).plane.inquiry(for: .audit, by: "test").proposal(letter).seen == nil)
    }
}
