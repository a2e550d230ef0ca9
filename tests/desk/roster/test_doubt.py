"""Seats that people cannot have any more are named: ill, away, in another post since; and publishing needs a word."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role, Someone
from battlebox.desk.roster import (
    Answer,
    Doubt,
    Listed,
    Offer,
    Published,
    Step,
    also_of,
    answer_offer,
    bar,
    barred_seats,
    doubts_in,
    list_person,
    offer_post,
    published_though,
    rota_of,
)
from battlebox.engine.roster import roster
from battlebox.estate import read_estate
from desk.room import BEGAN, Room, officer
from desk.roster.council import council

LEAD = officer("northmere", Role.TACTICAL)
BOB = Someone("n.bob", "Bob Jones")
FIRST = date(2026, 11, 24)
NONE = "availability,of,kind,from\n"
EARLY = BEGAN.replace(day=25, hour=7, minute=0)
"""When the early shift of Wednesday the 25th begins."""


@pytest.fixture
def room():
    return Room.opened()


@pytest.fixture
def estate(tmp_path):
    return read_estate(council(tmp_path / "estate", availability=NONE))


def planned(room, estate, days=4):
    also = also_of(room.sight("northmere"), FIRST, {})
    rota = rota_of(estate, FIRST, days, body="northmere", also=also)
    return Published.of("northmere", rota, roster(rota.problem, seconds=0))


def doubts(room, estate, answer, body="northmere"):
    return doubts_in(room.sight(body), estate, answer, {})


def accepts(room, of, what, begins, hours=8):
    offer = Offer("n.bob", "northmere", "northmere", of, what, begins, begins + timedelta(hours=hours), begins)
    thing = offer_post(room.record, LEAD, BOB, offer).thing
    answer_offer(room.record, LEAD, thing, Answer(Step.ACCEPTED, room.record.now(), "rang"))


def test_nothing_is_in_doubt_while_nothing_changed(room, estate):
    answer = planned(room, estate)
    assert "n.bob" in {seat.person for seat in answer.seats}
    assert doubts(room, estate, answer) == ()
    assert published_though((), "") == ""


def test_every_seat_to_come_of_somebody_who_fell_ill_is_named_and_what_has_begun_is_not(room, estate):
    answer = planned(room, estate)
    mine = [seat.post for seat in answer.seats if seat.person == "n.bob"]
    bar(room.record, LEAD, BOB, "ill")
    assert doubts(room, estate, answer) == tuple(Doubt(post, "n.bob", "cannot be asked: ill") for post in mine)
    assert {each.post for each in barred_seats(room.sight("northmere"), answer)} == set(mine)
    room.watch.at = BEGAN + timedelta(days=2)
    later = doubts(room, estate, answer)
    assert [each.post for each in later] == [post for post in mine if "2026-11-24" not in post]
    assert len(barred_seats(room.sight("northmere"), answer)) == len(mine) - 1


def test_a_post_that_somebody_accepted_since_puts_their_seats_beside_it_in_doubt(room, estate):
    answer = planned(room, estate)
    accepts(room, "tactical", "Tactical (Silver)", EARLY - timedelta(hours=9))
    found = doubts(room, estate, answer)
    assert [each.post for each in found] == ["n.desk/2026-11-24/n.early/1", "n.desk/2026-11-25/n.early/1"]
    assert {each.why for each in found} == {"accepted a post then, or rests from work"}


def test_whoever_accepted_the_very_seat_that_they_have_is_in_no_doubt_until_they_fall_ill(room, estate):
    answer = planned(room, estate)
    accepts(room, "loggist", "Loggist", EARLY)
    assert doubts(room, estate, answer) == ()
    bar(room.record, LEAD, BOB, "ill")
    assert "n.desk/2026-11-25/n.early/1" in {each.post for each in doubts(room, estate, answer)}


def test_days_away_and_people_who_left_the_estate_since_are_named(room, estate, tmp_path):
    list_person(room.record, LEAD, Someone("w-eve", "Eve Hart"), Listed("northmere", ("loggist",)))
    answer = planned(room, estate)
    away = NONE.replace("from", "from,until") + "n.a1,n.bob,away,2026-11-24,2026-11-26\n"
    found = doubts(room, read_estate(council(tmp_path / "away", availability=away)), answer)
    assert {each.why for each in found} == {"is away or not free then, by the estate"}
    people = "person,name,body,role\nn.zoe,Zoe Bell,northmere,Loggist\n"
    found = doubts(room, read_estate(council(tmp_path / "gone", availability=NONE, people=people)), answer)
    assert {each.why for each in found if each.person == "n.bob"} == {"is not among our people any more"}


def test_a_roster_in_doubt_is_published_only_with_a_word_on_why(room, estate):
    answer = planned(room, estate)
    bar(room.record, LEAD, BOB, "ill")
    found = doubts(room, estate, answer)
    with pytest.raises(DeskError, match="people who cannot have them any more") as wrong:
        published_though(found, " ")
    assert wrong.value.code is DeskCode.ROSTER_STALE
    said = published_though(found, "Bob is back tomorrow")
    assert said.endswith("of people who cannot have them any more: Bob is back tomorrow")


def test_another_council_knows_of_nobody_s_illness(room, estate):
    answer = planned(room, estate)
    bar(room.record, LEAD, BOB, "ill")
    for body in ("eastholt", "farwick"):
        assert barred_seats(room.sight(body), answer) == ()
        assert all("ill" not in each.why for each in doubts(room, estate, answer, body))
