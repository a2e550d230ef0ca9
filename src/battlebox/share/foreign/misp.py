"""Events of MISP read as things of ours: each event converted with its counts, or refused with a named reason.

Law: the labels are read by us before anything is converted, and the strictest binds: what came of an attribute has its
label, what names others is as strict as they are. No event and no attribute is lost without a word.
Not here: the wrapping of events (misp_event.py), the process that converts (misp_process.py), events out (misp_out.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from battlebox.marking import Tlp
from battlebox.share.foreign.errors import Code, ForeignError, Refused
from battlebox.share.foreign.json_text import read_json
from battlebox.share.foreign.misp_event import Groups, PreparedEvent, events_in, prepared
from battlebox.share.foreign.misp_process import Converter
from battlebox.share.foreign.tags import bound
from battlebox.share.intel import Thing, sound

_NAMELESS: Final[Groups] = {}
_PEOPLE: Final = frozenset({"identity"})
_WHOLE: Final = frozenset({"report", "grouping"})
_LINKS_MOST: Final = 4
"""Observables that name observables: no converter makes longer chains."""
_HIVES: Final = {
    "HKLM": "HKEY_LOCAL_MACHINE",
    "HKCU": "HKEY_CURRENT_USER",
    "HKCR": "HKEY_CLASSES_ROOT",
    "HKCC": "HKEY_CURRENT_CONFIG",
    "HKU": "HKEY_USERS",
}


@dataclass(frozen=True, slots=True)
class EventRead:
    """What became of one event. It was converted if `things` is not empty; else `refused` begins with the reason.

    `audience` are the bodies of its sharing groups that are known here, else nobody.
    """

    number: int
    uuid: str
    label: Tlp | None
    things: tuple[Thing, ...]
    attributes: int
    audience: frozenset[str]
    refused: tuple[Refused, ...]
    notes: tuple[str, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many things of each type."""
        return Counter(thing.type for thing in self.things)


def read_misp(body: bytes, converter: Converter, groups: Groups = _NAMELESS) -> Iterator[EventRead]:
    """Every event of an export, one after another. Raises ForeignError for a body that holds none."""
    for number, event in enumerate(events_in(read_json(body)), 1):
        yield _read(number, event, converter, groups)


def _read(number: int, event: Mapping[str, Any], converter: Converter, groups: Groups) -> EventRead:
    place = f"event {number}"
    try:
        ready = prepared(event, groups)
        told = converter.convert(ready.event)
        says = [_labelled(spelt_out(one), label) for one, label in labels_of(told["things"], ready)]
        things, unsound = _sound(says)
        if not things:
            raise ForeignError.of(Code.EVENT_EMPTY)
    except ForeignError as error:
        known = str(event.get("uuid") or "")
        return EventRead(number, known, None, (), 0, frozenset(), (Refused.from_error(error, place),), ())
    notes = (*ready.notes, *_not_seen(ready, things), *_failed(told))
    refused = (*ready.refused, *unsound)
    return EventRead(number, ready.uuid, ready.label, things, ready.attributes, ready.audience, refused, notes)


def _sound(says: list[dict[str, Any]]) -> tuple[tuple[Thing, ...], list[Refused]]:
    """Those that are sound, as things; and why the others are not."""
    things: list[Thing] = []
    refused: list[Refused] = []
    for one in says:
        why = sound(one)
        if why is None:
            things.append(Thing.from_says(one))
        else:
            refused.append(Refused.of(Code.NOT_SOUND, why.id or "a thing", why=why.sentence, hint=why.hint))
    return tuple(things), refused


def spelt_out(one: Mapping[str, Any]) -> Mapping[str, Any]:
    """A key of a registry with its hive written out, as STIX has it; people write it short."""
    if one["type"] != "windows-registry-key":
        return one
    hive, stroke, rest = str(one.get("key", "")).partition("\\")
    return {**one, "key": f"{_HIVES.get(hive.upper(), hive)}{stroke}{rest}"}


def labels_of(things: list[Mapping[str, Any]], ready: PreparedEvent) -> Iterator[tuple[Mapping[str, Any], Tlp | None]]:
    """Each converted thing with its label.

    1. What keeps the uuid of a part of the event has that part's label.
    2. An observable has the strictest label of the things that name it, a relationship that of its ends.
    3. A report or grouping, and whatever else there is, has the strictest of all; the sender itself has the event's.
    """
    known = {one["id"]: ready.labels[part] for one in things if (part := _uuid(one["id"])) in ready.labels}
    everything = bound(*(ready.labels.values() or [ready.label]))
    named = _labels_of_those_who_name(things, known)
    for one in things:
        if one["type"] in _PEOPLE:
            yield one, ready.label
        elif one["type"] == "relationship":
            ends = (one.get("source_ref", ""), one.get("target_ref", ""))
            yield one, bound(*(known.get(end, everything) for end in ends))
        elif _is_observable(one):
            own = [known[one["id"]]] if one["id"] in known else []
            yield one, bound(*(own + named.get(one["id"], []) or [everything]))
        else:
            # The report has the uuid of the event, which an attribute may bear as well to make it freer.
            yield one, everything if one["type"] in _WHOLE else known.get(one["id"], everything)


def _labels_of_those_who_name(
    things: list[Mapping[str, Any]], known: Mapping[str, Tlp | None]
) -> dict[str, list[Tlp | None]]:
    """For each thing, the labels of the things that name it; a connection names its addresses for those who name it."""
    found: dict[str, list[Tlp | None]] = {}
    for one in things:
        if one["id"] in known and one["type"] != "relationship":
            for other in _refs(one):
                found.setdefault(other, []).append(known[one["id"]])
    observables = [one for one in things if _is_observable(one)]
    for _ in range(_LINKS_MOST):
        for one in observables:
            if one["id"] in found:
                for other in _refs(one):
                    found.setdefault(other, []).append(bound(*found[one["id"]]))
        found = {each: [bound(*labels)] for each, labels in found.items()}
    return found


def _is_observable(one: Mapping[str, Any]) -> bool:
    return "modified" not in one


def _refs(one: Mapping[str, Any]) -> Iterator[str]:
    for name, value in one.items():
        if name.endswith("_ref") and isinstance(value, str) and name != "created_by_ref":
            yield value
        elif name.endswith("_refs") and isinstance(value, list) and name != "object_marking_refs":
            yield from (str(each) for each in value)


def _labelled(one: Mapping[str, Any], label: Tlp | None) -> dict[str, Any]:
    """The thing with this label in the place of any that the converter gave it."""
    kept = {name: value for name, value in one.items() if name != "object_marking_refs"}
    return kept if label is None else {**kept, "object_marking_refs": [label.stix_id]}


def _uuid(identifier: str) -> str:
    return identifier.partition("--")[2]


def _not_seen(ready: PreparedEvent, things: tuple[Thing, ...]) -> Iterator[str]:
    """How many attributes nothing came of: those inside an object are its own matter."""
    there = b"\n".join(thing.raw for thing in things)
    alone = [one["uuid"] for one in ready.event["Attribute"]]
    gone = sum(one.encode() not in there for one in alone)
    if gone:
        yield f"{gone} attributes of which the converter made nothing"


def _failed(told: Mapping[str, Any]) -> Iterator[str]:
    if told.get("errors"):
        yield f"{told['errors']} parts that the converter could not read"
