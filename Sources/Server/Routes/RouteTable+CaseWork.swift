import Access
import ControlPlane
import Foundation
import RevenueCycle

extension RouteTable {
    /// What is done about a case, or about all that are linked to it.
    static let caseWork: [Route] = [
        work(
            "assign",
            Right(.assign, .case),
            "Says who is to work a case: a queue, an account, or nobody yet.",
            [[.init("queue", .anyText)], [.init("account", .orNull(.anyText))]]
        ) { body throws in
            if body.has("queue") { return .send(to: CaseQueue(try body.text("queue"))) }
            return .assign(to: try body.textOrNull("account").map { PrincipalID($0) })
        },
        work(
            "schedule",
            Right(.schedule, .case),
            "Gives a case a day by which it is to be done, to look at it again, or until which it is off the lists; or none.",
            [
                [.init("due", .orNull(.day))], [.init("followUp", .orNull(.day))],
                [.init("snoozedUntil", .orNull(.day))],
            ]
        ) { body throws in
            if body.has("due") { return .setDue(try body.day("due")) }
            if body.has("followUp") { return .followUp(try body.day("followUp")) }
            guard body.has("snoozedUntil") else {
                throw Problem(.badRequest, "One of due, followUp and snoozedUntil is needed.")
            }
            return .snooze(until: try body.day("snoozedUntil"))
        },
        work("note", Right(.note, .case), "Notes something about a case.", [[.init("text", .anyText)]]) { body throws in
            .note(try body.text("text"))
        },
        work(
            "call",
            Right(.record, .message),
            "Takes down a call with a payer.",
            [
                [
                    .init("representative", .anyText), .init("reference", .anyText, optional: true),
                    .init("outcome", .anyText),
                ]
            ]
        ) { body throws in
            .call(
                PayerCall(
                    representative: try body.text("representative"),
                    reference: try body.optionalText("reference"),
                    outcome: try body.text("outcome")
                )
            )
        },
        work(
            "answer",
            Right(.record, .message),
            "Takes down what somebody answered, wrote or decided, with what shows it.",
            AnswerForm.allCases.map(\.members)
        ) { body throws in
            let form: AnswerForm = try body.word("answer")
            return try form.action(&body)
        },
        work(
            "close",
            Right(.resolve, .case),
            "Says what a case came to.",
            [[.init("outcome", .words(of: CaseOutcome.self)), .init("reason", .anyText)]]
        ) { body throws in
            .close(try body.word("outcome"), reason: try body.text("reason"))
        },
        work("reopen", Right(.resolve, .case), "Takes a case up again.", [[.init("reason", .anyText)]]) { body throws in
            .reopen(reason: try body.text("reason"))
        },
    ]

    /// A route that does something about a case.
    private static func work(
        _ word: String,
        _ right: Right,
        _ summary: String,
        _ forms: [[Schema.Member]],
        _ action: @escaping @Sendable (inout JSONBody) throws -> CaseAction
    ) -> Route {
        let forms = forms.map { Schema.object($0 + [.init("linked", .truth, optional: true)]) }
        return Route(
            method: .post,
            path: "/v1/cases/{case}/\(word)",
            name: "\(word)Case",
            summary: summary,
            door: .right(right),
            body: forms.count == 1 ? .json(forms[0]) : .oneOf(forms),
            answer: .object([.init("cases", .list(.id("k", 26)))]),
            act: { call in
                let (action, isForLinked) = try call.reading { body throws in
                    (try action(&body), try body.truth("linked"))
                }
                let changed = try call.plane.act(action, onCase: call.place("case"), isForLinked: isForLinked)
                return Answer(.object([("cases", .texts(changed))]))
            }
        )
    }
}

/// What can be taken down, each with the members of its body.
private enum AnswerForm: String, CaseIterable {
    case patientAnswer, satisfaction, payerLetter, phoneOutcome, appealOutcome, adjustmentDecision

    var members: [Schema.Member] {
        var members: [Schema.Member] = [
            .init("answer", .words([rawValue])), .init("text", .anyText), .init("on", .day, optional: true),
            .init("file", .object([.init("name", .anyText), .init("base64", .anyText)]), optional: true),
        ]
        switch self {
        case .patientAnswer, .payerLetter, .phoneOutcome: break
        case .satisfaction: members.append(.init("score", .number))
        case .appealOutcome: members.append(.init("appeal", .words(of: AppealOutcome.self)))
        case .adjustmentDecision: members.append(.init("agreed", .truth))
        }
        return members
    }

    func action(_ body: inout JSONBody) throws -> CaseAction {
        let captured: CapturedAnswer =
            switch self {
            case .patientAnswer: .patientAnswer
            case .payerLetter: .payerLetter
            case .phoneOutcome: .phoneOutcome
            case .satisfaction: .satisfaction(try body.number("score", in: 1...5))
            case .appealOutcome: .appealOutcome(try body.word("appeal"))
            case .adjustmentDecision: .adjustmentDecision(isAgreed: try agreement(&body))
            }
        let answer = CaseAnswer(captured, text: try body.text("text"), on: try body.day("on"))
        guard var file = try body.object("file") else { return .answer(answer, file: nil) }
        let name = try file.text("name")
        guard let bytes = Data(base64Encoded: try file.text("base64")) else {
            throw Problem(.badRequest, "file is no base64.")
        }
        try file.end()
        return .answer(answer, file: CaseAction.AnswerFile(name: name, bytes: Array(bytes)))
    }

    private func agreement(_ body: inout JSONBody) throws(Problem) -> Bool {
        guard body.has("agreed") else { throw Problem(.badRequest, "agreed is missing.") }
        return try body.truth("agreed")
    }
}
