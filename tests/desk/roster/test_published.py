"""A roster is published version by version, re-planned after sickness with few changes, and owes rest by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

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
    spans_said,
    standing,
    taken_and_left,
    versions_of,
)
from battlebox.engine.roster import Rule, Seat, breaches, roster
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


ALONE = "person,name,body,role\nn.bob,Bob Jones,northmere,Loggist\n"
NOBODY_AWAY = "availability,of,kind,from\n"
TWO_POSTS = (
    "post,role,body,people,shifts,level,from,until\n"
    "n.a,Loggist,northmere,1,{0},vital,{1},{2}\n"
    "n.b,Loggist,northmere,1,{3},vital,{4},{5}\n"
)


def one_loggist(tmp_path, *slots, people=ALONE):
    """Two posts for loggists, each with its shift, first day and last."""
    return read_estate(council(tmp_path / "estate", posts=TWO_POSTS.format(*slots), people=people,
                               availability=NOBODY_AWAY))  # fmt: skip


def hours_by_hand(published):
    """Every shift of all versions, on a clock of hours: begin, end, by person, as somebody with a pencil has it."""
    begins = {"n.early": 7, "n.late": 15, "n.night": 23}
    rows = {}
    for seat in published:
        _, day, shift, _ = seat.post.split("/")
        start = (date.fromisoformat(day) - FIRST).days * 24 + begins[shift]
        rows.setdefault(seat.person, []).append((start, start + 8))
    return {person: sorted(spans) for person, spans in rows.items()}


def assert_lawful(published):
    """Eleven hours between two shifts, 48 in any seven days, a day off in each: over all versions together."""
    for spans in hours_by_hand(published).values():
        rests = [later - end for (_, end), (later, _) in pairwise(spans)]
        assert min(rests, default=11) >= 11
        days = {start // 24 for start, _ in spans}
        for first in range(min(days) - 7, max(days) + 1):
            inside = days & set(range(first, first + 7))
            assert len(inside) * 8 <= 48


def test_the_night_that_was_published_for_the_day_before_is_work(room, tmp_path):
    """Bob's night of the 30th ends at 07:00, the minute at which the early of the next day begins."""
    found = one_loggist(tmp_path, "n.night", "2026-11-24", "2026-11-30", "n.early", "2026-12-01", "")
    first, second = date(2026, 11, 30), date(2026, 12, 1)
    publish_roster(room.record, LEAD, night := planned(room, found, first, 1), NAMES)
    assert [seat.person for seat in night.seats] == ["n.bob"]
    early = planned(room, found, second, 1)
    assert early.seats == ()
    rota = rota_of(found, second, 1, body="northmere", also=also_of(room.sight("northmere"), second, NAMES))
    [broken] = breaches(rota.problem, (Seat("n.b/2026-12-01/n.early/1", "n.bob"),))
    assert (broken.rule, broken.words) == (Rule.REST, "n.bob has 0.0 hours of rest before day 0")


def test_the_early_that_stands_after_the_last_day_is_work(room, tmp_path):
    found = one_loggist(tmp_path, "n.early", "2026-11-26", "", "n.night", "2026-11-25", "2026-11-25")
    day = date(2026, 11, 26)
    publish_roster(room.record, LEAD, planned(room, found, day, 1), NAMES)
    assert planned(room, found, date(2026, 11, 25), 1).seats == ()


def test_six_days_and_48_hours_go_on_from_what_was_published(room, tmp_path):
    """A week is published; on its sixth day the next one is worked out from that day on. Nobody had checked in."""
    people = f"{ALONE}n.dan,Dan Reed,northmere,Loggist\n"
    found = one_loggist(tmp_path, "n.night", "", "", "n.early", "", "", people=people)
    week = planned(room, found, FIRST, 7)
    publish_roster(room.record, LEAD, week, NAMES | {"n.dan": "Dan Reed"})
    room.watch.at = BEGAN + timedelta(days=6)
    again = planned(room, found, date(2026, 11, 29), 7)
    before = [seat for seat in week.seats if seat.post.split("/")[1] < "2026-11-29"]
    assert before
    assert again.seats
    assert_lawful([*before, *again.seats])


def test_typed_hours_that_hold_what_was_published_count_once(room, tmp_path):
    found = one_loggist(tmp_path, "n.early", "2026-11-24", "2026-11-26", "n.early", "2026-11-27", "")
    publish_roster(room.record, LEAD, planned(room, found, FIRST, 3), NAMES)
    room.watch.at = BEGAN + timedelta(days=4)
    next_day = date(2026, 11, 27)

    def bob(week_hours):
        list_person(room.record, LEAD, BOB, Listed("northmere", ("loggist",), week_minutes=week_hours * 60))
        rota = rota_of(found, next_day, 4, body="northmere", also=also_of(room.sight("northmere"), next_day, NAMES))
        [person] = rota.problem.people
        return sorted((duty.day, duty.minutes) for duty in person.worked), person.history_minutes

    three = [(-3, 480), (-2, 480), (-1, 480)]
    assert bob(0) == (three, 3 * 480)
    assert bob(24) == (three, 3 * 480)
    assert bob(30) == ([(-4, 360), *three], 30 * 60)


def test_typed_hours_lie_before_now_and_not_before_a_roster_that_begins_later(room, tmp_path):
    """36 hours typed today are the last days' work: nobody has worked yet on the days of next week."""
    found = one_loggist(tmp_path, "n.early", "", "", "n.late", "2026-11-24", "2026-11-24")
    list_person(room.record, LEAD, BOB, Listed("northmere", ("loggist",), week_minutes=36 * 60))
    room.watch.at = datetime(2026, 11, 28, 19, 0, tzinfo=UTC)

    def worked(first):
        [person] = rota_of(
            found, first, 7, body="northmere", also=also_of(room.sight("northmere"), first, NAMES)
        ).problem.people
        days = {first + timedelta(days=duty.day): duty.minutes for duty in person.worked}
        return {day.day: minutes for day, minutes in sorted(days.items())}

    last = {24: 432, 25: 432, 26: 432, 27: 432, 28: 432}
    assert worked(date(2026, 11, 29)) == worked(date(2026, 12, 6)) == last
    # With the week between published, its shifts are work beside those hours, and the week after is not barred by them.
    publish_roster(room.record, LEAD, planned(room, found, date(2026, 11, 29), 7), NAMES)
    after = worked(date(2026, 12, 6))
    assert {day: after[day] for day in last} == last
    assert all(minutes == 480 for day, minutes in after.items() if day not in last)
    week = planned(room, found, date(2026, 12, 6), 7)
    assert {seat.person for seat in week.seats} == {"n.bob"}
    assert len(week.seats) == 6


def test_what_stands_is_each_day_by_the_last_version_that_covers_it(room, estate):
    def standing_days(since=None):
        found = standing(versions_of(room.sight("northmere")), since)
        return found.first_day, found.days, {seat.post.split("/")[1] for seat in found.seats}

    assert standing(()) is None
    publish_roster(room.record, LEAD, planned(room, estate, FIRST, 7), NAMES)
    publish_roster(room.record, LEAD, planned(room, estate, date(2026, 11, 29), 7), NAMES)
    first, days, seen = standing_days()
    assert (first, days) == ("2026-11-24", 12)
    assert {"2026-11-24", "2026-12-04"} <= seen
    assert standing_days(date(2026, 11, 28))[:2] == ("2026-11-28", 8)
    assert standing_days(date(2027, 1, 1))[:2] == ("2026-11-29", 7)


def test_a_week_more_says_what_it_takes_and_leaves_and_changes_no_seat(room, estate):
    publish_roster(room.record, LEAD, planned(room, estate, FIRST, 7), NAMES)
    after = planned(room, estate, date(2026, 12, 1), 7)
    versions, today = versions_of(room.sight("northmere")), date(2026, 11, 29)
    taken, left = taken_and_left(versions, after, today)
    assert (taken, spans_said(left)) == ((), "Sun 29 Nov 2026 to Mon 30 Nov 2026")
    publish_roster(room.record, LEAD, after, NAMES)
    said = room.record.lines()[-1].words
    assert "roster of northmere from Tue 1 Dec 2026, 7 days" in said
    assert f"no seats changed, {len(after.seats)} where nothing stood" in said
    both = versions_of(room.sight("northmere"))
    taken, left = taken_and_left(both, replace(after, first_day="2026-11-30", days=3), today)
    assert spans_said(taken) == "Mon 30 Nov 2026 to Wed 2 Dec 2026"
    assert spans_said(left) == "Sun 29 Nov 2026, Thu 3 Dec 2026 to Mon 7 Dec 2026"
    assert differences(standing(both), after) == ()
