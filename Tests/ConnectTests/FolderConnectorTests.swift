import Foundation
import Testing

@testable import Connect

@Suite("A folder that a receiver takes files from") final class FolderConnectorTests {
    private let folder: URL
    private let connector: FolderConnector
    private let files = FileManager.default

    init() throws {
        folder = files.temporaryDirectory.appendingPathComponent("recourse-connect-\(UUID().uuidString)")
        try files.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
        connector = FolderConnector(path: folder.path)
    }

    deinit { try? files.removeItem(at: folder) }  // What stays costs nothing but space.

    private func delivery(_ name: String = "e_1", text: String = "a letter") throws -> Delivery {
        try #require(Delivery(name: name, fileExtension: "txt", mediaType: "text/plain", bytes: Array(text.utf8)))
    }

    private func names() throws -> [String] { try files.contentsOfDirectory(atPath: folder.path).sorted() }

    private func certainty(_ body: () throws(DeliveryFault) -> Void) -> DeliveryFault.Certainty? {
        do throws(DeliveryFault) {
            try body()
            return nil
        } catch {
            return error.certainty
        }
    }

    // MARK: - Delivering

    @Test func `shows a receiver the whole file at once, and nothing before`() throws {
        let delivery = try delivery()
        try connector.prepare(delivery, as: "a")
        #expect(try names() == ["e_1.a.part"])
        #expect(try connector.deliver(delivery, as: "a") == nil)
        #expect(try names() == ["e_1.txt"])
        #expect(try String(contentsOf: folder.appendingPathComponent("e_1.txt"), encoding: .utf8) == "a letter")
    }

    @Test func `settles a try that was not delivered so that it never is`() throws {
        let delivery = try delivery()
        try connector.prepare(delivery, as: "a")
        #expect(try connector.settle(delivery, as: "a") == .withdrawn)
        #expect(try connector.settle(delivery, as: "a") == .withdrawn)
        #expect(certainty { () throws(DeliveryFault) in _ = try connector.deliver(delivery, as: "a") } == .unclear)
        #expect(try names() == ["e_1.a.withdrawn.part"])
        connector.discard(delivery, as: "a")
        #expect(try names() == [])
    }

    @Test func `settles a try that was delivered, also when the receiver has taken the file`() throws {
        let delivery = try delivery()
        try connector.prepare(delivery, as: "a")
        _ = try connector.deliver(delivery, as: "a")
        #expect(try connector.settle(delivery, as: "a") == .delivered(reference: nil))
        try files.removeItem(at: folder.appendingPathComponent("e_1.txt"))
        #expect(try connector.settle(delivery, as: "a") == .delivered(reference: nil))
    }

    @Test func `delivers one try once, whoever holds it`() throws {
        let delivery = try delivery()
        try connector.prepare(delivery, as: "a")
        _ = try connector.deliver(delivery, as: "a")
        try files.removeItem(at: folder.appendingPathComponent("e_1.txt"))
        #expect(certainty { () throws(DeliveryFault) in _ = try connector.deliver(delivery, as: "a") } == .unclear)
        #expect(try names() == [])
    }

    @Test func `puts nothing in the place of a file that is there`() throws {
        let delivery = try delivery()
        try connector.prepare(delivery, as: "a")
        try Data("another".utf8).write(to: folder.appendingPathComponent("e_1.txt"))
        #expect(certainty { () throws(DeliveryFault) in _ = try connector.deliver(delivery, as: "a") } == .unclear)
        #expect(try connector.settle(delivery, as: "a") == .withdrawn)
        #expect(certainty { () throws(DeliveryFault) in try connector.prepare(delivery, as: "b") } == .refused)
        #expect(try String(contentsOf: folder.appendingPathComponent("e_1.txt"), encoding: .utf8) == "another")
    }

    @Test func `keeps a try that another prepares apart`() throws {
        let delivery = try delivery()
        try connector.prepare(delivery, as: "a")
        try connector.prepare(delivery, as: "b")
        _ = try connector.deliver(delivery, as: "a")
        #expect(try names() == ["e_1.b.part", "e_1.txt"])
        let other = try self.delivery("e_12")
        try connector.prepare(other, as: "c")
        connector.clear(delivery)
        #expect(try names() == ["e_1.txt", "e_12.c.part"])
    }

    @Test func `that is away, or open to everybody, is written to by nobody and settles nothing`() throws {
        let delivery = try delivery()
        try connector.prepare(delivery, as: "a")
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        #expect(certainty { () throws(DeliveryFault) in try connector.prepare(delivery, as: "b") } == .notDone)
        let away = FolderConnector(path: folder.path + "-away")
        #expect(certainty { () throws(DeliveryFault) in try away.prepare(delivery, as: "b") } == .notDone)
        #expect(certainty { () throws(DeliveryFault) in _ = try away.settle(delivery, as: "a") } == .notDone)
        #expect(certainty { () throws(DeliveryFault) in _ = try away.receipts(limit: 1) } == .notDone)
        #expect(try names() == ["e_1.a.part"])
    }

    @Test(arguments: [
        "", "../e_1", "a/b", "a.b", "e 1", "e\u{0}1", "ä", ".", "-rf", String(repeating: "a", count: 101),
    ])
    func `has no path in its names`(name: String) throws {
        #expect(Delivery(name: name, fileExtension: "txt", mediaType: "", bytes: []) == nil)
        #expect(Delivery(name: "e", fileExtension: name, mediaType: "", bytes: []) == nil)
        let delivery = try delivery()
        #expect(certainty { () throws(DeliveryFault) in try connector.prepare(delivery, as: name) } == .refused)
        #expect(certainty { () throws(DeliveryFault) in _ = try connector.deliver(delivery, as: name) } == .refused)
        #expect(certainty { () throws(DeliveryFault) in _ = try connector.settle(delivery, as: name) } == .refused)
    }

    // MARK: - Receipts

    private func put(_ text: String, _ name: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    @Test func `reads receipts by their first word`() throws {
        try put("accepted", "e_1.receipt")
        try put("Rejected: no such member\n", "e_2.receipt")
        try put("\n accepted", "e_3.receipt")
        try put("acceptedly", "e_4.receipt")
        try put("", "e_5.receipt")
        let receipts = try connector.receipts(limit: 10)
        #expect(receipts.map(\.outcome) == [.accepted, .rejected, .note, .note, .note])
        #expect(receipts.map(\.delivery) == ["e_1", "e_2", "e_3", "e_4", "e_5"])
        #expect(try connector.receipts(limit: 2).count == 2)
    }

    @Test func `takes a receipt aside once it is on record`() throws {
        try put("accepted", "e_1.receipt")
        let receipt = try #require(try connector.receipts(limit: 1).first)
        try connector.take(receipt)
        #expect(try connector.receipts(limit: 1) == [])
        #expect(try files.contentsOfDirectory(atPath: folder.path + "/receipts-taken") == ["e_1.receipt"])
        try put("rejected", "e_1.receipt")
        try connector.take(receipt)
        #expect(try names() == ["receipts-taken"])
    }

    @Test func `takes no folder, link, name with signs or endless file for a receipt`() throws {
        try files.createDirectory(at: folder.appendingPathComponent("e_1.receipt"), withIntermediateDirectories: true)
        try put("accepted", "secret")
        try files.createSymbolicLink(
            at: folder.appendingPathComponent("e_2.receipt"),
            withDestinationURL: folder.appendingPathComponent("secret")
        )
        try put("accepted", "e.3.receipt")
        try put(String(repeating: "accepted ", count: 10_000), "e_4.receipt")
        try put("accepted", ".receipt")
        #expect(try connector.receipts(limit: 10) == [])
    }
}
