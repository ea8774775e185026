import Foundation
import RevenueCycle
import Testing

@Suite("The knowledge tables")
struct KnowledgeTablesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Knowledge")

    @Test(arguments: KnowledgeTables.all.map(\.name))
    func `are in the package as they are in their text files`(name: String) throws {
        let table = try #require(KnowledgeTables.all.first { $0.name == name })
        let text = try String(contentsOf: Self.folder.appending(path: table.name), encoding: .utf8)
        #expect(table.text == text, "run scripts/embed-knowledge.py")
    }

    @Test func `are all in the package`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path()).filter {
            $0.hasSuffix(".tsv")
        }
        #expect(files.sorted() == KnowledgeTables.all.map(\.name))
    }

    @Test func `have no fault`() {
        #expect(Knowledge.shipped.faults == [])
    }

    @Test(arguments: [("carc.tsv", 152), ("rarc.tsv", 161)])
    func `lose no row when they are read`(name: String, count: Int) throws {
        let table = try #require(KnowledgeTables.all.first { $0.name == name })
        #expect(table.text.split(separator: "\n").count == count + 1)
        let read = name == "carc.tsv" ? Knowledge.shipped.knownReasons.count : Knowledge.shipped.knownRemarks.count
        #expect(read == count)
    }

    @Test func `say of a row with a missing cell where it is and leave it out`() {
        let table = KnowledgeTable(name: "group-codes.tsv", text: "code\tmeaning\nCO\n")
        let faults = Knowledge([table]).faults.filter { $0.table == "group-codes.tsv" }
        #expect(
            faults.map(\.description) == ["group-codes.tsv, line 2: has 1 cells where the first line names 2 columns"]
        )
    }

    @Test func `refuse a word that they do not know, and a code that stands twice`() {
        let head = "code\tbearer\tpatient_billing\tconfidence\tmeaning\n"
        let rows = "CO\tprovider\tnever\thigh\tA\nPR\tpatient\tnever\tvery\tB\nCO\tprovider\tnever\thigh\tC\n"
        let knowledge = Knowledge([KnowledgeTable(name: "group-codes.tsv", text: head + rows)])
        #expect(
            knowledge.faults.filter { $0.table == "group-codes.tsv" }.map(\.description) == [
                "group-codes.tsv, line 3: confidence may not be very",
                "group-codes.tsv, line 4: the code stands in the table twice",
            ]
        )
    }

    @Test func `say when one of them is missing`() {
        #expect(Knowledge([]).faults.map(\.table).sorted() == KnowledgeTables.all.map(\.name))
    }
}

@Suite("What is said of a code to a patient")
struct PatientMeaningTests {
    private static let texts =
        Knowledge.shipped.knownReasons.compactMap(\.patientMeaning)
        + Knowledge.shipped.knownRemarks.compactMap(\.patientMeaning)

    @Test func `ends a sentence that begins with the plan, in plain words`() {
        for text in Self.texts {
            #expect(text.first?.isLowercase == true, "\(text)")
            #expect(text.last?.isLetter == true, "\(text)")
            #expect(text.filter(\.isNumber).isEmpty, "\(text)")
            #expect(text.split(separator: " ").count <= 16, "\(text)")
        }
    }

    @Test(arguments: ["16", "96", "125", "A1"] as [CARC])
    func `is nothing for a reason that only its remark explains`(code: CARC) {
        #expect(Knowledge.shipped.fact(code)?.patientMeaning == nil)
    }

    @Test(arguments: ["7", "10", "258", "233"] as [CARC])
    func `is nothing for a reason that only a person may bring up`(code: CARC) {
        #expect(Knowledge.shipped.fact(code)?.patientMeaning == nil)
    }

    @Test func `never promises or threatens`() {
        for text in Self.texts {
            for word in ["denied", "final", "collection", "forgive", "will pay", "guarantee"] {
                #expect(!text.contains(word), "\(text)")
            }
        }
    }
}
