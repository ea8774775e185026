#!/usr/bin/env python3
"""Hold X12 files against readers that others wrote.

    check-x12.py FOLDER [--damaged NAMES] [--errors] [--quiet]

Every *.x12 file of FOLDER is read by pyx12 (4.0.0), which knows 837, 835, 277CA, 999 and TA1; functional groups of
005010X212, for which pyx12 has no map, go to linuxforhealth-x12. Prints "name: OK" or "name: Failure" for each file, and
ends with 1 if one failed. NAMES is a file with names, one a line, of files that are damaged on purpose: they may fail,
each must be there, and one at least must fail, since readers that refuse nothing prove nothing. It ends with 1 too where
no sound file was read. Needs what scripts/x12-readers.txt names.
"""

import argparse
import contextlib
import io
import json
import logging
import multiprocessing
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


def verdict(task):
    """Whether a file is read, with its name and what was said of it, for a worker of the pool."""
    folder, name, show = task
    logging.getLogger("pyx12").setLevel(logging.CRITICAL)
    heard = io.StringIO()
    with contextlib.redirect_stderr(heard):
        try:
            good = check(os.path.join(folder, name), show)
        except Exception as error:  # a reader that gives up has not read the file
            good = False
            print("   ", repr(error)[:2000], file=sys.stderr)
    return name, good, heard.getvalue()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--damaged", help="file with the names of files that are damaged on purpose")
    parser.add_argument("--errors", action="store_true", help="say on stderr what was refused")
    parser.add_argument("--quiet", action="store_true", help="name only sound files that fail")
    arguments = parser.parse_args()
    damaged = set()
    if arguments.damaged:
        with open(arguments.damaged, encoding="utf-8") as file:
            damaged = {line.strip() for line in file if line.strip()}
    names = sorted(name for name in os.listdir(arguments.folder) if name.endswith(".x12"))
    faults = [f"{name} is said to be damaged and is not there" for name in sorted(damaged.difference(names))]
    tasks = [(arguments.folder, name, arguments.errors and name not in damaged) for name in names]
    failed = set()
    with multiprocessing.Pool() as pool:
        for name, good, heard in pool.imap(verdict, tasks, chunksize=4):
            if not good:
                failed.add(name)
            if not arguments.quiet or (not good and name not in damaged):
                print(f"{name}: {'OK' if good else 'Failure'}", flush=True)
                print(heard, end="", file=sys.stderr, flush=True)
    sound = set(names) - damaged
    if failed & sound:
        faults.append(f"{len(failed & sound)} sound files were refused")
    if not sound:
        faults.append("no sound file was read")
    if damaged and not failed & damaged:
        faults.append("no damaged file was refused: the readers refuse nothing")
    for fault in faults:
        print(f"check-x12: {fault}", file=sys.stderr)
    print(f"{len(sound - failed)} of {len(sound)} sound X12 files were read by others' readers; "
          f"{len(failed & damaged)} of {len(damaged)} damaged ones were refused.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
