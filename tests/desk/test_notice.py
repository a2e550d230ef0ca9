"""The host's notice says what is known, by which entry, and holds nothing that its reader may not have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import DeskError
from battlebox.desk.picture import (
    Belief,
    Cause,
    Condition,
    Observation,
    Subject,
    Suspicion,
    give_order,
    observe,
    state_suspicion,
)
from battlebox.desk.tell import (
    draft_notice,
)
from desk.room import BEGAN, SHARED, Room, officer
from desk.telling import EVERYBODY, out, used_by


@pytest.fixture
def room():
    return Room.opened()


def test_the_hosts_notice_says_what_is_known_by_which_entry_and_what_is_not(room):
    seen = out(room, cause=Cause.ATTACKER)
    notice = draft_notice(room.sight("northmere"), used_by(room), "eastholt")
    assert (
        f"Care records shared with Eastholt: seen to be out, since Mon 23 Nov 2026, 02:40 [{seen.number}]"
        in notice.text
    )
    assert "records of about 20,000 people, some of them of a special category or at risk" in notice.held[0]
    assert f"the cause is held to be an attacker [{seen.number}]" in notice.text
    assert "how far the attacker came" in notice.unknown
    assert "whether an attacker was in these systems" not in notice.unknown
    assert "- whether data was copied, altered or lost" in notice.text
    assert "the cause\n" not in notice.text
    assert notice.kept_back == 0


def test_what_the_controller_may_not_have_is_not_in_it_and_is_counted(room):
    out(room)
    estate = used_by(room).estate
    belief = Belief(Suspicion.CONFIRMED, BEGAN, "a named source", "tools were found")
    state_suspicion(room.record, estate, officer("northmere"), Subject.SYSTEM, "northmere.care", belief)
    notice = draft_notice(room.sight("northmere"), used_by(room), "eastholt")
    assert "tools were found" not in notice.text
    assert "whether an attacker was in these systems" in notice.unknown
    assert notice.kept_back == 1
    whole = replace(belief, source="head of IT")
    state_suspicion(room.record, estate, officer("northmere"), Subject.SYSTEM, "northmere.care", whole, handling=SHARED)
    notice = draft_notice(room.sight("northmere"), used_by(room), "eastholt")
    assert "confirmed, tools were found" in notice.text
    assert "whether an attacker was in these systems" not in notice.unknown


def test_an_order_on_the_system_is_in_it_with_how_far_it_got(room):
    out(room)
    used = used_by(room)
    lead = officer("northmere")
    saved = give_order(room.record, used.estate, lead, "northmere.isolate-care", who="engineer", handling=SHARED)
    notice = draft_notice(room.sight("northmere"), used_by(room), "eastholt")
    line = f"- Isolate the shared care records: ordered since Mon 23 Nov 2026, 02:40 [{saved.number}]"
    assert line in notice.text.splitlines()


def test_what_the_controller_hosts_itself_is_not_in_the_hosts_notice(room):
    out(room)
    estate = used_by(room).estate
    seen = Observation(Condition.OUT, BEGAN, "their desk")
    observe(room.record, estate, officer("eastholt"), "eastholt.servers", seen, handling=SHARED)
    assert draft_notice(room.sight("northmere"), used_by(room), "eastholt").systems == (
        "Care records shared with Eastholt",
    )


def test_a_notice_is_drafted_even_where_nothing_may_be_passed_on_yet(room):
    out(room, "northmere.servers", handling=None)
    notice = draft_notice(room.sight("northmere"), used_by(room), "eastholt")
    assert "servers" not in notice.text
    assert "what happened, and since when" in notice.unknown


@pytest.mark.parametrize(
    ("body", "controller"), [("northmere", "farwick"), ("northmere", "northmere"), ("farwick", "eastholt")]
)
def test_there_is_no_notice_where_nothing_of_theirs_is_held(room, body, controller):
    out(room, handling=EVERYBODY)
    # A stranger does not even see that there is an incident.
    words = "there is no incident" if body == "farwick" else "there is no affected system that holds data of"
    with pytest.raises(DeskError, match=words):
        draft_notice(room.sight(body), used_by(room), controller)


def test_what_is_expected_says_what_of_which_system_before_why(room):
    out(room, system="northmere.servers")
    [line] = draft_notice(room.sight("northmere"), used_by(room), "eastholt").expected
    name = "Care records shared with Eastholt"
    assert line.startswith(f"{name}: cannot be reached since ")
    assert "because it needs Northmere servers" in line
    assert line.count(name) == 1


def test_what_nobody_saw_is_expected_and_not_known(room):
    out(room, system="northmere.servers")
    notice = draft_notice(room.sight("northmere"), used_by(room), "eastholt")
    assert notice.known == ()
    assert notice.expected
    known, _, rest = notice.text.partition("Expected, and seen by nobody yet")
    assert "nothing that may be passed on yet" in known
    assert all(each in rest for each in notice.expected)
