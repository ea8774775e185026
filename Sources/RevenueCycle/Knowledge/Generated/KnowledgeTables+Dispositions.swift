// swift-format-ignore-file
// Made from Knowledge/dispositions.tsv by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

extension KnowledgeTables {
    /// The text of `Knowledge/dispositions.tsv`.
    package static let dispositions = KnowledgeTable(
        name: "dispositions.tsv",
        text: ##"""
nature	true_denial	CO	PR	OA	PI
patient_share	any	review	costShare	review	review
write_off	any	contractual	review	contractual	contractual
adjustment	any	contractual	review	contractual	contractual
reduction	yes	denied	denied	denied	denied
reduction	no	contractual	review	contractual	contractual
reduction	depends	review	review	review	review
not_collectible	any	contractual	review	contractual	contractual
prior_payer	any	review	review	priorPayer	review
denial	any	denied	denied	denied	denied
decision	any	denied	denied	denied	denied
pend	any	pended	pended	pended	pended
forwarded	any	pended	pended	pended	pended
request	any	pended	pended	pended	pended
informational	any	review	review	review	review
misdirected_payment	any	review	review	review	review
payment	any	review	review	review	review
refund	any	review	review	review	review

"""##)
}
