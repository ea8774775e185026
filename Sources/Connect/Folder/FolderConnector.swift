import Foundation

/// A folder from which a receiver takes files: a clearinghouse's outbox, a print shop's, a person's.
///
/// A delivery becomes the file `<name>.<ending>`, of which a receiver never sees a part:
///
/// - It is written as `<name>.<attempt>.part` first, and flushed. Receivers leave files that end with `.part` alone.
/// - It is delivered by being renamed. A file can be renamed once, so two workers that hold the same attempt deliver once.
/// - An attempt is settled by being renamed to `<name>.<attempt>.withdrawn.part`: where that succeeds, nobody can deliver it any
///   more; where there is nothing to rename, it was delivered, for nothing else takes it away.
///
/// A receiver answers by a file `<name>.receipt`, whose first word is `accepted` or `rejected`; anything else is kept as a note.
/// What was taken down is moved into the folder `receipts-taken`.
package struct FolderConnector: Connector {
    private let folder: URL

    /// The folder at a path, which must exist when something is delivered.
    package init(path: String) { folder = URL(fileURLWithPath: path, isDirectory: true) }

    package var guarantee: DeliveryGuarantee { .settledBeforeRetry }

    // MARK: - Delivering

    package func prepare(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) {
        try checkName(attempt)
        try checkFolder()
        let part = part(delivery, attempt)
        guard !exists(folder.appendingPathComponent(delivery.fileName)) else {
            throw DeliveryFault(
                .refused,
                "\(folder.path) has a file \(delivery.fileName) already, which no attempt that is on record has put there. "
                    + "Look where it comes from."
            )
        }
        do {
            try Data(delivery.bytes).write(to: part, options: .withoutOverwriting)
            try flush(part)
            try flush(folder)
        } catch {
            // What was written of it is not on record, so it can go; a rest does no harm.
            try? FileManager.default.removeItem(at: part)
            throw DeliveryFault(.notDone, "\(folder.path) cannot be written to; check its owner, mode and space.")
        }
    }

    package func deliver(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) -> String? {
        try checkName(attempt)
        do {
            try FileManager.default.moveItem(
                at: part(delivery, attempt),
                to: folder.appendingPathComponent(delivery.fileName)
            )
            try flush(folder)
        } catch {
            throw DeliveryFault(
                .unclear,
                "\(delivery.fileName) may or may not have been put into \(folder.path); it is looked at before the next try."
            )
        }
        return nil
    }

    package func settle(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) -> Settlement {
        try checkName(attempt)
        // A folder that is away has no files either, which would look as if all had been taken.
        try checkFolder()
        let part = part(delivery, attempt)
        let withdrawn = withdrawn(delivery, attempt)
        do {
            if exists(part) { try FileManager.default.moveItem(at: part, to: withdrawn) }
            try flush(folder)
        } catch {
            // Another may have moved it in this moment; asking again tells.
            throw DeliveryFault(.unclear, "\(folder.path) cannot be changed; check its owner and mode.")
        }
        return exists(withdrawn) ? .withdrawn : .delivered(reference: nil)
    }

    package func discard(_ delivery: Delivery, as attempt: String) {
        for file in [part(delivery, attempt), withdrawn(delivery, attempt)] {
            // What stays is never delivered.
            try? FileManager.default.removeItem(at: file)
        }
    }

    package func clear(_ delivery: Delivery) {
        // What cannot be listed or removed stays, and is never delivered.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix("\(delivery.name).") && name.hasSuffix(".part") {
            try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
        }
    }

    // MARK: - Files

    private func part(_ delivery: Delivery, _ attempt: String) -> URL {
        folder.appendingPathComponent("\(delivery.name).\(attempt).part")
    }

    private func withdrawn(_ delivery: Delivery, _ attempt: String) -> URL {
        folder.appendingPathComponent("\(delivery.name).\(attempt).withdrawn.part")
    }

    private func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

    private func checkFolder() throws(DeliveryFault) {
        // Nil is a folder that is not there, or that this user may not look at.
        let attributes = try? FileManager.default.attributesOfItem(atPath: folder.resolvingSymlinksInPath().path)
        guard let attributes, attributes[.type] as? FileAttributeType == .typeDirectory else {
            throw DeliveryFault(.notDone, "There is no folder \(folder.path); make it, or mount it.")
        }
        guard let mode = attributes[.posixPermissions] as? Int, mode & 0o007 == 0 else {
            throw DeliveryFault(
                .notDone,
                "Everybody on this machine may use \(folder.path), and patients' data would lie in it: chmod o-rwx it."
            )
        }
    }

    private func checkName(_ attempt: String) throws(DeliveryFault) {
        guard Delivery.isPlain(attempt, limit: 100) else {
            throw DeliveryFault(.refused, "The attempt has no name that a file could have.")
        }
    }

    private func flush(_ file: URL) throws {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }  // What counts is the flush.
        try handle.synchronize()
    }

    // MARK: - Receipts

    /// The greatest number of bytes of a receipt.
    private static let receiptLimit = 1 << 16

    package func receipts(limit: Int) throws(DeliveryFault) -> [IncomingReceipt] {
        try checkFolder()
        do {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.hasSuffix(".receipt") }.sorted()
            var receipts: [IncomingReceipt] = []
            for name in names where receipts.count < limit {
                if let receipt = try receipt(in: name) { receipts.append(receipt) }
            }
            return receipts
        } catch {
            throw DeliveryFault(.notDone, "The receipts in \(folder.path) cannot be read; check its owner and mode.")
        }
    }

    /// What a file says; nil for what is no receipt, which stays where it is.
    private func receipt(in name: String) throws -> IncomingReceipt? {
        let delivery = name.dropLast(".receipt".count)
        let file = folder.appendingPathComponent(name)
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        guard Delivery.isPlain(delivery, limit: 100), attributes[.type] as? FileAttributeType == .typeRegular,
            let size = attributes[.size] as? Int, size <= Self.receiptLimit
        else { return nil }
        let bytes = [UInt8](try Data(contentsOf: file))
        let word = bytes.prefix { $0 > UInt8(ascii: " ") && $0 != UInt8(ascii: ":") }
        let outcome: IncomingReceipt.Outcome =
            switch String(decoding: word, as: UTF8.self).lowercased() {
            case "accepted": .accepted
            case "rejected": .rejected
            default: .note
            }
        return IncomingReceipt(delivery: String(delivery), outcome: outcome, bytes: bytes)
    }

    package func take(_ receipt: IncomingReceipt) throws(DeliveryFault) {
        let taken = folder.appendingPathComponent("receipts-taken", isDirectory: true)
        let name = "\(receipt.delivery).receipt"
        do {
            try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
            let target = taken.appendingPathComponent(name)
            if exists(target) { try FileManager.default.removeItem(at: target) }
            try FileManager.default.moveItem(at: folder.appendingPathComponent(name), to: target)
        } catch {
            throw DeliveryFault(.notDone, "\(name) in \(folder.path) cannot be moved; check its owner and mode.")
        }
    }
}
