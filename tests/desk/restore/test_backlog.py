"""A backlog: what is noted, counted, keyed and signed off, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.backlog import (
    Basis,
    Gap,
    Item,
    SignOff,
    Work,
    backlogs_of,
    change_item,
    last_good_of,
    pace_of,
    piece_of,
    sign_off,
)
from battlebox.desk.record import Handling
from desk.restore.backlogs import CHILD, HOUSING, LEAD, estate, key, note, paper, sign
from desk.room import BEGAN, SHARED, Room, officer


@pytest.fixture
def room():
    return Room.opened()


def refused(code, act):
    with pytest.raises(DeskError) as caught:
        act()
    assert caught.value.code is code
    return str(caught.value)


def change(room, thing, by=LEAD, over=None, **more):
    item = replace(piece_of(room.sight("northmere"), thing).item, **more)
    return change_item(room.record, estate(room), by, thing, item, over=over)


def the_piece(room, thing, body="northmere"):
    return piece_of(room.sight(body), thing)


def test_what_is_noted_is_there_with_how_it_is_known(room):
    thing = note(room, paper(room, where="town hall, room 12", owner="business support", due=BEGAN + timedelta(days=9)))
    (piece,) = backlogs_of(room.sight("northmere"))[CHILD]
    assert piece.thing == thing
    assert piece.item.amount == "40 counted"
    assert piece.item.counted_at == BEGAN
    assert (piece.done, piece.left, piece.minutes_left) == (0, 40, 400)
    assert piece.is_dated(BEGAN)
    assert not piece.is_dated(BEGAN + timedelta(days=9))
    line = room.record.lines()[-1:][0].words
    assert line.startswith("Child protection referrals, paper records to key back: paper referral forms, 40 counted;")


def test_a_guess_is_called_one_and_nothing_counted_says_so(room):
    guess = paper(room, basis=Basis.ESTIMATED, many=400)
    assert guess.amount == "about 400 estimated"
    thing = note(room, paper(room, basis=Basis.UNKNOWN, many=7, counted_by=""))
    piece = the_piece(room, thing)
    assert (piece.item.amount, piece.item.many, piece.left, piece.minutes_left) == ("not counted yet", 0, None, None)


def test_a_number_that_is_known_names_who_counted(room):
    said = refused(DeskCode.BLANK, lambda: note(room, paper(room, counted_by=" ")))
    assert said == "who counted is blank"


@pytest.mark.parametrize("field", ["many", "minutes"])
def test_less_than_nothing_is_refused(room, field):
    said = refused(DeskCode.BAD_COUNT, lambda: note(room, paper(room, **{field: -1})))
    assert said.startswith("-1 cannot be ")
    assert not backlogs_of(room.sight("northmere"))


def test_a_date_in_the_past_is_refused_and_an_old_one_may_stand_while_the_rest_is_changed(room):
    past = BEGAN - timedelta(days=1)
    assert "by when lies before now" in refused(DeskCode.TOO_EARLY, lambda: note(room, paper(room, due=past)))
    thing = note(room, paper(room, due=BEGAN + timedelta(hours=1)))
    room.watch.pass_by(hours=2)
    change(room, thing, note="half of them are at the depot")
    assert the_piece(room, thing).is_late(room.record.now())
    refused(DeskCode.TOO_EARLY, lambda: change(room, thing, due=room.record.now() - timedelta(minutes=1)))


def test_a_service_that_is_not_there_is_refused_with_the_nearest(room):
    wrong = replace(paper(room), service="northmere.child-front-dor")
    said = refused(DeskCode.UNKNOWN_ID, lambda: note(room, wrong))
    assert "northmere.child-front-door" in said


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_another_body_s_backlog_is_not_ours_to_write(room, body):
    stranger = officer(body, Role.SERVICE_LEAD)
    refused(DeskCode.NOT_YOURS, lambda: note(room, by=stranger))
    thing = note(room)
    if body == "eastholt":
        assert the_piece(room, thing, body).item.many == 40
        refused(DeskCode.NOT_YOURS, lambda: key(room, thing, 3, by=stranger))
    else:
        assert not backlogs_of(room.sight(body))
        refused(DeskCode.NOT_SEEN, lambda: key(room, thing, 3, by=stranger))


def test_what_one_body_keeps_to_itself_is_not_there_for_the_other(room):
    thing = note(room, handling=Handling())
    key(room, thing, 12)
    assert CHILD in backlogs_of(room.sight("northmere"))
    assert not backlogs_of(room.sight("eastholt"))


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COMMUNICATIONS, Role.PARTNER_LIAISON])
def test_who_may_not_write_of_it_is_refused(room, role):
    refused(DeskCode.NOT_ALLOWED, lambda: note(room, by=officer("northmere", role)))


def test_a_count_is_of_everything_done_and_all_of_a_count_is_done(room):
    thing = note(room)
    key(room, thing, 25)
    assert (the_piece(room, thing).done, the_piece(room, thing).left) == (25, 15)
    key(room, thing, 40)
    assert the_piece(room, thing).is_done
    assert the_piece(room, thing).left == 0


def test_more_keyed_than_there_are_is_refused_and_a_guess_may_turn_out_too_high(room):
    thing = note(room)
    said = refused(DeskCode.MORE_DONE, lambda: key(room, thing, 41))
    assert said == "41 done is more than there are (40 counted)"
    refused(DeskCode.BAD_COUNT, lambda: key(room, thing, -2))
    refused(DeskCode.FEWER_DONE, lambda: key(room, thing, 39, finished=True))
    guessed = note(room, paper(room, basis=Basis.ESTIMATED, many=400))
    key(room, guessed, 310, finished=True)
    assert the_piece(room, guessed).is_done
    unknown = note(room, paper(room, basis=Basis.UNKNOWN))
    key(room, unknown, 17)
    assert not the_piece(room, unknown).is_done


def test_two_who_count_at_once_leave_two_counts_and_nothing_is_done_until_one_is_chosen(room):
    thing = note(room)
    first = key(room, thing, 10)
    key(room, thing, 40, over=frozenset({first.entry}))
    key(room, thing, 32, over=frozenset({first.entry}))
    piece = the_piece(room, thing)
    assert piece.is_split
    assert not piece.is_done
    assert piece.done == 32
    refused(DeskCode.STILL_OPEN, lambda: sign(room, thing))
    key(room, thing, 40)
    assert the_piece(room, thing).is_done


def test_a_gap_takes_its_last_good_copy_from_a_person_or_as_a_working_value_from_the_estate(room):
    gap = Gap("northmere.care", BEGAN, until=BEGAN, done="visits went onto paper")
    thing = note(room, Item(CHILD, Work.GAP, "care records of the first days", gap=gap))
    kept = the_piece(room, thing).item.gap
    assert last_good_of(estate(room), kept) == (BEGAN - timedelta(hours=24), False)
    said = BEGAN - timedelta(hours=30)
    assert last_good_of(estate(room), replace(kept, last_good=said)) == (said, True)
    assert last_good_of(estate(room), replace(kept, system="northmere.phones")) == (None, False)


@pytest.mark.parametrize(
    ("gap", "code"),
    [
        (None, DeskCode.BLANK),
        (Gap("northmere.cares", BEGAN), DeskCode.UNKNOWN_ID),
        (Gap("northmere.care", BEGAN, last_good=BEGAN + timedelta(hours=1)), DeskCode.TOO_EARLY),
        (Gap("northmere.care", BEGAN, until=BEGAN - timedelta(hours=1)), DeskCode.TOO_EARLY),
        (Gap("northmere.care", BEGAN + timedelta(days=2)), DeskCode.FUTURE),
        (Gap("northmere.care", BEGAN - timedelta(days=3_000)), DeskCode.TOO_EARLY),
    ],
)
def test_a_gap_that_cannot_be_is_refused(room, gap, code):
    refused(code, lambda: note(room, Item(CHILD, Work.GAP, "care records", gap=gap)))


def test_what_was_noted_by_mistake_is_struck_out_in_sight(room):
    thing = note(room)
    change(room, thing, struck="written of the wrong service")
    assert not backlogs_of(room.sight("northmere"))
    assert "struck out: written of the wrong service" in room.record.lines()[-1:][0].words


def test_what_is_not_done_is_not_signed_off_and_it_is_named(room):
    done, waits = note(room), note(room, paper(room, what="night log"))
    key(room, done, 40)
    said = refused(DeskCode.STILL_OPEN, lambda: sign(room, done, waits))
    assert said == "Child protection referrals cannot be signed off yet: night log"
    refused(DeskCode.BLANK, lambda: sign(room, done, errors=2))
    sign(room, done, errors=2, found="two put right")
    assert the_piece(room, done).sign_off.value.errors == 2
    assert the_piece(room, waits).sign_off is None


def test_nothing_was_keyed_or_signed_long_before_the_incident_began(room):
    thing, long_ago = note(room), room.record.now() - timedelta(days=2_000)
    said = refused(DeskCode.TOO_EARLY, lambda: key(room, thing, 40, at=long_ago))
    assert said.startswith("when it was counted lies before the day before the incident began")
    key(room, thing, 40)
    said = refused(DeskCode.TOO_EARLY, lambda: sign(room, thing, at=long_ago))
    assert said.startswith("when it was checked lies before the day before the incident began")
    assert the_piece(room, thing).sign_off is None


def test_what_is_written_after_the_signature_takes_it_away(room):
    thing = note(room)
    key(room, thing, 40)
    sign(room, thing)
    assert the_piece(room, thing).sign_off is not None
    change(room, thing, many=44)
    key(room, thing, 44)
    piece = the_piece(room, thing)
    assert piece.is_done
    assert piece.sign_off is None


def test_a_signature_is_of_what_was_read_and_of_nothing_later(room):
    thing = note(room)
    key(room, thing, 40)
    read = {thing: the_piece(room, thing).mark}
    key(room, thing, 40)
    said = SignOff("head of children's services", room.record.now(), "every form against its case")
    again = refused(
        DeskCode.READ_AGAIN, lambda: sign_off(room.record, estate(room), LEAD, CHILD, read, said, handling=SHARED)
    )
    assert again == "something was written of paper referral forms since you read it"


def test_that_there_is_nothing_is_not_signed_where_there_is_something_nor_a_piece_of_another_service(room):
    thing = note(room)
    refused(DeskCode.STILL_OPEN, lambda: sign(room))
    key(room, thing, 40)
    refused(DeskCode.STILL_OPEN, lambda: sign(room, thing, service=HOUSING))
    refused(DeskCode.NOT_ALLOWED, lambda: sign(room, thing, by=officer("northmere", Role.OPERATIONAL)))


def test_a_signature_goes_no_further_than_what_it_is_of(room):
    thing = note(room, handling=Handling())
    key(room, thing, 40)
    entry = sign(room, thing).entry
    assert room.record.line(entry).header.audience == ()


def test_the_rate_comes_from_two_counts_and_from_nothing_else(room):
    thing = note(room)

    def pace():
        return pace_of(room.sight("northmere"), the_piece(room, thing))

    assert pace() is None
    key(room, thing, 10)
    assert pace() is None
    room.watch.pass_by(days=2)
    key(room, thing, 20)
    found = pace()
    assert (found.a_day, found.until) == (5.0, room.record.now() + timedelta(days=4))
    room.watch.pass_by(days=2)
    key(room, thing, 12)
    assert pace() is None
    room.watch.pass_by(days=1)
    key(room, thing, 12)
    assert pace().until is None
    key(room, thing, 40)
    assert pace() is None
