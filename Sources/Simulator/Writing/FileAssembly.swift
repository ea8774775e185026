/// Puts what happened in the month into transactions, groups, interchanges and files.
struct FileAssembly {
    var random: Randomness
    var files: [OutgoingFile] = []
    /// BHT03 of the batch of each submission.
    var batches: [Int: String] = [:]
    private var interchangeCounter: Int
    private var groupCounter: Int
    private var transactionCounter: Int
    private var referenceCounter: Int

    /// Begins to number what follows the first `used` numbers of each kind.
    init(seed: UInt64, used: Int) {
        random = Randomness(seed: seed)
        interchangeCounter = used
        groupCounter = used
        transactionCounter = used
        referenceCounter = used
    }

    // MARK: - Numbers

    mutating func interchangeNumber() -> String {
        interchangeCounter += 1
        return padded(interchangeCounter, to: 9)
    }

    mutating func groupNumber() -> String {
        groupCounter += 1
        return String(groupCounter)
    }

    mutating func transactionNumber() -> String {
        transactionCounter += 1
        return padded(transactionCounter, to: 6)
    }

    /// A number that no other batch, payment or answer has.
    mutating func reference(_ prefix: String) -> String {
        referenceCounter += 1
        return prefix + padded(referenceCounter, to: 7)
    }

    mutating func delimiters() -> Delimiters {
        random.pick(Delimiters.met)
    }

    // MARK: - Envelopes

    /// A group of transactions, each with its own control number.
    mutating func group(_ transactions: [OutgoingTransaction]) -> OutgoingGroup {
        var numbered = transactions
        for index in numbered.indices { numbered[index].controlNumber = transactionNumber() }
        return OutgoingGroup(controlNumber: groupNumber(), transactions: numbered)
    }

    mutating func interchange(toHospital: Bool, _ date: Day, _ groups: [OutgoingGroup]) -> OutgoingInterchange {
        OutgoingInterchange(
            sender: toHospital ? Party.clearinghouseID : Party.hospitalID,
            receiver: toHospital ? Party.hospitalID : Party.clearinghouseID,
            date: date,
            controlNumber: interchangeNumber(),
            groups: groups
        )
    }

    /// Transactions to the hospital of one day in files of a few, in one or two interchanges of one or two groups.
    mutating func deliver(_ transactions: [OutgoingTransaction], label: String, _ date: Day) {
        var rest = random.shuffled(transactions)
        while !rest.isEmpty {
            let count = min(rest.count, random.within(1...6))
            let taken = Array(rest.prefix(count))
            rest.removeFirst(count)
            let cut = taken.count > 2 && random.chance(40) ? 1 + random.within(0...(taken.count - 2)) : taken.count
            var groups = grouped(Array(taken.prefix(cut)))
            let others = grouped(Array(taken.dropFirst(cut)))
            var interchanges: [OutgoingInterchange] = []
            if random.chance(50) {
                groups += others
            } else if !others.isEmpty {
                interchanges.append(interchange(toHospital: true, date, others))
            }
            interchanges.insert(interchange(toHospital: true, date, groups), at: 0)
            files.append(OutgoingFile(label: label, date: date, interchanges: interchanges, delimiters: delimiters()))
        }
    }

    /// Groups of transactions of one kind each, since a group has one GS01 and GS08.
    private mutating func grouped(_ transactions: [OutgoingTransaction]) -> [OutgoingGroup] {
        var versions: [String] = []
        for transaction in transactions where !versions.contains(transaction.version) {
            versions.append(transaction.version)
        }
        var groups: [OutgoingGroup] = []
        for version in versions { groups.append(group(transactions.filter { $0.version == version })) }
        return groups
    }

    // MARK: - Copies

    /// Some files arrive a second time, with other control numbers and delimiters.
    mutating func duplicateSome() {
        let candidates = files.filter { file in
            !file.isDamaged && !file.staysWhole
                && (file.label == "835" || file.label.hasPrefix("837"))
        }
        guard !candidates.isEmpty else { return }
        for _ in 0..<max(2, candidates.count / 20) {
            var copy = random.pick(candidates)
            copy.delimiters = delimiters()
            for outer in copy.interchanges.indices {
                copy.interchanges[outer].controlNumber = interchangeNumber()
                for inner in copy.interchanges[outer].groups.indices {
                    copy.interchanges[outer].groups[inner] = group(copy.interchanges[outer].groups[inner].transactions)
                }
            }
            files.append(copy)
        }
    }
}
