/// One adjustment: a group code with one of the up to six triplets of a CAS segment.
///
/// A positive amount lowers the payment, a negative one raises it.
public struct ClaimAdjustment: SetPart {
    private let records: SetRecords
    private let place: Int

    /// The adjustment at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: AdjustmentRecord { records.arena.adjustments[place] }

    /// Who bears it (CAS01): `CO`, `PR`, `OA`, `PI`, in old files `CR`.
    public var groupCode: String { records.text(record.groupCode) }
    /// The claim adjustment reason code (CAS02, 05, 08, 11, 14, 17); empty when the triplet has only an amount.
    public var reasonCode: String { records.text(record.reasonCode) }
    /// The amount (CAS03, 06, …); zero when it cannot be read, which is reported and flags the claim.
    public var amount: Amount { record.amount }
    /// The adjusted units (CAS04, 07, …).
    public var quantity: Quantity? { record.quantity }
    /// Which triplet of its CAS it is, from 1 to 6.
    public var position: Int { Int(record.position) }
    /// The CAS segment.
    public var source: Source { records.source(record.source) }
}

extension Sequence<ClaimAdjustment> {
    /// The sum of the amounts.
    public var total: Amount { reduce(.zero) { $0 + $1.amount } }
}

/// What a ``ClaimAdjustment`` is read into.
struct AdjustmentRecord: BitwiseCopyable, Sendable {
    let groupCode: TextPlace
    let reasonCode: TextPlace
    let amount: Amount
    let quantity: Quantity?
    let position: Int32
    let source: SourcePlace
}
