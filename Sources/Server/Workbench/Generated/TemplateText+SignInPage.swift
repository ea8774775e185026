// Made from Pages/sign-in.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/sign-in.mustache`.
    static let signInPage = #"""
        {{<layout}}
        {{$body}}
        <h1>Sign in</h1>
        <form class="narrow" method="post" action="/sign-in">
        {{#next}}<input type="hidden" name="next" value="{{next}}">{{/next}}
        <label for="name">Name</label>
        <input id="name" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required value="{{name}}">
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required>
        <label for="code">Code of your authenticator, if you have one</label>
        <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code">
        <button class="main">Sign in</button>
        </form>
        {{#hasProvider}}<p><a class="button" href="/v1/session/begin{{#next}}?page={{encodedNext}}{{/next}}">Sign in with your organization</a></p>{{/hasProvider}}
        {{/body}}
        {{/layout}}

        """#
}
