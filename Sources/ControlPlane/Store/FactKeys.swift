import Journal
import RevenueCycle

/// The blind keys by which facts find the claim file that they belong to.
struct FactKeys: Sendable {
    let journal: TenantJournal

    /// The keys of one fact.
    struct Keys: Sendable {
        /// Under which a file is found and joined.
        var finding: [KeyIndex] = []
        /// Under which the fact itself is listed, once it is in a file.
        var listing: [KeyIndex] = []
        /// The file's own key, when the fact has a patient control number.
        var home: BlindIndex?
        /// The source patient, when the fact tells enough.
        var patient: SourcePatientID?
    }

    /// The keys of an event, none for what is only about a file that is known; `shared` is that under which all facts of
    /// its transaction are listed, when somebody worked it out for all of them.
    func keys(of event: ClaimFileEvent, shared: KeyIndex?) -> Keys {
        var keys = Keys()
        switch event {
        case .claimSubmitted(let fact):
            addAccount(fact.billingNPI, fact.patientControlNumber, to: &keys)
            addPayerNumber(fact.payerClaimNumber, payer: fact.payer, to: &keys)
            addReference(fact.clearinghouseNumber, to: &keys)
            keys.listing.append(shared ?? transactionFiles(of: fact.id.body))
            addPatient(fact.patient, source: fact.billingNPI, to: &keys)
        case .claimAdjudicated(let fact):
            addAccount(fact.billingNPI, fact.patientControlNumber, to: &keys)
            addPayerNumber(fact.payerClaimNumber, payer: fact.payer, to: &keys)
            addPayerNumber(fact.originalPayerClaimNumber, payer: fact.payer, to: &keys)
            keys.listing.append(shared ?? paymentFiles(of: fact.payment))
            addPatient(fact.patient, source: fact.billingNPI, to: &keys)
        case .claimAcknowledged(let fact):
            if let number = fact.patientControlNumber { addAccount(fact.billingNPI, number, to: &keys) }
            addPayerNumber(fact.payerClaimNumber, payer: fact.payer, to: &keys)
            addReference(fact.clearinghouseNumber, to: &keys)
        case .providerAdjusted(let fact):
            for number in fact.referencedNumbers {
                addPayerNumber(number, payer: fact.payer, to: &keys)
                // The number may be the provider's own, of a claim that is known or is yet to come.
                let own = index(.patientControlNumber, Array(number.utf8))
                keys.finding += [KeyIndex(.patientControlNumber, own), KeyIndex(.orphanNumber, own)]
                keys.listing.append(KeyIndex(.orphanNumber, own))
            }
            keys.listing.append(shared ?? paymentFiles(of: fact.payment))
        case .acknowledgementWithdrawn, .paymentHeld, .paymentReleased, .adjudicationReleased, .changePosted,
            .fileJoined:
            break
        }
        if let id = event.namingFact {
            keys.listing.append(key(.publicID, PublicID.bytes(of: id, journal: journal)))
        }
        return keys
    }

    /// Under which the claim files of a transaction are listed.
    func transactionFiles(of body: BodyHash) -> KeyIndex { key(.transactionFiles, body.bytes) }

    /// Under which the claim files that a payment touches are listed.
    func paymentFiles(of payment: BodyHash) -> KeyIndex { key(.paymentFiles, payment.bytes) }

    func index(_ space: KeySpace, _ parts: [UInt8]...) -> BlindIndex {
        journal.blindIndex(space: space.rawValue, parts: parts)
    }

    private func key(_ space: KeySpace, _ parts: [UInt8]...) -> KeyIndex {
        KeyIndex(space, journal.blindIndex(space: space.rawValue, parts: parts))
    }

    /// A fact with a billing provider finds its own file, and files of the number that know none; a fact without one
    /// finds every file of the number.
    private func addAccount(_ npi: String?, _ number: String, to keys: inout Keys) {
        guard !number.isEmpty else { return }
        let numberOnly = index(.patientControlNumber, Array(number.utf8))
        if let npi {
            let home = index(.account, Array(npi.utf8), Array(number.utf8))
            keys.home = home
            keys.finding += [KeyIndex(.account, home), KeyIndex(.orphanNumber, numberOnly)]
            keys.listing += [KeyIndex(.account, home), KeyIndex(.patientControlNumber, numberOnly)]
        } else {
            keys.finding += [KeyIndex(.patientControlNumber, numberOnly), KeyIndex(.orphanNumber, numberOnly)]
            keys.listing += [KeyIndex(.orphanNumber, numberOnly), KeyIndex(.patientControlNumber, numberOnly)]
        }
    }

    /// Long payer numbers stand by themselves; short ones only together with the payer's id, for many payers count.
    private func addPayerNumber(_ number: String?, payer: PayerIdentity, to keys: inout Keys) {
        guard let number, Set(number.utf8).count > 1 else { return }
        let all =
            number.utf8.count >= 6
            ? [key(.payerNumber, Array(number.utf8))]
            : payer.ids.map { key(.payerNumber, Array(number.utf8), Array($0.utf8)) }
        keys.finding += all
        keys.listing += all
    }

    private func addReference(_ number: String?, to keys: inout Keys) {
        guard let number, number.utf8.count >= 6 else { return }
        let reference = key(.clearinghouseNumber, Array(number.utf8))
        keys.finding.append(reference)
        keys.listing.append(reference)
    }

    private func addPatient(_ patient: PatientIdentity, source: String?, to keys: inout Keys) {
        if let id = sourcePatient(patient, source: source) {
            keys.patient = id
            keys.listing.append(KeyIndex(.sourcePatient, BlindIndex(id.value)))
        }
        if let name = patient.familyName.map(PayerIdentity.normalize), !name.isEmpty {
            keys.listing.append(key(.surname, Array(name.utf8)))
        }
        if let number = patient.memberID {
            keys.listing.append(key(.memberNumber, Array(number.utf8)))
        }
        if let number = patient.medicalRecordNumber {
            keys.listing.append(key(.recordNumber, Array(number.utf8)))
        }
    }

    /// A patient as one source knows them; nil when a document tells too little to know them again.
    func sourcePatient(_ patient: PatientIdentity, source: String?) -> SourcePatientID? {
        let source = Array((source ?? "").utf8)
        if let number = patient.medicalRecordNumber {
            return SourcePatientID(index(.sourcePatient, source, Array("record".utf8), Array(number.utf8)).value)
        }
        guard let member = patient.memberID, let birthDate = patient.birthDate, let name = patient.familyName else {
            return nil
        }
        let index = index(
            .sourcePatient,
            source,
            Array("member".utf8),
            Array(member.utf8),
            Array(birthDate.description.utf8),
            Array(PayerIdentity.normalize(name).utf8),
            Array(PayerIdentity.normalize(patient.givenName ?? "").utf8)
        )
        return SourcePatientID(index.value)
    }
}
