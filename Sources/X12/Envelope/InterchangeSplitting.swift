/// Cuts a file into files of one transaction set each.
///
/// Every one has its own ISA, GS, GE and IEA and the delimiters it had; a TA1 makes a file of its own. Sets that were
/// cut off stay so. The same facts can then be delivered in any order, which is how it is tested that order does not matter.
public func singleTransactionFiles(from bytes: [UInt8]) -> [[UInt8]] {
    var reader = EnvelopeReader(bytes)
    var files: [[UInt8]] = []
    var header: InterchangeHeader?
    while let event = reader.next() {
        switch event {
        case .interchangeStart(let interchange): header = interchange
        case .acknowledgement(let acknowledgement):
            guard let header else { break }
            var file = Array(bytes[header.bytes])
            file += bytes[acknowledgement.source.bytes.clamped(to: bytes.indices)]
            close(header, groups: 0, in: &file)
            files.append(file)
        case .transactionSet(let set):
            var file = Array(bytes[set.interchange.bytes])
            let separator = set.interchange.delimiters.element
            if let group = set.group { file += bytes[group.bytes.clamped(to: bytes.indices)] }
            file += bytes[set.bytes]
            if set.isComplete, file.last != set.interchange.delimiters.segment {
                file.append(set.interchange.delimiters.segment)
            }
            if let group = set.group {
                file += Array("GE".utf8) + [separator] + Array("1".utf8) + [separator]
                file += Array(group.controlNumber.utf8) + [set.interchange.delimiters.segment]
            }
            close(set.interchange, groups: set.group == nil ? 0 : 1, in: &file)
            files.append(file)
        case .groupStart, .groupEnd, .interchangeEnd: break
        }
    }
    return files
}

/// Appends the IEA of an interchange.
private func close(_ header: InterchangeHeader, groups: Int, in file: inout [UInt8]) {
    let separator = header.delimiters.element
    file += Array("IEA".utf8) + [separator] + Array(String(groups).utf8) + [separator]
    file += Array(header.controlNumber.utf8) + [header.delimiters.segment]
}
