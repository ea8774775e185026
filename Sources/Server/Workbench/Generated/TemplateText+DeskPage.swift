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
        <label for="birthDate">Birth date</label>
        <input id="birthDate" name="birthDate" type="date" value="{{birthDate}}">
        <label for="number">Member or record number</label>
        <input id="number" name="number" value="{{number}}" autocomplete="off">
        {{/typed}}
        <button class="main">Check who it is</button>
        </form>
        {{#isNobody}}<p class="empty" role="status">No patient whom you may see answers to all three. Tell the caller no more than that.</p>{{/isNobody}}
        {{#patients}}
        <section aria-labelledby="{{patient}}">
        <h2 id="{{patient}}">{{familyName}}{{#givenName}}, {{givenName}}{{/givenName}}</h2>
        {{#bills}}
        <h3><a class="item" href="/accounts/{{account}}">Account {{account}}</a></h3>
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
