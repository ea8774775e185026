import RevenueCycle
import SeededRandomness

/// Random contents of few small values, so that contents that differ in one place only, or not at all, come up often.
struct RandomContent {
    var generator: SeededGenerator

    mutating func content() -> ProposalContent {
        ProposalContent(
            subject: subject(),
            change: change(),
            destination: maybe { ProposalDestination(name: $0.text(), entry: $0.number(3)) },
            attachments: list {
                ProposalAttachment(
                    title: $0.text(),
                    mediaType: $0.text(),
                    digest: EveryChange.hash(UInt8($0.number(2)))
                )
            },
            rendering: maybe {
                ProposalRendering(template: $0.text(), templateVersion: $0.text(), renderer: $0.text())
            },
            missing: list { $0.text() }
        )
    }

    mutating func number(_ limit: UInt64) -> UInt64 { UInt64.random(in: 0..<limit, using: &generator) }

    mutating func text() -> String { ["", "a", "b", "ab", "\u{1}", "\u{3}a"].randomElement(using: &generator) ?? "" }

    mutating func amount() -> Money { Money(cents: Int64.random(in: -2...2, using: &generator)) }

    mutating func pick<Choice: CaseIterable>(_ type: Choice.Type = Choice.self) -> Choice {
        type.allCases.randomElement(using: &generator) ?? { preconditionFailure("a closed set has members") }()
    }

    mutating func maybe<Value>(_ make: (inout RandomContent) -> Value) -> Value? {
        Bool.random(using: &generator) ? make(&self) : nil
    }

    mutating func list<Value>(_ make: (inout RandomContent) -> Value) -> [Value] {
        let count = number(3)
        return (0..<count).map { _ in make(&self) }
    }

    private mutating func day() -> CalendarDate { EveryChange.day(Int32(number(3))) }

    private mutating func days() -> DateSpan { DateSpan(day(), day()) }

    private mutating func subject() -> ProposalSubject {
        let id = UInt128(number(2))
        return switch number(3) {
        case 0: .claim(RecordID(id))
        case 1: .account(RecordID(id))
        default: .person(SourcePatientID(id))
        }
    }

    private mutating func party() -> ProposedChange.Party {
        maybe { $0.pick(CoverageSequence.self) }.map { .payer($0) } ?? .patient
    }

    private mutating func value() -> ProposedChange.FieldValue {
        switch number(4) {
        case 0: .text(text())
        case 1: .texts(list { $0.text() })
        case 2: .amount(amount())
        default: .days(days())
        }
    }

    private mutating func change() -> ProposedChange {
        switch pick(ProposalKind.self) {
        case .appeal: .appeal(appeal())
        case .correctedClaim: .correctedClaim(correction())
        case .writeOff: .writeOff(.init(amount: amount(), reason: pick(), balance: pick()))
        case .adjustment: .adjustment(.init(amount: amount(), balance: pick(), note: text()))
        case .refund: .refund(.init(amount: amount(), payee: party(), cause: pick(), method: pick()))
        case .transferOfResponsibility:
            .transferOfResponsibility(.init(amount: amount(), from: party(), to: party(), note: text()))
        case .paymentPlan: .paymentPlan(plan())
        case .financialAssistance:
            .financialAssistance(
                .init(
                    program: text(),
                    share: Percentage(hundredths: Int(number(3)) - 1),
                    amount: amount(),
                    services: days()
                )
            )
        case .patientMessage:
            .patientMessage(
                .init(purpose: pick(), channel: pick(), language: text(), heading: maybe { $0.text() }, body: text())
            )
        case .recordsRequest:
            .recordsRequest(
                .init(
                    holder: text(),
                    patient: maybe { $0.text() },
                    records: list { $0.text() },
                    services: maybe { $0.days() },
                    neededBy: maybe { $0.day() }
                )
            )
        case .clinicalQuery:
            .clinicalQuery(.init(question: text(), indicators: list { $0.text() }, choices: list { $0.text() }))
        case .claimNote: .claimNote(.init(text: text()))
        }
    }

    private mutating func appeal() -> ProposedChange.Appeal {
        .init(
            level: pick(),
            category: pick(),
            codes: list { $0.text() },
            grounds: list { $0.text() },
            letter: text(),
            atStake: amount(),
            filer: pick(),
            form: maybe { $0.pick() }
        )
    }

    private mutating func correction() -> ProposedChange.ClaimCorrection {
        .init(
            method: pick(),
            payerClaimNumber: maybe { $0.text() },
            patientControlNumber: maybe { $0.text() },
            fields: list { random in
                .init(
                    field: random.pick(),
                    line: random.maybe { $0.text() },
                    old: random.maybe { $0.value() },
                    new: random.maybe { $0.value() }
                )
            }
        )
    }

    private mutating func plan() -> ProposedChange.PaymentPlan {
        .init(
            total: amount(),
            financeCharge: amount(),
            downPayment: amount(),
            instalments: list { .init(due: $0.day(), amount: $0.amount()) }
        )
    }
}
