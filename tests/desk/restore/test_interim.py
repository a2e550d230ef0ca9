"""Interim access: its short gates, its end, and that nobody ever calls it restored."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, Role
from battlebox.desk.gate import Matter, accesses_of, end_access, running_for
from battlebox.desk.record import Handling, Sight
from desk.restoring import CARE, SERVERS, Restoring, refused
from desk.room import officer


@pytest.fixture
def at():
    made = Restoring()
    made.believe()
    return made


def end(at, thing, *, body="northmere", why="the system is back", when=None):
    return end_access(at.record, at.used().estate, officer(body), thing, at=when or at.now, why=why)


def test_it_is_given_with_its_gates_and_until_when(at):
    saved = at.lend()
    given = accesses_of(at.room.sight("northmere"))[0].value
    assert (given.way.value, given.until, given.ended) == ("read-only extract", at.now + timedelta(hours=48), None)
    assert at.record.line(saved.entry).words == (
        "Care records shared with Eastholt: interim access, read-only extract, for open cases, "
        "until Wed 25 Nov 2026, 02:40; signed by head of care"
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"purpose": ""}, "what for is blank"),
        ({"untouched": " "}, "how the evidence stays untouched is blank"),
        ({"clean": ""}, "how it is known to be clean is blank"),
        ({"owner": ""}, "who signs is blank"),
        ({"who": ""}, "who runs it is blank"),
        ({"system": "northmere.cares"}, "the estate has no system northmere.cares; the nearest is northmere.care"),
    ],
)
def test_none_of_its_gates_may_be_blank(at, more, words):
    assert str(refused(lambda: at.lend(**more))) == words
    assert accesses_of(at.room.sight("northmere")) == ()


def test_it_must_end_later_than_now(at):
    assert str(refused(lambda: at.lend(until=at.now - timedelta(hours=1)))) == "until when lies before now"


def test_it_says_loudly_that_its_time_is_over_until_somebody_ends_it(at):
    thing = at.lend().thing
    assert at.loud() == ()
    at.room.watch.pass_by(hours=48)
    loud = at.loud()
    assert [each.matter for each in loud] == [Matter.ACCESS_OVER]
    assert loud[0].words.startswith(
        "Interim access to Care records shared with Eastholt (read-only extract) was until "
    )
    assert at.loud("eastholt") == loud
    end(at, thing)
    assert at.loud() == ()
    assert running_for(accesses_of(at.room.sight("northmere")), frozenset({CARE})) == ()


def test_it_makes_no_gate_answered_and_nothing_live(at):
    at.lend(SERVERS)
    assert at.gates().answered == 0
    assert not at.gates().is_live


def test_whoever_shares_the_system_may_give_it_and_nobody_else(at):
    at.lend(by=officer("eastholt"))
    assert refused(lambda: at.lend(by=officer("farwick"))).code is DeskCode.NOT_YOURS
    assert refused(lambda: at.lend("northmere.mail", by=officer("farwick"))).code is DeskCode.NOT_YOURS


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST, Role.COMMUNICATIONS])
def test_some_roles_give_none(at, role):
    assert refused(lambda: at.lend(by=officer("northmere", role))).code is DeskCode.NOT_ALLOWED


def test_it_is_ended_once_with_a_reason_and_not_before_it_began(at):
    thing = at.lend().thing
    assert "why is blank" in str(refused(lambda: end(at, thing, why="")))
    assert refused(lambda: end(at, thing, when=at.now - timedelta(hours=3))).code is DeskCode.TOO_EARLY
    assert refused(lambda: end(at, thing, when=at.now + timedelta(days=3))).code is DeskCode.FUTURE
    end(at, thing)
    assert refused(lambda: end(at, thing)).code is DeskCode.ALREADY
    assert refused(lambda: end(at, "access/none")).code is DeskCode.NOT_SEEN


def test_it_travels_as_far_as_it_was_told(at):
    thing = at.lend(handling=Handling()).thing
    assert accesses_of(at.room.sight("eastholt")) == ()
    assert accesses_of(Sight.of(at.record, officer("farwick"))) == ()
    end(at, thing)
    assert accesses_of(at.room.sight("eastholt")) == ()
    assert len(accesses_of(at.room.sight("northmere"))) == 1


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"since": timedelta(days=-9_000)}, "since when lies before the day before the incident began"),
        ({"since": timedelta(hours=20)}, "since when lies about 20 hours ahead of this desk's own time"),
        ({"until": timedelta(days=3_650)}, "until when lies more than three months from now"),
        ({"since": timedelta(hours=20), "until": timedelta(hours=10)}, "until when lies before since when"),
    ],
)
def test_access_since_years_or_for_years_is_refused(at, when, words):
    said = {name: at.now + span for name, span in when.items()}
    assert words in str(refused(lambda: at.lend(**said)))
    at.lend(until=at.now + timedelta(days=90))
