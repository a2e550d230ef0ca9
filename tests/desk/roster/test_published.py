"""A roster is published version by version, re-planned after sickness with few changes, and owes rest by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role, Someone
from battlebox.desk.roster import (
    Exempted,
    Listed,
    Published,
    also_of,
    bar,
    differences,
    exempt,
    exemptions_of,
    list_person,
    publish_roster,
    published_of,
    rota_of,
    versions_of,
)
from battlebox.engine.roster import Rule, breaches, roster
from battlebox.estate import read_estate
from desk.room import BEGAN, Room, officer
from desk.roster.council import council

LEAD = officer("northmere", Role.TACTICAL)
BOB = Someone("n.bob", "Bob Jones")
FIRST = date(2026, 11, 24)
NAMES = {"n.ann": "Ann Smith", "n.bob": "Bob Jones", "w-eve": "Eve Hart"}


@pytest.fixture
def room():
    return Room.opened()


@pytest.fixture
def estate(tmp_path):
    return read_estate(council(tmp_path / "estate", availability="availability,of,kind,from\n"))


def planned(room, estate, first=FIRST, days=4):
    rota = rota_of(estate, first, days, body="northmere", also=also_of(room.sight("northmere"), first, NAMES))
    answer = roster(rota.problem, seconds=0)
    assert breaches(rota.problem, answer.seats) == ()
    return Published.of("northmere", rota, answer)


def test_a_roster_is_published_and_the_next_version_says_what_changed(room, estate):
    list_person(room.record, LEAD, Someone("w-eve", "Eve Hart"), Listed("northmere", ("loggist",)))
    first = planned(room, estate)
    assert publish_roster(room.record, LEAD, first, NAMES).number
    had = {seat.post: seat.person for seat in first.seats if seat.post.startswith("n.desk")}
    sick = Someone(next(iter(had.values())), "whoever")
    bar(room.record, LEAD, sick, "ill")
    second = planned(room, estate)
    changed = differences(first, second)
    assert {post for post, _, _ in changed} == {post for post, who in had.items() if who == sick.id}
    publish_roster(room.record, LEAD, second, NAMES)
    assert published_of(room.sight("northmere")).value == second
    assert len(versions_of(room.sight("northmere"))) == 2
    assert f"{len(changed)} seat" in room.record.lines()[-1].words


def test_what_has_begun_stays_as_it_was_published(room, estate):
    publish_roster(room.record, LEAD, planned(room, estate), NAMES)
    room.watch.at = BEGAN + timedelta(days=2)
    bar(room.record, LEAD, BOB, "ill")
    again = {seat.post: seat.person for seat in planned(room, estate).seats}
    assert again["n.desk/2026-11-24/n.early/1"] == "n.bob"
    assert "n.desk/2026-11-26/n.early/1" not in again


def test_an_exemption_is_named_logged_and_owed(room, tmp_path):
    posts = (
        "post,role,body,people,shifts,level,from,until\n"
        "n.a,Loggist,northmere,1,n.late,vital,2026-11-24,2026-11-24\n"
        "n.b,Loggist,northmere,1,n.early,vital,2026-11-25,2026-11-25\n"
    )
    alone = "person,name,body,role\nn.bob,Bob Jones,northmere,Loggist\n"
    tables = {"posts": posts, "people": alone, "availability": "availability,of,kind,from\n"}
    found = read_estate(council(tmp_path / "estate", **tables))
    assert len(planned(room, found).gaps) == 1
    granted = Exempted("n.bob", "northmere", "2026-11-25", Rule.REST, "Gold", "nobody else can log")
    exempt(room.record, LEAD, BOB, granted)
    filled = planned(room, found)
    assert filled.gaps == ()
    assert [(each.person, each.day, each.minutes, each.by, each.reason) for each in filled.owed] == [
        ("n.bob", "2026-11-25", 180, "Gold", "nobody else can log")
    ]
    line = room.record.lines()[-1].words
    assert "granted by Gold: nobody else can log" in line
    assert "Bob" not in line


def test_only_gold_and_silver_publish_and_grant_for_their_own_body(room, estate):
    found = planned(room, estate)
    granted = Exempted("n.bob", "northmere", "2026-11-25", Rule.REST, "Gold", "why")
    bronze, east = officer("northmere", Role.OPERATIONAL), officer("eastholt", Role.TACTICAL)
    for act, who in (
        (lambda by: publish_roster(room.record, by, found, NAMES), bronze),
        (lambda by: exempt(room.record, by, BOB, granted), bronze),
    ):
        with pytest.raises(DeskError) as wrong:
            act(who)
        assert wrong.value.code is DeskCode.NOT_ALLOWED
        with pytest.raises(DeskError) as wrong:
            act(east)
        assert wrong.value.code is DeskCode.NOT_YOURS
    for field in ("by", "why"):
        with pytest.raises(DeskError, match="is blank"):
            exempt(room.record, LEAD, BOB, replace(granted, **{field: " "}))


def test_no_other_council_reads_a_roster_or_an_exemption(room, estate):
    publish_roster(room.record, LEAD, planned(room, estate), NAMES)
    exempt(room.record, LEAD, BOB, Exempted("n.bob", "northmere", "2026-11-25", Rule.REST, "Gold", "why"))
    assert len(exemptions_of(room.sight("northmere"))) == 1
    for body in ("eastholt", "farwick"):
        sight = room.sight(body)
        assert published_of(sight) is None
        assert exemptions_of(sight) == ()
        assert not any("roster of" in line.words or "cut short" in line.words for line in sight.lines())
