#!/usr/bin/env python3
"""Checks an export of a journal's proofs with nothing but its public key: verify-log.py FOLDER KEYFILE [PROOF]

It shares no code with recourse and needs only Python, so that it can be read in one sitting. The forms are those of
C2SP signed-note, tlog-checkpoint, tlog-tiles and tlog-proof; the hashes those of RFC 6962; the signature RFC 8032's.
"""
import base64
import hashlib
import sys

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493


def point(data):
    y = int.from_bytes(data, "little") & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    assert y < P and x * x % P == square, "no point of the curve"
    return (P - x if x & 1 != data[31] >> 7 else x), y


def add(one, two):
    (a, b), (c, d) = one, two
    k = D * a * b * c * d
    return (a * d + b * c) * pow(1 + k, -1, P) % P, (b * d + a * c) * pow(1 - k, -1, P) % P


def times(number, a):
    total = (0, 1)
    while number:
        total, a, number = (add(total, a) if number & 1 else total), add(a, a), number >> 1
    return total


def verify_signature(key, text, signature):
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    base = point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
    assert len(signature) == 64 and s < ORDER, "no Ed25519 signature"
    assert times(s, base) == add(point(signature[:32]), times(k, point(key))), "the signature is wrong"


def checkpoint(note, vkey):
    name, key_id, key = vkey.strip().split("+", 2)
    key = base64.b64decode(key, validate=True)
    known = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    assert key[0] == 1 and len(key) == 33 and known.hex() == key_id, "no Ed25519 verifier key"
    assert note.endswith("\n"), "the checkpoint is cut short"
    text, signatures = note.rsplit("\n\n", 1)
    lines = [line.split(" ") for line in signatures.splitlines()]
    mine = [base64.b64decode(s) for dash, signer, s in lines if dash == "\u2014" and signer == name]
    mine = [signature[4:] for signature in mine if signature[:4] == known]
    assert mine, "not signed by this key"
    for signature in mine:
        verify_signature(key[1:], (text + "\n").encode(), signature)
    origin, size, root = text.split("\n")[:3]
    assert origin == name and str(int(size)) == size, "not a checkpoint of this journal"
    return int(size), base64.b64decode(root, validate=True)


def leaf(data):
    return hashlib.sha256(b"\0" + data).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def tree(hashes):
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256(b"").digest()
    middle = 1 << (len(hashes) - 1).bit_length() - 1
    return node(tree(hashes[:middle]), tree(hashes[middle:]))


def path(kind, number, width):
    digits = f"{number:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    return f"tile/{kind}/" + "/".join(["x" + group for group in groups[:-1]] + groups[-1:]) + (f".p/{width}" if width < 256 else "")


def read(folder, name):
    with open(f"{folder}/{name}", "rb") as file:
        return file.read()


def verify_export(folder, vkey):
    size, root = checkpoint(read(folder, "checkpoint").decode(), vkey)
    row = []
    for number in range(-(-size // 256)):
        width = min(256, size - 256 * number)
        bundle, entries = read(folder, path("entries", number, width)), []
        while bundle:
            end = 2 + int.from_bytes(bundle[:2], "big")
            assert len(bundle) >= end, f"bundle {number} is cut short"
            entries, bundle = entries + [bundle[2:end]], bundle[end:]
        assert len(entries) == width, f"bundle {number} has {len(entries)} entries"
        for offset, entry in enumerate(entries):
            position = 256 * number + offset + 1
            assert entry[:1] == b"\1" and int.from_bytes(entry[1:9], "big") == position, f"entry {position} is not there"
        row += [leaf(entry) for entry in entries]
    assert tree(row) == root, "the entries are not those that were signed"
    level = 0
    while row:
        for number in range(-(-len(row) // 256)):
            part = row[256 * number : 256 * number + 256]
            assert read(folder, path(level, number, len(part))) == b"".join(part), f"tile {level}/{number} is another"
        row = [tree(row[i : i + 256]) for i in range(0, len(row) - 255, 256)]
        level += 1
    return size


def verify_proof(text, vkey):
    head, note = text.split("\n\n", 1)
    first, extra, index, *hashes = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1" and extra[:6] == "extra " and index[:6] == "index ", "no proof"
    size, root = checkpoint(note, vkey)
    index, data, hashes = int(index[6:]), base64.b64decode(extra[6:]), [base64.b64decode(line) for line in hashes]

    def climb(start, end):
        # The root over the leaves from start to end, of which the proof's leaf is one.
        if end - start == 1:
            return leaf(data)
        middle = start + (1 << (end - start - 1).bit_length() - 1)
        sibling = hashes.pop()
        return node(climb(start, middle), sibling) if index < middle else node(sibling, climb(middle, end))

    assert 0 <= index < size and climb(0, size) == root and not hashes, "the proof does not lead to the signed root"
    assert int.from_bytes(data[1:9], "big") == index + 1, "the proof is of another entry"
    return index + 1


if __name__ == "__main__":
    try:
        vkey = open(sys.argv[2], encoding="utf-8").read()
        print(f"{verify_export(sys.argv[1], vkey)} entries are those that were signed")
        for name in sys.argv[3:]:
            print(f"entry {verify_proof(open(name, encoding='utf-8').read(), vkey)} is proven")
    except (AssertionError, ValueError, IndexError, OSError) as problem:
        sys.exit(f"verify-log: {problem}")
