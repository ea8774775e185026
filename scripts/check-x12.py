#!/usr/bin/env python3
"""Hold X12 files against readers that others wrote.

    check-x12.py FOLDER [--except NAMES] [--errors]

Every *.x12 file of FOLDER is read by pyx12 (4.0.0), which knows 837, 835, 277CA, 999 and TA1; functional groups of
005010X212, for which pyx12 has no map, go to linuxforhealth-x12. Prints "name: OK" or "name: Failure" for each file, and
ends with 1 if one failed. NAMES is a file with names, one a line, that are expected to fail and are left out.
Needs:  pip install pyx12==4.0.0 linuxforhealth-x12 "pydantic[dotenv]<2"
"""

import argparse
import io
import json
import logging
import os
import sys
import tempfile


def groups(text):
    """Cut a file into (GS08, text of one interchange with that one group); groups is empty for a TA1 alone."""
    place = 0
    found = []
    while True:
        while place < len(text) and text[place] in "\r\n":
            place += 1
        if place + 106 > len(text):
            return found
        element, terminator = text[place + 3], text[place + 105]
        segments = []
        header = text[place:place + 106]
        place += 106
        group = None
        while place < len(text):
            end = text.find(terminator, place)
            if end < 0:
                return found
            segment = text[place:end].strip("\r\n")
            place = end + 1
            name = segment.split(element)[0]
            if name == "GS":
                group = [segment]
            elif name == "IEA":
                break
            elif group is not None:
                group.append(segment)
                if name == "GE":
                    number = header.split(element)[13]
                    body = header + "\n" + "".join(s + terminator + "\n" for s in group)
                    body += element.join(["IEA", "1", number]) + terminator + "\n"
                    segments.append((group[0].split(element)[8], body))
                    group = None
        found += segments


def complaints(node, path=""):
    """Every error of pyx12's JSON answer with its place."""
    if isinstance(node, dict):
        for error in node.get("errors", []) or []:
            yield f"{path} {json.dumps(error)}"
        here = node.get("seg_id") or node.get("id") or node.get("type") or ""
        for key, value in node.items():
            if key != "errors":
                yield from complaints(value, f"{path}/{here}" if here else path)
    elif isinstance(node, list):
        for value in node:
            yield from complaints(value, path)


def pyx12_reads(path, show):
    import pyx12.params
    import pyx12.x12n_document

    answer = io.StringIO()
    settings = pyx12.params.params(None)
    # Its list of remark codes ends with N734, years before those in use.
    settings.set("exclude_external_codes", "remark_code")
    good = pyx12.x12n_document.x12n_document(
        param=settings, src_file=path, fd_997=None, fd_html=None, fd_xmldoc=None, fd_json=answer)
    if not good and show:
        try:
            for line in list(complaints(json.loads(answer.getvalue())))[:8]:
                print("   ", line, file=sys.stderr)
        except ValueError:
            print("   ", answer.getvalue()[:2000], file=sys.stderr)
    return bool(good)


def linuxforhealth_reads(text, show):
    from linuxforhealth.x12.io import X12ModelReader

    with tempfile.NamedTemporaryFile("w", suffix=".x12", delete=False) as file:
        file.write(text)
    try:
        with X12ModelReader(file.name) as reader:
            for _ in reader.models():
                pass
        return True
    except Exception as error:  # its readers raise what their models raise
        if show:
            print("   ", str(error)[:2000], file=sys.stderr)
        return False
    finally:
        os.unlink(file.name)


def check(path, show):
    with open(path, encoding="ascii", newline="") as file:
        text = file.read()
    cut = groups(text)
    if all(version != "005010X212" for version, _ in cut):
        return pyx12_reads(path, show)
    for version, body in cut:
        if version == "005010X212":
            good = linuxforhealth_reads(body, show)
        else:
            with tempfile.NamedTemporaryFile("w", suffix=".x12", delete=False) as file:
                file.write(body)
            good = pyx12_reads(file.name, show)
            os.unlink(file.name)
        if not good:
            return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--except", dest="left_out", help="file with names that are expected to fail")
    parser.add_argument("--errors", action="store_true", help="say on stderr what was refused")
    arguments = parser.parse_args()
    logging.getLogger("pyx12").setLevel(logging.CRITICAL)
    left_out = set()
    if arguments.left_out:
        with open(arguments.left_out, encoding="utf-8") as file:
            left_out = {line.strip() for line in file}
    failed = 0
    names = sorted(name for name in os.listdir(arguments.folder) if name.endswith(".x12") and name not in left_out)
    for name in names:
        good = check(os.path.join(arguments.folder, name), arguments.errors)
        failed += not good
        print(f"{name}: {'OK' if good else 'Failure'}")
    print(f"{len(names) - failed} of {len(names)} files accepted", file=sys.stderr)
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main())
