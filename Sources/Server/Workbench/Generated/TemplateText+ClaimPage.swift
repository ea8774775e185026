// Made from Pages/claim.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/claim.mustache`.
    static let claimPage = #"""
        {{<layout}}
        {{$body}}
        {{#shown}}
        <h1>Claim {{number}}</h1>
        <p>{{payer}}, {{sequence}} payer, {{status}}{{#account}} (<a href="/accounts/{{account}}">the account</a>){{/account}}</p>
        {{#findings}}
        <p class="finding"><strong>{{kind}}{{#category}}, {{category}}{{/category}}</strong>{{#codes}} <span class="code">{{codes}}</span>{{/codes}}: {{atStake}} at stake; next: {{nextStep}}{{#deadline}}, by {{deadline}} ({{rule}}){{/deadline}}</p>
        {{/findings}}
        {{/shown}}
        {{>claim-parts}}
        {{/body}}
        {{/layout}}

        """#
}
