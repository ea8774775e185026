import Foundation
import Simulator
import Testing

@Suite("A disk that takes no more") struct FullDiskTests {
    /// A small file system of its own where the user may mount one; else a limit on the size of files stands in for it.
    @Test func `ends an ingest with 74 and loses nothing`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let month = simulateMonth(seed: 23, claims: 400)
        let x12 = folder.appendingPathComponent("x12")
        try FileManager.default.createDirectory(at: x12, withIntermediateDirectories: true)
        for file in month.files { try Data(file.bytes).write(to: x12.appendingPathComponent(file.name)) }
        try Data(month.payerRules.utf8).write(to: folder.appendingPathComponent("payers.toml"))
        let disk = folder.appendingPathComponent("disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        let isMounted = try RecourseProcess.mount(disk, megabytes: 3)
        defer { if isMounted { RecourseProcess.unmount(disk) } }
        let store = ["--data", "disk/data"]
        #expect(try RecourseProcess.run(["init"] + store, in: folder).status == 0)
        #expect(try RecourseProcess.run(["rules", "adopt", "payers.toml"] + store, in: folder).status == 0)
        let limit = isMounted ? nil : 1_000_000
        let full = try RecourseProcess.run(["ingest", "x12"] + store, in: folder, fileSizeLimit: limit)
        #expect(full.status == 74, "\(full.errors)")
        #expect(full.errors.contains("disk"))
        if isMounted {
            #expect(try RecourseProcess.remount(disk, megabytes: 256))
        } else {
            print(
                "A file system of its own could not be mounted: a limit on the size of files stood in for a full disk."
            )
        }
        #expect(try RecourseProcess.run(["doctor"] + store, in: folder).status == 0)
        #expect(try RecourseProcess.run(["ingest", "x12"] + store, in: folder).status == 1)
        let claims = try RecourseProcess.run(["claims", "--json", "--as-of", month.asOf] + store, in: folder)
        #expect(claims.output.split(separator: "\n").count == month.truth.count)
    }
}
