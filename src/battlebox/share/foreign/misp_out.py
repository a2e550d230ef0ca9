"""Our things as one event of MISP, for one partner.

Law: the gate is asked for every thing; labels are written by us, in the words of TLP 2.0, on the event and on each
attribute; the event's distribution is as narrow as its label.
Not here: events in (misp.py), the gate (giving.py).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from battlebox.marking import Recipient, Tlp, strictest
from battlebox.share.foreign.giving import NOT_SAYABLE, Given, Going, Left, asked_for_a_list, values_in
from battlebox.share.foreign.indicator_value import Kind
from battlebox.share.release import Gate, Held

_OURS: Final = uuid.UUID("e2c1f0a4-0d8f-5f0e-9a69-3f1f6c1d5b77")
_TYPES: Final = {
    Kind.IPV4: ("Network activity", "ip-dst"),
    Kind.IPV6: ("Network activity", "ip-dst"),
    Kind.DOMAIN: ("Network activity", "domain"),
    Kind.URL: ("Network activity", "url"),
    Kind.EMAIL: ("Payload delivery", "email-src"),
    Kind.MD5: ("Payload delivery", "md5"),
    Kind.SHA1: ("Payload delivery", "sha1"),
    Kind.SHA256: ("Payload delivery", "sha256"),
    Kind.SHA512: ("Payload delivery", "sha512"),
    Kind.FILE_NAME: ("Payload delivery", "filename"),
}
_COLOURS: Final = {
    Tlp.CLEAR: "#FFFFFF",
    Tlp.GREEN: "#33FF00",
    Tlp.AMBER: "#FFC000",
    Tlp.AMBER_STRICT: "#FFC000",
    Tlp.RED: "#FF2B2B",
}


def write_misp(  # noqa: PLR0913 - the things, the recipient, the instant, the gate and two names
    held: Iterable[Held], to: Recipient, now: datetime, gate: Gate, *, title: str, author: str
) -> Given:
    """The event. `author` is the name of the body that gives it. Without anything that may go, the body is empty."""
    going, left = asked_for_a_list(held, to, now, gate)
    attributes: list[dict[str, Any]] = []
    gone: list[Held] = []
    for one in going:
        said = list(_attributes(one, now))
        if said:
            gone.append(one.held)
            attributes += said
        else:
            left.append(Left(one.held.thing.id, NOT_SAYABLE))
    ids = {each.thing.id for each in gone}
    label = strictest(one.label for one in going if one.held.thing.id in ids)
    if label is None:
        return Given(b"", (), tuple(left))
    event = {
        "uuid": str(uuid.uuid5(_OURS, "|".join(sorted(one["uuid"] for one in attributes)))),
        "info": title,
        "date": now.astimezone(UTC).date().isoformat(),
        "timestamp": str(int(now.timestamp())),
        "threat_level_id": "4",
        "analysis": "0",
        "published": False,
        "distribution": _distribution(label),
        "Orgc": {"name": author, "uuid": str(uuid.uuid5(_OURS, author))},
        "Tag": [_tag(label)],
        "Attribute": attributes,
    }
    return Given(orjson.dumps({"Event": event}, option=orjson.OPT_INDENT_2), tuple(gone), tuple(left))


def _attributes(one: Going, now: datetime) -> Iterable[dict[str, Any]]:
    thing = one.held.thing
    for kind, value in values_in(thing):
        category, name = _TYPES[kind]
        yield {
            "uuid": str(uuid.uuid5(_OURS, f"{thing.id}|{kind}|{value}")),
            "type": name,
            "category": category,
            "value": value,
            "to_ids": thing.type == "indicator",
            "comment": str(thing.says.get("name") or ""),
            "timestamp": str(int(now.timestamp())),
            "distribution": _distribution(one.label),
            "Tag": [_tag(one.label)],
        }


def _tag(label: Tlp) -> dict[str, str]:
    return {"name": label.to_text().lower(), "colour": _COLOURS[label]}


def _distribution(label: Tlp) -> str:
    """All communities for CLEAR, the receiver's own for GREEN, their own organisation for whatever is stricter."""
    return {Tlp.CLEAR: "3", Tlp.GREEN: "1"}.get(label, "0")
