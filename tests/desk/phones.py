"""The small estate with channels that rest on something, and people with numbers: what a night without phones needs.

Law: every council has the same four channels and the same two people, so that a test can try all three.
Not here: what is tried of them (the tests).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from battlebox.desk import Role
from battlebox.desk.picture import Cause, Channels, Condition, Observation, estate_in_use, observe, picture_of
from battlebox.estate import RawTable, RawTables
from desk.room import SHARED, officer, shipped

HEAD = ("channel", "name", "body", "audience", "kind", "address", "note")
PEOPLE = ("person", "name", "body", "role", "phone", "other")
CODES = {"northmere": "0000", "eastholt": "1111", "farwick": "2222"}


def number(body):
    """A council's switchboard."""
    return f"020 7946 {CODES[body]}"


def _channels(body):
    name = body.capitalize()
    return (
        (f"{body}.switchboard", f"{name} switchboard", body, "public", "phone", number(body), ""),
        (f"{body}.night-line", f"{name} night line", "nightline", "public", "phone", f"0808 157 {CODES[body]}", ""),
        (f"{body}.duty-mobiles", f"{name} duty mobiles", body, "staff", "phone", f"07700 90{CODES[body]}", ""),
        (f"{body}.staff-chat", f"{name} staff chat", body, "staff", "chat", "in the tenancy", ""),
        (f"{body}.mailbox", f"{name} mailbox", body, "partner", "mail", f"desk@{body}.example", ""),
    )


def _people(body):
    return (
        (f"{body}.ann", "Ann Smith", body, "Gold", f"{number(body)} ext 12", f"07700 91{CODES[body]}"),
        (f"{body}.bob", "Bob Jones", body, "head of IT", f"07700 92{CODES[body]}", f"bob@{body}.example"),
        (f"{body}.cat", "Cat Gray", body, "Silver", number(body), ""),
    )


def _needs(body):
    # The small estate has a system of its own for Northmere's lines and none for the others'.
    lines = f"{body}.phones" if body == "northmere" else f"{body}.servers"
    mail = f"{body}.mail" if body != "farwick" else "farwick.servers"
    rows = [("switchboard", lines), ("staff-chat", mail), ("mailbox", mail)]
    return (
        *((f"{body}.{of}", on, "", "", "", "", "") for of, on in rows),
        # Whoever answers the night line answers for this council: its fallback stands on it.
        (_FALLBACK[body], f"{body}.night-line", "", "", "", "", ""),
    )


_FALLBACK = {
    "northmere": "fallback:northmere.child-front-door",
    "eastholt": "fallback:eastholt.child-front-door",
    "farwick": "fallback:farwick.homelessness-tonight",
}


@cache
def estate_with_phones() -> RawTables:
    """The tables."""
    raw = shipped("northmere")
    channels, needs = raw.tables["channels"], raw.tables["needs"]
    assert channels.header == HEAD
    others = {name: table for name, table in raw.tables.items() if name != "availability"}
    kept = tuple(row for row in channels.rows if row[0] == "northmere.night-number")
    tables = {
        **others,
        "channels": RawTable(HEAD, (*kept, *(row for body in CODES for row in _channels(body)))),
        "needs": replace(needs, rows=(*needs.rows, *(row for body in CODES for row in _needs(body)))),
        "people": RawTable(PEOPLE, tuple(row for body in CODES for row in _people(body))),
    }
    return RawTables(tables, raw.settings)


def say(room, name, condition, body="northmere", who="duty engineer", note="", handling=SHARED, since=None):
    """Somebody tries a channel, or sees a system."""
    sight = room.sight(body)
    seen = Observation(condition, since or room.record.now(), who, Cause.UNKNOWN, note)
    estate = estate_in_use(sight, room.shelf).estate
    return observe(room.record, estate, officer(body, Role.TACTICAL), name, seen, handling=handling)


def channels(room, body="northmere"):
    """How the channels are, as a body sees them."""
    sight = room.sight(body)
    return Channels(picture_of(sight, estate_in_use(sight, room.shelf)))


OUT, WORKING, SLOW, UNKNOWN = Condition.OUT, Condition.WORKING, Condition.SLOW, Condition.UNKNOWN
