// swift-format-ignore-file
// Made from Knowledge/exceptions.tsv by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

extension KnowledgeTables {
    /// The text of `Knowledge/exceptions.tsv`.
    package static let exceptions = KnowledgeTable(
        name: "exceptions.tsv",
        text: ##"""
code	CO	PR	OA	PI
49	denied	denied	denied	denied
96	denied	denied	denied	denied
106	denied	denied	denied	denied
204	denied	denied	denied	denied
B1	denied	denied	denied	denied
18	denied	denied	denied	denied
B13	denied	denied	denied	denied
133	pended	pended	pended	pended
257	pended	pended	pended	pended
85	review	review	review	review
178	review	review	review	review
215	review	review	review	review
223	review	review	review	review
238	review	review	review	review
275	review	review	review	review
246	contractual	review	contractual	contractual
128	contractual	contractual	contractual	contractual

"""##)
}
