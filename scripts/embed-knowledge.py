#!/usr/bin/env python3
"""Makes Swift string literals of the knowledge tables and of the rules, policies and roles that hold until others are adopted.

Run it from anywhere after a change in Knowledge/ or Rules/, and check the result in. With --check it
writes nothing and fails when a literal is not what the text file says.
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

HEAD = """// swift-format-ignore-file
// Made from {source} by scripts/embed-knowledge.py. Change that file and run the script; do not edit this one.

"""


def literal(text, source):
    """The text as a raw multi-line literal, without its last line feed, which the literal's form adds again."""
    if '"""##' in text or "\r" in text or not text.endswith("\n"):
        raise SystemExit(f"{source}: lines must end with a single line feed, and may not hold the literal's end")
    return f'##"""\n{text}\n"""##'


def camel_case(name):
    first, *rest = name.split("-")
    return first + "".join(part.capitalize() for part in rest)


def outputs():
    tables = ROOT / "Sources" / "RevenueCycle" / "Knowledge" / "Generated"
    for path in sorted((ROOT / "Knowledge").glob("*.tsv")):
        source = f"Knowledge/{path.name}"
        name = camel_case(path.stem)
        yield tables / f"KnowledgeTables+{name[0].upper()}{name[1:]}.swift", (
            HEAD.format(source=source)
            + "extension KnowledgeTables {\n"
            + f"    /// The text of `{source}`.\n"
            + f'    package static let {name} = KnowledgeTable(\n        name: "{path.name}",\n        text: '
            + literal(path.read_text(encoding="utf-8"), source)
            + ")\n}\n"
        )
    for file, name, meaning in [
        ("default", "shipped", "the payer rules that hold for anyone"),
        ("deadlines", "shippedDeadlines", "the deadline rules that hold for anyone"),
        ("approval", "shippedApprovalPolicy", "the approval policy that holds until a hospital adopts its own"),
        ("roles", "shippedRoles", "who may do what, unless a tenant says otherwise"),
    ]:
        source = f"Rules/{file}.toml"
        title = name[0].upper() + name[1:]
        yield ROOT / "Sources" / "ControlPlane" / "Rules" / "Generated" / f"RuleText+{title}.swift", (
            HEAD.format(source=source)
            + "extension RuleText {\n"
            + f"    /// The text of `{source}`: {meaning}.\n"
            + f'    package static let {name} = RuleText(\n        file: "{source}",\n        text: '
            + literal((ROOT / source).read_text(encoding="utf-8"), source)
            + ",\n        isShipped: true"
            + ")\n}\n"
        )


def main():
    check = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not check:
        raise SystemExit("usage: embed-knowledge.py [--check]")
    stale = []
    for path, text in outputs():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if check:
            stale.append(str(path.relative_to(ROOT)))
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print("wrote", path.relative_to(ROOT))
    if stale:
        raise SystemExit("not what the text says; run scripts/embed-knowledge.py:\n  " + "\n  ".join(stale))


if __name__ == "__main__":
    main()
