/// Puts the claims of an 837 together, segment by segment, each where it will stay.
struct ClaimBuilder: ~Copyable {
    /// The header, without claims.
    private(set) var submission = ClaimSubmission837()
    private let kind: Claim837.Kind
    private var billingTaxonomy = ""
    private var billingProvider: Party?
    private var subscriber = Subscriber837()
    private var payer: Party?
    private var patient: Patient837?
    /// The billing provider and all levels as the claims share them; nil after a segment changed them.
    private var sharedBillingProvider: SharedParty?
    private var levels: ClaimLevels837?
    /// The claims so far, the last being in hand when ``hasClaim``; without ``keepsClaims`` there is no other.
    private(set) var claims: [Claim837] = []
    private var hasClaim = false
    private let keepsClaims: Bool

    init(kind: Claim837.Kind, keepsClaims: Bool) {
        self.kind = kind
        self.keepsClaims = keepsClaims
    }

    /// Takes in a segment; `body` gets the claim that it ended.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, _ body: (Claim837) -> Void) {
        if reader.id == .hl, match.tag == .other {
            // A level that cannot be read: what follows may not be given to the provider and subscriber before it.
            billingProvider = nil
            sharedBillingProvider = nil
            levels = nil
            billingTaxonomy = ""
            beginSubscriber()
            return end(body)
        }
        switch match.tag {
        case .h2300, .h2310, .h2320, .h2330A, .h2330B, .h2330, .h2400, .h2410, .h2420, .h2430, .h2440, .other:
            if match.opens, match.tag == .h2300 {
                end(body)
                begin(&reader)
            } else if hasClaim {
                claims[claims.count - 1].take(match, &reader)
            } else if match.opens, match.tag == .h2400 {
                reader.report(.error, .misplacedSegment, "This service line stands in no claim; it is left out.")
            }
        default:
            end(body)
            takeLevel(match, &reader)
        }
    }

    /// Gives the last claim; it is marked when the set was cut off.
    mutating func finish(isComplete: Bool, _ body: (Claim837) -> Void) {
        if hasClaim { claims[claims.count - 1].isComplete = isComplete }
        end(body)
    }

    private mutating func end(_ body: (Claim837) -> Void) {
        guard hasClaim else { return }
        hasClaim = false
        guard !keepsClaims else { return }
        body(claims[claims.count - 1])
        claims.removeAll(keepingCapacity: true)
    }

    /// What stands above the claim that begins.
    private mutating func currentLevels() -> ClaimLevels837 {
        if let levels { return levels }
        if sharedBillingProvider == nil { sharedBillingProvider = billingProvider.map(SharedParty.init) }
        let made = ClaimLevels837(
            billingProvider: sharedBillingProvider,
            subscriber: subscriber,
            patient: patient,
            payer: payer
        )
        levels = made
        return made
    }

    private mutating func begin(_ reader: inout SegmentReader) {
        reader.hasUnreadableAmount = false
        hasClaim = true
        var facility = SegmentReader.Components(reader.range(5))
        var claim = Claim837(
            kind: kind,
            levels: currentLevels(),
            patientControlNumber: reader.text(1),
            charge: reader.requiredAmount(2),
            facilityCode: reader.nextText(&facility),
            facilityQualifier: reader.nextText(&facility),
            frequency: reader.nextText(&facility),
            assignment: reader.text(7),
            benefitsAssignment: reader.text(8),
            delayReason: reader.text(20),
            source: reader.source
        )
        claim.isReadable = !reader.hasUnreadableAmount
        claims.append(consume claim)
        if reader.isEmpty(1) {
            reader.report(.error, .missingElement, "The claim has no patient control number.", 1)
        }
    }

    /// What stands above the claims.
    private mutating func takeLevel(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        levels = nil
        switch match.tag {
        case .root: if reader.id == .bht { submission.header = reader.businessHeader() }
        case .h1000A: if match.opens { submission.submitter = reader.party(in: "1000A") }
        case .h1000B: if match.opens { submission.receiver = reader.party(in: "1000B") }
        case .h2000A:
            sharedBillingProvider = nil
            if match.opens {
                billingProvider = nil
                billingTaxonomy = ""
                beginSubscriber()
            } else if reader.id == .prv {
                billingTaxonomy = reader.text(3)
            }
        case .h2010AA:
            sharedBillingProvider = nil
            if match.opens {
                billingProvider = reader.party(in: "2010AA")
                billingProvider?.taxonomy = billingTaxonomy
            } else {
                billingProvider?.take(&reader)
            }
        case .h2000B:
            if match.opens { beginSubscriber() } else if reader.id == .sbr { subscriber.take(&reader) }
        case .h2010BA: subscriber.take(match, &reader, loop: "2010BA")
        case .h2010BB: if match.opens { payer = reader.party(in: "2010BB") } else { payer?.take(&reader) }
        case .h2000C:
            if match.opens {
                patient = Patient837()
            } else if reader.id == .pat {
                patient?.relationship = reader.text(1)
            }
        case .h2010CA: takePatient(match, &reader)
        default: break
        }
    }

    private mutating func beginSubscriber() {
        subscriber = Subscriber837()
        payer = nil
        patient = nil
    }

    private mutating func takePatient(_ match: LoopMatcher.Match, _ reader: inout SegmentReader) {
        if match.opens {
            patient?.party = reader.party(in: "2010CA")
            return
        }
        switch reader.id {
        case .dmg:
            patient?.birthDate = reader.date(2)
            patient?.sex = reader.text(3)
        case .n3, .n4:
            if patient == nil { patient = Patient837() }
            patient?.take(addressFrom: &reader)
        default: patient?.party?.take(&reader)
        }
    }
}

extension Patient837 {
    /// N3 or N4.
    fileprivate mutating func take(addressFrom reader: inout SegmentReader) { reader.appendAddress(to: &address) }
}

extension Subscriber837 {
    /// SBR.
    mutating func take(_ reader: inout SegmentReader) {
        payerResponsibility = reader.text(1)
        relationship = reader.text(2)
        groupNumber = reader.text(3)
        groupName = reader.text(4)
        insuranceType = reader.text(5)
        filingIndicator = reader.text(9)
    }

    /// NM1*IL and what describes the subscriber: DMG, N3, N4, REF.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, loop: String) {
        if match.opens {
            party = reader.party(in: loop)
            return
        }
        switch reader.id {
        case .dmg: takeDemographics(&reader)
        case .n3, .n4: reader.appendAddress(to: &address)
        default: party?.take(&reader)
        }
    }

    /// DMG.
    mutating func takeDemographics(_ reader: inout SegmentReader) {
        birthDate = reader.date(2)
        sex = reader.text(3)
    }
}
