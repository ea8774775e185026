import Foundation
import RevenueCycle
import SeededRandomness
import Simulator
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

/// Documents, days, rules and people at random, and after each review the cases held against what is found then.
@Suite("The history of cases") struct CaseHistoryTests {
    /// `RECOURSE_SEEDS` says how many histories; the quick form takes three.
    static let count = ProcessInfo.processInfo.environment["RECOURSE_SEEDS"].flatMap { Int($0) } ?? 3

    @Test(arguments: 0..<count)
    func `loses no case, has one for each finding, and follows from the entries`(run: Int) throws {
        try history(seed: UInt64.random(in: .min ... .max), on: .sqlite, steps: 40)
    }

    @Test(arguments: StoreKind.all)
    func `is the same on every store`(store: StoreKind) throws {
        try history(seed: 5, on: store, steps: 25)
    }

    private func history(seed: UInt64, on kind: StoreKind, steps: Int) throws {
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let world = try CaseWorld(kind)
        let month = simulateMonth(seed: seed % 1000, claims: 40)
        var files = shuffledDelivery(of: month, seed: seed)[...]
        var known: Set<StreamID> = []
        for _ in 0..<steps {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0..<4:
                let count = Int.random(in: 1...4, using: &generator)
                try world.take(files.prefix(count))
                files = files.dropFirst(count)
            case 4: world.advance(days: Int.random(in: 1...25, using: &generator))
            case 5:
                let texts = [RuleText.shipped, RuleText(file: "payers.toml", text: month.payerRules)]
                try world.plane.adopt(Array(texts.prefix(Int.random(in: 1...2, using: &generator))))
            default: try world.somebodyWorks(using: &generator)
            }
            if Int.random(in: 0..<3, using: &generator) > 0 { continue }
            try world.plane.refreshCases()
            #expect(try world.faults() == [], "seed \(seed)")
            let cases = Set(try world.cases().keys)
            #expect(cases.isSuperset(of: known), "seed \(seed): a case was lost")
            known = cases
        }
        try world.take(files)
        try world.plane.refreshCases()
        #expect(try world.faults() == [], "seed \(seed)")
        let before = try (world.cases(), world.journal.head())
        #expect(try world.plane.refreshCases() == CaseReviewReport(), "seed \(seed): nothing is new")
        #expect(try world.journal.head() == before.1, "seed \(seed): nothing is new, and something was recorded")
        #expect(try world.problems() == [], "seed \(seed)")
        try world.plane.rebuild()
        #expect(try world.cases() == before.0, "seed \(seed)")
        #expect(try world.problems() == [], "seed \(seed)")
    }

    @Test func `has the same cases open in every order of delivery and however often they are reviewed`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let month = simulateMonth(seed: seed % 1000, claims: 60)
        var first: Set<CaseWorld.Work>?
        for order in 0..<3 {
            let world = try CaseWorld()
            world.advance(days: 60)
            let files = shuffledDelivery(of: month, seed: seed &+ UInt64(order))
            for file in files {
                try world.take([file])
                if order > 0, Int.random(in: 0..<8, using: &generator) == 0 { try world.plane.refreshCases() }
            }
            try world.plane.refreshCases()
            let claims = try world.found().claims
            let open = Set(
                try world.cases().values.filter(\.isOpen).compactMap { state -> CaseWorld.Work? in
                    guard let cause = state.opening?.cause, case .claim(let record)? = state.opening?.subject else {
                        return nil
                    }
                    return claims[record].map { CaseWorld.Work(claim: $0, cause: cause) }
                }
            )
            #expect(!open.isEmpty)
            #expect(open == first ?? open, "order \(order) of seed \(seed)")
            first = open
        }
    }
}
