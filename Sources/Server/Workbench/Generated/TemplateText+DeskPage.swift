// Made from Pages/desk.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/desk.mustache`.
    static let deskPage = #"""
        {{<layout}}
        {{$body}}
        <h1>A caller is on the line</h1>
        <p>Ask for these three before you tell them anything. Only when all three are of one patient is anything shown.</p>
        <form method="post" action="/desk" class="narrow">
        {{#visitor}}<input type="hidden" name="formToken" value="{{formToken}}">{{/visitor}}
        {{#typed}}
        <label for="surname">Surname</label>
        <input id="surname" name="surname" value="{{surname}}" autocomplete="off">
        <label for="givenName">Given name, where several answer to the three</label>
        <input id="givenName" name="givenName" value="{{givenName}}" autocomplete="off">
        <label for="birthDate">Birth date</label>
        <input id="birthDate" name="birthDate" type="date" value="{{birthDate}}">
        <label for="number">Member or record number</label>
        <input id="number" name="number" value="{{number}}" autocomplete="off">
        {{/typed}}
        <button class="main">Check who it is</button>
        </form>
        {{#isNobody}}<p class="empty" tabindex="-1" autofocus>No patient whom you may see answers to all three. Tell the caller no more than that.</p>{{/isNobody}}
        {{#patients}}
        <section aria-labelledby="patient-{{place}}">
        <h2 id="patient-{{place}}" tabindex="-1" autofocus>{{familyName}}{{#givenName}}, {{givenName}}{{/givenName}}</h2>
        {{#bills}}
        <h3><a class="item" href="/accounts/{{account}}">Visit {{number}}{{^number}}{{account}}{{/number}}</a>{{#payers}} <span class="note">{{payers}}</span>{{/payers}}</h3>
        {{>owed}}
        {{>bill}}
        {{/bills}}
        {{^bills}}<p>There is no account that you may see.</p>{{/bills}}
        </section>
        {{/patients}}
        {{/body}}
        {{/layout}}

        """#
}
