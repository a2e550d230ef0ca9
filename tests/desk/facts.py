"""Facts at the desk of three councils: stated, cleared, held, let go; for the tests of what may leave."""

from __future__ import annotations

from dataclasses import replace

from battlebox.desk import Role
from battlebox.desk.compose import Field
from battlebox.desk.picture import estate_in_use
from battlebox.desk.record import Sight
from battlebox.desk.tell import (
    Clearance,
    Confidence,
    Fact,
    Hold,
    Holder,
    Outlet,
    Status,
    Verdict,
    Whom,
    change_fact,
    clear_fact,
    fact_of,
    hold_fact,
    may_leave,
    release_facts,
    standing_of,
    state_fact,
)
from battlebox.marking import Tlp
from desk.room import BEGAN, officer

WRITTEN = {
    Field.BODY: "Northmere Council",
    Field.NUMBERS: "01632 960000",
    Field.UPDATE: "at noon",
    Field.OFFICE: "Press office",
    Field.CHECK: "Ring the number on your staff card.",
}
PRESS = Role.COMMUNICATIONS
PLAIN = Fact("Some screens are blank.", Status.CONFIRMED, "head of IT", Confidence.HIGH, BEGAN, BEGAN, tlp=Tlp.CLEAR)
SHARED_SYSTEM = replace(PLAIN, wording="Care records are off.", systems=("northmere.care",))
OF_EASTHOLT = replace(PLAIN, wording="Eastholt has shut its network.", about=("eastholt",))


def estate(room):
    return estate_in_use(room.sight("northmere"), room.shelf).estate


def words_officer(body):
    return officer(body, PRESS)


def state(room, fact=PLAIN, by="northmere", **more):
    return state_fact(room.record, estate(room), words_officer(by), fact, **more).thing


def change(room, thing, by="northmere", *, why="we looked again", over=None, **changed):
    who = words_officer(by)
    fact = replace(fact_of(Sight.of(room.record, who), thing).value, **changed)
    return change_fact(room.record, estate(room), who, thing, fact, why=why, over=over)


def clear(room, thing, body, *, by="", verdict=Verdict.CLEARED, why="", of="", channel="at this desk"):
    who = words_officer(by or body)
    of = of or fact_of(Sight.of(room.record, who), thing).entry
    said = Clearance(body, verdict, of, "press office", room.record.now(), channel, why)
    return clear_fact(room.record, who, thing, said)


def standing(room, thing, body="northmere"):
    return standing_of(Sight.of(room.record, words_officer(body)), thing)


def asked(room, thing, outlet=Outlet.PUBLIC_PAGE, whom=None, body="northmere"):
    """What the desk answers when somebody would let it go."""
    return may_leave(standing(room, thing, body), outlet, whom or Whom(), room.record.now())


def send(room, *things, outlet=Outlet.PUBLIC_PAGE, whom=None, where="/", by="northmere", **more):
    return release_facts(room.record, words_officer(by), things, outlet, whom or Whom(), where=where, **more)


def hold(room, thing, *, by="northmere", in_force=True, holder=Holder.POLICE):
    said = Hold(holder, in_force, "duty inspector", room.record.now(), "an arrest is planned")
    return hold_fact(room.record, words_officer(by), thing, said)


def cleared(room, fact=PLAIN, *bodies):
    thing = state(room, fact)
    for body in bodies or ("northmere",):
        clear(room, thing, body)
    return thing


def sight(room, body="northmere"):
    return Sight.of(room.record, words_officer(body))
