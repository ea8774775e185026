// Made from Pages/ by scripts/embed-pages.py. Do not edit.

/// The texts of pages, as they stand in `Pages/`.
enum TemplateText {
    /// Every template by its name.
    static let all: [(name: String, text: String)] = [
        ("approvals", approvalsPage),
        ("case", casePage),
        ("claim-parts", claimPartsPage),
        ("claim", claimPage),
        ("form-names", formNamesPage),
        ("layout", layoutPage),
        ("problem", problemPage),
        ("proposal", proposalPage),
        ("queue", queuePage),
        ("sign-in", signInPage),
    ]

    /// A word that stands for the style sheet and the script, so that a browser keeps no old ones.
    static let version = "006e8242f41c"
}
