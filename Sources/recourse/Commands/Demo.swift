import Access
import ArgumentParser
import ControlPlane
import Foundation
import Journal
import RevenueCycle
import Simulator

/// The main job on a simulated month, from nothing.
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the main job on a simulated hospital's month.",
        discussion: "Writes ./demo: the X12 files, payer rules, a store, and its key. It may be run again."
    )
    @Option(help: "Where to write.") var folder = "./demo"
    @Option(help: "What decides every draw.") var seed: UInt64 = 2026
    @Option(help: "How many scenarios at the least; from 2000 on, twenty of each kind.") var claims = 2000

    func run() throws {
        if FileManager.default.fileExists(atPath: folder) {
            guard FileManager.default.fileExists(atPath: "\(folder)/as-of") else {
                throw UsageFault(description: "\(folder) exists and was not made by the demo: give another --folder.")
            }
            try FileManager.default.removeItem(atPath: folder)
        }
        let files = MonthFolder(path: folder)
        let month = simulateMonth(seed: seed, claims: claims)
        try files.write(month)
        Output.answer("A simulated month of \(month.files.count) X12 files is in \(files.x12).\n")
        let plane = try ControlPlane.create(
            at: "\(folder)/data",
            tenant: "default",
            storeID: StoreFolder.newStoreID(),
            masterKey: .file("\(folder)/master.key"),
            principal: StoreOptions.principal,
            clock: Clock.now
        )
        defer { plane.close() }
        try plane.adopt([.shipped, try RuleText(at: files.rules)])
        let start = Date()
        var bar = ProgressBar()
        let report = try Ingestion.ingest([files.x12], into: plane) { bar.show($0) }
        bar.end()
        let seconds = String(format: "%.1f", Date().timeIntervalSince(start))
        Output.answer(
            "Took in \(report.facts) claim facts in \(seconds) s: \(report.claims) sent, \(report.acknowledged) "
                + "acknowledged, \(report.adjudications) adjudicated; \(report.held.count) held, "
                + "\(report.duplicates.count) known already.\n"
        )
        guard let day = CalendarDate(iso: month.asOf) else { return }
        let inquiry = plane.inquiry(for: .operations, by: "recourse demo")
        DemoTables.statuses(try plane.statusSums(asOf: day))
        Output.answer("The ten costliest denial reasons")
        DenialTable.print(try plane.denialReasons(limit: 10, asOf: day))
        Output.answer("\nThe worklist's first rows, by value and deadline")
        WorkTable.print(try inquiry.work(limit: 10, asOf: day))
        Output.answer("")
        try explainSome(try inquiry.claims(asOf: day), plane: plane)
        Output.answer(
            """
            What to try next:
              alias r='.build/debug/recourse'
              o='--data \(folder)/data --key-file \(folder)/master.key --as-of \(month.asOf)'
              r claims $o --status denied --min 500
              r worklist $o --category authorization
              r held list $o
              r report aging $o
              r x12 validate \(files.x12)/*.x12
            """
        )
    }
}

extension Demo {
    /// One denied claim for staff, and one bill for its patient.
    private func explainSome(_ accounts: [NamedAccount], plane: ControlPlane) throws {
        let denied = accounts.lazy.flatMap { zip($0.claimIDs, $0.position.claims) }.first { _, claim in
            claim.status == .partiallyDenied && claim.findings.contains { $0.deadline != nil }
        }
        if let (id, claim) = denied {
            Output.answer("One denied claim, for staff")
            try ExplanationText.claim(id, claim, plane: plane, json: false)
            Output.answer("")
        }
        let billed = accounts.first { account in
            account.position.claims.contains { $0.outstandingPatient.isPositive && $0.patientPaid.isPositive }
        }
        if let billed {
            Output.answer("One bill, for the patient")
            try ExplanationText.bill(billed, plane: plane, json: false)
            Output.answer("")
        }
    }
}

/// What the demo shows.
private enum DemoTables {
    static func statuses(_ sums: [StatusSum]) {
        Output.answer("Claims by status, as of the month's end")
        Output.table(
            ["status", "claims", "charge", "paid", "patient owes", "denied", "held"],
            sums.map { [$0.status?.rawValue ?? "all", String($0.count)] + $0.amounts.map(\.description) },
            right: [1, 2, 3, 4, 5, 6]
        )
        Output.answer("")
    }
}
