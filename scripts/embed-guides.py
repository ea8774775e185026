#!/usr/bin/env python3
"""Copies Guides/*.txt into Sources/X12/Generated, one Swift string literal each.

The X12 library does no input or output, so its guides are part of the program. Run this after each change of a guide:

    scripts/embed-guides.py
"""

import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
GENERATED = ROOT / "Sources" / "X12" / "Generated"


def name(guide: pathlib.Path) -> str:
    return f"Guide{guide.stem}"


def main() -> None:
    GENERATED.mkdir(parents=True, exist_ok=True)
    for guide in sorted((ROOT / "Guides").glob("*.txt")):
        text = guide.read_text(encoding="utf-8")
        if '"""' in text or "\\" in text:
            raise SystemExit(f"{guide.name}: a guide may hold neither quotation marks in threes nor backslashes.")
        body = "".join(f"        {line}\n" if line else "\n" for line in text.splitlines())
        target = GENERATED / f"{name(guide)}.swift"
        target.write_text(
            f"// Made from Guides/{guide.name} by scripts/embed-guides.py. Do not edit.\n\n"
            "extension GuideText {\n"
            f"    /// The text of `Guides/{guide.name}`.\n"
            f'    static let guide{guide.stem} = """\n{body}\n        """\n'
            "}\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
