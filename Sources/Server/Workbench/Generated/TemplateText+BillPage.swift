// Made from Pages/bill.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/bill.mustache`.
    static let billPage = #"""
        <table class="sum">
        <caption class="hidden">The bill</caption>
        <tbody>
        {{#bill}}
        <tr><th scope="row">{{label}}<br><span class="note">{{reason}}</span></th><td class="amount">{{amount}}</td></tr>
        {{/bill}}
        </tbody>
        </table>
        {{#notes}}<p>{{text}}</p>{{/notes}}

        """#
}
