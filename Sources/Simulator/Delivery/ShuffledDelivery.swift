/// The month's transactions in another delivery: files in any order, cut into single transactions, put together anew.
///
/// Bodies and ST02 stay, GS06 and the parties too, since a 999 names them; ISA13, delimiters, line ends, order and what
/// shares a file are drawn anew. Damaged files, and those that a TA1 is about, are delivered as they are.
///
/// - Parameters:
///   - month: the month to deliver.
///   - seed: decides order and packing.
/// - Returns: files that hold the same transaction sets.
package func shuffledDelivery(of month: SimulatedMonth, seed: UInt64) -> [SimulatedFile] {
    var random = Randomness(seed: seed)
    var deliveries = month.files.filter { month.whole.contains($0.name) }.map(\.bytes)
    var pieces: [TransactionPiece] = []
    for file in month.files where !month.whole.contains(file.name) {
        pieces += TransactionPiece.cut(file.bytes)
    }
    pieces = random.shuffled(pieces)
    var next = 500_000_000
    while !pieces.isEmpty {
        let count = min(pieces.count, random.within(1...8))
        deliveries.append(delivery(Array(pieces.prefix(count)), number: &next, random.pick(Delimiters.met)))
        pieces.removeFirst(count)
    }
    return random.shuffled(deliveries).enumerated().map { place, bytes in
        SimulatedFile(name: "delivery-\(padded(place + 1, to: 5)).x12", bytes: bytes)
    }
}

/// One file of `pieces` in envelopes of its own.
private func delivery(_ pieces: [TransactionPiece], number: inout Int, _ delimiters: Delimiters) -> [UInt8] {
    var bytes: [UInt8] = []
    for route in together(pieces, by: { $0.interchange[6] }) {
        number += 1
        var header = route[0].interchange
        header[11] = delimiters.repetition
        header[13] = String(number)
        header[16] = delimiters.component
        delimiters.append(header, to: &bytes)
        let groups = together(route, by: \.group)
        for members in groups {
            delimiters.append(members[0].group, to: &bytes)
            for segment in members.flatMap(\.segments) { delimiters.append(segment, to: &bytes) }
            delimiters.append(["GE", String(members.count), members[0].group[6]], to: &bytes)
        }
        delimiters.append(["IEA", String(groups.count), String(number)], to: &bytes)
    }
    return bytes
}

/// The pieces that share a key, in the order in which the keys first occur.
private func together<Key: Hashable>(
    _ pieces: [TransactionPiece],
    by key: (TransactionPiece) -> Key
) -> [[TransactionPiece]] {
    var order: [Key] = []
    var members: [Key: [TransactionPiece]] = [:]
    for piece in pieces {
        if members[key(piece)] == nil { order.append(key(piece)) }
        members[key(piece), default: []].append(piece)
    }
    return order.map { members[$0] ?? [] }
}
