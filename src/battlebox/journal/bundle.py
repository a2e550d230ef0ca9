"""The one stream that carries a journal: over HTTP, as a file, on a stick.

Law: a bundle is lines of canonical JSON, gzipped: a heading, entries with parents first, pieces of files, and an ending
that counts and hashes them. Nothing of it is believed before it was checked; a reader's memory does not grow with it.
Between desks it may be short: what follows from the rest is left out, worked out again, and signed for all the same.
Not here: who may get which part (withhold.py), sealing (gobag.py), keeping (journal.py).
"""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from battlebox.journal import canon
from battlebox.journal.entry import Entry, read
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.header import SLOT_CELLS
from battlebox.journal.part import PART_BYTES_MAX, Part

VERSION: Final = 2
PLAIN: Final = 1
KEYS_REMEMBERED: Final = 1024
LINE_BYTES_MAX: Final = 4 * PART_BYTES_MAX
"""A line holds one entry or one piece of a file; a page of parts larger than this travels as attachments."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a desk takes at once."""

    entries: int = 2_000_000
    chunks: int = 100_000
    bytes: int = 8 << 30


@dataclass(frozen=True, slots=True)
class Heading:
    """What a bundle says of itself: the incident, the desk it is from, the body it is for (empty: anybody)."""

    incident: str
    sender: str
    to: str = ""


@dataclass(slots=True)
class Sent:
    """How much was written."""

    entries: int = 0
    chunks: int = 0


def write_bundle(
    out: BinaryIO,
    heading: Heading,
    entries: Iterable[Entry],
    chunks: Iterable[tuple[str, bytes]] = (),
    *,
    short: bool = False,
) -> Sent:
    """Write a bundle: entries must come parents first. Returns how much was written.

    `short` is for another desk and two fifths smaller; a person with `jq` and `sha256sum` needs the plain form.
    """
    sent, digest, tails = Sent(), hashlib.sha256(), _Tails()
    version = VERSION if short else PLAIN
    # No name and no time in the gzip heading: the same record gives the same file.
    with gzip.GzipFile(filename="", mode="wb", fileobj=out, compresslevel=6, mtime=0) as packed:

        def line(value: canon.Json) -> None:
            raw = canon.encode(value) + b"\n"
            digest.update(raw)
            packed.write(raw)

        line({"battlebox": "bundle", "v": version, "inc": heading.incident, "from": heading.sender, "to": heading.to})
        for entry in entries:
            line(_short_line(entry, tails) if short else _entry_line(entry))
            sent.entries += 1
        for identity, data in chunks:
            line({"c": identity, "b": base64.b64encode(data).decode()})
            sent.chunks += 1
        line({"end": digest.hexdigest(), "entries": sent.entries, "chunks": sent.chunks})
    return sent


def _entry_line(entry: Entry) -> canon.Json:
    parts = [_part_cell(place, part) for place, part in sorted(entry.parts.items())]
    return {"h": canon.decode_loose(entry.raw, what="a header"), "p": parts, "s": entry.signature.hex()}


def _short_line(entry: Entry, tails: _Tails) -> canon.Json:
    """A line without the commitments of the parts that are in it, and without a `prev` that the lines before tell."""
    line: Any = _entry_line(entry)
    header = line["h"]
    if header["n"] and header["prev"] == tails.of(header["key"]):
        header["prev"] = ""
    for place in entry.parts:
        header["parts"][place][1] = ""
    tails.note(header["key"], entry.id)
    return {**line}


class _Tails:
    """The last entry in a bundle of each key; writer and reader forget alike, so that memory is bounded."""

    def __init__(self) -> None:
        self._last: dict[str, str] = {}

    def of(self, key: str) -> str:
        """The id of the key's last entry so far; empty if there was none."""
        return self._last.get(key, "")

    def note(self, key: str, identity: str) -> None:
        """This entry is now its key's last."""
        if key not in self._last and len(self._last) == KEYS_REMEMBERED:
            self._last.clear()
        self._last[key] = identity


def _part_cell(place: int, part: Part) -> canon.Json:
    try:
        return [place, part.salt.hex(), "text", part.data.decode()]
    except UnicodeDecodeError:
        return [place, part.salt.hex(), "base64", base64.b64encode(part.data).decode()]


class BundleReader:
    """Reads a bundle line by line; use it once: `heading`, then `entries()` to the end, then `chunks` are all told."""

    def __init__(self, stream: BinaryIO, name: str, limits: Limits | None = None) -> None:
        self._lines = _Lines(stream, name)
        self._name = name
        self._limits = limits or Limits()
        self._digest = hashlib.sha256()
        self._waiting: dict[str, canon.Json] | None = None
        self._entries = 0
        self._chunks = 0
        self._short = False
        self._tails = _Tails()
        self.heading = self._heading()

    @property
    def is_whole(self) -> bool:
        """Whether it is plain: one desk's whole record, in the order in which that desk has it."""
        return not self._short

    def entries(self) -> Iterator[Entry]:
        """The entries, each with its signature and parts checked. Raises JournalError at the first thing wrong."""
        while (found := self._next()) is not None:
            if "h" in found:
                yield self._entry(found)
            elif "c" in found:
                self._waiting = found
                return
            else:
                self._ending(found)
                return

    def chunks(self) -> Iterator[tuple[str, bytes]]:
        """The pieces of files, each checked against its name; read after the entries."""
        found = self._waiting
        self._waiting = None
        while found is not None:
            if "c" not in found:
                self._ending(found)
                return
            yield self._chunk(found)
            found = self._next()

    def _heading(self) -> Heading:
        try:
            found = self._next()
        except JournalError as wrong:
            raise JournalError.of(Code.NOT_A_BUNDLE, name=self._name) from wrong
        if found is None or found.get("battlebox") != "bundle":
            raise JournalError.of(Code.NOT_A_BUNDLE, name=self._name)
        version = found.get("v")
        if isinstance(version, int) and version > VERSION:
            raise JournalError.of(Code.NEWER_VERSION, what=self._name, found=version, known=VERSION)
        cells = [found.get(name) for name in ("inc", "from", "to")]
        known = type(version) is int and version in (PLAIN, VERSION)
        names = {"battlebox", "v", "inc", "from", "to"}
        if not known or set(found) != names or not all(isinstance(cell, str) for cell in cells):
            raise JournalError.of(Code.NOT_A_BUNDLE, name=self._name)
        self._short = version == VERSION
        return Heading(*[str(cell) for cell in cells])

    def _next(self) -> dict[str, canon.Json] | None:
        """The next line as an object in canonical form; the ending is not counted into the digest."""
        raw = self._lines.next(self._limits)
        body = raw[:-1]
        try:
            found = canon.decode(body, what="the line")
        except JournalError as wrong:
            raise self._bad(str(wrong)) from wrong
        if not isinstance(found, dict):
            raise self._bad("it is not an object")
        if "end" not in found:
            self._digest.update(raw)
        return dict(found)

    def _entry(self, found: dict[str, canon.Json]) -> Entry:
        self._entries += 1
        if self._entries > self._limits.entries:
            raise JournalError.of(Code.TOO_MANY, name=self._name, most=self._limits.entries, what="entries")
        header, parts, signature = found.get("h"), found.get("p"), found.get("s")
        if set(found) != {"h", "p", "s"} or not isinstance(parts, list) or not isinstance(signature, str):
            raise self._bad("it is no entry")
        held: dict[int, Part] = {}
        for cell in parts:
            place, part = self._part(cell)
            if place in held:
                raise self._bad("a part is there twice")
            held[place] = part
        if self._short:
            header = self._restored(header, held)
        entry = read(canon.encode(header), self._hex(signature), held)
        self._tails.note(entry.header.key, entry.id)
        return entry

    def _restored(self, header: canon.Json, held: dict[int, Part]) -> canon.Json:
        """A short header as it was signed; what may be left out must be, so that there is one form of it.

        A header of another shape is given back as it is, for `read` to refuse.
        """
        if not isinstance(header, dict) or not isinstance(header.get("parts"), list):
            return header
        whole: dict[str, Any] = dict(header)
        last = self._tails.of(str(whole.get("key")))
        slots = [(place, slot) for place, slot in enumerate(whole["parts"]) if place in held and _is_slot(slot)]
        if (last and whole.get("prev") == last) or any(slot[1] != "" for _, slot in slots):
            raise self._bad("it writes out what a short bundle leaves out")
        if whole.get("prev") == "" and whole.get("n") != 0:
            whole["prev"] = last
        whole["parts"] = list(whole["parts"])
        for place, (holds, _, size) in slots:
            whole["parts"][place] = [holds, held[place].commitment(place), size]
        return whole

    def _part(self, cell: canon.Json) -> tuple[int, Part]:
        match cell:
            # A bool passes for an int here, and is no place.
            case [int(place), str(salt), str(spelling), str(data)] if type(place) is int and spelling in _SPELLINGS:
                return place, Part(self._hex(salt), data.encode() if spelling == "text" else self._base64(data))
        raise self._bad("it has a part that is none")

    def _chunk(self, found: dict[str, canon.Json]) -> tuple[str, bytes]:
        self._chunks += 1
        if self._chunks > self._limits.chunks:
            raise JournalError.of(Code.TOO_MANY, name=self._name, most=self._limits.chunks, what="pieces of files")
        identity, data = found.get("c"), found.get("b")
        if set(found) != {"c", "b"} or not isinstance(identity, str) or not isinstance(data, str):
            raise self._bad("it is no piece of a file")
        raw = self._base64(data)
        if hashlib.sha256(raw).hexdigest() != identity:
            raise JournalError.of(Code.BAD_CHUNK)
        return identity, raw

    def _ending(self, found: dict[str, canon.Json]) -> None:
        right = {"end": self._digest.hexdigest(), "entries": self._entries, "chunks": self._chunks}
        if found != right:
            raise JournalError.of(Code.BUNDLE_ALTERED, name=self._name)
        self._lines.must_end()

    def _hex(self, text: str) -> bytes:
        try:
            raw = bytes.fromhex(text)
        except ValueError:
            raise self._bad("a number in hex digits is none") from None
        if raw.hex() != text:
            raise self._bad("a number in hex digits is not in the one form")
        return raw

    def _base64(self, text: str) -> bytes:
        try:
            raw = base64.b64decode(text, validate=True)
        except binascii.Error:
            raise self._bad("base64 is none") from None
        if base64.b64encode(raw).decode() != text:
            raise self._bad("base64 is not in the one form")
        return raw

    def _bad(self, why: str) -> JournalError:
        return JournalError.of(Code.BAD_LINE, line=self._lines.number, name=self._name, why=why)


def _is_slot(value: canon.Json) -> bool:
    return isinstance(value, list) and len(value) == SLOT_CELLS


_SPELLINGS: Final = ("text", "base64")


class _Lines:
    """Lines of a gzip stream, none longer and all together not more than they may be."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._packed = gzip.GzipFile(fileobj=stream, mode="rb")
        self._name = name
        self._bytes = 0
        self.number = 0

    def next(self, limits: Limits) -> bytes:
        """The next line with its newline."""
        raw = self._read(LINE_BYTES_MAX + 1)
        self.number += 1
        self._bytes += len(raw)
        if len(raw) > LINE_BYTES_MAX:
            why = f"it is longer than {LINE_BYTES_MAX} bytes"
            raise JournalError.of(Code.BAD_LINE, line=self.number, name=self._name, why=why)
        if not raw.endswith(b"\n"):
            raise JournalError.of(Code.CUT_SHORT, name=self._name)
        if self._bytes > limits.bytes:
            raise JournalError.of(Code.TOO_MANY, name=self._name, most=limits.bytes, what="bytes")
        return raw

    def must_end(self) -> None:
        """Raises JournalError if anything follows, or gzip's own checksum does not fit."""
        if self._read(1):
            raise JournalError.of(Code.BUNDLE_ALTERED, name=self._name)

    def _read(self, most: int) -> bytes:
        try:
            return self._packed.readline(most)
        except EOFError:
            raise JournalError.of(Code.CUT_SHORT, name=self._name) from None
        except (gzip.BadGzipFile, zlib.error):
            raise JournalError.of(Code.BUNDLE_ALTERED, name=self._name) from None
