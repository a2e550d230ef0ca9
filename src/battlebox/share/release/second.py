"""The second reading: the same question as the gate's, answered again from the bytes by other means.

Law: nothing here comes from the code that finds or asks a reach; tables, walk and rules are written a second time, so
that one mistake does not open both.
Not here: what happens when the two differ (gate.py).

Bodies stand around a thing in circles: those it was given to (0), their registered clients (1), the community (2), the
rest (3). A label says how far out it may go. An audience shuts out the circles 2 and 3.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import orjson

from battlebox.marking import Recipient, WayOut
from battlebox.share.release.held import Held, Shelf
from battlebox.share.release.remembered import remembered

_WORDS: Final = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
_STRICT: Final = 3
_RED: Final = 4
_OUTERMOST: Final = (3, 2, 1, 0)
_MARKING: Final = "marking-definition--"
_SMALL: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
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
_UUID: Final = "00000000-0000-0000-0000-000000000000"
_ZEROES: Final = str.maketrans(dict.fromkeys("123456789abcdef", "0"))
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789-"
_UUID_LETTERS: Final = 36
_KIND_LETTERS: Final = 250
_FAR: Final = 32
_MANY: Final = 2_001


def read_again(held: Held, to: Recipient, now: datetime, shelf: Shelf) -> bool:
    """Whether these bytes may go to them now. Asks the shelf once for each thing that is read."""
    return Second(to, now, shelf).lets(held)


@dataclass(frozen=True, slots=True)
class Second:
    """Who would have things, when, and where they are looked up; what lies on the shelf stays while this is used."""

    to: Recipient
    now: datetime
    shelf: Shelf
    _bound: dict[int, tuple[Held, Mapping[str, Held] | None]] = field(default_factory=dict)

    def lets(self, held: Held) -> bool:
        """Whether these bytes may go."""
        if not isinstance(self.to.way, WayOut) or (self.to.way != WayOut.PUBLIC and not self.to.body):
            return False
        if held.thing.id in _LEVEL:
            return _is_published(held)
        waiting, reached = deque([(held, 0)]), {(held.thing.id, held.owner)}
        while waiting:
            one, steps = waiting.popleft()
            bound_by = self._bound_by(one)
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

    def _bound_by(self, one: Held) -> Mapping[str, Held] | None:
        # The author of a page of things is looked at once; what is kept here is not thrown away, so no other is it.
        if id(one) not in self._bound:
            self._bound[id(one)] = one, self._of(one)
        return self._bound[id(one)][1]

    def _of(self, one: Held) -> Mapping[str, Held] | None:
        """What binds a thing besides its own marking, by id; None where it may not go by what it says itself."""
        said = _read(one)
        if said is None or not self._allows(one, said):
            return None
        here = self.shelf.held(said.ids, one.owner)
        if not self._knows_markings(one, said, here):
            return None
        bound_by = {one.thing.id: here[one.thing.id]} if one.thing.id in here else {}
        for name in said.names:
            if not self._is_author(one, said, name, here):
                if name not in here:
                    return None
                bound_by[name] = here[name]
        return bound_by

    def _allows(self, one: Held, said: _Said) -> bool:
        if one.expires is not None and self.now >= one.expires:
            return False
        outside = -1 if one.brought_under is None else _WORDS.index(one.brought_under)
        if said.is_whole and said.level >= outside:
            return self._goes(said.level, one, one.audience)
        if one.owner == self.shelf.home and not said.is_whole:
            return False
        return self._goes(max(said.level, outside, _STRICT), one, frozenset({self.shelf.home}))

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

    def _knows_markings(self, one: Held, said: _Said, here: Mapping[str, Held]) -> bool:
        for each in said.rules:
            if each != one.thing.id:
                rule = here.get(each)
                says = None if rule is None or rule.owner not in {one.owner, self.shelf.home} else _read(rule)
                if says is None or not says.is_statement:
                    return False
        return True

    def _is_author(self, one: Held, said: _Said, name: str, here: Mapping[str, Held]) -> bool:
        """Whether a name is of the author alone, who is registered and binds nothing."""
        if name != said.author or self.shelf.identities.get(name) != one.owner:
            return False
        card = here.get(name)
        if card is None or card.owner != one.owner:
            return True
        own = _read(card)
        return own is not None and own.level < 0 and not own.rules


@dataclass(frozen=True, slots=True)
class _Said:
    """What bytes say, as far as it matters here.

    `ids` are all that stand in any text and name; `names` those of other things, `rules` those of markings that are no
    labels, `level` the strictest label, -1 where there is none.
    """

    id: object
    author: object
    is_statement: bool
    is_whole: bool
    level: int
    ids: frozenset[str]
    names: Sequence[str]
    rules: Sequence[str]


def _read(held: Held) -> _Said | None:
    """What the bytes say; None where they do not say that they are this thing."""
    said = _said(held.thing.raw)
    return said if said is not None and said.id == held.thing.id else None


# It follows from the bytes alone, all of which are compared; so they are taken apart once for many readers.
@remembered(answers_most=8_192, bytes_most=2_048)
def _said(raw: bytes) -> _Said | None:
    says = _parsed(raw)
    if says is None:
        return None
    ids = _ids(raw, says)
    own, level, names, rules = says.get("id"), -1, [], []
    for each in ids:
        if each in _LEVEL:
            level = max(level, _LEVEL[each])
        elif each.startswith(_MARKING):
            rules.append(each)
        elif each != own and not each.startswith(_FORM):
            names.append(each)
    is_whole = not _LEVEL.keys().isdisjoint(says.get("object_marking_refs", ()))
    is_statement = says.get("definition_type") == "statement"
    return _Said(own, says.get("created_by_ref"), is_statement, is_whole, level, ids, names, rules)


def _parsed(raw: bytes) -> dict[str, Any] | None:
    try:
        says = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    return says if isinstance(says, dict) else None


def _ids(raw: bytes, says: Mapping[str, Any]) -> frozenset[str]:
    if b"\\" not in raw:
        return frozenset(_ids_of(raw.decode()))
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
    return frozenset(found)


def _ids_of(text: str) -> Iterator[str]:
    before, *rest = text.translate(_SMALL).split("--")
    for part in rest:
        uuid = part[:_UUID_LETTERS]
        if uuid.translate(_ZEROES) == _UUID:
            kind = before[len(before.rstrip(_LETTERS)) :][-_KIND_LETTERS:].lstrip("0123456789-")
            if kind:
                yield f"{kind}--{uuid}"
        before = part


def _is_published(held: Held) -> bool:
    """Whether a thing with the id of a label says only what its owners publish."""
    says = _parsed(held.thing.raw)
    if says is None or says.get("id") != held.thing.id:
        return False
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
