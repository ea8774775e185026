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
    var rest = pieces[...]
    while let first = rest.first {
        let route = rest.prefix { $0.interchange[6] == first.interchange[6] }
        rest = rest.dropFirst(route.count)
        number += 1
        var header = first.interchange
        header[11] = delimiters.repetition
        header[13] = String(number)
        header[16] = delimiters.component
        delimiters.append(header, to: &bytes)
        var groups = 0
        var inside = route
        while let piece = inside.first {
            let members = inside.prefix { $0.group == piece.group }
            inside = inside.dropFirst(members.count)
            groups += 1
            delimiters.append(piece.group, to: &bytes)
            for member in members {
                for segment in member.segments { delimiters.append(segment, to: &bytes) }
            }
            delimiters.append(["GE", String(members.count), piece.group[6]], to: &bytes)
        }
        delimiters.append(["IEA", String(groups), String(number)], to: &bytes)
    }
    return bytes
}
