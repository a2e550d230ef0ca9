"""The second reading: the same question as the gate's, answered again from the bytes by other means.

Law: nothing here comes from the code that finds or asks a reach; tables, walk and rules are written a second time, so
that one mistake does not open both.
Not here: what happens when the two differ (gate.py).

Bodies stand around a thing in circles: those it was given to (0), their registered clients (1), the community (2), the
rest (3). A label says how far out it may go. An audience shuts out the circles 2 and 3.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import orjson

from battlebox.marking import Recipient, WayOut
from battlebox.share.release.held import Held, Shelf

_WORDS: Final = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
_STRICT: Final = 3
_RED: Final = 4
_OUTERMOST: Final = (3, 2, 1, 0)
_MARKING: Final = "marking-definition--"
_FORM: Final = "extension-definition--"
_TLP: Final = "60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
# What TLP 2.0 and then TLP 1.0 publish; the old AMBER is read as the stricter of its two meanings.
_PUBLISHED: Final = (
    ("94868c89-83c2-464b-929b-a1a8aa3c8487", "clear", 0),
    ("bab4a63c-aed9-4cf5-a766-dfca5abac2bb", "green", 1),
    ("55d920b0-5e8b-4f79-9ee9-91f868d9b421", "amber", 2),
    ("939a9414-2ddd-4d32-a0cd-375ea402b003", "amber+strict", 3),
    ("e828b379-4e03-4974-9ac4-e53a884c97c1", "red", 4),
)
_PUBLISHED_BEFORE: Final = (
    ("613f2e26-407d-48c7-9eca-b8e91df99dc9", "white", 0),
    ("34098fce-860f-48ae-8e50-ebd3cc5e41da", "green", 1),
    ("f88d31f6-486f-44da-b317-01333bde0b82", "amber", 3),
    ("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "red", 4),
)
_LEVEL: Final = {_MARKING + uuid: level for uuid, _, level in (*_PUBLISHED, *_PUBLISHED_BEFORE)}
_HEX: Final = frozenset("0123456789abcdef")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789-"
_UUID_LETTERS: Final = 36
_UUID_DIGITS: Final = 32
_SMALL_BYTES: Final = 2_048
_KIND_LETTERS: Final = 250
_FAR: Final = 32
_MANY: Final = 2_001


def read_again(held: Held, to: Recipient, now: datetime, shelf: Shelf) -> bool:
    """Whether these bytes may go to them now. Asks the shelf once for each thing that is read."""
    if not isinstance(to.way, WayOut) or (to.way != WayOut.PUBLIC and not to.body):
        return False
    if held.thing.id in _LEVEL:
        return _is_published(_read(held))
    reading = _Reading(to, now, shelf)
    waiting, reached = deque([(held, 0)]), {(held.thing.id, held.owner)}
    while waiting:
        one, steps = waiting.popleft()
        bound_by = reading.of(one)
        if bound_by is None:
            return False
        for name, other in bound_by.items():
            if one is held and name == held.thing.id:
                if other.owner == held.owner and other != held:
                    waiting.appendleft((other, 0))
            elif (name, other.owner) not in reached:
                reached.add((name, other.owner))
                waiting.append((other, steps + 1))
        if waiting and (waiting[-1][1] > _FAR or len(reached) > _MANY):
            return False
    return True


def _read(held: Held) -> _Said | None:
    """What the bytes say; None where they do not say that they are this thing."""
    raw = held.thing.raw
    said = _small(raw) if len(raw) <= _SMALL_BYTES else _parsed(raw)
    return said if said is not None and said.says.get("id") == held.thing.id else None


@dataclass(frozen=True, slots=True)
class _Said:
    """What bytes say, and every id in every text and name in them."""

    says: Mapping[str, Any]
    ids: frozenset[str]


def _parsed(raw: bytes) -> _Said | None:
    try:
        says = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    return _Said(says, frozenset(_ids(raw, says))) if isinstance(says, dict) else None


# The author of a page of things is read once, not once for each.
_small = lru_cache(maxsize=512)(_parsed)


def _ids(raw: bytes, says: Mapping[str, Any]) -> set[str]:
    if b"\\" not in raw:
        return set(_ids_of(raw.decode()))
    # A letter may be escaped, and then only the texts themselves tell.
    found: set[str] = set()
    inner: list[Any] = [says]
    while inner:
        value = inner.pop()
        if isinstance(value, str):
            found.update(_ids_of(value))
        elif isinstance(value, dict):
            inner += value.keys()
            inner += value.values()
        elif isinstance(value, list):
            inner += value
    return found


def _ids_of(text: str) -> Iterator[str]:
    before, *rest = text.split("--")
    for part in rest:
        uuid = part[:_UUID_LETTERS]
        if _is_uuid(uuid):
            kind = before[len(before.rstrip(_LETTERS)) :][-_KIND_LETTERS:].lstrip("0123456789-")
            if kind and not kind.endswith("-"):
                yield f"{kind}--{uuid}"
        before = part


def _is_uuid(text: str) -> bool:
    if len(text) != _UUID_LETTERS or not text[8] == text[13] == text[18] == text[23] == "-":
        return False
    digits = text.replace("-", "")
    return len(digits) == _UUID_DIGITS and _HEX.issuperset(digits)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Who would have it, when, and where things are looked up."""

    to: Recipient
    now: datetime
    shelf: Shelf

    def of(self, one: Held) -> Mapping[str, Held] | None:
        """What binds a thing besides its own marking, by id; None where it may not go by what it says itself."""
        said = _read(one)
        if said is None:
            return None
        says, ids = said.says, said.ids
        here = self.shelf.held(ids, one.owner)
        if not self._allows(one, says, ids) or not self._knows_markings(one, ids, here):
            return None
        names = {one.thing.id} & here.keys()
        names.update(self._names(one, says, ids, here))
        return {name: here[name] for name in names} if names <= here.keys() else None

    def _allows(self, one: Held, says: Mapping[str, Any], ids: frozenset[str]) -> bool:
        if one.expires is not None and self.now >= one.expires:
            return False
        inside = max((_LEVEL[each] for each in ids if each in _LEVEL), default=-1)
        whole = any(each in _LEVEL for each in says.get("object_marking_refs", ()))
        outside = -1 if one.brought_under is None else _WORDS.index(one.brought_under)
        if whole and inside >= outside:
            return self._goes(inside, one, one.audience)
        if one.owner == self.shelf.home and not whole:
            return False
        return self._goes(max(inside, outside, _STRICT), one, frozenset({self.shelf.home}))

    def _goes(self, level: int, one: Held, audience: frozenset[str]) -> bool:
        circle = self._circle({one.owner, *audience} - {""})
        if level == _RED:
            named = bool(self.to.person) and self.to.person in one.people
            return self.to.way == WayOut.HAND and named and (circle == 0 or not audience)
        return circle <= (min(_OUTERMOST[level], 1) if audience else _OUTERMOST[level])

    def _circle(self, given: set[str]) -> int:
        if self.to.way == WayOut.PUBLIC:
            return 3
        if self.to.body in given:
            return 0
        if not given.isdisjoint(self.to.client_of):
            return 1
        return 2 if self.to.community else 3

    def _knows_markings(self, one: Held, ids: frozenset[str], here: Mapping[str, Held]) -> bool:
        for each in ids:
            if not each.startswith(_MARKING) or each in _LEVEL or each == one.thing.id:
                continue
            rule = here.get(each)
            said = None if rule is None or rule.owner not in {one.owner, self.shelf.home} else _read(rule)
            if said is None or said.says.get("definition_type") != "statement":
                return False
        return True

    def _names(
        self, one: Held, says: Mapping[str, Any], ids: frozenset[str], here: Mapping[str, Held]
    ) -> Iterator[str]:
        for each in ids:
            if each == one.thing.id or each.startswith((_MARKING, _FORM)):
                continue
            if each == says.get("created_by_ref") and self.shelf.identities.get(each) == one.owner:
                card = here.get(each)
                if card is None or card.owner != one.owner or _is_unmarked(card):
                    continue
            yield each


def _is_unmarked(card: Held) -> bool:
    said = _read(card)
    return said is not None and not any(each.startswith(_MARKING) for each in said.ids)


def _is_published(said: _Said | None) -> bool:
    """Whether a thing with the id of a label says only what its owners publish."""
    if said is None:
        return False
    says = said.says
    for uuid, word, _ in _PUBLISHED:
        if says["id"] == _MARKING + uuid:
            form = {"extension_type": "property-extension", "tlp_2_0": word}
            return _is_part(says, word, "2022-10-01T00:00:00.000Z", {"extensions": {_FORM + _TLP: form}})
    for uuid, word, _ in _PUBLISHED_BEFORE:
        if says["id"] == _MARKING + uuid:
            kind = {"definition_type": "tlp", "definition": {"tlp": word}}
            return _is_part(says, word, "2017-01-20T00:00:00.000Z", kind)
    return False


def _is_part(says: Mapping[str, Any], word: str, created: str, kind: Mapping[str, Any]) -> bool:
    whole = {"type": "marking-definition", "spec_version": "2.1", "id": says["id"], "created": created} | dict(kind)
    whole["name"] = "TLP:" + word.upper()
    return all(name in whole and whole[name] == value for name, value in says.items())
