// Made from Pages/remittance.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/remittance.mustache`.
    static let remittancePage = #"""
        {{<layout}}
        {{$body}}
        <h1>Remittance {{trace}}</h1>
        <p>{{payer}}, {{date}}: {{amount}} for {{claims}} claims{{#interest}}, with interest of {{interest}} beside them{{/interest}}</p>
        {{#hidden}}<p class="note">Not shown to you: {{hidden}}.</p>{{/hidden}}
        {{#isUnbalanced}}<p class="finding"><strong>It does not balance</strong>, and counts for nothing until it does: see what is <a href="/held">held</a>.</p>{{/isUnbalanced}}
        <section aria-labelledby="adjustments">
        <h2 id="adjustments">Adjustments of the provider (PLB)</h2>
        {{^adjustments}}<p>There are none.</p>{{/adjustments}}
        <table class="sum">
        <caption class="hidden">Adjustments of the provider</caption>
        <tbody>
        {{#adjustments}}<tr><th scope="row"><span class="code">{{code}}</span> {{reference}}</th><td class="amount">{{amount}}</td></tr>
        {{/adjustments}}
        </tbody>
        </table>
        </section>
        <section aria-labelledby="unknown">
        <h2 id="unknown">Claims of it that no claim of ours explains</h2>
        {{^unmatched}}<p>There are none.</p>{{/unmatched}}
        <ul>
        {{#unmatched}}<li>{{#claim}}<a href="/claims/{{claim}}">{{number}}{{^number}}A claim{{/number}}</a>{{/claim}}{{^claim}}{{number}}{{/claim}}: {{paid}} paid</li>
        {{/unmatched}}
        </ul>
        </section>
        {{/body}}
        {{/layout}}

        """#
}
