#!/usr/bin/env python3
"""Lists changes of one place each to the code that decides, or makes one: mutate-access.py FOLDER [NUMBER]

Every comparison, joint, negation, quantifier, early exit and answer of the files below is flipped. Without a number it prints
a line for each change, with a number it makes that one in the copy at FOLDER.
"""

import pathlib
import re
import sys

# What decides and what checks roles; not the tables of rights and fields, which tests hold against a second table.
FILES = [
    "Decisions/Conditions.swift",
    "Decisions/Decide.swift",
    "Principals/BreakGlass.swift",
    "Principals/Grant.swift",
    "Principals/Principal.swift",
    "Principals/Validity.swift",
    "Rights/FieldMask.swift",
    "Roles/RoleSet.swift",
    "Roles/RoleSet+Faults.swift",
]

# A pattern, and what takes its place. Spaces keep arrows, generics and optionals out.
FLIPS = [
    (r" == ", " != "),
    (r" != ", " == "),
    (r" <= ", " < "),
    (r" < ", " <= "),
    (r" > ", " >= "),
    (r" && ", " || "),
    (r" \|\| ", " && "),
    (r"(?<![\w)\]])!(?=[\w$({])", ""),
    (r"\bif (?!let |case |var )([^{,]+) \{", r"if !(\1) {"),
    (r"(?<=\?\? )false\b", "true"),
    (r"(?<=\?\? )true\b", "false"),
    (r"\breturn true\b", "return false"),
    (r"\breturn false\b", "return true"),
    (r": true$", ": false"),
    (r"\.isSubset\(of: ", ".isSuperset(of: "),
    (r"\.isSuperset\(of: ", ".isSubset(of: "),
    (r"\bmin\(", "max("),
    (r"\.min\(\)", ".max()"),
    (r"\.union\(", ".intersection("),
    (r"\.intersection\(", ".union("),
    (r"\.subtract\(", ".formUnion("),
    (r"\.meet\(", ".union("),
    (r"\.allSatisfy", ".contains"),
    (r"\.sorted\(\)", ""),
    (r"\.filter \{ (?!\$0\.exists)([^}]*) \}", ""),
    (r"\.subtracting\(", ".union("),
    (r" \+ prohibitions\b", ""),
    (r"\(prohibitions \+ ", "("),
]

# Changes that change nothing: the pattern of the line, the flip, and why.
SAME = [
    (r"\$0\.step|obstacle\.step > nearest", " > ", "two obstacles of one step are the same obstacle"),
]


def mutations(folder):
    for name in FILES:
        path = folder / name
        lines = path.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines):
            if line.lstrip().startswith("//"):
                continue
            code = line
            for pattern, change in FLIPS:
                for match in re.finditer(pattern, code):
                    if code.count('"', 0, match.start()) % 2 == 1:
                        continue
                    if any(re.search(same, line) and re.search(flip, match.group()) for same, flip, _ in SAME):
                        continue
                    changed = code[: match.start()] + match.expand(change) + code[match.end() :]
                    if changed.count("(") - changed.count(")") == code.count("(") - code.count(")"):
                        yield path, number, line, changed
            # An early exit that is never taken.
            if re.match(r"\s*(if|guard) .*\{ return [^}]+ \}$", code) and not re.search(r"\b(if|guard) let\b", code):
                yield path, number, line, ""


def main():
    folder = pathlib.Path(sys.argv[1])
    found = list(mutations(folder))
    if len(sys.argv) == 2:
        for index, (path, number, line, changed) in enumerate(found):
            print(f"{index}\t{path.relative_to(folder)}:{number + 1}\t{line.strip()}\t→\t{changed.strip()}")
        return
    path, number, _, changed = found[int(sys.argv[2])]
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[number] = changed
    path.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
