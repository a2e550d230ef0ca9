"""The nine scenarios that ship: each can be played on any estate, done by players, and read aloud."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from battlebox.desk.tell import shipped_library
from battlebox.drill.scenario import (
    PLAYER,
    SHIPPED,
    Answer,
    EventKind,
    cast,
    due,
    run_sheet,
    shipped,
)
from battlebox.drill.scenario.sign import ABOUT, WHERE
from battlebox.journal import Kind
from drill.scenario.estates import NAMES, estate

ORDERS = (Kind.SYSTEM_ISOLATED, Kind.SYSTEM_VERIFIED, Kind.SYSTEM_ACKNOWLEDGED, Kind.SYSTEM_REOPENED)


def every():
    return [shipped(name) for name in SHIPPED]


def test_nine_ship_and_each_is_called_as_its_file():
    assert [each.id for each in every()] == list(SHIPPED)
    assert len({each.title for each in every()}) == len(SHIPPED) == 9
    with pytest.raises(KeyError):
        shipped("nothing")


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("on", NAMES)
def test_each_can_be_played_on_every_estate(name, on):
    found = cast(shipped(name), estate(on))
    assert [each.part for each in found.filled] == [PLAYER, *(part.id for part in shipped(name).parts)]
    known = {*estate(on).thing_by_id, *estate(on).body_by_id, *estate(on).path_by_id}
    assert {each.id for each in found.filled if each.id} <= known
    assert all(each.name for each in found.filled)
    assert not found.stand_ins or on != "west-london"


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("on", NAMES)
def test_the_run_sheet_reads_as_plain_words(name, on):
    sheet = run_sheet(shipped(name), cast(shipped(name), estate(on)))
    assert "{" not in sheet
    assert "}" not in sheet
    assert "  - " not in sheet
    assert max(map(len, sheet.splitlines())) <= 100
    # One space between words, no stop twice, no sentence that begins small after a name was put in.
    text = " ".join(line.strip(" |") for line in sheet.splitlines())
    assert not re.search(r"\.\.|,,| ,| \.(?!\d)|\bthe the\b|\bThe the\b", text), name
    assert not re.search(r"[.?!] the (?:Royal|London)", text), name


@pytest.mark.parametrize("name", SHIPPED)
def test_without_an_estate_each_part_is_said_in_words(name):
    sheet = run_sheet(shipped(name))
    assert "{" not in sheet
    assert "[the system" in sheet or "[a system" in sheet or "[a council" in sheet


def can_be_seen(sign, found, on) -> bool:
    """Whether the player of that cast could write an entry that shows it."""
    if sign.kind in ORDERS and sign.about:
        means = found.means(sign)
        own = {row.action for row in on.actions if row.body == found.player}
        return bool(means & own)
    if sign.kind is Kind.FALLBACK_INVOKED and sign.about and found.id_of(sign.about):
        service = on.service_by_id[found.id_of(sign.about)]
        return service.has_fallback and service.body == found.player
    return True


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("on", NAMES)
def test_whatever_is_expected_can_be_done_there(name, on):
    found = cast(shipped(name), estate(on))
    for inject in found.scenario.injects:
        for expected in inject.expected:
            able = [sign for sign in expected.any if can_be_seen(sign, found, estate(on))]
            # Where an estate has no orders at all, nothing can be isolated on its desk, and an inject may ask in vain.
            assert able or not estate(on).actions, (name, inject.number, expected.do)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_sign_is_one_that_an_entry_can_carry(name):
    scenario = shipped(name)
    signs = [sign for inject in scenario.injects for each in inject.expected for sign in each.any]
    for sign in [*signs, *(sign for branch in scenario.branches for sign in branch.any)]:
        assert not sign.about or sign.kind in ABOUT
        assert all(key in WHERE[sign.kind] for key, _ in sign.where)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_inject_asks_for_something_and_says_how_it_is_judged(name):
    scenario = shipped(name)
    for inject in scenario.injects:
        assert inject.expected, inject.number
        assert inject.objectives, inject.number
        assert not re.search(r"\b(?:Mr|Mrs|Ms|Dr)\b", " ".join(inject.texts))
    assert 5 <= len(scenario.solo) <= 9
    assert scenario.minutes >= 60
    # There is always something to do: no gap of more than a quarter of an hour.
    at = [0, *(each.at_minutes for each in scenario.injects), scenario.minutes]
    assert max(later - sooner for sooner, later in pairwise(at)) <= 15


def test_the_west_london_day_has_more_than_twenty_injects_and_both_ways_of_each_branch():
    scenario = shipped("west-london")
    assert len(scenario.injects) >= 20
    assert scenario.minutes == 90
    for branch in scenario.branches:
        waits = {each.when for each in (*scenario.injects, *scenario.events) if each.branch == branch.id}
        assert waits == {Answer.YES, Answer.NO}, branch.id
    kinds = {each.kind for each in scenario.events}
    assert {EventKind.PARTNER_SHUTS, EventKind.CHANNEL_DIES, EventKind.PRESS_WRONG, EventKind.TIME_PASSES} <= kinds


@pytest.mark.parametrize("name", SHIPPED)
def test_every_branch_leads_both_ways(name):
    scenario = shipped(name)
    for branch in scenario.branches:
        waits = {each.when for each in scenario.injects if each.branch == branch.id}
        assert waits == {Answer.YES, Answer.NO}, branch.id


def test_the_false_alarm_has_nobody_behind_it_and_the_others_have():
    assert [each.id for each in every() if not each.attack.real] == ["false-alarm"]


def test_together_they_start_the_clocks_that_matter():
    named = {clock for each in every() for inject in each.injects for clock in inject.clocks}
    wanted = {"ico-33", "ico-33-proc", "ico-34", "ncsc", "police", "insurer", "members-lead", "ransom", "dwp"}
    assert wanted <= named <= {each.id for each in shipped_library().clocks}


def test_each_names_the_sources_that_it_draws_on():
    for scenario in every():
        assert scenario.sources, scenario.id
        assert any(inject.sources for inject in scenario.injects)
        assert all(len(words) > 15 for _, words in scenario.sources)


def test_play_time_is_said_in_hours_and_minutes():
    assert (due(0), due(5), due(65)) == ("T+0:00", "T+0:05", "T+1:05")


def test_every_kind_that_is_looked_for_is_one_that_the_desk_writes():
    desk = Path(__file__).parents[3] / "src" / "battlebox" / "desk"
    # These two list kinds and write none.
    lists = {"closing.py", "sharing.py"}
    source = "".join(path.read_text("utf-8") for path in desk.rglob("*.py") if path.name not in lists)
    wanted = {
        sign.kind
        for scenario in every()
        for signs in (
            *(each.any for inject in scenario.injects for each in inject.expected),
            *(branch.any for branch in scenario.branches),
        )
        for sign in signs
    }
    assert len(wanted) > 40
    assert [kind for kind in wanted if not re.search(rf"Kind\.{kind.name}\b", source)] == []
