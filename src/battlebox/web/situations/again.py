"""An object against the one that is here: whether it says the same, and how one is taken back and comes again.

Law: `modified` is all in which two that say the same may differ; what was taken back comes again under another id, for
nothing follows a version that is revoked; what is taken back says nothing of what it said.
Not here: which objects there are (share.situation), keeping them (publishing.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import orjson

from battlebox.marking import Tlp
from battlebox.share.intel import Thing, stix_id, to_stamp

_TURNS_MOST: Final = 1000


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two versions of an object differ in nothing but when they were made."""
    return {**one, "modified": ""} == {**other, "modified": ""}


def renamed(things: Iterable[Thing], revoked: frozenset[str]) -> list[Thing]:
    """The things, each whose id was taken back under the next id that was not, wherever it is named."""
    made = list(things)
    new = {thing.id: name for thing in made if (name := _free(thing, revoked)) != thing.id}
    return [_with_ids(thing, new) for thing in made] if new else made


def _free(thing: Thing, revoked: frozenset[str]) -> str:
    name = thing.id
    for turn in range(1, _TURNS_MOST):
        if name not in revoked:
            break
        name = stix_id(thing.type, thing.id, f"again {turn}")
    return name


def _with_ids(thing: Thing, new: Mapping[str, str]) -> Thing:
    raw = thing.raw
    for old, name in new.items():
        raw = raw.replace(old.encode(), name.encode())
    return Thing.from_says(orjson.loads(raw)) if raw != thing.raw else thing


def taken_back(says: Mapping[str, Any], now: datetime) -> Thing:
    """The version that takes an object back: revoked, under a strict label, and with nothing of what it said."""
    kept = {key: says[key] for key in ("type", "spec_version", "id", "created", "created_by_ref") if key in says}
    blank = {"name": "Taken back"}
    stays = {"modified": to_stamp(now), "revoked": True, "object_marking_refs": [Tlp.AMBER_STRICT.stix_id]}
    return Thing.from_says({**kept, **blank, **stays})
