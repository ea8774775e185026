// Made from Pages/proposal.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/proposal.mustache`.
    static let proposalPage = #"""
        {{<layout}}
        {{$body}}
        <p class="path"><a id="back" href="/approvals">Approvals</a></p>
        <h1>{{kind}}{{#amount}}, {{amount}}{{/amount}}</h1>
        <p>{{status}}, revision {{revision}} by {{author}}; about {{#isOfClaim}}<a href="/claims/{{subject}}">{{subject}}</a>{{/isOfClaim}}{{^isOfClaim}}{{subject}}{{/isOfClaim}}</p>
        {{#hidden}}<p class="note">Not shown to you: {{hidden}}.</p>{{/hidden}}
        <div class="sides">
        <div>
        {{>claim-parts}}
        </div>
        <div>
        <section aria-labelledby="change">
        <h2 id="change">Exactly this is proposed</h2>
        {{#change}}<p>{{text}}</p>{{/change}}
        {{#destination}}<p>It goes to {{destination}}.</p>{{/destination}}
        {{#document}}<pre class="letter" tabindex="0">{{document}}</pre>{{/document}}
        {{#rationale}}<p>Why: {{rationale}}</p>{{/rationale}}
        {{#isIncomplete}}<h3>Still missing</h3><ul>{{#missing}}<li>{{text}}</li>{{/missing}}</ul>{{/isIncomplete}}
        <h3>What the policy asks for</h3>
        <ul>{{#standing}}<li>{{text}}</li>{{/standing}}</ul>
        {{#decisions}}<p>{{what}}{{#reason}}: {{reason}}{{/reason}}</p>{{/decisions}}
        <p class="note">Content {{hash}}</p>
        </section>
        {{#mayDecide}}
        <section aria-labelledby="decide">
        <h2 id="decide">Decide</h2>
        <form method="post" action="/proposals/{{proposal}}/decide">
        {{>form-names}}
        {{#seen}}<input type="hidden" name="seen" value="{{seen}}">{{/seen}}
        {{#isComplete}}<button class="main" id="approve" name="decision" value="approve">Approve exactly this</button>{{/isComplete}}
        {{#isIncomplete}}<p>It can be approved once nothing is missing: send it back, or edit it.</p>{{/isIncomplete}}
        </form>
        <form method="post" action="/proposals/{{proposal}}/decide">
        {{>form-names}}
        {{#seen}}<input type="hidden" name="seen" value="{{seen}}">{{/seen}}
        <label for="refusal">Why it is refused, for good</label>
        <input id="refusal" name="refusal" required value="{{typedRefusal}}">
        <button name="decision" value="refuse">Refuse</button>
        </form>
        <form method="post" action="/proposals/{{proposal}}/decide">
        {{>form-names}}
        {{#seen}}<input type="hidden" name="seen" value="{{seen}}">{{/seen}}
        <label for="request-back">What its author is to change</label>
        <input id="request-back" name="request-back" required value="{{typedBack}}">
        <button name="decision" value="sendBack">Send back</button>
        </form>
        </section>
        {{/mayDecide}}
        {{#isOpen}}{{#isAuthor}}
        <section aria-labelledby="own">
        <h2 id="own">Yours</h2>
        <p>Somebody else must approve it.</p>
        <form method="post" action="/proposals/{{proposal}}/decide">
        {{>form-names}}
        <label for="withdrawal">Why you take it back</label>
        <input id="withdrawal" name="withdrawal" required value="{{typedWithdrawal}}">
        <button name="decision" value="withdraw">Take it back</button>
        </form>
        </section>
        {{/isAuthor}}{{/isOpen}}
        {{#mayEdit}}
        <details{{#isEditing}} open{{/isEditing}}><summary id="edit">Edit the letter</summary>
        <form method="post" action="/proposals/{{proposal}}/edit">
        {{>form-names}}
        {{#seen}}<input type="hidden" name="seen" value="{{seen}}">{{/seen}}
        <label for="letter">Letter</label>
        <textarea id="letter" name="letter" rows="16" required>{{letter}}</textarea>
        <label for="why">Why, for who approves it</label>
        <input id="why" name="why" required value="{{typedWhy}}">
        {{#isIncomplete}}<label class="choice"><input type="checkbox" name="whole" value="yes"> Nothing is missing of it any more</label>{{/isIncomplete}}
        <button>Propose the edit</button>
        </form>
        </details>
        {{/mayEdit}}
        </div>
        </div>
        {{/body}}
        {{/layout}}

        """#
}
