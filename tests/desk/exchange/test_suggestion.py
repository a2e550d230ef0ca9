"""What a partner suspects of a shared system: suggested, taken up by a person under its label, or set aside."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.exchange import PartnerStatus, is_shared, set_aside, suggestions_of, take_suggestion
from battlebox.desk.exchange.partner_status import StateSaid, SystemSaid
from battlebox.desk.picture import Belief, Chance, Subject, Suspicion, beliefs_of, estate_in_use, state_suspicion
from battlebox.marking import Tlp
from desk.room import BEGAN, COUNCILS, SHARED, Room, officer

SUSPECTED, CONFIRMED = Suspicion.SUSPECTED, Suspicion.CONFIRMED


@pytest.fixture
def room():
    return Room.opened()


def estate(room):
    return estate_in_use(room.sight("northmere"), room.shelf).estate


def said(system="eastholt.servers", state=SUSPECTED, *, tlp=Tlp.AMBER_STRICT, at=BEGAN, of="", **more):
    body = of or system.partition(".")[0]
    how = StateSaid(tlp, at, system, state, "their duty officer", checked="logs", chance=Chance.HIGH)
    return SystemSaid(tlp, at, system, f"{body}/{system}", system, how, **more)


def status(*systems, body="eastholt", name="Eastholt Council"):
    return PartnerStatus(body, name, systems=systems)


def waiting(room, *systems, body="northmere", **more):
    return suggestions_of(room.sight(body), estate(room), (status(*systems, **more),))


def refused(act):
    with pytest.raises(DeskError) as wrong:
        act()
    return wrong.value.code


def take(room, one, who=None, subject=Subject.SYSTEM, name="eastholt.servers"):
    return take_suggestion(room.record, estate(room), who or officer("northmere"), one, subject, name)


@pytest.mark.parametrize(
    ("system", "shared"),
    [
        ("northmere.care", True),
        ("eastholt.servers", True),
        ("eastholt.mail", True),
        ("farwick.servers", False),
        ("nowhere", False),
    ],
)
def test_a_system_is_shared_by_its_data_its_links_or_what_needs_it(room, system, shared):
    assert is_shared(estate(room), system, "northmere") is shared


def test_what_holds_a_neighbours_data_is_shared_with_it(room):
    assert is_shared(estate(room), "northmere.care", "eastholt")
    assert not is_shared(estate(room), "northmere.benefits", "farwick")


def test_a_suspicion_of_a_shared_system_waits_and_changes_nothing_by_itself(room):
    before = room.record.arrived
    (one,) = waiting(room, said())
    assert (one.partner_name, one.system, one.label) == ("Eastholt Council", "eastholt.servers", Tlp.AMBER_STRICT)
    assert set(one.links) == {"shared.line", "left.payroll-line"}
    assert room.record.arrived == before
    assert beliefs_of(room.sight("northmere"), Subject.SYSTEM, "eastholt.servers") == ()


@pytest.mark.parametrize(
    "one",
    [
        said(state=Suspicion.UNKNOWN),
        said(state=Suspicion.CLEAR),
        said("farwick.servers"),
        said("eastholt.servers", of="farwick"),
        said("eastholt.nowhere"),
        said(tlp=Tlp.RED),
    ],
    ids=["unknown", "no sign", "a stranger's", "under another's name", "not in the estate", "for named people"],
)
def test_what_is_not_suspected_shared_or_known_here_suggests_nothing(room, one):
    assert waiting(room, one) == ()


def test_a_partner_may_say_itself_that_a_system_is_shared(room):
    assert len(waiting(room, said("farwick.servers", is_shared=True), body="northmere")) == 1


def test_taking_it_up_names_the_partner_keeps_its_label_and_stays_in_our_body(room):
    (one,) = waiting(room, said())
    take(room, one)
    (believed,) = beliefs_of(room.sight("northmere"), Subject.SYSTEM, "eastholt.servers")
    assert believed.tlp is Tlp.AMBER_STRICT
    assert (believed.value.state, believed.value.as_of, believed.value.chance) == (SUSPECTED, BEGAN, Chance.HIGH)
    assert believed.value.source == "Eastholt Council, in its own status (their duty officer)"
    for body in ("eastholt", "farwick"):
        assert beliefs_of(room.sight(body), Subject.SYSTEM, "eastholt.servers") == ()
    assert waiting(room, said()) == ()


def test_a_link_may_be_taken_up_in_place_of_the_system_and_nothing_else(room):
    (one,) = waiting(room, said())
    assert refused(lambda: take(room, one, subject=Subject.PATH, name="shared.mail")) is DeskCode.NOT_SEEN
    assert refused(lambda: take(room, one, name="northmere.servers")) is DeskCode.NOT_SEEN
    take(room, one, subject=Subject.PATH, name="shared.line")
    assert beliefs_of(room.sight("northmere"), Subject.PATH, "shared.line")[0].value.state is SUSPECTED
    assert beliefs_of(room.sight("northmere"), Subject.SYSTEM, "eastholt.servers") == ()
    assert waiting(room, said()) == ()


def test_what_was_set_aside_says_why_and_comes_back_only_when_it_is_said_anew(room):
    (one,) = waiting(room, said())
    assert refused(lambda: set_aside(room.record, officer("northmere"), one, why=" ")) is DeskCode.BLANK
    set_aside(room.record, officer("northmere"), one, why="it is the test machine, they told us")
    assert waiting(room, said()) == ()
    assert "it is the test machine" in list(room.sight("northmere").lines())[-1].words
    assert beliefs_of(room.sight("northmere"), Subject.SYSTEM, "eastholt.servers") == ()
    assert len(waiting(room, said(at=BEGAN + timedelta(minutes=1)))) == 1
    assert len(waiting(room, said(state=CONFIRMED))) == 1
    assert refused(lambda: take(room, one)) is DeskCode.CHANGE_ANSWERED
    assert refused(lambda: set_aside(room.record, officer("northmere"), one, why="x")) is DeskCode.CHANGE_ANSWERED


@pytest.mark.parametrize(
    ("ours", "many"), [(SUSPECTED, 0), (CONFIRMED, 0), (Suspicion.UNKNOWN, 1), (Suspicion.CLEAR, 1)]
)
def test_nothing_is_suggested_that_we_hold_to_be_as_bad_ourselves(room, ours, many):
    belief = Belief(ours, BEGAN, "our own engineer", checked="the logs")
    lead = officer("northmere")
    state_suspicion(room.record, estate(room), lead, Subject.SYSTEM, "eastholt.servers", belief, handling=SHARED)
    assert len(waiting(room, said())) == many


def test_the_worst_and_then_the_newest_comes_first(room):
    late, worse = said(at=BEGAN + timedelta(hours=1)), said("eastholt.mail", CONFIRMED)
    found = waiting(room, said("northmere.care", of="northmere"), late, worse)
    assert [each.system for each in found] == ["eastholt.mail", "eastholt.servers", "northmere.care"]


@pytest.mark.parametrize("body", COUNCILS)
def test_each_council_answers_for_itself(room, body):
    (one,) = waiting(room, said())
    set_aside(room.record, officer("northmere"), one, why="known")
    found = waiting(room, said(is_shared=True), body=body)
    assert bool(found) == (body != "northmere")


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COMMUNICATIONS, Role.PARTNER_LIAISON])
def test_who_may_not_say_what_is_suspected_answers_nothing(room, role):
    (one,) = waiting(room, said())
    who = officer("northmere", role)
    assert refused(lambda: take(room, one, who)) is DeskCode.NOT_ALLOWED
    assert refused(lambda: set_aside(room.record, who, one, why="x")) is DeskCode.NOT_ALLOWED
