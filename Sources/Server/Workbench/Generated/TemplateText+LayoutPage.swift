// Made from Pages/layout.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/layout.mustache`.
    static let layoutPage = #"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>{{title}} · Recourse</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <link rel="stylesheet" href="/workbench.css?v={{version}}">
        <script src="/workbench.js?v={{version}}" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
        <p class="brand"><a href="/">Recourse</a></p>
        {{#visitor}}
        <nav aria-label="Main">
        <a href="/queue"{{#isQueue}} aria-current="page"{{/isQueue}}>Queue</a>
        <a href="/approvals"{{#isApprovals}} aria-current="page"{{/isApprovals}}>Approvals</a>
        <a href="/remittances"{{#isRemittances}} aria-current="page"{{/isRemittances}}>Remittances</a>
        <a href="/held"{{#isHeld}} aria-current="page"{{/isHeld}}>Held</a>
        <a href="/search"{{#isSearch}} aria-current="page"{{/isSearch}}>Search</a>
        <a href="/desk"{{#isDesk}} aria-current="page"{{/isDesk}}>Caller</a>
        </nav>
        <form class="who" method="post" action="/sign-out">
        <input type="hidden" name="formToken" value="{{formToken}}">
        <span>{{account}}</span>
        <button class="quiet">Sign out</button>
        </form>
        {{/visitor}}
        </header>
        <main id="main" tabindex="-1">
        {{#done}}<p class="done" role="status">{{done}}{{#last}} <a href="/proposals/{{last}}">Look at it again</a>{{/last}}</p>{{/done}}
        {{#fault}}<div class="fault" role="alert" tabindex="-1" autofocus><p><strong>This was not done.</strong> {{#faultField}}<a href="#{{faultField}}">{{fault}}</a>{{/faultField}}{{^faultField}}{{fault}}{{/faultField}}</p></div>{{/fault}}
        {{$body}}{{/body}}
        </main>
        {{#visitor}}
        <footer>
        <details id="keys"><summary>Keys</summary>
        <dl class="keys">
        <div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous</dd></div>
        <div><dt><kbd>Enter</kbd></dt><dd>open</dd></div>
        <div><dt><kbd>a</kbd></dt><dd>approve</dd></div>
        <div><dt><kbd>e</kbd></dt><dd>edit</dd></div>
        <div><dt><kbd>r</kbd></dt><dd>refuse</dd></div>
        <div><dt><kbd>b</kbd></dt><dd>send back</dd></div>
        <div><dt><kbd>u</kbd></dt><dd>back to the list</dd></div>
        <div><dt><kbd>?</kbd></dt><dd>these keys</dd></div>
        </dl>
        <p><label><input type="checkbox" id="single-keys" checked> Single keys are on</label></p>
        </details>
        </footer>
        {{/visitor}}
        </body>
        </html>

        """#
}
