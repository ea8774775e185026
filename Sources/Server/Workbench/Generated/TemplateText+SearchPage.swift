// Made from Pages/search.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/search.mustache`.
    static let searchPage = #"""
        {{<layout}}
        {{$body}}
        <h1>Search</h1>
        <form method="post" action="/search" role="search">
        {{#visitor}}<input type="hidden" name="formToken" value="{{formToken}}">{{/visitor}}
        {{#typed}}
        <label for="number">Any number: of a visit, a claim, the payer's, the clearinghouse's, of a member or a record</label>
        <input id="number" name="number" value="{{number}}" autocomplete="off">
        <label for="surname">Or a surname</label>
        <input id="surname" name="surname" value="{{surname}}" autocomplete="off">
        <label for="trace">Or a check or transfer number</label>
        <input id="trace" name="trace" value="{{trace}}" autocomplete="off">
        <label for="amount">Or an amount charged or paid</label>
        <input id="amount" name="amount" value="{{amount}}" inputmode="decimal" autocomplete="off">
        <label for="day">Or a day of service</label>
        <input id="day" name="day" type="date" value="{{day}}">
        {{/typed}}
        <button class="main">Look</button>
        </form>
        {{#wasLooked}}
        <section aria-labelledby="found">
        <h2 id="found" tabindex="-1" autofocus>Found</h2>
        {{#hidden}}<p class="note">Not shown to you: {{hidden}}.</p>{{/hidden}}
        {{#isNothing}}<p class="empty" role="status">Nothing that you may see answers to that.</p>{{/isNothing}}
        {{#isMuch}}<p class="note">These are the first; give something more exact to find others.</p>{{/isMuch}}
        <ul class="found">
        {{#claims}}<li>{{#claim}}<a class="item" href="/claims/{{claim}}">{{/claim}}{{number}}{{^number}}Claim{{/number}}{{#claim}}</a>{{/claim}} {{payer}}, {{sequence}}, {{status}}{{#charge}}: {{charge}} charged, {{paid}} paid{{/charge}}</li>
        {{/claims}}
        {{#patients}}<li>{{#patient}}<a class="item" href="/patients/{{patient}}">{{/patient}}{{familyName}}{{#givenName}}, {{givenName}}{{/givenName}}{{^familyName}}Patient{{/familyName}}{{#patient}}</a>{{/patient}} {{#birthDate}}born {{birthDate}}{{/birthDate}}</li>
        {{/patients}}
        {{#remittances}}<li>{{#remittance}}<a class="item" href="/remittances/{{remittance}}">{{/remittance}}{{trace}}{{^trace}}Payment{{/trace}}{{#remittance}}</a>{{/remittance}} {{payer}}, {{date}}: {{amount}}</li>
        {{/remittances}}
        </ul>
        </section>
        {{/wasLooked}}
        {{/body}}
        {{/layout}}

        """#
}
