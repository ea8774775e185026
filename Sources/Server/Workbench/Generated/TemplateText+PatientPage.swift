// Made from Pages/patient.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/patient.mustache`.
    static let patientPage = #"""
        {{<layout}}
        {{$body}}
        <h1>Patient</h1>
        {{#hidden}}<p class="note">Not shown to you: {{hidden}}.</p>{{/hidden}}
        <p>As each source knows them; those who are held to be one person are shown together.</p>
        {{#patients}}
        <article class="card" aria-labelledby="patient-{{place}}">
        <h2 id="patient-{{place}}">{{familyName}}{{#givenName}}, {{givenName}}{{/givenName}}{{^familyName}}A patient{{/familyName}}</h2>
        <dl class="facts">
        {{#birthDate}}<div><dt>Born</dt><dd>{{birthDate}}</dd></div>{{/birthDate}}
        {{#memberNumber}}<div><dt>Member number</dt><dd>{{memberNumber}}</dd></div>{{/memberNumber}}
        {{#recordNumber}}<div><dt>Record number</dt><dd>{{recordNumber}}</dd></div>{{/recordNumber}}
        {{#source}}<div><dt>Known to</dt><dd>provider {{source}}</dd></div>{{/source}}
        </dl>
        <ul>
        {{#accounts}}<li><a class="item" href="/accounts/{{account}}">Account {{account}}</a></li>
        {{/accounts}}
        </ul>
        </article>
        {{/patients}}
        {{/body}}
        {{/layout}}

        """#
}
