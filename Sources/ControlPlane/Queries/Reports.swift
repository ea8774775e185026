import Access
package import RevenueCycle

/// Denials of one reason, summed up.
package struct DenialReason: Hashable, Sendable {
    /// Group and reason code, such as `CO-197`.
    package let code: String
    /// The category of the findings.
    package let category: String
    /// How many findings.
    package fileprivate(set) var count = 0
    /// What they withhold.
    package fileprivate(set) var amount = Money.zero

    /// What the standard says that the code means; nil for a code that it does not know.
    package var meaning: String? {
        Knowledge.shipped.fact(CARC(rawValue: String(code.split(separator: "-").last ?? "")))?.meaning
    }
}

/// What is outstanding of claims of one age.
package struct AgeBucket: Hashable, Sendable {
    /// Days since the last day of service, such as `31–60`.
    package let days: String
    /// What payers owe.
    package fileprivate(set) var payer = Money.zero
    /// What patients owe.
    package fileprivate(set) var patient = Money.zero
    /// What is held.
    package fileprivate(set) var held = Money.zero
}

/// Claims of one status, summed up.
package struct StatusSum: Sendable {
    /// The status; nil for all together.
    package let status: ClaimStatus?
    /// How many claims.
    package let count: Int
    /// What was charged, paid, is the patient's, was denied, and is held.
    package let amounts: [Money]
}

// Sums that name nobody, so that no look is recorded for them.
extension ControlPlane {
    /// The reasons whose findings withhold most.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func denialReasons(limit: Int, asOf: CalendarDate) throws -> [Shown<DenialReason>] {
        let fields = try warrant(for: .showReports).permission.fields
        var sums: [[String]: DenialReason] = [:]
        for finding in try accounts(asOf: asOf).flatMap(\.position.claims).flatMap(\.findings)
        where finding.kind == .denial {
            let reason = DenialReason(code: finding.codes.first ?? "", category: finding.category?.rawValue ?? "")
            let key = [reason.code, reason.category]
            sums[key, default: reason].count += 1
            sums[key]?.amount += finding.amount
        }
        return sums.values.sorted { ($1.amount, $0.code) < ($0.amount, $1.code) }.prefix(limit)
            .map { Shown(item: $0, fields: fields) }
    }

    /// What payers and patients owe, by days since the last day of service.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func aging(asOf: CalendarDate) throws -> [Shown<AgeBucket>] {
        let fields = try warrant(for: .showReports).permission.fields
        var buckets = ["0–30", "31–60", "61–90", "91–120", "over 120"].map { AgeBucket(days: $0) }
        for claim in try accounts(asOf: asOf).flatMap(\.position.claims) {
            let age = claim.claim.dates.map { asOf.days(since: $0.last) } ?? 0
            let bucket = min(4, max(0, (age - 1) / 30))
            buckets[bucket].payer += claim.outstandingPayer
            buckets[bucket].patient += claim.outstandingPatient
            buckets[bucket].held += claim.outstandingHeld
        }
        return buckets.map { Shown(item: $0, fields: fields) }
    }

    /// Claims by status, and all together last.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func statusSums(asOf: CalendarDate) throws -> [Shown<StatusSum>] {
        let fields = try warrant(for: .showReports).permission.fields
        let claims = try accounts(asOf: asOf).flatMap(\.position.claims)
        let byStatus = Dictionary(grouping: claims, by: \.status)
        let sums =
            ClaimStatus.allCases.compactMap { status in
                byStatus[status].map { StatusSum(of: $0, status: status) }
            } + [StatusSum(of: claims, status: nil)]
        return sums.map { Shown(item: $0, fields: fields) }
    }
}

extension StatusSum {
    fileprivate init(of claims: [ClaimPosition], status: ClaimStatus?) {
        self.init(
            status: status,
            count: claims.count,
            amounts: [
                claims.map(\.charge).sum(), claims.map(\.paid).sum(), claims.map(\.outstandingPatient).sum(),
                claims.map { $0.dispositions[.denied] }.sum(), claims.map(\.outstandingHeld).sum(),
            ]
        )
    }
}

extension Shown where Item == DenialReason {
    /// One row of `report denials`.
    package var json: JSONValue {
        row(
            .denialReason,
            .object([
                ("reason", .string(item.code)), ("category", .string(item.category)), ("meaning", .text(item.meaning)),
                ("findings", .number(item.count)), ("denied", .money(item.amount)),
            ])
        )
    }
}

extension Shown where Item == AgeBucket {
    /// One row of `report aging`.
    package var json: JSONValue {
        row(
            .ageBucket,
            .object([
                ("days", .string(item.days)), ("payer", .money(item.payer)), ("patient", .money(item.patient)),
                ("held", .money(item.held)),
            ])
        )
    }
}

extension Shown where Item == StatusSum {
    /// One row of the sums by status.
    package var json: JSONValue {
        let names = ["charge", "paid", "patientOwes", "denied", "held"]
        return row(
            .statusSum,
            .object(
                [("status", .text(item.status?.rawValue)), ("claims", .number(item.count))]
                    + zip(names, item.amounts).map { ($0, .money($1)) }
            )
        )
    }
}
