import Access
import ControlPlane
import Foundation
import RevenueCycle

extension PageTable {
    /// What is found by what is known of it, asked for by forms alone, since addresses are kept by browsers and logged on their way.
    static let search: [PageRoute] = [
        PageRoute(
            method: .get,
            path: "/search",
            name: "searchPage",
            act: { call in
                .form("search", title: "Search", View(["isSearch": true, "typed": .view(typed(call))]), fault: nil)
            }
        ),
        PageRoute(
            method: .post,
            path: "/search",
            name: "searchByPage",
            readsMuch: true,
            act: { call in
                try answering(orShowing: { .form("search", title: "Search", try found(nil, call), fault: $0) }) {
                    .form("search", title: "Search", try found(try Wanted(call), call), fault: nil)
                }
            }
        ),
        PageRoute(
            method: .get,
            path: "/patients/{patient}",
            name: "patientPage",
            act: { call in
                let rows = try call.inquiring(about: .patient) { inquiry in
                    try inquiry.person(of: call.place("patient"), asOf: call.plane.today).map(call.plane.patientRow)
                }
                return .page(
                    "patient",
                    title: "Patient",
                    View(["patients": .list(numbered(rows.map(patientRow))), "hidden": JSONValue.hiddenWords(of: rows)])
                )
            }
        ),
        PageRoute(
            method: .get,
            path: "/desk",
            name: "deskPage",
            act: { call in
                .form("desk", title: "A caller", View(["isDesk": true, "typed": .view(typed(call))]), fault: nil)
            }
        ),
        PageRoute(
            method: .post,
            path: "/desk",
            name: "deskByPage",
            readsMuch: true,
            act: { call in
                try answering(orShowing: { fault in
                    .form("desk", title: "A caller", View(["isDesk": true, "typed": .view(typed(call))]), fault: fault)
                }) { .form("desk", title: "A caller", try caller(call), fault: nil) }
            }
        ),
    ]

    /// What was typed, which an error does not lose.
    private static func typed(_ call: PageCall, only name: String? = nil) -> View {
        var view = View()
        for field in ["number", "surname", "givenName", "trace", "amount", "day", "birthDate"] {
            view[field] = .maybe(name == nil || field == name ? call.form[field] : nil)
        }
        return view
    }

    /// What is looked for.
    private enum Wanted {
        case number(String)
        case surname(String)
        case trace(String)
        case claims(ClaimFilter)

        init(_ call: PageCall) throws(FormFault) {
            let given = ["number", "surname", "trace", "amount", "day"].filter { SearchText.of($0, call) != nil }
            guard let first = given.first else {
                throw FormFault(field: "number", words: "Write something to look for.")
            }
            guard given.count == 1 || given == ["amount", "day"] else {
                throw FormFault(field: first, words: "Look for one of these at a time, or for an amount and a day.")
            }
            if let number = SearchText.of("number", call) {
                self = .number(number)
            } else if let surname = SearchText.of("surname", call) {
                self = .surname(surname)
            } else if let trace = SearchText.of("trace", call) {
                self = .trace(trace)
            } else {
                var filter = ClaimFilter()
                if let text = SearchText.of("amount", call) {
                    filter.amount = Money(decimal: text.filter { !"$, ".contains($0) })
                    guard filter.amount != nil else {
                        throw FormFault(field: "amount", words: "Write the amount as 1234.50.")
                    }
                }
                if let text = SearchText.of("day", call) {
                    filter.day = CalendarDate(iso: text)
                    guard filter.day != nil else {
                        throw FormFault(field: "day", words: "Give the day, such as 2026-12-31.")
                    }
                }
                self = .claims(filter)
            }
        }
    }

    private static let mostFound = 50

    private static func found(_ wanted: Wanted?, _ call: PageCall) throws -> View {
        var view = View(["isSearch": true, "typed": .view(typed(call))])
        guard let wanted else { return view }
        let (plane, day) = (call.plane, call.plane.today)
        var (claims, patients, remittances): ([JSONValue], [JSONValue], [JSONValue]) = ([], [], [])
        var isMuch = false
        switch wanted {
        case .number(let number):
            claims = try call.inquiring(about: .claim) { inquiry in
                try ClaimView.permitted { plane.claimRows(try inquiry.accounts(named: number, asOf: day)) } ?? []
            }
        case .surname(let name):
            patients = try call.inquiring(about: .patient) { inquiry in
                try ClaimView.permitted { try inquiry.patients(named: name, asOf: day).map(plane.patientRow) } ?? []
            }
        case .trace(let trace):
            remittances = try call.inquiring(about: .remittance) { inquiry in
                try ClaimView.permitted { try inquiry.remittances(ofTrace: trace).map(plane.remittanceRow) } ?? []
            }
        case .claims(let filter):
            let part = try call.inquiring(about: .claim) { inquiry in
                try ClaimView.permitted { try inquiry.claims(filter, asOf: day, Page(after: nil, limit: mostFound)) }
            }
            claims = plane.claimRows(part?.items ?? [])
            isMuch = part?.next != nil
        }
        view["claims"] = .list(claims.map(claimRow))
        view["patients"] = .list(patients.map(patientRow))
        view["remittances"] = .list(remittances.map(remittanceRow))
        view["isNothing"] = .truth(claims.isEmpty && patients.isEmpty && remittances.isEmpty)
        view["isMuch"] = .truth(isMuch)
        view["hidden"] = JSONValue.hiddenWords(of: claims + patients + remittances)
        view["wasLooked"] = true
        return view
    }

    /// A patient.
    private static func patientRow(_ row: JSONValue) -> View {
        View([
            "patient": .maybe(row.shown("patient")), "familyName": .maybe(row.shown("familyName")),
            "givenName": .maybe(row.shown("givenName")), "birthDate": .maybe(row.shown("birthDate")),
            "memberNumber": .maybe(row.shown("memberNumber")), "recordNumber": .maybe(row.shown("recordNumber")),
            "source": .maybe(row.shown("source")),
            "accounts": .list(row.words("accounts").map { View(["account": .text($0)]) }),
            "linked": .list(row.words("linked").map { View(["other": .text($0)]) }),
        ])
    }

    // MARK: - A caller

    /// What may be told to a caller who gave a surname, a birth date and a number that are all of one patient; of whoever did not, nothing is
    /// told, neither which of them was wrong.
    private static func caller(_ call: PageCall) throws -> View {
        guard let born = call.form["birthDate"].flatMap({ CalendarDate(iso: $0) }) else {
            throw FormFault(field: "birthDate", words: "Give the birth date, such as 1980-12-31.")
        }
        let caller = Caller(
            surname: try needed("surname", call),
            givenName: SearchText.of("givenName", call),
            birthDate: born,
            number: try needed("number", call).trimmingCharacters(in: .whitespacesAndNewlines)
        )
        let (plane, day) = (call.plane, call.plane.today)
        let patients = try call.inquiring(about: .patient) { inquiry in
            let purpose = inquiry.purpose
            let maySeeBill = try plane.mightSee(.bill, of: .claim, for: purpose)
            return try inquiry.person(of: caller, asOf: day).map(plane.patientRow).map { row in
                let accounts = try row.words("accounts").compactMap { id in
                    try ClaimView.permitted {
                        let account = plane.accountRow(try inquiry.account(id, asOf: day))
                        let claims = plane.claimRows([try inquiry.account(id, asOf: day, as: .claim)])
                        let bill = maySeeBill ? try plane.billRow(of: inquiry.account(id, asOf: day, as: .bill)) : nil
                        return owedView(account, bill).merging(
                            View([
                                "number": .maybe(claims.first?.shown("patientControlNumber")),
                                "payers": .text(
                                    claims.compactMap { $0.member("payer")?.shown("name") }.joined(separator: ", ")
                                ),
                            ])
                        )
                    }
                }
                return patientRow(row).merging(View(["bills": .list(accounts)]))
            }
        }
        return View([
            "isDesk": true, "typed": .view(typed(call)), "patients": .list(numbered(patients)),
            "isNobody": .truth(patients.isEmpty),
        ])
    }

    /// Views with a number each, by which a page tells its parts apart.
    private static func numbered(_ views: [View]) -> [View] {
        views.enumerated().map { $1.merging(View(["place": .text("\($0 + 1)")])) }
    }
}

/// A text that a search is for, without what stands around it.
private enum SearchText {
    static func of(_ name: String, _ call: PageCall) -> String? {
        let text = call.form[name]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return text.isEmpty ? nil : text
    }
}
