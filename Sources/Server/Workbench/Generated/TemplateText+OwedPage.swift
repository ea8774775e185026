// Made from Pages/owed.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/owed.mustache`.
    static let owedPage = #"""
        <dl class="facts">
        <div><dt>To be asked for now</dt><dd>{{collectable}}</dd></div>
        <div><dt>Held, not to be asked for</dt><dd>{{held}}{{#holds}} ({{holds}}){{/holds}}</dd></div>
        <div><dt>The patient's share as decided</dt><dd>{{responsibility}}{{#decidedBy}} by <a href="/claims/{{decidedBy}}">this claim</a>{{/decidedBy}}</dd></div>
        <div><dt>Counted of what the patient paid</dt><dd>{{paid}}</dd></div>
        {{#refund}}<div><dt>To be refunded</dt><dd>{{refund}}</dd></div>{{/refund}}
        </dl>

        """#
}
