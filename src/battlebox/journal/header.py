"""The signed line of an entry: who wrote it, after what, when by their watch, for whom, and what it commits to.

Law: a header is read from exactly the bytes that were signed; whatever is not exactly in the form is refused, and no
field is ever filled in. The field names and limits are those of docs/formats/journal.md.
Not here: signatures and ids (entry.py), the parts themselves (part.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Any, Final, NamedTuple

from battlebox.journal import canon
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.made import is_id, odd_field
from battlebox.journal.part import PART_BYTES_MAX, STEP_BYTES, PartClass, Slot
from battlebox.marking import Tlp

VERSION: Final = 1
HEADER_BYTES_MAX: Final = 1 << 16
SEEN_MAX: Final = 16
WRITES_MAX: Final = 256
PREDECESSORS_MAX: Final = 256
PARTS_MAX: Final = 60
AUDIENCE_MAX: Final = 64
ABOUT_MAX: Final = 64
TEXT_MAX: Final = 512
NO_PART: Final = -1

About = dict[str, str | int]


class Write(NamedTuple):
    """One field of one thing takes a new value: the part at `part` (or none, -1), over the entries in `over`.

    `over` are the ids of the entries whose value for this field the writer saw and replaces.
    """

    thing: str
    name: str
    part: int
    over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """A header's fields; ids and keys are 64 lower-case hex digits, `wall_ms` is Unix time as the laptop told it."""

    incident: str
    key: str
    n: int
    prev: str
    seen: tuple[str, ...]
    depth: int
    wall_ms: int
    watch: str
    tlp: str
    audience: tuple[str, ...]
    kind: str
    by: str
    about: About = field(hash=False)
    writes: tuple[Write, ...]
    parts: tuple[Slot, ...]

    def to_bytes(self) -> bytes:
        """The canonical bytes that are signed and hashed."""
        return canon.encode(
            {
                "v": VERSION,
                "inc": self.incident,
                "key": self.key,
                "n": self.n,
                "prev": self.prev,
                "seen": list(self.seen),
                "d": self.depth,
                "wall": self.wall_ms,
                "clk": self.watch,
                "tlp": self.tlp,
                "aud": list(self.audience),
                "kind": self.kind,
                "by": self.by,
                "re": self.about,
                "op": [[write.thing, write.name, write.part, list(write.over)] for write in self.writes],
                "parts": [[slot.holds, slot.commitment, slot.padded] for slot in self.parts],
            },
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Header:
        """Read a header from its signed bytes. Raises JournalError naming the field that is wrong."""
        if len(raw) > HEADER_BYTES_MAX:
            raise JournalError.of(Code.TOO_LARGE, what="an entry's header", most=HEADER_BYTES_MAX)
        found = canon.decode_loose(raw, what=_WHAT)
        if not isinstance(found, dict):
            raise JournalError.of(Code.FIELDS, what=_WHAT, found="not an object")
        _check_names(found)
        for name, right in _CHECKS:
            if not right(found[name]):
                raise JournalError.of(Code.FIELD, what=_WHAT, field=name, found=repr(found[name])[:60])
        # Every field is now of a known, shallow shape, so writing it again can neither fail nor go deep.
        if canon.encode(found) != raw:
            raise JournalError.of(Code.NOT_CANONICAL, what=_WHAT)
        header = cls._of(found)
        _check_together(header)
        return header

    @classmethod
    def from_store(cls, raw: bytes) -> Header:
        """Read a header that was checked when it was taken in; three times as fast. Raises JournalError.

        Whether the store still holds what was taken in is for `verify` to say.
        """
        try:
            return cls._of(canon.decode_loose(raw, what=_WHAT))
        except (KeyError, TypeError, ValueError) as wrong:
            raise JournalError.of(Code.FIELDS, what=_WHAT, found=str(wrong)[:80]) from wrong

    @classmethod
    def _of(cls, found: Any) -> Header:  # noqa: ANN401 - the caller has checked it, or catches what follows
        # Of what thousands of headers say alike (keys, bodies, the ids of those before) one is kept for all of them.
        return cls(
            intern(found["inc"]),
            intern(found["key"]),
            found["n"],
            intern(found["prev"]),
            tuple(map(intern, found["seen"])),
            found["d"],
            found["wall"],
            intern(found["clk"]),
            intern(found["tlp"]),
            _one_of(tuple(found["aud"])),
            intern(found["kind"]),
            intern(found["by"]),
            found["re"],
            tuple(
                [
                    Write(intern(thing), intern(name), part, tuple(map(intern, over)))
                    for thing, name, part, over in found["op"]
                ]
            ),
            tuple([Slot(intern(holds), commitment, size) for holds, commitment, size in found["parts"]]),
        )

    @property
    def parents(self) -> tuple[str, ...]:
        """Ids this entry was written after: its desk's entry before, then the others it names as seen."""
        return (self.prev, *self.seen) if self.prev else self.seen


@lru_cache(maxsize=1024)
def _one_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words that are equal to these; the same each time."""
    return tuple(map(intern, words))


def _check_names(found: dict[str, object]) -> None:
    version = found.get("v")
    if type(version) is int and version > VERSION:
        raise JournalError.of(Code.NEWER_VERSION, what=_WHAT, found=version, known=VERSION)
    if found.keys() != _NAMES:
        odd = ", ".join(sorted(found.keys() ^ _NAMES))
        raise JournalError.of(Code.FIELDS, what=_WHAT, found=odd[:80])


def _check_together(header: Header) -> None:
    """The rules between fields."""
    first = header.n == 0
    if first != (header.prev == ""):
        raise JournalError.of(Code.FIELD, what=_WHAT, field="prev", found="it must be empty in number 0 alone")
    genesis = header.incident == ""
    if genesis != (header.kind == "journal:opened") or (genesis and (not first or header.seen or header.depth)):
        raise JournalError.of(Code.FIELD, what=_WHAT, field="inc", found="it must be empty in the first entry alone")
    if not genesis and not header.parents:
        raise JournalError.of(Code.FIELD, what=_WHAT, field="seen", found="a desk's first entry names what it saw")
    if header.tlp == Tlp.CLEAR and any(slot.holds == PartClass.PERSON for slot in header.parts):
        raise JournalError.of(Code.FIELD, what=_WHAT, field="tlp", found="a part names a person and the label is CLEAR")
    several = len(header.writes) > 1
    if several and len({(write.thing, write.name) for write in header.writes}) != len(header.writes):
        raise JournalError.of(Code.FIELD, what=_WHAT, field="op", found="one field is written twice")
    odd = odd_field(header.kind, header.about)
    if odd:
        raise JournalError.of(Code.FIELD, what=_WHAT, field=f"re.{odd}", found=f"{header.about.get(odd)!r:.60}")
    if any(write.part >= len(header.parts) for write in header.writes):
        raise JournalError.of(Code.FIELD, what=_WHAT, field="op", found="it names a part that is not there")


def is_word(text: str) -> bool:
    """Whether a body, an officer, a thing or a field may be called this."""
    return _is_word(text) is not None


SLOT_CELLS: Final = 3
"""A part in a header: its class, its commitment, its length."""
_WRITE_CELLS: Final = 4
"""A write in a header: the thing, the name, the part, and what it goes over."""
_WHAT: Final = "an entry's header"
_is_kind = re.compile(r"[a-z][a-z-]{0,31}:[a-z][a-z-]{0,31}").fullmatch
_is_word = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}").fullmatch
_is_about_name = re.compile(r"[a-z][a-z0-9_.:-]{0,63}").fullmatch
WATCHES: Final = frozenset({"ntp", "gps", "unset", "human"})
_LABELS: Final = frozenset(label.value for label in Tlp)
_CLASSES: Final = frozenset(kind.value for kind in PartClass)


def _count(value: object) -> bool:
    return type(value) is int and 0 <= value <= canon.INTEGER_MOST


def _integer(value: object) -> bool:
    return type(value) is int and -canon.INTEGER_MOST <= value <= canon.INTEGER_MOST


def _id_or_none(value: object) -> bool:
    return value == "" or is_id(value)


def _ids(value: object, most: int) -> bool:
    if type(value) is not list or len(value) > most:
        return False
    return not value or (all(map(is_id, value)) and (len(value) == 1 or value == sorted(set(value))))


def _word_or_none(value: object) -> bool:
    return type(value) is str and (value == "" or _is_word(value) is not None)


def _words(value: object) -> bool:
    if type(value) is not list or len(value) > AUDIENCE_MAX:
        return False
    return not value or (all(type(w) is str and _is_word(w) for w in value) and value == sorted(set(value)))


def _about(value: object) -> bool:
    if type(value) is not dict or len(value) > ABOUT_MAX:
        return False
    return all(
        _is_about_name(name) and (_integer(inner) or (type(inner) is str and len(inner) <= TEXT_MAX))
        for name, inner in value.items()
    )


def _write(value: object) -> bool:
    if type(value) is not list or len(value) != _WRITE_CELLS:
        return False
    thing, name, part, over = value
    if type(thing) is not str or type(name) is not str or not (_is_word(thing) and _is_word(name)):
        return False
    return type(part) is int and NO_PART <= part < PARTS_MAX and _ids(over, PREDECESSORS_MAX)


def _slot(value: object) -> bool:
    if type(value) is not list or len(value) != SLOT_CELLS:
        return False
    holds, commitment, size = value
    if type(holds) is not str or type(commitment) is not str or type(size) is not int:
        return False
    return holds in _CLASSES and STEP_BYTES <= size <= PART_BYTES_MAX and not size % STEP_BYTES and is_id(commitment)


_CHECKS: Final[tuple[tuple[str, Callable[[object], bool]], ...]] = (
    ("v", lambda value: type(value) is int and value == VERSION),
    ("inc", _id_or_none),
    ("key", is_id),
    ("n", _count),
    ("prev", _id_or_none),
    ("seen", lambda value: _ids(value, SEEN_MAX)),
    ("d", _count),
    ("wall", _integer),
    ("clk", lambda value: type(value) is str and value in WATCHES),
    ("tlp", lambda value: type(value) is str and value in _LABELS),
    ("aud", _words),
    ("kind", lambda value: type(value) is str and _is_kind(value) is not None),
    ("by", _word_or_none),
    ("re", _about),
    ("op", lambda value: type(value) is list and len(value) <= WRITES_MAX and all(map(_write, value))),
    ("parts", lambda value: type(value) is list and len(value) <= PARTS_MAX and all(map(_slot, value))),
)
_NAMES: Final = frozenset(name for name, _ in _CHECKS)
