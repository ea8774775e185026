/// A knowledge table as text: the bytes that are adopted, and that a past answer is made from again.
package struct KnowledgeTable: Hashable, Sendable {
    /// The file's name in the repository's `Knowledge` folder.
    package let name: String
    /// Tab-separated lines, of which the first names the columns.
    package let text: String

    /// A table by its name and text.
    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// The tables that ship with the package, made from the `Knowledge` folder by `scripts/embed-knowledge.py`.
package enum KnowledgeTables {
    /// Every table, in the order of their names.
    package static let all: [KnowledgeTable] = [
        carc, claimStatus, dispositions, exceptions, groupCodes, plb, rarc,
    ]
}
