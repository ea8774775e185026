import Foundation
import Testing

@Suite("The deadline commands") struct DeadlineCommandTests {
    private func run(_ words: String, in folder: URL) throws -> (status: Int32, output: String, errors: String) {
        let answer = try RecourseProcess.run(words.split(separator: " ").map(String.init), in: folder)
        return (answer.status, answer.output, answer.errors)
    }

    @Test func `list, show and count rules without a store`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let list = try run("deadlines list", in: folder)
        #expect(list.status == 0)
        #expect(list.output.split(separator: "\n").count == 28)
        #expect(list.output.contains("medicare.redetermination"))
        let old = try run("deadlines list --as-of 2024-06-01 --path medicareAdvantageAppeal --json", in: folder)
        let rows = old.output.split(separator: "\n")
        #expect(rows.count == 4)
        #expect(rows.first?.contains("60 calendar days after the plan's organization determination") == true)
        let show = try run("deadlines show medicare.hearing", in: folder)
        #expect(show.output.contains("$190.00 for requests of 2025, $200.00 for requests of 2026"))
        let count = try run("deadlines count medicare.redetermination 2026-01-02", in: folder)
        #expect(count.status == 0)
        #expect(count.output.contains("the last day is Thursday, 2026-05-07"))
        let early = try run(
            "deadlines count medicare.redetermination 2026-01-02 --received 2026-01-04 --json",
            in: folder
        )
        #expect(early.output.contains("\"date\":\"2026-05-04\",\"start\":\"2026-01-04\""))
    }

    @Test func `say what is missing, and what cannot be`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let contract = try run("deadlines count payer.appeal 2026-03-02", in: folder)
        #expect(contract.status == 2)
        #expect(contract.output.contains("appeal.first_level_days is needed"))
        #expect(try run("deadlines count payer.appeal 2026-03-02 --days 90", in: folder).status == 0)
        #expect(try run("deadlines count nobody.knows 2026-03-02", in: folder).status == 64)
        #expect(try run("deadlines count medicare.court 2026-02-30", in: folder).status == 64)
        #expect(try run("deadlines list --path nowhere", in: folder).status == 64)
        let small = try run(
            "deadlines count medicare.hearing 2026-03-02 --amount 199.99 --as-of 2026-04-01",
            in: folder
        )
        #expect(small.status == 2)
        #expect(small.output.contains("$199.99 is less than $200.00"))
    }

    @Test func `check a file by line and column, and show what a store adopted`() throws {
        let folder = try RecourseProcess.temporaryFolder()
        defer { RecourseProcess.remove(folder) }
        let sound = """
            [[deadline]]
            id = "medicare.redetermination"
            path = "medicareAppeal"
            title = "Redetermination"
            applies_to = ["medicare"]
            trigger = "initialDetermination"
            length = 100
            unit = "calendarDays"
            filed_when = "received"
            who_may_act = ["provider"]
            source = { kind = "manual", citation = "House rule 7" }
            confidence = "likely"
            plain = "Earlier than the law has it."

            """
        let wrong = sound.replacingOccurrences(of: "unit = \"calendarDays\"", with: "  unit = \"fortnights\"")
        try Data(sound.utf8).write(to: folder.appendingPathComponent("own.toml"))
        try Data(wrong.utf8).write(to: folder.appendingPathComponent("wrong.toml"))
        #expect(try run("deadlines check own.toml", in: folder).status == 0)
        let check = try run("deadlines check wrong.toml", in: folder)
        #expect(check.status == 64)
        #expect(check.errors.hasPrefix("wrong.toml:8:3: deadline.unit: must be one of"))
        let json = try run("deadlines check wrong.toml --json", in: folder)
        #expect(json.output.hasPrefix("{\"file\":\"wrong.toml\",\"line\":8,\"column\":3,\"key\":\"deadline.unit\""))
        #expect(try run("init", in: folder).status == 0)
        #expect(try run("rules adopt wrong.toml", in: folder).status == 64)
        #expect(!(try run("deadlines list --in-force", in: folder).output.contains("House rule 7")))
        #expect(try run("rules adopt own.toml", in: folder).status == 0)
        let list = try run("deadlines list --in-force", in: folder).output
        #expect(list.contains("House rule 7") && !list.contains("42 CFR 405.942"))
        #expect(try run("deadlines list --in-force --file own.toml", in: folder).status == 64)
        #expect(try run("deadlines list --file own.toml", in: folder).output.contains("House rule 7"))
    }
}
