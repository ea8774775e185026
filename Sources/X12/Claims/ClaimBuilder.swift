/// Puts the claims of an 837 together, segment by segment, each where it will stay.
struct ClaimBuilder: ~Copyable {
    /// What was read so far.
    private var arena = RecordArena()
    /// The header.
    private var submission = SubmissionRecord()
    private let kind: Claim837.Kind
    private var billingTaxonomy = TextPlace.none
    /// What stands above the claims that follow, and its place for claims that share it; negative after it changed.
    private var levels = LevelsRecord()
    private var sharedLevels = -1
    /// The claim in hand, negative for none, and the last of its segments so far.
    private var claim = -1
    private var last = SourcePlace()

    init(kind: Claim837.Kind, bytes: Int) {
        self.kind = kind
        arena.reserveForClaims(bytes: bytes)
    }

    /// Takes in a segment.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if reader.id == .hl, match.tag == .other {
            // A level that cannot be read: what follows may not be given to the provider and subscriber before it.
            levels = LevelsRecord()
            sharedLevels = -1
            billingTaxonomy = .none
            endClaim()
            return
        }
        switch match.tag {
        case .h2300, .h2310, .h2320, .h2330A, .h2330B, .h2330, .h2400, .h2410, .h2420, .h2430, .h2440, .other:
            if match.opens, match.tag == .h2300 {
                begin(&reader)
            } else if claim >= 0 {
                arena.take(match, &reader, claim: claim)
                last = reader.place
            } else if match.opens, match.tag == .h2400 {
                reader.report(.error, .misplacedSegment, "This service line stands in no claim; it is left out.")
            }
        default:
            endClaim()
            takeLevel(match, &reader)
        }
    }

    /// What was read; the last claim is marked when the set was cut off.
    consuming func finish(_ reader: borrowing SegmentReader, isComplete: Bool) -> ClaimSubmission837 {
        if claim >= 0, !isComplete { arena.claims[claim].isComplete = false }
        endClaim()
        return ClaimSubmission837(SetRecords(taking: &arena, reader), submission)
    }

    /// Ends the claim in hand with its last segment.
    private mutating func endClaim() {
        if claim >= 0 { arena.claims[claim].source.extend(to: last) }
        claim = -1
    }

    private mutating func begin(_ reader: inout SegmentReader) {
        endClaim()
        last = reader.place
        reader.hasUnreadableAmount = false
        if sharedLevels < 0 { sharedLevels = arena.levels.add(levels) }
        var facility = SegmentReader.Components(reader.range(5))
        claim = arena.claims.add(
            ClaimRecord(
                kind: kind,
                levels: sharedLevels,
                patientControlNumber: reader.text(1),
                charge: reader.requiredAmount(2),
                facilityCode: reader.nextText(&facility),
                facilityQualifier: reader.nextText(&facility),
                frequency: reader.nextText(&facility),
                assignment: reader.text(7),
                benefitsAssignment: reader.text(8),
                delayReason: reader.text(20),
                source: reader.place
            )
        )
        if reader.hasUnreadableAmount { arena.claims[claim].isReadable = false }
        if reader.isEmpty(1) {
            reader.report(.error, .missingElement, "The claim has no patient control number.", 1)
        }
    }

    /// What stands above the claims.
    private mutating func takeLevel(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        sharedLevels = -1
        switch match.tag {
        case .root: if reader.id == .bht { submission.header = reader.businessHeader() }
        case .h1000A: if match.opens { submission.submitter = arena.take(match, &reader, into: submission.submitter) }
        case .h1000B: if match.opens { submission.receiver = arena.take(match, &reader, into: submission.receiver) }
        case .h2000A:
            if match.opens {
                levels = LevelsRecord()
                billingTaxonomy = .none
            } else if reader.id == .prv {
                billingTaxonomy = reader.text(3)
            }
        case .h2010AA:
            levels.billingProvider = arena.take(match, &reader, into: levels.billingProvider)
            if match.opens { arena.parties[Int(levels.billingProvider)].taxonomy = billingTaxonomy }
        case .h2000B:
            if match.opens { levels.beginSubscriber() } else if reader.id == .sbr { levels.subscriber.take(&reader) }
        case .h2010BA: levels.subscriber = arena.take(match, &reader, into: levels.subscriber)
        case .h2010BB: levels.payer = arena.take(match, &reader, into: levels.payer)
        case .h2000C:
            if match.opens {
                levels.patient = PatientRecord(wasSent: true)
            } else if reader.id == .pat {
                levels.patient.relationship = reader.text(1)
            }
        case .h2010CA: takePatient(match, &reader)
        default: break
        }
    }

    private mutating func takePatient(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        levels.patient.wasSent = true
        switch reader.id {
        case .dmg: levels.patient.demographics.take(&reader)
        case .n3, .n4: levels.patient.address.take(&reader)
        default: levels.patient.party = arena.take(match, &reader, into: levels.patient.party)
        }
    }
}

extension RecordArena {
    /// Makes room for about as much as an 837 of so many bytes has.
    fileprivate mutating func reserveForClaims(bytes: Int) {
        claims.reserve(bytes / 500 + 1)
        levels.reserve(bytes / 500 + 1)
        parties.reserve(bytes / 140 + 4)
        lines.reserve(bytes / 230 + 2)
        dates.reserve(bytes / 160 + 2)
        references.reserve(bytes / 160 + 2)
        codes.reserve(bytes / 250 + 4)
    }
}
