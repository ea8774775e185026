/// What stands above the claims of one subscriber or patient in an 837; its claims share it, so that a claim is small.
final class ClaimLevels837: Sendable {
    /// 2000A and 2010AA, shared by all subscribers under it.
    let billingProvider: SharedParty?
    /// 2000B and 2010BA.
    let subscriber: Subscriber837
    /// 2000C and 2010CA.
    let patient: Patient837?
    /// 2010BB.
    let payer: Party?

    init(
        billingProvider: SharedParty? = nil,
        subscriber: Subscriber837 = Subscriber837(),
        patient: Patient837? = nil,
        payer: Party? = nil
    ) {
        self.billingProvider = billingProvider
        self.subscriber = subscriber
        self.patient = patient
        self.payer = payer
    }
}

extension ClaimLevels837: Equatable {
    /// Whether both say the same.
    static func == (left: ClaimLevels837, right: ClaimLevels837) -> Bool {
        left === right
            || (left.billingProvider?.party == right.billingProvider?.party && left.subscriber == right.subscriber
                && left.patient == right.patient && left.payer == right.payer)
    }
}

/// A party that many claims share.
final class SharedParty: Sendable {
    let party: Party

    init(_ party: Party) { self.party = party }
}
