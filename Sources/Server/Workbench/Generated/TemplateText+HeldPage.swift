// Made from Pages/held.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/held.mustache`.
    static let heldPage = #"""
        {{<layout}}
        {{$body}}
        <h1>Held</h1>
        <p>What was read and does not count yet, with the reason. Nothing of it is told to a patient.</p>
        {{^items}}<p class="empty">Nothing is held.</p>{{/items}}
        {{#items}}
        <article class="card" aria-labelledby="{{id}}">
        <h2 id="{{id}}">{{kind}}{{#amount}}, {{amount}}{{/amount}}{{#number}}, account {{number}}{{/number}}</h2>
        {{#hidden}}<p class="note">Not shown to you: {{hidden}}.</p>{{/hidden}}
        <p>{{reason}}</p>
        {{#file}}<p class="note">{{file}}, {{place}}</p>{{/file}}
        {{#mayRelease}}
        <details{{#isReleased}} open{{/isReleased}}><summary>Let it count</summary>
        <form method="post" action="/held/{{id}}/release{{#cursor}}?cursor={{cursor}}{{/cursor}}">
        {{>form-names}}
        <label for="release-{{id}}">Why it may count</label>
        <input id="release-{{id}}" name="reason" value="{{toRelease}}" autocomplete="off">
        <button>Let it count</button>
        </form>
        </details>
        {{/mayRelease}}
        {{#mayDismiss}}
        <details{{#isDismissed}} open{{/isDismissed}}><summary>Take it off the list</summary>
        <form method="post" action="/held/{{id}}/dismiss{{#cursor}}?cursor={{cursor}}{{/cursor}}">
        {{>form-names}}
        <label for="dismiss-{{id}}">Why it can never count</label>
        <input id="dismiss-{{id}}" name="reason" value="{{toDismiss}}" autocomplete="off">
        <button>Take it off</button>
        </form>
        </details>
        {{/mayDismiss}}
        </article>
        {{/items}}
        {{#next}}<p><a class="button" rel="next" href="{{next}}">More</a></p>{{/next}}
        {{/body}}
        {{/layout}}

        """#
}
