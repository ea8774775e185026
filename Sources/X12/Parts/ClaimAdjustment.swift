/// One adjustment: a group code with one of the up to six triplets of a CAS segment.
///
/// A positive amount lowers the payment, a negative one raises it.
public struct ClaimAdjustment: Hashable, Sendable {
    /// Who bears it (CAS01): `CO`, `PR`, `OA`, `PI`, in old files `CR`.
    public internal(set) var groupCode: String = ""
    /// The claim adjustment reason code (CAS02, 05, 08, 11, 14, 17); empty when the triplet has only an amount.
    public internal(set) var reasonCode: String = ""
    /// The amount (CAS03, 06, …); zero when it cannot be read, which is reported and flags the claim.
    public internal(set) var amount: Amount = .zero
    /// The adjusted units (CAS04, 07, …).
    public internal(set) var quantity: Quantity?
    /// Which triplet of its CAS it is, from 1 to 6.
    public internal(set) var position: Int = 0
    /// The CAS segment.
    public internal(set) var source: Source = Source()
}

extension [ClaimAdjustment] {
    /// The sum of the amounts.
    public var total: Amount { reduce(.zero) { $0 + $1.amount } }
}
