// Made from Pages/claim-parts.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/claim-parts.mustache`.
    static let claimPartsPage = #"""
        {{#shown}}
        <section aria-labelledby="what-happened">
        <h2 id="what-happened">What happened</h2>
        {{#hidden}}<p class="note">Not shown to you: {{hidden}}.</p>{{/hidden}}
        {{#sentences}}
        <p class="sentence">{{text}} {{#places}}<a class="source" href="#{{place}}" aria-label="Source {{number}} of sentence {{sentence}}">{{number}}</a> {{/places}}</p>
        {{/sentences}}
        </section>
        {{#law}}
        <section aria-labelledby="law">
        <h2 id="law">The charge, and what became of it</h2>
        <table class="sum">
        <tbody>
        <tr><th scope="row">Paid</th><td class="amount">{{paid}}</td></tr>
        {{#parts}}
        <tr><th scope="row">{{words}}</th><td class="amount">{{amount}}</td></tr>
        {{/parts}}
        </tbody>
        <tfoot><tr><th scope="row">Charged</th><td class="amount">{{charge}}</td></tr></tfoot>
        </table>
        {{#owed}}<p>To be asked for now: {{payer}} of the payer, {{patient}} of the patient; {{held}} is held{{#why}} ({{why}}){{/why}}.</p>{{/owed}}
        </section>
        {{/law}}
        <section aria-labelledby="evidence">
        <h2 id="evidence">Evidence</h2>
        {{#evidence}}
        <figure class="evidence" id="{{place}}">
        {{#isGone}}<p>The document was destroyed.</p>{{/isGone}}
        <pre tabindex="0">{{#pieces}}{{#mark}}<mark id="{{mark}}">{{text}}</mark>{{/mark}}{{^mark}}{{text}}{{/mark}}{{/pieces}}</pre>
        </figure>
        {{/evidence}}
        {{^evidence}}<p>No document is shown to you.</p>{{/evidence}}
        </section>
        {{/shown}}

        """#
}
