"""Things of three councils, made in one line each: Northmere is hit, Eastholt shares its IT, Farwick is a stranger."""

from __future__ import annotations

import orjson
from cases import Shelf

from battlebox.marking import Recipient, Tlp, WayOut
from battlebox.share.intel import Thing
from battlebox.share.release import Held

NORTHMERE, EASTHOLT, FARWICK = "northmere", "eastholt", "farwick"
CARD = {body: f"identity--{n}0000000-0000-4000-8000-000000000000" for n, body in enumerate((NORTHMERE, EASTHOLT), 1)}
STAMP = "2026-11-23T04:10:00.000Z"


def uid(kind, n):
    return f"{kind}--00000000-0000-4000-8000-{n:012d}"


def a_thing(n=1, label=Tlp.GREEN, kind="indicator", **says):
    marks = {"object_marking_refs": [label.stix_id]} if label else {}
    whole = {"type": kind, "spec_version": "2.1", "id": uid(kind, n), "created": STAMP, "modified": STAMP}
    return Thing.from_says({name: value for name, value in (whole | marks | says).items() if value is not None})


def held(*args, owner=NORTHMERE, audience=(), under=None, people=(), expires=None, **says):
    return Held(a_thing(*args, **says), owner, frozenset(audience), under, frozenset(people), expires)


def respelt(one, before, after):
    """The same thing with other bytes that say the same."""
    thing = one.thing
    raw = thing.raw.replace(before, after)
    assert orjson.loads(raw) == thing.says
    assert raw != thing.raw
    return Held(Thing(thing.id, thing.type, thing.version, raw, thing.says), one.owner)


def shelf(*things, home=EASTHOLT, identities=None):
    made = Shelf(home, {CARD[NORTHMERE]: NORTHMERE, CARD[EASTHOLT]: EASTHOLT} if identities is None else identities)
    for each in things:
        made.put(each)
    return made


def feed(body=FARWICK, *, community=True, client_of=()):
    return Recipient(WayOut.FEED, body, client_of=frozenset(client_of), community=community)
