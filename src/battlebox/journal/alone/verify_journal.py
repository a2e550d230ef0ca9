#!/usr/bin/env python3
# ruff: noqa: T201, PLR2004, ANN401, TRY301, PTH123
# It prints; its numbers are those of the format page and of RFC 8032; what it reads has no type until it was checked.
"""Check an exported incident record, with nothing but this file and Python 3.9 or later.

    python3 verify_journal.py incident.jsonl.gz [checkpoint.txt ...]

Law: this file imports nothing of Battlebox and believes nothing that the export says of itself: it recomputes each id,
signature, link, part and order, and each claim about who may write. Exit code 0: nothing is wrong; 1: something is;
2: it was called wrongly or the file cannot be read. It checks about 300 signatures a second; with PyNaCl installed,
and `--fast`, some 15,000, by the same rules: docs/formats/journal.md; Ed25519 as in RFC 8032 and, strictly, libsodium.
Not here: what the entries mean (plain JSON lines, for any editor), attached files (extract_files.py).
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

try:  # The only thing here that is not in Python itself; without it, checking is slower and no different.
    from nacl.bindings import crypto_sign_open
    from nacl.exceptions import BadSignatureError
except ImportError:
    crypto_sign_open, BadSignatureError = None, ValueError  # type: ignore[assignment, misc] # absent is allowed

Point = tuple[int, int, int, int]
Check = Callable[[bytes, bytes, bytes], bool]

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
NAME = re.compile(r"[a-z][a-z0-9_.:-]{0,63}").fullmatch
WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}").fullmatch
KIND = re.compile(r"[a-z][a-z-]{0,31}:[a-z][a-z-]{0,31}").fullmatch
LABELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
CLASSES = ("text", "value", "person", "file", "sealed")
LINE_MOST = 4 << 20
FIELDS = ["aud", "by", "clk", "d", "inc", "key", "kind", "n", "op", "parts", "prev", "re", "seen", "tlp", "v", "wall"]
MADE = {  # What Battlebox itself writes into `re` of these kinds, and how the fields are spelt that are not free.
    "journal:opened": "org name role",
    "key:enrolled": "key org name role signed",
    "key:revoked": "key org last_good signed",
    "checkpoint:signed": "size root",
}
ID = "[0-9a-f]{64}"
HEX = re.compile(ID).fullmatch
SPELT = {"key": ID, "root": ID, "last_good": f"({ID})?", "signed": ID + ID}


def add(a: Point, b: Point) -> Point:
    """Add two points given as (X, Y, Z, T)."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: Point) -> Point:
    """A point taken `number` times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point = add(point, point)
        number >>= 1
    return total


def point_of(raw: bytes) -> Point | None:
    """The point that 32 bytes spell; None if they spell none, another way, or one of small order."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * ROOT_OF_MINUS_1 % P
    if y >= P or v * x * x % P != u or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    point = (x, y, 1, x * y % P)
    eight = times(8, point)
    return None if eight[0] % P == 0 and (eight[1] - eight[2]) % P == 0 else point


BASE: Point = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))  # type: ignore[assignment] # it spells one


def is_signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the 32-byte key signed the message."""
    a, r, s = point_of(key), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    got = add(times(s, BASE), times(h, (P - a[0], a[1], 1, P - a[3])))
    return (got[0] - r[0] * got[2]) % P == 0 and (got[1] - r[1] * got[2]) % P == 0


def is_signed_fast(key: bytes, message: bytes, signature: bytes) -> bool:
    """The same by libsodium."""
    try:
        return len(signature) == 64 and crypto_sign_open(signature + message, key) is not None
    except (BadSignatureError, ValueError):
        return False


def spelt(text: str, form: str) -> bytes:
    """The bytes that hex digits or base64 spell in their one way."""
    raw = bytes.fromhex(text) if form == "hex" else base64.b64decode(text, validate=True)
    if text != (raw.hex() if form == "hex" else base64.b64encode(raw).decode()):
        raise ValueError(f"{form} is not in the one form")
    return raw


def canonical(value: object) -> bytes:
    """The one way a value is written."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def is_made(kind: str, about: Any) -> bool:
    """Whether `re` of a kind that Battlebox itself writes has its fields, in form."""
    for name in MADE.get(kind, "").split() + [one for one in about if kind == "journal:opened" and one[:4] == "org:"]:
        value, form = about.get(name), SPELT.get(name, ID if ":" in name else "(?s:.*)")
        right = type(value) is int and value > 0 if name == "size" else isinstance(value, str)
        if not right or (name != "size" and not re.fullmatch(form, value)):
            return False
    return True


def is_in_form(header: Any) -> bool:
    """Whether a header's values are as the format page says."""
    writes, slots, about, label = (header[name] for name in ("op", "parts", "re", "tlp"))
    lists = [header["seen"], header["aud"], writes, slots, *writes, *slots, *(write[3] for write in writes)]
    texts = [header[name] for name in ("inc", "key", "prev", "clk", "tlp", "kind", "by")]
    texts += [*header["seen"], *header["aud"], *(slot[0] for slot in slots)]
    if not (isinstance(about, dict) and all(type(one) is list for one in lists) and all(type(x) is str for x in texts)):
        return False
    ids = [header["key"], *header["seen"], *(old for write in writes for old in write[3]), *(slot[1] for slot in slots)]
    ids += [one for one in (header["inc"], header["prev"]) if one]
    numbers = [header["n"], header["d"], header["wall"], *(write[2] for write in writes), *(slot[2] for slot in slots)]
    numbers += [header["v"]] + [value for value in about.values() if not isinstance(value, str)]
    words = [*header["aud"], *(word for write in writes for word in write[:2]), *filter(None, [header["by"]])]
    first = (header["d"], header["n"], header["prev"], header["seen"]) == (0, 0, "", [])
    rules = [
        len(canonical(header)) <= 65536 and len(header["seen"]) <= 16 and len(header["aud"]) <= 64,
        len(about) <= 64 and len(writes) <= 256 and len(slots) <= 60,
        all(len(write) == 4 and len(write[3]) <= 256 for write in writes) and all(len(slot) == 3 for slot in slots),
        all(isinstance(one, str) and HEX(one) for one in ids),
        all(type(number) is int and abs(number) < 2**53 for number in numbers),
        all(isinstance(word, str) and WORD(word) for word in words) and all(NAME(name) for name in about),
        all(len(value) <= 512 for value in about.values() if isinstance(value, str)),
        header["n"] >= 0 and header["d"] >= 0 and (header["n"] == 0) == (header["prev"] == ""),
        all(values == sorted(set(values)) for values in (header["seen"], header["aud"], *(w[3] for w in writes))),
        label in LABELS and header["clk"] in ("ntp", "gps", "unset", "human") and KIND(header["kind"]),
        (header["inc"] == "") == (header["kind"] == "journal:opened"),
        first if header["inc"] == "" else header["prev"] != "" or header["seen"],
        len({(w[0], w[1]) for w in writes}) == len(writes) and all(-1 <= w[2] < len(slots) for w in writes),
        all(slot[0] in CLASSES and slot[2] % 64 == 0 and 64 <= slot[2] <= 2**20 for slot in slots),
        not (label == "CLEAR" and any(slot[0] == "person" for slot in slots)) and is_made(header["kind"], about),
    ]
    return all(rules)


def commitment(salt: bytes, place: int, data: bytes) -> tuple[str, int]:
    """What a header must say of a part."""
    size = max(1, -(-len(data) // 64)) * 64
    head = b"battlebox/part/1\0" + salt + place.to_bytes(2, "big") + len(data).to_bytes(8, "big")
    return hashlib.sha256(head + data + bytes(size - len(data))).hexdigest(), size


def root_of(leaves: list[bytes]) -> bytes:
    """The RFC 6962 root over ids."""
    if len(leaves) < 2:
        return hashlib.sha256(b"".join(b"\0" + leaf for leaf in leaves)).digest()
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root_of(leaves[:middle]) + root_of(leaves[middle:])).digest()


def printable(text: str) -> str:
    """A name that a desk chose, unable to move a cursor."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


class Record:
    """What was read so far, and what was found wrong."""

    def __init__(self, check: Check) -> None:
        self.check, self.incident, self.sender, self.parts, self.absent = check, "", "", 0, 0
        self.wrong, self.order, self.drill = list[str](), list[bytes](), ""
        self.entries: dict[str, tuple[str, int, int, str]] = {}
        self.orgs, self.desks, self.orgs_of = dict[str, str](), dict[str, str](), dict[str, set[str]]()
        self.revoked: dict[str, set[tuple[str, str]]] = {}
        self.numbers: dict[tuple[str, int], dict[str, bool]] = {}

    def say(self, identity: str, header: Any, what: str) -> None:
        """Note something wrong."""
        self.wrong.append(f"entry {identity[:16]} of {self.name(str(header.get('key')))}: {what}")

    def name(self, key: str) -> str:
        """What to call a desk."""
        return printable(self.desks.get(key, "unknown desk " + key[:16]))

    def heading(self, line: Any) -> None:
        """What the copy says of itself."""
        if line["v"] != 1:
            raise OSError("it is a short copy, made for another desk, or newer than this program")
        right = {"battlebox": "bundle", "v": 1} | {name: str(line[name]) for name in ("from", "inc", "to")}
        if canonical(line) != canonical(right):
            raise ValueError("this is not a Battlebox journal export")
        self.incident, self.sender = line["inc"], line["from"]

    def entry(self, line: Any) -> None:
        """Check one entry and take it in."""
        header = line["h"]
        if sorted(line) != ["h", "p", "s"]:
            raise ValueError("it is no entry")
        raw = canonical(header)
        identity = hashlib.sha256(b"battlebox/entry/1\0" + raw).hexdigest()
        if sorted(header) != FIELDS or header["v"] != 1 or not is_in_form(header):
            self.say(identity, header, "its fields are not in form")
            return
        if not self.check(bytes.fromhex(header["key"]), b"battlebox/entry/1\0" + raw, spelt(line["s"], "hex")):
            self.say(identity, header, "it is not signed by its desk")
        if (header["inc"] or identity) != self.incident:
            self.say(identity, header, "it is of another incident")
        self.links(identity, header)
        self.held(identity, header, line["p"])
        self.entries[identity] = (header["key"], header["n"], header["d"], header["prev"])
        self.order.append(bytes.fromhex(identity))
        self.numbers.setdefault((header["key"], header["n"]), {})[identity] = True
        self.meaning(identity, header)

    def links(self, identity: str, header: Any) -> None:
        """Its parents came before it, and its number and depth follow from theirs."""
        deepest = -1
        for parent in ([header["prev"]] if header["prev"] else []) + header["seen"]:
            before = self.entries.get(parent)
            if before is None:
                self.say(identity, header, f"entry {parent[:16]}, which it follows, is missing")
                continue
            deepest = max(deepest, before[2])
            if parent == header["prev"] and before[:2] != (header["key"], header["n"] - 1):
                self.say(identity, header, "it does not follow its desk's entry before")
        for old in (old for write in header["op"] for old in write[3] if old not in self.entries):
            self.say(identity, header, f"entry {old[:16]}, whose value it replaces, is missing")
        if header["d"] != deepest + 1:
            self.say(identity, header, "its place does not follow from what it saw")

    def held(self, identity: str, header: Any, parts: Any) -> None:
        """Each part here is the one that was signed."""
        if len({part[0] for part in parts}) != len(parts):
            self.say(identity, header, "a part is there twice")
        for place, salt, spelling, told in parts:
            if spelling not in ("text", "base64") or type(place) is not int:
                raise ValueError("it has a part that is none")
            data = told.encode() if spelling == "text" else spelt(told, "base64")
            slot = header["parts"][place] if 0 <= place < len(header["parts"]) else None
            if slot is None or len(salt) != 32 or tuple(slot[1:]) != commitment(spelt(salt, "hex"), place, data):
                self.say(identity, header, f"part {place} is not what was signed")
        self.parts, self.absent = self.parts + len(parts), self.absent + len(header["parts"]) - len(parts)

    def meaning(self, identity: str, header: Any) -> None:
        """Who is enrolled and revoked; what the exporter's own checkpoints claim."""
        about, kind = header["re"], header["kind"]
        if kind == "journal:opened":
            self.drill = "EXERCISE EXERCISE EXERCISE: of a drill, not of an incident\n" if about.get("exercise") else ""
            self.orgs = {name[4:]: key for name, key in about.items() if name.startswith("org:")}
            self.desks[header["key"]] = f"{about['org']}/{about['name']}"
            self.orgs_of.setdefault(header["key"], set()).add(about["org"])
        elif kind in ("key:enrolled", "key:revoked"):
            bare = {name: value for name, value in about.items() if name != "signed"}
            message = b"battlebox/statement/1\0" + canonical({"inc": header["inc"], "kind": kind, "re": bare})
            admin = self.orgs.get(about.get("org"))
            if admin is None or not self.check(bytes.fromhex(admin), message, bytes.fromhex(about["signed"])):
                self.say(identity, header, "no admin of its organisation signed this order")
            elif kind == "key:enrolled":
                self.desks.setdefault(about["key"], f"{about['org']}/{about['name']}")
                self.orgs_of.setdefault(about["key"], set()).add(about["org"])
            else:
                self.revoked.setdefault(about["key"], set()).add((about["org"], about["last_good"]))
        elif kind == "checkpoint:signed" and header["key"] == self.sender:
            covered = self.order[: about["size"]]
            if len(covered) < about["size"] or root_of(covered).hex() != about["root"]:
                self.say(identity, header, "the entries before it are not those its checkpoint signed")

    def after_revocation(self, key: str) -> tuple[list[str], int] | None:
        """The last good entries of a revoked key, and how many of its entries came after; None if it was not."""
        lasts = [last for org, last in self.revoked.get(key, ()) if org in self.orgs_of.get(key, ())]
        good = set(self.entries)
        for last in lasts:
            chain, one = set(), last
            while one in self.entries and self.entries[one][0] == key:
                chain.add(one)
                one = self.entries[one][3]
            good &= chain
        after = [one for one, entry in self.entries.items() if entry[0] == key and one not in good]
        return (sorted(lasts), len(after)) if lasts else None

    def finish(self) -> None:
        """What only the whole shows."""
        for (key, n), ids in self.numbers.items():
            if len(ids) > 1:
                both = " and ".join(one[:16] for one in list(ids)[:2])
                self.wrong.append(f"{self.name(key)} wrote two different entries number {n}: {both}")
        for key in sorted({key for key, _ in self.numbers} - set(self.desks)):
            self.wrong.append(f"{self.name(key)} was never enrolled; its entries are not to be believed")


def read(path: Path, check: Check) -> Record:
    """Read and check an export."""
    record, digest, ended, count, pieces = Record(check), hashlib.sha256(), False, 0, 0
    with gzip.open(path) if str(path).endswith(".gz") else open(path, "rb") as file:
        for number, raw in enumerate(iter(lambda: file.readline(LINE_MOST + 1), b""), 1):
            try:
                if len(raw) > LINE_MOST:
                    raise OSError(f"line {number} is longer than {LINE_MOST} bytes")
                line = json.loads(raw)
                if ended or canonical(line) + b"\n" != raw:
                    raise ValueError("it is not in the one form, or comes after the end")
                if number == 1:
                    record.heading(line)
                elif "h" in line and not pieces:
                    record.entry(line)
                    count += 1
                elif "c" in line:
                    pieces += 1
                    if line != {"b": line["b"], "c": hashlib.sha256(spelt(line["b"], "base64")).hexdigest()}:
                        raise ValueError("a piece of a file is not what its name says")
                else:
                    ended = line == {"end": digest.hexdigest(), "entries": count, "chunks": pieces}
                digest.update(raw)
            except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
                record.wrong.append(f"line {number} cannot be read: {error}")
    if not ended:
        record.wrong.append("the file does not end as it began: it was cut short or altered")
    record.finish()
    return record


def checkpoint(record: Record, text: str) -> str | None:
    """What a checkpoint, as text, says about the record."""
    lines = text.split("\n")
    _, incident, key = lines[0].split("/")
    size, root = int(lines[1]), base64.b64decode(lines[2])
    body = "\n".join(lines[:3]) + "\n"
    own = [line for line in lines[4:] if line.startswith("\u2014 " + lines[0] + " ")]
    if not own or not record.check(bytes.fromhex(key), body.encode(), base64.b64decode(own[0].split(" ")[-1])[4:]):
        return "the checkpoint is not signed by its desk"
    if incident != record.incident or key != record.sender:
        return "the checkpoint is of another record than the desk that exported this one"
    if size > len(record.order):
        return f"the checkpoint covers {size} entries and the export has {len(record.order)}: entries are missing"
    if root_of(record.order[:size]) != root:
        return f"the first {size} entries are not those the checkpoint signed"
    return None


def main(arguments: list[str]) -> int:
    """Check, print what was found, and say so in the exit code."""
    check: Check = is_signed_fast if "--fast" in arguments and crypto_sign_open is not None else is_signed
    paths = [Path(argument) for argument in arguments if argument != "--fast"]
    if not paths:
        print(__doc__)
        return 2
    try:
        record = read(paths[0], check)
        notes = [(path, path.read_text(encoding="utf-8", errors="replace")) for path in paths[1:]]
    except (OSError, EOFError, zlib.error) as error:
        print(f"cannot read: {error}")
        return 2
    for path, text in notes:
        try:
            said = checkpoint(record, text)
        except (ValueError, IndexError):
            said = "this is not a checkpoint"
        record.wrong += [f"{path.name}: {said}"] if said else []
        print(f"{path.name}: " + (said or "signed, and the record begins with exactly its entries"))
    print(f"{record.drill}incident {printable(record.incident)}")
    print(f"{len(record.entries)} entries, {record.parts} parts checked, {record.absent} withheld or redacted")
    for key, name in sorted(record.desks.items(), key=lambda item: item[1]):
        revoked = record.after_revocation(key)
        last = ", ".join(filter(None, revoked[0])) or "none" if revoked else ""
        told = f", revoked (last good entry {last}; {revoked[1]} entries came after it)" if revoked else ""
        print(f"desk {printable(name)}, key {key}{told}")
    for what in record.wrong:
        print("WRONG: " + what)
    print("nothing is wrong" if not record.wrong else f"{len(record.wrong)} things are wrong")
    return 1 if record.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
