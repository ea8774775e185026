package import Access

/// A thing that somebody may see, and what of it they may be shown.
///
/// The thing itself stays in this room: what leaves is a row of its form, cut to these groups.
package struct Shown<Item: Sendable>: Sendable {
    /// The thing, whole.
    let item: Item
    /// The groups that are shown, of those that its answer has.
    package let fields: FieldMask

    /// A row of what is shown.
    func row(_ form: AnswerForm, _ whole: JSONValue) -> JSONValue { form.cut(whole, to: fields) }
}
