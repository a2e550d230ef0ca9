"""The demonstration at hour three: what was told, what is not known yet, and one figure to be put right."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from battlebox.desk import Officer
from battlebox.desk.command import CAST, play_demo
from battlebox.desk.picture import estate_in_use, picture_of
from battlebox.desk.reconnect import LinkState, links_of
from battlebox.desk.record import Installation, Sight
from battlebox.desk.tell import (
    ClockState,
    Goes,
    Outlet,
    Status,
    Whom,
    clocks_of,
    corrections_due,
    facts_of,
    may_leave,
    press_log,
    shipped_library,
    standing_of,
    statements_of,
    to_clear,
)
from desk.room import StillWatch, shipped

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def sights(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    cast = {name: Officer(f"o-{name}", office, body, frozenset({role})) for name, (body, role, office) in CAST.items()}
    incident = play_demo(folder, shipped("west-london"), cast, now=NOW)
    here = Installation(folder, StillWatch(at=NOW))
    record = here.record(incident)
    yield {name: Sight.of(record, officer) for name, officer in cast.items()}, here
    here.close()


def clocks(sights, who):
    seen, here = sights
    used = estate_in_use(seen[who], here.shelf)
    found = clocks_of(seen[who], picture_of(seen[who], used), shipped_library().with_own(used.estate))
    return {each.thing: each for each in found}


def test_the_ico_is_still_being_assessed_and_two_were_told_by_telephone(sights):
    found = clocks(sights, "rbkc.data")
    assert found["clock/ico-33/rbkc"].state is ClockState.ASSESSING
    assert found["clock/ico-33/rbkc"].due.at > NOW
    for name in ("ncsc", "police"):
        told = found[f"clock/{name}/rbkc"]
        assert told.state is ClockState.MET
        assert told.reports[0].reference == ""


def test_westminster_sees_what_waits_for_its_word_and_not_what_was_told(sights):
    seen, _ = sights
    assert {each.fact.status for each in to_clear(seen["wcc.silver"])} == {Status.UNKNOWN, Status.CONFIRMED}
    assert clocks(sights, "wcc.silver").get("clock/ncsc/rbkc") is None
    assert to_clear(seen["hf.silver"]) == ()


def test_one_figure_went_out_wrong_and_its_correction_may_go(sights):
    seen, _ = sights
    (due,) = corrections_due(seen["rbkc.silver"])
    assert "about ten" in due.old.wording
    assert "about thirty" in due.words
    assert isinstance(due.may, Goes)


def test_nothing_of_the_lane_was_used_and_one_fact_waits_for_it(sights):
    seen, _ = sights
    found = [standing_of(seen["rbkc.words"], thing) for thing, _ in facts_of(seen["rbkc.words"])]
    assert [bool(each.lane) for each in found if each.fact.prepared] == [False]


def test_westminster_was_asked_to_join_a_statement(sights):
    seen, _ = sights
    (joint,) = statements_of(seen["wcc.silver"])
    assert joint.waiting_for == ("rbkc", "wcc")
    assert statements_of(seen["hf.silver"]) == ()


def test_the_press_waits_and_what_it_told_wrongly_has_a_correction_that_may_leave(sights):
    seen, _ = sights
    station, site = press_log(seen["rbkc.words"])
    assert station.is_open
    assert station.due > NOW
    standing = standing_of(seen["rbkc.words"], site.call.contradicts)
    assert isinstance(may_leave(standing, Outlet.PRESS, Whom(), NOW), Goes)
    assert press_log(seen["wcc.silver"]) == ()


def test_hammersmith_waits_for_a_letter_of_assurance(sights):
    seen, here = sights
    used = estate_in_use(seen["rbkc.silver"], here.shelf)
    waits = {
        each.name: each.side_of("rbkc")
        for each in links_of(seen["rbkc.silver"], picture_of(seen["rbkc.silver"], used))
        if each.state is LinkState.ASKED
    }
    assert set(waits) == {"left.rbkc-hf.line", "left.rbkc-hf.guests"}
    assert {each.wanted.body for each in waits.values()} == {"hf"}
    assert all(each.letter is None and each.wanted.value.by > NOW for each in waits.values())
