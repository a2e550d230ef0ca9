"""A bundle of STIX 2.0 as things of STIX 2.1, each converted or refused by name.

Law: nothing is lost unseen: what cannot be said in 2.1 is a refusal; what was marked stays marked at least as strictly.
Not here: whether what came of it is sound (sound.py), bundles of 2.1 (envelope.py).

What differs, and what becomes of it:
- every object says `spec_version`; instants of versions have their thousandths;
- `labels` that were kinds are `indicator_types`, `report_types` and so on; other labels stay;
- a pattern says its language; malware says whether it is a family, and nobody said it was;
- the observables of observed data, which 2.0 numbered, are things of their own, under the ids that STIX works out and
  with the markings of what held them; a few of their properties have new names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from battlebox.share.intel.envelope import Envelope, objects_of_bundle
from battlebox.share.intel.errors import Code
from battlebox.share.intel.identifier import stix_id
from battlebox.share.intel.limits import Limits
from battlebox.share.intel.observable import worked_out_id
from battlebox.share.intel.refusal import Refusal
from battlebox.share.intel.sound import sound
from battlebox.share.intel.thing import Thing

_Says = dict[str, Any]
_LIMITS: Final = Limits()
_KINDS_OF: Final = {
    "indicator": "indicator_types",
    "malware": "malware_types",
    "report": "report_types",
    "threat-actor": "threat_actor_types",
    "tool": "tool_types",
}
_WORD: Final = re.compile(r"[a-z][a-z0-9-]*")
_RENAMED: Final = {
    ("process", "created"): "created_time",
    ("process", "binary_ref"): "image_ref",
    ("windows-registry-key", "modified"): "modified_time",
    ("user-account", "password_last_changed"): "credential_last_changed",
}
_WHOLE_SECONDS: Final = re.compile(r"T[0-9:]{8}Z$")
_MARKS: Final = "object_marking_refs"
_CHAIN_MAX: Final = 100


class _Lost(Exception):
    """What cannot be said in 2.1; the text is the reason."""


def from_stix20(body: bytes, limits: Limits = _LIMITS, *, now: datetime | None = None) -> Envelope:
    """The things of a bundle of STIX 2.0. Raises IntelError for a body that is refused as a whole."""
    things: dict[tuple[str, bytes], Thing] = {}
    refused: list[Refusal] = []
    for old, why in objects_of_bundle(body, limits):
        if why is not None:
            refused.append(why)
            continue
        try:
            made = list(_converted(old))
        except _Lost as lost:
            refused.append(Refusal.of(old.get("id"), Code.NOT_CONVERTED, why=str(lost)))
            continue
        faults = [fault for fault in (sound(one, limits=limits, now=now) for one in made) if fault is not None]
        refused += faults[:1]
        if not faults:
            new = (Thing.from_says(one) for one in made)
            things |= {(thing.id, thing.raw): thing for thing in new}
    return Envelope(tuple(things.values()), tuple(refused))


def _converted(old: Mapping[str, Any]) -> Iterator[_Says]:
    """The object in 2.1, the things that it held before it; what is wrong in it stays wrong, for `sound` to name."""
    new: _Says = {"type": old.get("type"), "spec_version": "2.1", **old}
    new["spec_version"] = "2.1"
    for name in ("created", "modified"):
        if isinstance(new.get(name), str):
            new[name] = _WHOLE_SECONDS.sub(lambda found: f"{found[0][:-1]}.000Z", new[name])
    _label_anew(new)
    if new["type"] == "indicator":
        new.setdefault("pattern_type", "stix")
    if new["type"] == "malware":
        new.setdefault("is_family", False)
    many = new.get("identity_class")
    if isinstance(many, list) and len(many) == 1:
        new["identity_class"] = many[0]
    if new["type"] == "observed-data" and isinstance(new.get("objects"), dict):
        if "granular_markings" in new:
            raise _Lost("its markings are of parts that have numbers in 2.0 only")
        held = _Numbered(new.pop("objects"), new.get(_MARKS)).things()
        yield from held
        new["object_refs"] = list(dict.fromkeys(one["id"] for one in held))
    yield new


def _label_anew(new: _Says) -> None:
    kinds, labels = _KINDS_OF.get(str(new["type"])), new.get("labels")
    if kinds is None or kinds in new or not isinstance(labels, list):
        return
    words = {one: one.lower() for one in labels if isinstance(one, str) and _WORD.fullmatch(one.lower())}
    rest = [one for one in labels if one not in words.values() and not (isinstance(one, str) and one in words)]
    new.pop("labels")
    new |= ({kinds: list(words.values())} if words else {}) | ({"labels": rest} if rest else {})


class _Numbered:
    """The observables of one observed-data object, which name one another by number."""

    def __init__(self, numbered: Mapping[str, Any], marks: object) -> None:
        self.numbered, self.marks = numbered, marks
        self.made: dict[str, _Says] = {}
        self.waiting: list[str] = []

    def things(self) -> list[_Says]:
        """Each as a thing, those first that others name."""
        for number in self.numbered:
            self._thing(number)
        return list(self.made.values())

    def _thing(self, number: object) -> str:
        """The id of one; those that it names are made before it."""
        if not isinstance(number, str) or not isinstance(self.numbered.get(number), dict):
            raise _Lost("an observable in it names another that is not there")
        if number in self.made:
            return str(self.made[number]["id"])
        if number in self.waiting or len(self.waiting) > _CHAIN_MAX:
            raise _Lost("observables in it name one another in a ring")
        self.waiting.append(number)
        old = self.numbered[number]
        kind = old.get("type")
        if not isinstance(kind, str):
            raise _Lost("an observable in it has no type")
        new: _Says = {"type": kind, "spec_version": "2.1", "id": ""}
        new |= {_RENAMED.get((kind, name), name): self._value(name, value) for name, value in old.items()}
        if self.marks is not None:
            new[_MARKS] = self.marks
        new["id"] = worked_out_id(new) or stix_id(kind, repr(sorted(new.items())))
        self.made[number] = new
        self.waiting.pop()
        return str(new["id"])

    def _value(self, name: str, value: object) -> object:
        """What a property says, references by number turned into ids wherever they stand."""
        if name.endswith("_ref") and isinstance(value, str):
            return self._thing(value)
        if name.endswith("_refs") and isinstance(value, list):
            return [self._thing(one) for one in value]
        if isinstance(value, dict):
            return {inner: self._value(inner, one) for inner, one in value.items()}
        if isinstance(value, list):
            return [self._value("", one) for one in value]
        return value
