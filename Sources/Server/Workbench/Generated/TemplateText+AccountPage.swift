// Made from Pages/account.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/account.mustache`.
    static let accountPage = #"""
        {{<layout}}
        {{$body}}
        <h1>Account</h1>
        {{#hidden}}<p class="note">Not shown to you: {{hidden}}.</p>{{/hidden}}
        <section aria-labelledby="owed">
        <h2 id="owed">What the patient owes</h2>
        {{>owed}}
        </section>
        <section aria-labelledby="claims">
        <h2 id="claims">Claims of this visit, in the order of payers</h2>
        <div class="wide">
        <table class="list">
        <thead><tr><th scope="col">Claim</th><th scope="col">Payer</th><th scope="col">Status</th><th scope="col" class="amount">Charged</th><th scope="col" class="amount">Paid</th><th scope="col" class="amount">Payer owes</th><th scope="col" class="amount">Patient owes</th><th scope="col" class="amount">Not to be asked yet</th><th scope="col">Findings</th></tr></thead>
        <tbody>
        {{#claims}}
        <tr><th scope="row">{{#claim}}<a class="item" href="/claims/{{claim}}">{{/claim}}{{number}}{{^number}}Claim{{/number}}{{#claim}}</a>{{/claim}}</th><td>{{payer}}, {{sequence}}</td><td>{{status}}</td><td class="amount">{{charge}}</td><td class="amount">{{paid}}</td><td class="amount">{{payerOwes}}</td><td class="amount">{{patientOwes}}</td><td class="amount">{{held}}</td><td>{{findings}}</td></tr>
        {{/claims}}
        </tbody>
        </table>
        </div>
        </section>
        {{#changes}}
        <p class="finding">{{kind}} of {{date}}: {{posted}} posted{{#notPosted}}, {{notPosted}} not{{/notPosted}}{{#stopped}}, {{stopped}} stopped since the patient may not be asked{{/stopped}} (<a href="/proposals/{{proposal}}">the proposal</a>)</p>
        {{/changes}}
        <section aria-labelledby="bill">
        <h2 id="bill">The bill, as the patient may be told</h2>
        {{>bill}}
        {{^bill}}<p>The bill is not shown to you.</p>{{/bill}}
        </section>
        {{#ledger}}
        <section aria-labelledby="ledger">
        <h2 id="ledger">Ledger</h2>
        <table class="sum">
        <caption>Balances</caption>
        <tbody>
        {{#balances}}<tr><th scope="row">{{words}}</th><td class="amount">{{amount}}</td></tr>
        {{/balances}}
        </tbody>
        </table>
        <details><summary>Every posting</summary>
        <div class="wide">
        <table class="list">
        <caption class="hidden">Postings</caption>
        <thead><tr><th scope="col">Day</th><th scope="col">What</th><th scope="col">Posted</th><th scope="col">Source</th></tr></thead>
        <tbody>
        {{#postings}}
        <tr><td>{{date}}</td><th scope="row">{{event}}</th><td>{{#lines}}<div>{{words}}: <span class="amount">{{amount}}</span></div>{{/lines}}</td><td class="note">{{source}}</td></tr>
        {{/postings}}
        </tbody>
        </table>
        </div>
        </details>
        </section>
        {{/ledger}}
        {{/body}}
        {{/layout}}

        """#
}
