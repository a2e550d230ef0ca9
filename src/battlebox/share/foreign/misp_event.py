"""Events of MISP before they are converted: taken out of their wrapping, labelled, and rid of what must not come in.

Law: nothing is left out without a note or a refusal that says what and why; a payload is never kept, only its hash.
Not here: conversion to STIX (misp.py, misp_worker.py), the traffic light in tags (tags.py).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from battlebox.marking import Tlp
from battlebox.share.foreign.errors import Code, ForeignError, Refused
from battlebox.share.foreign.tags import NEEDS_CARE, bound, is_label, label_of, names_of, narrowed

ATTRIBUTES_MOST: Final = 20_000
EVENTS_MOST: Final = 200
Groups = Mapping[str, frozenset[str]]
"""The sharing groups of MISP that somebody here registered: by uuid, the bodies in each."""


@dataclass(frozen=True, slots=True)
class PreparedEvent:
    """An event that may be converted. `labels` are those of its parts, by the uuid that each part keeps in STIX."""

    uuid: str
    event: Mapping[str, Any]
    label: Tlp | None
    labels: Mapping[str, Tlp | None]
    attributes: int
    audience: frozenset[str] = frozenset()
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()


def events_in(says: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - any JSON
    """The events of an export, however MISP wrapped them. Raises ForeignError where there is none."""
    found = list(_unwrapped(says))
    if not found:
        raise ForeignError.of(Code.NO_EVENT)
    if len(found) > EVENTS_MOST:
        raise ForeignError.of(Code.TOO_MANY, most=EVENTS_MOST, what="events")
    yield from found


def _unwrapped(says: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - any JSON
    if isinstance(says, list):
        for one in says:
            yield from _unwrapped(one)
    elif isinstance(says, Mapping):
        if isinstance(says.get("Event"), Mapping):
            yield says["Event"]
        elif "response" in says:
            yield from _unwrapped(says["response"])
        elif "info" in says:
            yield says
        elif isinstance(says.get("Attribute"), list) and says["Attribute"]:
            yield _around(says["Attribute"])


def _around(attributes: list[Any]) -> Mapping[str, Any]:
    """An event around attributes that were exported without theirs: it says so, and keeps the uuid of theirs."""
    first = next((one for one in attributes if isinstance(one, Mapping)), {})
    made = str(uuid.uuid5(_OURS, ",".join(sorted(str(one.get("uuid")) for one in attributes if hasattr(one, "get")))))
    return {
        "uuid": str((first.get("Event") or {}).get("uuid") or made),
        "info": "Attributes without their event",
        "date": "1970-01-01",
        "timestamp": str(first.get("timestamp") or 0),
        "Attribute": attributes,
    }


def prepared(event: Mapping[str, Any], groups: Groups) -> PreparedEvent:
    """The event as the converter gets it. Raises ForeignError for one that cannot be taken at all."""
    found = str(event.get("uuid") or "").lower()
    if not is_uuid(found):
        raise ForeignError.of(Code.EVENT_ID)
    return _Preparing(found, event, groups).done()


def is_uuid(text: str) -> bool:
    """Whether it is a UUID as STIX writes one."""
    return _UUID.fullmatch(text) is not None


@dataclass
class _Preparing:
    """The work on one event."""

    uuid: str
    event: Mapping[str, Any]
    groups: Groups
    labels: dict[str, Tlp | None] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    audiences: list[frozenset[str]] = field(default_factory=list)
    taken: int = 0
    is_doubtful: bool = False

    def done(self) -> PreparedEvent:
        tags = self._list(self.event, "Tag")
        self.is_doubtful = any(is_label(name) for name in names_of(tags)) and label_of(tags) is None
        label = self._distributed(label_of(tags), self.event)
        attributes = self._attributes(self.event, label)
        things = [self._object(one, label) for one in self._list(self.event, "Object") if self._is_wanted(one)]
        clean = {
            **{name: self.event[name] for name in _KEPT if name in self.event},
            "uuid": self.uuid,
            "info": str(self.event.get("info") or "No title"),
            "Tag": _without_labels(self._list(self.event, "Tag")),
            "Galaxy": self._galaxies(self.event, label),
            "Attribute": attributes,
            "Object": [one for one in things if one is not None],
        }
        if self.taken > ATTRIBUTES_MOST:
            raise ForeignError.of(Code.TOO_MANY, most=ATTRIBUTES_MOST, what="attributes")
        if not self.taken:
            raise ForeignError.of(Code.EVENT_EMPTY)
        audience = frozenset.intersection(*self.audiences) if self.audiences else frozenset()
        if self.audiences and not audience:
            # Groups that have nobody in common: nobody may have the whole of it.
            self._note("group")
            label = bound(label, NEEDS_CARE)
            self.labels = {part: bound(one, NEEDS_CARE) for part, one in self.labels.items()}
        notes = tuple(
            sentence.format(count=self.counts[name]) for name, sentence in _NOTES.items() if name in self.counts
        )
        return PreparedEvent(self.uuid, clean, label, self.labels, self.taken, audience, tuple(self.refused), notes)

    def _label(self, part: str, label: Tlp | None) -> None:
        """Two parts under one uuid are both as strict as the stricter of them."""
        self.labels[part] = bound(self.labels[part], label) if part in self.labels else label

    def _note(self, name: str) -> None:
        self.counts[name] = self.counts.get(name, 0) + 1

    def _list(self, of: Mapping[str, Any], name: str) -> list[Any]:
        found = of.get(name) or []
        return found if isinstance(found, list) else []

    def _is_wanted(self, one: Any) -> bool:  # noqa: ANN401 - any JSON
        if not isinstance(one, Mapping):
            self.refused.append(Refused.of(Code.BAD_ATTRIBUTE, "an attribute", name="content"))
            return False
        if one.get("deleted") in (True, 1, "1"):
            self._note("deleted")
            return False
        return True

    def _distributed(self, label: Tlp | None, of: Mapping[str, Any]) -> Tlp | None:
        """The label, no freer than its distribution; a sharing group that is known here is its audience as well."""
        distribution = str(of.get("distribution", "5"))
        if distribution == "4":
            group = of.get("SharingGroup")
            known = self.groups.get(str(group.get("uuid"))) if isinstance(group, Mapping) else None
            if known:
                self.audiences.append(known)
                return label
            self._note("group")
        elif distribution == "0":
            self._note("own")
        return narrowed(label, distribution)

    def _attributes(self, of: Mapping[str, Any], above: Tlp | None) -> list[Any]:
        found = []
        for number, one in enumerate(self._list(of, "Attribute"), 1):
            if not self._is_wanted(one):
                continue
            lacks = next(
                (name for name in ("type", "value") if not isinstance(one.get(name), str) or not one[name]), ""
            )
            lacks = lacks or ("" if is_uuid(str(one.get("uuid") or "").lower()) else "uuid")
            if lacks:
                self.refused.append(Refused.of(Code.BAD_ATTRIBUTE, f"attribute {number}", name=lacks))
                continue
            own = label_of(self._list(one, "Tag"))
            label = self._distributed(own if above is None and not self.is_doubtful else _both(own, above), one)
            self._label(str(one["uuid"]).lower(), label)
            self.taken += 1
            found.append(
                {
                    **_without_payload(one, self._note),
                    "uuid": str(one["uuid"]).lower(),
                    "Tag": _without_labels(self._list(one, "Tag")),
                    "Galaxy": self._galaxies(one, label),
                }
            )
        return found

    def _object(self, one: Mapping[str, Any], above: Tlp | None) -> Mapping[str, Any] | None:
        if not is_uuid(str(one.get("uuid") or "").lower()) or not isinstance(one.get("name"), str):
            self.refused.append(Refused.of(Code.BAD_ATTRIBUTE, "an object", name="uuid or name"))
            return None
        label = self._distributed(above, one)
        attributes = self._attributes(one, label)
        if not attributes:
            return None
        inside = [self.labels[each["uuid"]] for each in attributes]
        self._label(str(one["uuid"]).lower(), bound(*inside))
        return {**one, "uuid": str(one["uuid"]).lower(), "Attribute": attributes}

    def _galaxies(self, of: Mapping[str, Any], label: Tlp | None) -> list[Any]:
        """Its galaxies whose clusters can be known again; a cluster on two things has the stricter of their labels."""
        found = []
        for galaxy in self._list(of, "Galaxy"):
            clusters = []
            for one in self._list(galaxy, "GalaxyCluster") if isinstance(galaxy, Mapping) else []:
                known = str(one.get("uuid") or "").lower() if isinstance(one, Mapping) else ""
                if is_uuid(known):
                    clusters.append(one)
                    self._label(known, label)
                else:
                    self._note("cluster")
            if clusters:
                found.append({**galaxy, "GalaxyCluster": clusters})
        return found


def _both(own: Tlp | None, above: Tlp | None) -> Tlp | None:
    """The label of a part: its own, no freer than that of the whole; without its own, that of the whole."""
    return above if own is None else bound(own, above)


def _without_labels(tags: list[Any]) -> list[Any]:
    """Tags that are no label: we have read the labels, and the converter reads some of them wrongly."""
    return [
        tag
        for tag in tags
        if isinstance(tag, Mapping) and isinstance(tag.get("name"), str) and not is_label(tag["name"])
    ]


def _without_payload(attribute: Mapping[str, Any], note: Any) -> dict[str, Any]:  # noqa: ANN401 - a bound method
    """The attribute with the SHA-256 of its attachment in place of the attachment."""
    kept = {name: value for name, value in attribute.items() if name not in ("data", "Tag", "Galaxy")}
    data = attribute.get("data")
    if not isinstance(data, str) or not data:
        return kept
    note("payload")
    try:
        digest = hashlib.sha256(base64.b64decode(data, validate=False)).hexdigest()
    except (binascii.Error, ValueError):
        return kept
    if attribute.get("type") == "attachment":
        kept |= {"type": "filename|sha256", "value": f"{attribute['value']}|{digest}"}
    return kept


_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_OURS: Final = uuid.UUID("6f1d9c3a-52c4-5d0b-9a50-2b1a6c2f7e11")
_KEPT: Final = ("date", "timestamp", "threat_level_id", "analysis", "published", "publish_timestamp", "Orgc", "Org")
_NOTES: Final = {
    "own": "{count} marked in MISP for its own organisation only: AMBER+STRICT at least",
    "group": "{count} shared with a group that is not known here: AMBER+STRICT at least, so that it stays here",
    "deleted": "{count} deleted in MISP, and left out",
    "cluster": "{count} galaxy clusters without a uuid, and left out",
    "payload": "{count} attachments left out; their hashes are kept",
}
