// Made from Pages/problem.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/problem.mustache`.
    static let problemPage = #"""
        {{<layout}}
        {{$body}}
        <h1>{{words}}</h1>
        {{#detail}}<p>{{detail}}</p>{{/detail}}
        <p>{{#isRetriable}}Go back, load the page again and look at it anew. {{/isRetriable}}<a href="/queue">To the queue</a></p>
        {{/body}}
        {{/layout}}

        """#
}
