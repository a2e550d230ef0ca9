"""Backlogs as tests write them: Northmere's child protection referrals, on paper for a day."""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk import Role
from battlebox.desk.backlog import (
    Basis,
    Item,
    Keyed,
    SignOff,
    Work,
    key_in,
    note_item,
    piece_of,
    recoveries_of,
    sign_off,
)
from battlebox.desk.picture import (
    Cause,
    Condition,
    Fallback,
    Observation,
    estate_in_use,
    invoke,
    observe,
    picture_of,
)
from battlebox.desk.record import Sight
from desk.room import SHARED, officer

CHILD = "northmere.child-front-door"
HOUSING = "northmere.housing-benefit"
LEAD = officer("northmere", Role.SERVICE_LEAD)


def estate(room):
    return estate_in_use(room.sight("northmere"), room.shelf).estate


def paper(room, **more):
    """Forty paper forms, counted."""
    start = {"what": "paper referral forms", "basis": Basis.COUNTED, "many": 40, "counted_by": "front door team"}
    return Item(CHILD, Work.PAPER, **{**start, **more})


def note(room, item=None, *, by=LEAD, handling=SHARED):
    return note_item(room.record, estate(room), by, item or paper(room), handling=handling).thing


def key(room, thing, done, *, by=LEAD, over=None, finished=False, at=None):
    count = Keyed(done, at or room.record.now(), "front door team", finished)
    return key_in(room.record, estate(room), by, thing, count, over=over)


def sign(room, *things, by=LEAD, service=CHILD, at=None, **more):
    read = {thing: piece_of(Sight.of(room.record, by), thing).mark for thing in things}
    said = SignOff("head of children's services", at or room.record.now(), "every form against its case", **more)
    return sign_off(room.record, estate(room), by, service, read, said, handling=SHARED)


def see(room, condition, service=CHILD, **ago):
    at = room.record.now() - timedelta(**ago)
    seen = Observation(condition, at, "duty manager", Cause.US)
    observe(room.record, estate(room), officer("northmere"), service, seen, handling=SHARED)


def fall_back(room, *, running, service=CHILD):
    fallback = Fallback(running, room.record.now(), "duty manager", 4)
    invoke(room.record, estate(room), officer("northmere"), service, fallback, handling=SHARED)


def was_out(room):
    """Out for a day, on paper; then seen to work again."""
    see(room, Condition.OUT)
    fall_back(room, running=True)
    room.watch.pass_by(hours=24)
    fall_back(room, running=False)
    see(room, Condition.WORKING)


def recovery(room, service=CHILD, body="northmere"):
    sight = room.sight(body)
    return recoveries_of(sight, picture_of(sight, estate_in_use(sight, room.shelf))).get(service)
