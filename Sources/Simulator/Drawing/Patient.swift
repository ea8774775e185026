/// A person who does not exist: name, birth date, address and ids come from syllables and digits drawn here.
struct Patient: Sendable {
    let lastName: String
    let firstName: String
    let birth: Day
    let sex: String
    let street: String
    let city: String
    let state: String
    let zip: String
    let memberID: String
    let recordNumber: String
    /// The subscriber's first name when the patient is a dependent, who shares the last name and the address.
    let subscriberFirstName: String?
    let subscriberBirth: Day
    let groupNumber: String
}

extension Randomness {
    private mutating func word(syllables: Int) -> String {
        let openings = [
            "BRA", "CLO", "DRE", "FEN", "GRI", "HAL", "JUN", "KOR", "LUS", "MIR", "NOL", "PRE", "QUI", "ROV", "SEL",
        ]
        let middles = [
            "BEN", "DOV", "FIL", "GAR", "LIN", "MOR", "NIX", "PEL", "RAN", "SOV", "TAM", "VEK", "WIL", "ZOR",
        ]
        let endings = [
            "ADEX", "BURNE", "COTTE", "DALIX", "ENVOR", "FORDE", "GANTH", "HOLME", "INGOR", "LOCKE", "MOREX", "WARDE",
        ]
        var text = pick(openings)
        for _ in 2..<syllables { text += pick(middles) }
        return text + pick(endings)
    }

    /// A patient with names of at least seven letters.
    mutating func patient() -> Patient {
        let birth = Day(year: within(1931...2019), month: within(1...12), day: within(1...28))
        let dependent = chance(20)
        return Patient(
            lastName: word(syllables: 3),
            firstName: word(syllables: within(2...3)),
            birth: birth,
            sex: pick(["F", "M"]),
            street: "\(within(100...9899)) \(word(syllables: 2)) STREET",
            city: pick(["SIMBURY", "SIMFIELD", "SIMPORT", "SIMVALE"]),
            state: pick(["OH", "PA", "IN"]),
            zip: digits(5),
            memberID: pick(["XJM", "QZM", "VWM"]) + digits(9),
            recordNumber: "MR" + digits(9),
            subscriberFirstName: dependent ? word(syllables: 3) : nil,
            subscriberBirth: Day(year: within(1931...1990), month: within(1...12), day: within(1...28)),
            groupNumber: "G" + digits(5)
        )
    }
}
