// Made from Pages/ by scripts/embed-pages.py. Do not edit.

/// The texts of pages, as they stand in `Pages/`.
enum TemplateText {
    /// Every template by its name.
    static let all: [(name: String, text: String)] = [
        ("account", accountPage),
        ("approvals", approvalsPage),
        ("bill", billPage),
        ("case", casePage),
        ("claim-parts", claimPartsPage),
        ("claim", claimPage),
        ("desk", deskPage),
        ("form-names", formNamesPage),
        ("held", heldPage),
        ("layout", layoutPage),
        ("owed", owedPage),
        ("patient", patientPage),
        ("problem", problemPage),
        ("proposal", proposalPage),
        ("queue", queuePage),
        ("remittance", remittancePage),
        ("remittances", remittancesPage),
        ("search", searchPage),
        ("sign-in", signInPage),
    ]

    /// A word that stands for the style sheet and the script, so that a browser keeps no old ones.
    static let version = "ad68052962db"
}
