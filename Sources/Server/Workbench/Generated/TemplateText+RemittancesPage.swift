// Made from Pages/remittances.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/remittances.mustache`.
    static let remittancesPage = #"""
        {{<layout}}
        {{$body}}
        <h1>Remittances</h1>
        {{^remittances}}<p class="empty">No payment was taken in yet. Take a remittance in by <code>recourse ingest</code>.</p>{{/remittances}}
        <div class="wide">
        <table class="list">
        <caption class="hidden">Payments, newest first</caption>
        <thead><tr><th scope="col">Trace</th><th scope="col">Payer</th><th scope="col">Day</th><th scope="col" class="amount">Paid</th><th scope="col" class="amount">Claims</th><th scope="col">To look at</th></tr></thead>
        <tbody>
        {{#remittances}}
        <tr><th scope="row">{{#remittance}}<a class="item" href="/remittances/{{remittance}}">{{/remittance}}{{trace}}{{^trace}}Payment{{/trace}}{{#remittance}}</a>{{/remittance}}</th><td>{{payer}}</td><td>{{date}}</td><td class="amount">{{amount}}</td><td class="amount">{{claims}}</td><td>{{#isUnbalanced}}<span class="badge late">does not balance</span>{{/isUnbalanced}} {{#unknown}}<span class="badge soon">{{unknown}} unknown</span>{{/unknown}}</td></tr>
        {{/remittances}}
        </tbody>
        </table>
        </div>
        {{#next}}<p><a class="button" rel="next" href="{{next}}">More</a></p>{{/next}}
        {{/body}}
        {{/layout}}

        """#
}
