// Made from Pages/remittance.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/remittance.mustache`.
    static let remittancePage = #"""
        {{<layout}}
        {{$body}}
        <h1>Remittance {{trace}}</h1>
        <p>{{payer}}, {{date}}: {{amount}} for {{claims}} {{#isOne}}claim{{/isOne}}{{^isOne}}claims{{/isOne}}{{#interest}}, with interest of {{interest}} beside them{{/interest}}</p>
        {{#hidden}}<p class="note">Not shown to you: {{hidden}}.</p>{{/hidden}}
        {{#isUnbalanced}}<p class="finding"><strong>It does not balance</strong>: what was transferred is not what its claims and adjustments come to. Unless somebody lets it count, it is <a href="/held">held</a>.</p>{{/isUnbalanced}}
        <section aria-labelledby="adjustments">
        <h2 id="adjustments">Adjustments of the provider (PLB)</h2>
        {{^adjustments}}<p>There are none.</p>{{/adjustments}}
        <table class="sum">
        <caption>What lowered the payment; a minus raised it</caption>
        <tbody>
        {{#adjustments}}<tr><th scope="row">{{words}} <span class="code">{{code}}</span> <span class="note">{{reference}}</span></th><td class="amount">{{amount}}</td></tr>
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
