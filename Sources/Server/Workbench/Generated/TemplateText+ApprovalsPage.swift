// Made from Pages/approvals.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/approvals.mustache`.
    static let approvalsPage = #"""
        {{<layout}}
        {{$body}}
        <h1>Approvals</h1>
        <p>{{count}} {{#isOne}}proposal waits{{/isOne}}{{^isOne}}proposals wait{{/isOne}} for somebody else than who wrote it</p>
        {{#isEmpty}}<p class="empty">Nothing waits for you. Proposals are made on the page of a <a href="/queue">case</a>.</p>{{/isEmpty}}
        {{^isEmpty}}
        <div class="wide">
        <table class="list">
        <caption class="hidden">Proposals that wait</caption>
        <thead><tr><th scope="col">Proposal</th><th scope="col" class="amount">Amount</th><th scope="col">Author</th><th scope="col">About</th></tr></thead>
        <tbody>
        {{#others}}
        <tr><th scope="row"><a class="item" href="/proposals/{{proposal}}">{{kind}}</a> <span class="note">revision {{revision}}</span></th><td class="amount">{{amount}}</td><td>{{author}}</td><td class="code">{{subject}}</td></tr>
        {{/others}}
        </tbody>
        </table>
        </div>
        {{/isEmpty}}
        {{#hasMine}}
        <h2>Yours, which others approve</h2>
        <ul>
        {{#mine}}<li><a href="/proposals/{{proposal}}">{{kind}}{{#amount}}, {{amount}}{{/amount}}</a> <span class="note">revision {{revision}}</span></li>
        {{/mine}}
        </ul>
        {{/hasMine}}
        {{/body}}
        {{/layout}}

        """#
}
