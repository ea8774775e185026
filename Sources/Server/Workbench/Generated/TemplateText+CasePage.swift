// Made from Pages/case.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/case.mustache`.
    static let casePage = #"""
        {{<layout}}
        {{$body}}
        <p class="path"><a id="back" href="{{queueAddress}}">Queue</a></p>
        <h1>{{kind}}{{#category}}, {{category}}{{/category}}{{#payer}}: {{payer}}{{/payer}}</h1>
        <p>{{#value}}{{value}} at stake{{/value}}{{#chance}}; chance {{chance}}, from {{decided}} such that were decided{{/chance}}{{#due}}; due {{due}} <span class="badge {{urgency}}">{{daysLeft}}</span> <span class="note">{{dueRule}}</span>{{/due}}{{#outcome}}; closed: {{outcome}}{{/outcome}}</p>
        {{#shown}}<p><a href="/claims/{{claim}}">The claim by itself</a></p>{{/shown}}
        {{#hidden}}<p class="note">Not shown to you: {{hidden}}.</p>{{/hidden}}
        <div class="sides">
        <div>
        <section aria-labelledby="findings">
        <h2 id="findings">Why it is here</h2>
        {{#reason}}<p>{{reason}} <span class="note">{{openedBy}}</span></p>{{/reason}}
        {{#findings}}
        <p class="finding">{{#codes}}<span class="code">{{codes}}</span>: {{/codes}}{{atStake}} at stake; next: {{nextStep}}{{#deadline}}, by {{deadline}} ({{rule}}){{/deadline}}{{#lines}}; lines {{lines}}{{/lines}}</p>
        {{/findings}}
        </section>
        {{>claim-parts}}
        </div>
        <div>
        <section aria-labelledby="proposals">
        <h2 id="proposals">Proposals</h2>
        {{#proposals}}
        <p><a class="item" href="/proposals/{{proposal}}">{{kind}}{{#amount}}, {{amount}}{{/amount}}</a> <span class="note">{{status}}, revision {{revision}} by {{author}}</span></p>
        {{/proposals}}
        {{^proposals}}<p>Nothing is proposed yet.</p>{{/proposals}}
        {{#mayAppeal}}
        {{#shown}}
        <details{{#fault}} open{{/fault}}><summary>Compose an appeal</summary>
        {{#hasNoDestination}}<p>There is no place to send it to, or none is shown to you. An administrator adds one by <code>recourse destinations set</code>.</p>{{/hasNoDestination}}
        {{^hasNoDestination}}
        <form method="post" action="/cases/{{case}}/appeal">
        {{>form-names}}
        <label for="grounds">Why the decision is wrong, one reason a line</label>
        <textarea id="grounds" name="grounds" rows="4">{{#typed}}{{grounds}}{{/typed}}</textarea>
        <label for="why">Why it is proposed, for who approves it</label>
        <input id="why" name="why" required value="{{#typed}}{{why}}{{/typed}}">
        <label for="destination">Where it goes</label>
        <select id="destination" name="destination">{{#destinations}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/destinations}}</select>
        <button class="main">Compose and propose</button>
        </form>
        {{/hasNoDestination}}
        </details>
        {{/shown}}
        {{/mayAppeal}}
        </section>
        <section aria-labelledby="work">
        <h2 id="work">Work</h2>
        <p>Team: {{queues}}. {{#assignee}}Assignee: {{assignee}}.{{/assignee}}{{^assignee}}Nobody works it yet.{{/assignee}}{{#followUp}} Look again on {{followUp}}.{{/followUp}}{{#snoozedUntil}} Snoozed until {{snoozedUntil}}.{{/snoozedUntil}}</p>
        {{#isOpen}}
        <form class="inline" method="post" action="/cases/{{case}}/assign">{{>form-names}}{{#isMine}}<button name="to" value="nobody">Give it up</button>{{/isMine}}{{^isMine}}<button name="to" value="me">Take it</button>{{/isMine}}</form>
        <form class="inline" method="post" action="/cases/{{case}}/schedule">{{>form-names}}
        <label for="day">Day</label> <input id="day" name="day" type="date" value="{{#typed}}{{day}}{{/typed}}">
        <button name="what" value="followUp">Look again then</button> <button name="what" value="snooze">Snooze until then</button></form>
        {{#followUp}}<form class="inline" method="post" action="/cases/{{case}}/schedule">{{>form-names}}<button name="what" value="noFollowUp">Forget the day to look again</button></form>{{/followUp}}
        {{#snoozedUntil}}<form class="inline" method="post" action="/cases/{{case}}/schedule">{{>form-names}}<button name="what" value="noSnooze">Wake it now</button></form>{{/snoozedUntil}}
        {{/isOpen}}
        <h3>Notes</h3>
        {{#notes}}<p class="note-text">{{text}} <span class="note">{{by}}</span></p>{{/notes}}
        <form method="post" action="/cases/{{case}}/note">{{>form-names}}
        <label for="note">Note</label><textarea id="note" name="note" rows="2" required>{{#typed}}{{note}}{{/typed}}</textarea>
        <button>Keep the note</button></form>
        <h3>Calls with the payer</h3>
        {{#calls}}<p class="note-text">{{representative}}{{#reference}}, reference {{reference}}{{/reference}}: {{outcome}} <span class="note">{{by}}</span></p>{{/calls}}
        <details><summary>Take down a call</summary>
        <form method="post" action="/cases/{{case}}/call">{{>form-names}}
        <label for="representative">Who spoke for the payer</label><input id="representative" name="representative" required value="{{#typed}}{{representative}}{{/typed}}">
        <label for="reference">Reference number</label><input id="reference" name="reference" value="{{#typed}}{{reference}}{{/typed}}">
        <label for="said">What they said</label><textarea id="said" name="said" rows="2" required>{{#typed}}{{said}}{{/typed}}</textarea>
        <button>Keep the call</button></form></details>
        {{#isOpen}}
        <details><summary>Close the case</summary>
        <form method="post" action="/cases/{{case}}/close">{{>form-names}}
        <label for="outcome">What it came to</label>
        <select id="outcome" name="outcome">{{#outcomes}}<option value="{{word}}"{{#isChosen}} selected{{/isChosen}}>{{words}}</option>{{/outcomes}}</select>
        <label for="reason">Why</label><input id="reason" name="reason" required value="{{#typed}}{{reason}}{{/typed}}">
        <button>Close it</button></form></details>
        {{/isOpen}}
        {{^isOpen}}
        <form method="post" action="/cases/{{case}}/reopen">{{>form-names}}
        <label for="reason">Why it is to be open again</label><input id="reason" name="reason" required value="{{#typed}}{{reason}}{{/typed}}">
        <button>Open it again</button></form>
        {{/isOpen}}
        </section>
        </div>
        </div>
        {{/body}}
        {{/layout}}

        """#
}
