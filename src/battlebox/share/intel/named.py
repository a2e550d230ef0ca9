"""What a thing names: every STIX id in its bytes, and every marking it carries.

Law: an id counts wherever it stands, in a reference, an extension, a pattern or a sentence, in capitals too and however
its letters are escaped; the ids of markings and of definitions of extensions are no names, for they are rules and
forms, not things.
Not here: whether what is named may be seen (share.release).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from battlebox.share.intel.thing import Thing

MARKING: Final = "marking-definition--"
_FORM: Final = "extension-definition--"
# The end of an id is looked for first: looking for its beginning first takes hours on a long word without an end.
_END: Final = re.compile(rb"--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# What stands before the end is read backwards for the same reason.
_DNIK: Final = re.compile(rb"[a-z0-9]+(?:-[a-z0-9]+)*")
_KIND_LETTERS_MOST: Final = 250
# A line break before an id is written `\n`, and is no letter of it.
_ESCAPED: Final = re.compile(rb"\\(?:u[0-9a-f]{4}|.)")


@dataclass(frozen=True, slots=True)
class Named:
    """The ids that stand in a thing, each once, in their order: those of other things, and those of markings."""

    things: tuple[str, ...]
    markings: tuple[str, ...]

    @classmethod
    def of(cls, thing: Thing) -> Named:
        """Read the bytes once."""
        ids = [one for one in ids_in(thing) if one != thing.id]
        markings = tuple(one for one in ids if one.startswith(MARKING))
        return cls(tuple(one for one in ids if not one.startswith((MARKING, _FORM))), markings)


def named_in(thing: Thing) -> tuple[str, ...]:
    """The ids of other things that it names, each once, in the order in which they stand."""
    return Named.of(thing).things


def ids_in(thing: Thing) -> tuple[str, ...]:
    """Every id in its bytes, its own too, each once, in the order in which they stand."""
    if not thing.ids:
        # Out of the store, what it says is read late and is no dict yet: written as it is, it would say nothing.
        raw = _ESCAPED.sub(b" ", orjson.dumps(dict(thing.says))) if b"\\" in thing.raw else thing.raw
        thing.ids.append(tuple(dict.fromkeys(_ids(raw.lower()))))
    return thing.ids[0]


def marked_with(says: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the markings on the whole of a thing and on parts of it, each once."""
    return tuple(dict.fromkeys(_markings(says)))


def _ids(raw: bytes) -> Iterator[str]:
    for end in _END.finditer(raw):
        begins = end.start()
        before = _DNIK.match(raw[max(0, begins - _KIND_LETTERS_MOST) : begins][::-1])
        # A kind begins with a letter.
        kind = before[0][::-1].lstrip(b"0123456789-") if before else b""
        if kind:
            yield (kind + end[0]).decode()


def _markings(says: Mapping[str, Any]) -> Iterator[str]:
    for one in says.get("object_marking_refs", ()):
        yield str(one)
    for granular in says.get("granular_markings", ()):
        if isinstance(granular, Mapping) and "marking_ref" in granular:
            yield str(granular["marking_ref"])
