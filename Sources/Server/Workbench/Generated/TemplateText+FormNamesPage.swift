// Made from Pages/form-names.mustache by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/form-names.mustache`.
    static let formNamesPage = #"""
        {{#visitor}}<input type="hidden" name="formToken" value="{{formToken}}">{{/visitor}}<input type="hidden" name="request" value="{{request}}">{{#from}}<input type="hidden" name="from" value="{{from}}">{{/from}}

        """#
}
