"""People lent between councils in the planned roster: in the post they accepted, then, and with their own checks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from battlebox.desk import Role, Someone
from battlebox.desk.roster import (
    Answer,
    Listed,
    Offer,
    Step,
    also_of,
    answer_offer,
    list_person,
    offer_post,
    offers_of,
    rota_of,
)
from battlebox.engine.roster import Rule, Seat, breaches, roster
from battlebox.estate import read_estate
from desk.room import BEGAN, COUNCILS, Room, officer
from desk.roster.council import council, with_row

FIRST = date(2026, 11, 24)
DAYS = 4
CAT, BOB = Someone("n.cat", "Cat Moss"), Someone("n.bob", "Bob Jones")
FRONT_DOOR = "northmere.child-front-door"
BEGINS, ENDS = datetime(2026, 11, 25, 6, tzinfo=UTC), datetime(2026, 11, 25, 18, tzinfo=UTC)
DAY = timedelta(days=1)
NOBODY_AWAY = {"availability": "availability,of,kind,from\n"}


@pytest.fixture
def room():
    return Room.opened()


@pytest.fixture
def estate(tmp_path):
    return read_estate(council(tmp_path / "estate", **NOBODY_AWAY))


def lent(
    room, who=CAT, *, body="eastholt", at="northmere", of=FRONT_DOOR, begins=BEGINS, ends=ENDS, step=Step.ACCEPTED
):
    lender = officer(body, Role.TACTICAL)
    offer = Offer(who.id, body, at, of, "Duty social worker", begins, ends, BEGAN)
    thing = offer_post(room.record, lender, who, offer).thing
    if step is not Step.OFFERED:
        answer_offer(room.record, lender, thing, Answer(step, room.record.now(), "rang"))


def asked(room, estate, body="northmere"):
    sight = room.sight(body, Role.TACTICAL)
    return rota_of(estate, FIRST, DAYS, body=body, also=also_of(sight, FIRST, {}))


def days_of(found, who):
    answer = roster(found.problem, seconds=0)
    assert breaches(found.problem, answer.seats) == ()
    return {seat.post.split("/")[1] for seat in answer.seats if seat.person == who.id}


def test_whoever_is_lent_sits_in_the_post_they_accepted_while_it_lasts_and_no_longer(room, estate):
    lent(room)
    assert days_of(asked(room, estate), CAT) == {"2026-11-25"}
    lent(room, begins=BEGINS + DAY, ends=ENDS + DAY)
    assert days_of(asked(room, estate), CAT) == {"2026-11-25", "2026-11-26"}


def test_a_shift_that_goes_on_after_the_loan_is_not_theirs(room, estate):
    lent(room, ends=datetime(2026, 11, 25, 14, tzinfo=UTC))
    assert CAT.id not in {each.id for each in asked(room, estate).problem.people}


@pytest.mark.parametrize("step", [Step.OFFERED, Step.DECLINED])
def test_nobody_is_planned_who_has_not_said_yes(room, estate, step):
    lent(room, step=step)
    assert CAT.id not in {each.id for each in asked(room, estate).problem.people}


def test_their_own_bodys_table_says_their_checks_and_days(room, tmp_path):
    away = {"availability": "availability,of,kind,from,until,shifts\nn.a,n.cat,away,2026-11-26,2026-11-26,\n"}
    lent(room)
    lent(room, begins=BEGINS + DAY, ends=ENDS + DAY)
    assert days_of(asked(room, read_estate(council(tmp_path / "away", **away))), CAT) == {"2026-11-25"}
    barred = with_row("people", "first aid,social work,enhanced", "first aid,,") | NOBODY_AWAY
    assert days_of(asked(room, read_estate(council(tmp_path / "unregistered", **barred))), CAT) == set()


def test_a_post_that_the_table_does_not_have_plans_nobody(room, estate):
    lent(room, of="tactical")
    assert CAT.id not in {each.id for each in asked(room, estate).problem.people}


def test_whoever_is_lent_to_others_is_away_for_it(room, estate):
    lent(room, BOB, body="northmere", at="eastholt", of="loggist", begins=datetime(2026, 11, 25, 12, tzinfo=UTC),
         ends=datetime(2026, 11, 25, 20, tzinfo=UTC))  # fmt: skip
    assert days_of(asked(room, estate), BOB) == {"2026-11-24", "2026-11-26", "2026-11-27"}


@pytest.mark.parametrize("body", COUNCILS)
def test_only_the_council_they_are_lent_to_plans_them_there(room, estate, body):
    lent(room)
    found = asked(room, estate, body)
    assert (CAT.id in {each.id for each in found.problem.people}) is (body != "farwick")
    assert days_of(found, CAT) == ({"2026-11-25"} if body == "northmere" else set())


def test_whoever_accepted_a_post_is_planned_neither_then_nor_in_the_rest_around_it(room, estate):
    """From 20:00 to 04:00: eleven hours of rest reach into the early shifts, 07:00 to 15:00, of both days."""
    evening, night = datetime(2026, 11, 24, 20, tzinfo=UTC), datetime(2026, 11, 25, 4, tzinfo=UTC)
    lent(room, BOB, body="northmere", of="tactical", begins=evening, ends=night)
    assert days_of(asked(room, estate), BOB) == {"2026-11-26", "2026-11-27"}


def test_whoever_is_in_the_house_rests_before_a_shift(room, estate):
    room.watch.pass_by(hours=22)
    list_person(
        room.record, officer("northmere", Role.TACTICAL), BOB, Listed("northmere", ("loggist",), came=room.record.now())
    )
    room.watch.pass_by(hours=2)
    # It is 02:40 on the 24th, and Bob is still here: not at 07:00.
    assert days_of(asked(room, estate), BOB) == {"2026-11-25", "2026-11-26", "2026-11-27"}


@pytest.mark.parametrize("at", ["northmere", "eastholt"])
@pytest.mark.parametrize("days_on", [3, 6])
def test_hours_of_posts_that_somebody_accepted_count_in_every_limit(room, tmp_path, at, days_on):
    """Posts of twelve hours on the first days; of what is left of 48 hours in any seven days, the roster may give."""
    posts = "post,role,body,people,shifts,level\nn.desk,Loggist,northmere,1,n.early,vital\n"
    found = read_estate(council(tmp_path / "estate", posts=posts, **NOBODY_AWAY))
    hours = 12 if days_on == 3 else 4
    for day in range(days_on):
        begins = datetime(2026, 11, 24, 7, tzinfo=UTC) + day * DAY
        lent(room, BOB, body="northmere", at=at, of="loggist", begins=begins, ends=begins + timedelta(hours=hours))
    sight = room.sight("northmere", Role.TACTICAL)
    rota = rota_of(found, FIRST, 7, body="northmere", also=also_of(sight, FIRST, {}))
    answer = roster(rota.problem, seconds=0)
    assert breaches(rota.problem, answer.seats) == ()
    mine = [seat for seat in answer.seats if seat.person == BOB.id]
    assert len(mine) * 8 + days_on * hours <= 48
    assert len(mine) + days_on <= 6
    assert len(mine) == (1 if days_on == 3 else 0)
    forced = [Seat(f"n.desk/2026-11-{day}/n.early/1", BOB.id) for day in (28, 29, 30)]
    assert {each.rule for each in breaches(rota.problem, forced)} & {Rule.WEEK, Rule.DAY_OFF}
    load = next(each for each in answer.loads if each.person == BOB.id)
    assert load.week_minutes_most == (len(mine) * 8 + days_on * hours) * 60


def test_whoever_came_later_than_they_accepted_worked_from_then_on(room, estate):
    lent(room, BOB, body="northmere", of="loggist")
    [offer] = offers_of(room.sight("northmere", Role.TACTICAL))
    lead = officer("northmere", Role.TACTICAL)
    room.watch.at = BEGINS + timedelta(hours=2)
    answer_offer(room.record, lead, offer.thing, Answer(Step.HERE, room.record.now()))
    room.watch.at = ENDS
    answer_offer(room.record, lead, offer.thing, Answer(Step.DONE, room.record.now()))
    [bob] = [each for each in asked(room, estate).problem.people if each.id == BOB.id]
    assert [(duty.day, duty.minutes) for duty in bob.settled] == [(1, 600)]
