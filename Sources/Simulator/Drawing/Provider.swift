/// Who bills: a hospital or a group of its clinicians, with an NPI that passes the check digit.
struct Provider: Hashable, Sendable {
    let name: String
    let npi: String
    let taxID: String
    let taxonomy: String

    static let hospital = Provider(
        name: "SIMULATED GENERAL HOSPITAL",
        npi: nationalIdentifier(199_900_001),
        taxID: "990000101",
        taxonomy: "282N00000X"
    )
    static let physicians = Provider(
        name: "SIMULATED PHYSICIANS GROUP",
        npi: nationalIdentifier(199_900_002),
        taxID: "990000102",
        taxonomy: "207Q00000X"
    )
    static let specialists = Provider(
        name: "SIMULATED SPECIALTY ASSOCIATES",
        npi: nationalIdentifier(199_900_003),
        taxID: "990000103",
        taxonomy: "207R00000X"
    )
    /// The person who renders or attends; a name of the table, no patient.
    static let clinicianNPI = nationalIdentifier(199_900_004)

    /// Nine digits and their check digit, by Luhn's formula over the prefix 80840.
    static func nationalIdentifier(_ nine: Int) -> String {
        let digits = Array(("80840" + String(nine)).utf8).map { Int($0) - 48 }
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let doubled = place.isMultiple(of: 2) ? digit * 2 : digit
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return String(nine) + String((10 - sum % 10) % 10)
    }
}
