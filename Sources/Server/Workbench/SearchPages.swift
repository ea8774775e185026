import Access
import ControlPlane
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
                return .page("patient", title: "Patient", View(["patients": .list(rows.map(patientRow))]))
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
    private static func typed(_ call: PageCall) -> View {
        var view = View()
        for name in ["number", "surname", "trace", "amount", "day", "birthDate"] {
            view[name] = .maybe(call.form[name])
        }
        return view
    }

    /// What is looked for: the first that is given.
    private enum Wanted {
        case number(String)
        case surname(String)
        case trace(String)
        case claims(ClaimFilter)

        init(_ call: PageCall) throws(FormFault) {
            if let number = call.form["number"] {
                self = .number(number)
            } else if let surname = call.form["surname"] {
                self = .surname(surname)
            } else if let trace = call.form["trace"] {
                self = .trace(trace)
            } else if call.form["amount"] != nil || call.form["day"] != nil {
                let amount = call.form["amount"].map { $0.filter { !"$, ".contains($0) } }.map { Money(decimal: $0) }
                if case .some(.none) = amount {
                    throw FormFault(field: "amount", words: "Write the amount as 1234.50.")
                }
                let day = call.form["day"].map { CalendarDate(iso: $0) }
                if case .some(.none) = day { throw FormFault(field: "day", words: "Give the day, such as 2026-12-31.") }
                self = .claims(ClaimFilter(amount: amount ?? nil, day: day ?? nil))
            } else {
                throw FormFault(field: "number", words: "Write something to look for.")
            }
        }
    }

    private static let mostFound = 50

    private static func found(_ wanted: Wanted?, _ call: PageCall) throws -> View {
        var view = View(["isSearch": true, "typed": .view(typed(call))])
        guard let wanted else { return view }
        let (plane, day) = (call.plane, call.plane.today)
        var (claims, patients, remittances): ([JSONValue], [JSONValue], [JSONValue]) = ([], [], [])
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
            claims = try call.inquiring(about: .claim) { inquiry in
                plane.claimRows(try inquiry.claims(filter, asOf: day, Page(after: nil, limit: mostFound)).items)
            }
        }
        view["claims"] = .list(claims.map(claimRow))
        view["patients"] = .list(patients.map(patientRow))
        view["remittances"] = .list(remittances.map(remittanceRow))
        view["isNothing"] = .truth(claims.isEmpty && patients.isEmpty && remittances.isEmpty)
        view["isMuch"] = .truth(claims.count >= mostFound)
        view["wasLooked"] = true
        return view
    }

    /// A patient.
    private static func patientRow(_ row: JSONValue) -> View {
        View([
            "patient": .maybe(row.shown("patient")), "familyName": .maybe(row.shown("familyName")),
            "givenName": .maybe(row.shown("givenName")), "birthDate": .maybe(row.shown("birthDate")),
            "memberNumber": .maybe(row.shown("memberNumber")), "recordNumber": .maybe(row.shown("recordNumber")),
            "source": .maybe(row.shown("source")), "hidden": row.hiddenWords,
            "accounts": .list(row.words("accounts").map { View(["account": .text($0)]) }),
            "linked": .list(row.words("linked").map { View(["other": .text($0)]) }),
        ])
    }

    // MARK: - A caller

    /// What may be told to a caller who gave a surname, a birth date and a number that are all of one patient; of whoever did not, nothing is
    /// told, neither which of them was wrong.
    private static func caller(_ call: PageCall) throws -> View {
        let name = PayerIdentity.normalize(try needed("surname", call))
        guard let born = call.form["birthDate"].flatMap({ CalendarDate(iso: $0) }) else {
            throw FormFault(field: "birthDate", words: "Give the birth date, such as 1980-12-31.")
        }
        let number = try needed("number", call)
        let (plane, day) = (call.plane, call.plane.today)
        let found = try call.inquiring(about: .patient) { inquiry in
            let patients = try ClaimView.permitted {
                try inquiry.patients(named: number, asOf: day).map(plane.patientRow)
            }
            let meant = (patients ?? []).filter { row in
                row.shown("birthDate") == born.description
                    && row.shown("familyName").map(PayerIdentity.normalize) == name
            }
            return try meant.map { row in
                let accounts = try row.words("accounts").compactMap { id in
                    try ClaimView.permitted { () -> View? in
                        let account = plane.accountRow(try inquiry.account(id, asOf: day))
                        return owedView(account, try plane.billRow(of: inquiry.account(id, asOf: day, as: .bill)))
                    }
                }
                return patientRow(row).merging(View(["bills": .list(accounts)]))
            }
        }
        return View([
            "isDesk": true, "typed": .view(typed(call)), "patients": .list(found), "isNobody": .truth(found.isEmpty),
        ])
    }
}
