// Made from Pages/workbench.css by scripts/embed-pages.py. Do not edit.

extension TemplateText {
    /// The text of `Pages/workbench.css`.
    static let style = #"""
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --soft: #f3f5f7; --line: #8a94a0; --link: #0b57a4; --main: #0b57a4; --on-main: #ffffff; --late: #8f1d1d; --late-back: #fdeaea; --soon: #6b4600; --soon-back: #fff3d6; --good: #1c5f33; --good-back: #e6f5ea; --note: #4d5762; --mark: #fff0a6; --on-mark: #1b1f24; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8ebee; --paper: #14181c; --soft: #1f252b; --line: #7d8894; --link: #8cc2ff; --main: #8cc2ff; --on-main: #0d1b2a; --late: #ffb3b3; --late-back: #431c1c; --soon: #ffd98a; --soon-back: #3d2f10; --good: #a5e0b7; --good-back: #173522; --note: #b3bcc6; --mark: #5d5200; --on-mark: #ffffff; } }
        * { box-sizing: border-box; }
        body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
        a { color: var(--link); }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0; }
        h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; }
        h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
        main { padding: .5rem 1rem 2rem; max-width: 90rem; margin: 0 auto; }
        main:focus { outline: none; }
        .skip { position: absolute; left: -100vw; }
        .skip:focus { left: .5rem; top: .5rem; background: var(--paper); padding: .5rem; }
        :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .top { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: center; padding: .5rem 1rem; background: var(--soft); border-bottom: 1px solid var(--line); }
        .brand { margin: 0; font-weight: 700; }
        .top nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
        [aria-current] { font-weight: 700; text-decoration-thickness: 3px; }
        .who { display: flex; gap: .75rem; align-items: center; margin-left: auto; flex-wrap: wrap; }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .tabs, .chips { list-style: none; padding: 0; margin: .25rem 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; }
        .list { width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
        thead th { font-size: .875rem; color: var(--note); }
        tbody th { font-weight: 400; }
        .amount { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .sum th { padding-right: 2rem; font-weight: 400; }
        .sum tfoot th, .sum tfoot td { font-weight: 700; border-bottom: 3px double var(--line); }
        .code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
        .note { color: var(--note); font-size: .9em; }
        .badge { border-radius: .25rem; padding: 0 .4rem; border: 1px solid currentColor; white-space: nowrap; }
        .badge.late { color: var(--late); background: var(--late-back); }
        .badge.soon { color: var(--soon); background: var(--soon-back); }
        .badge.later { color: var(--note); }
        .done { color: var(--good); background: var(--good-back); border: 1px solid currentColor; padding: .5rem .75rem; border-radius: .25rem; }
        .done a { color: inherit; }
        .fault { color: var(--late); background: var(--late-back); border: 2px solid currentColor; padding: .25rem .75rem; border-radius: .25rem; }
        .fault a { color: inherit; }
        .fault h2 { margin: .25rem 0; }
        .empty { padding: 1.5rem; background: var(--soft); border: 1px dashed var(--line); }
        .sides { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 2.5rem; }
        @media (max-width: 60rem) { .sides { grid-template-columns: minmax(0, 1fr); } }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); border: 1px solid var(--line); padding: .75rem; font: .875rem/1.5 ui-monospace, monospace; margin: .25rem 0; max-height: 24rem; overflow-y: auto; }
        .letter { font: 1rem/1.5 Georgia, serif; max-height: 40rem; }
        .evidence { margin: 0; }
        mark { background: none; color: inherit; border-bottom: 1px dotted currentColor; }
        mark:target, .evidence:target pre { background: var(--mark); color: var(--on-mark); outline: 2px solid currentColor; }
        .source { font-size: .8em; vertical-align: super; }
        .note-text { border-left: 3px solid var(--line); padding-left: .75rem; overflow-wrap: anywhere; }
        label { display: block; margin-top: .75rem; font-weight: 600; }
        input, select, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .25rem; padding: .4rem .5rem; width: 100%; max-width: 40rem; }
        input[type="checkbox"] { width: auto; }
        .choice { font-weight: 400; }
        .inline { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .5rem 0; }
        .inline label { margin: 0; }
        .inline input { width: auto; }
        .narrow { max-width: 24rem; }
        button, .button { font: inherit; display: inline-block; margin-top: .75rem; padding: .4rem .9rem; border: 1px solid var(--main); border-radius: .25rem; background: var(--paper); color: var(--main); cursor: pointer; text-decoration: none; }
        .inline button { margin-top: 0; }
        .main { background: var(--main); color: var(--on-main); font-weight: 600; }
        main.main { background: none; }
        .quiet { border-color: transparent; background: none; margin: 0; padding: .25rem; text-decoration: underline; color: var(--link); }
        .facts div { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: .25rem 0; }
        .facts dt { min-width: 14rem; color: var(--note); }
        .facts dd { margin: 0; }
        .card { border: 1px solid var(--line); border-radius: .25rem; padding: .25rem 1rem .5rem; margin: .75rem 0; }
        .card h2 { margin-top: .5rem; }
        .found li { margin: .5rem 0; }
        details { margin: .75rem 0; }
        summary { cursor: pointer; color: var(--link); }
        footer { padding: .5rem 1rem 2rem; border-top: 1px solid var(--line); max-width: 90rem; margin: 0 auto; }
        .keys { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: .25rem 1rem; }
        .keys div { display: flex; gap: .75rem; }
        .keys dd { margin: 0; }
        kbd { border: 1px solid var(--line); border-radius: .2rem; padding: 0 .35rem; font-family: ui-monospace, monospace; }
        tr.here { background: var(--soft); outline: 2px solid var(--link); }
        @media print { .top nav, .who, .filters, footer, form, details { display: none; } pre { max-height: none; } }
        @media (forced-colors: active) { .badge, mark:target { border: 1px solid; } }

        """#
}
