#!/usr/bin/env python3
"""Copies Pages/ into Sources/Server/Workbench/Generated, one Swift string literal each.

The pages are a part of the program, so that nothing has to be found beside it. Run this after each change of a page:

    scripts/embed-pages.py
"""

import hashlib
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
GENERATED = ROOT / "Sources" / "Server" / "Workbench" / "Generated"


def name(path: pathlib.Path) -> str:
    if path.suffix == ".mustache":
        words = path.stem.split("-")
        return words[0] + "".join(word.capitalize() for word in words[1:]) + "Page"
    return {"css": "style", "js": "keys"}[path.suffix[1:]]


def literal(path: pathlib.Path) -> str:
    text = path.read_text(encoding="utf-8")
    if '"""#' in text or "\\#" in text:
        raise SystemExit(f"{path.name}: a page may hold neither quotation marks in threes before # nor \\#.")
    body = "".join(f"        {line}\n" if line else "\n" for line in text.splitlines())
    return (
        f"    /// The text of `Pages/{path.name}`.\n"
        f'    static let {name(path)} = #"""\n{body}\n        """#\n'
    )


def main() -> None:
    GENERATED.mkdir(parents=True, exist_ok=True)
    pages = sorted((ROOT / "Pages").glob("*.mustache"))
    files = [ROOT / "Pages" / "workbench.css", ROOT / "Pages" / "workbench.js"]
    for path in pages + files:
        title = name(path)[0].upper() + name(path)[1:]
        (GENERATED / f"TemplateText+{title}.swift").write_text(
            f"// Made from Pages/{path.name} by scripts/embed-pages.py. Do not edit.\n\n"
            f"extension TemplateText {{\n{literal(path)}}}\n",
            encoding="utf-8",
        )
    version = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
    rows = "".join(f'        ("{path.stem}", {name(path)}),\n' for path in pages)
    (GENERATED / "TemplateText.swift").write_text(
        "// Made from Pages/ by scripts/embed-pages.py. Do not edit.\n\n"
        "/// The texts of pages, as they stand in `Pages/`.\n"
        "enum TemplateText {\n"
        "    /// Every template by its name.\n"
        f"    static let all: [(name: String, text: String)] = [\n{rows}    ]\n\n"
        "    /// A word that stands for the style sheet and the script, so that a browser keeps no old ones.\n"
        f'    static let version = "{version}"\n'
        "}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
