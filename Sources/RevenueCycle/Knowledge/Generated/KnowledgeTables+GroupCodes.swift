// swift-format-ignore-file
// Made from Knowledge/group-codes.tsv by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

extension KnowledgeTables {
    /// The text of `Knowledge/group-codes.tsv`.
    package static let groupCodes = KnowledgeTable(
        name: "group-codes.tsv",
        text: ##"""
code	bearer	patient_billing	confidence	meaning
CO	provider	never	high	The provider bears it under a contract or rule; the patient may not be billed for it
PR	patient	gated	high	The payer leaves it to the patient; whether it may be collected is for the protections to say
OA	depends	never	high	Neither the contract nor the patient explains it; mostly what other payers did
PI	provider	never	high	The payer lowered the payment of its own accord and names no contract
CR	none	never	high	Correction and reversal of an older format; it has no place in a 5010 remittance

"""##)
}
