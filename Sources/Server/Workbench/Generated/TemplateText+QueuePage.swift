// Made from Pages/queue.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/queue.mustache`.
    static let queuePage = #"""
        {{<layout}}
        {{$body}}
        <h1>Queue</h1>
        <p>{{count}} {{#isOne}}case{{/isOne}}{{^isOne}}cases{{/isOne}}{{#value}}, {{value}} at stake{{/value}}</p>
        <div class="filters">
        <nav aria-label="Views"><ul class="tabs">
        {{#views}}<li><a href="{{address}}"{{#isHere}} aria-current="true"{{/isHere}}>{{words}}</a></li>
        {{/views}}
        </ul></nav>
        <nav aria-label="Kinds of work"><ul class="chips">
        {{#kinds}}<li><a href="{{address}}"{{#isHere}} aria-current="true"{{/isHere}}>{{words}}</a></li>
        {{/kinds}}
        </ul></nav>
        <nav aria-label="Order"><ul class="chips">
        {{#sorts}}<li><a href="{{address}}"{{#isHere}} aria-current="true"{{/isHere}}>{{words}}</a></li>
        {{/sorts}}
        </ul></nav>
        </div>
        {{#isEmpty}}<p class="empty">Nothing is to be done here. Look at another view, or take documents in by <code>recourse ingest</code>.</p>{{/isEmpty}}
        {{^isEmpty}}
        <div class="wide">
        <table class="list">
        <caption class="hidden">Cases</caption>
        <thead><tr><th scope="col">Work</th><th scope="col">Payer</th><th scope="col" class="amount">At stake</th><th scope="col">Due</th><th scope="col">Chance</th><th scope="col">Team</th><th scope="col">Assignee</th></tr></thead>
        <tbody>
        {{#cases}}
        <tr>
        <th scope="row"><a class="item" href="{{address}}">{{kind}}{{#category}}, {{category}}{{/category}}</a>{{#code}} <span class="code">{{code}}</span>{{/code}}{{#linked}} <span class="note">{{linked}} linked</span>{{/linked}}{{#findingGone}} <span class="note">no longer found</span>{{/findingGone}}</th>
        <td>{{payer}}</td>
        <td class="amount">{{value}}</td>
        <td>{{#due}}<span class="badge {{urgency}}">{{daysLeft}}</span> {{due}}{{/due}}</td>
        <td>{{#chance}}{{chance}} <span class="note">from {{decided}} decided</span>{{/chance}}</td>
        <td>{{queues}}</td>
        <td>{{assignee}}</td>
        </tr>
        {{/cases}}
        </tbody>
        </table>
        </div>
        {{#next}}<p><a class="button" rel="next" href="{{next}}">More</a></p>{{/next}}
        {{/isEmpty}}
        {{/body}}
        {{/layout}}

        """#
}
