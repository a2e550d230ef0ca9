"""Who is on the list, for how long they have been up, and the sheet of three shifts as people change it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role, Someone
from battlebox.desk.roster import (
    Answer,
    DaySheet,
    Known,
    Listed,
    Offer,
    Place,
    Source,
    Step,
    answer_offer,
    bar,
    by_name,
    candidates_of,
    come,
    go,
    keep_sheet,
    list_person,
    listed_of,
    offer_post,
    places_of,
    proposed,
    seat,
    sheet_of,
    sheets_of,
)
from desk.room import BEGAN, Room, officer

LEAD = officer("northmere", Role.TACTICAL)
ANN, BOB, CAT = Someone("p-ann", "Ann Smith"), Someone("p-bob", "Bob Jones"), Someone("p-cat", "Cat Moss")
SILVER = Place("tactical", "Tactical (Silver)", "tactical")
HOUR = timedelta(hours=1)


@pytest.fixture
def room():
    return Room.opened()


def known(who, *skills, source=Source.ACCOUNT):
    return Known(who.id, who.name, "northmere", frozenset(skills or ("tactical",)), source)


def everybody(room, *people, roles=None):
    return candidates_of(room.sight("northmere"), people, roles or {})


def one(room, who, *people, roles=None):
    return next(each for each in everybody(room, *people, roles=roles) if each.id == who.id)


def kept(room, people, begins=BEGAN, places=(SILVER,)):
    chairs = proposed(people, places, begins, room.record.now())
    names = {each.id: each.name for each in people}
    return keep_sheet(room.record, LEAD, DaySheet("northmere", begins, places), chairs, names).thing


def test_somebody_who_walked_in_is_on_the_list_with_their_hours(room):
    list_person(room.record, LEAD, ANN, Listed("northmere", ("tactical",), worked_minutes=240, came=BEGAN))
    room.watch.pass_by(hours=2)
    ann = one(room, ANN)
    assert (ann.name, ann.source, ann.here.on_minutes) == ("Ann Smith", Source.DESK, 360)
    assert listed_of(room.sight("northmere"), "p-ann").value.week_minutes == 240
    assert listed_of(room.sight("eastholt"), "p-ann") is None
    assert room.sight("farwick").real_name("p-ann") == ""


def test_the_list_refuses_what_cannot_be(room):
    for listed, words in (
        (Listed("northmere"), "what they can do is blank"),
        (Listed("northmere", ("tactical",), worked_minutes=-60), "hours worked today: -1 is no number of hours"),
        (Listed("northmere", ("tactical",), week_minutes=169 * 60), "hours this week: 169 is no number"),
        (Listed("northmere", ("tactical",), free_until=BEGAN - HOUR), "until when they can stay lies before now"),
    ):
        with pytest.raises(DeskError, match=words):
            list_person(room.record, LEAD, ANN, listed)
    with pytest.raises(DeskError, match="the name is blank"):
        list_person(room.record, LEAD, Someone("p", " "), Listed("northmere", ("tactical",)))
    with pytest.raises(DeskError) as wrong:
        list_person(room.record, officer("eastholt"), ANN, Listed("northmere", ("tactical",)))
    assert wrong.value.code is DeskCode.NOT_YOURS
    list_person(room.record, LEAD, ANN, Listed("northmere", ("tactical",)))
    with pytest.raises(DeskError, match="may not draft somebody in"):
        bar(room.record, officer("northmere", Role.LOGGIST), ANN, "ill")


def test_a_ninety_hour_week_is_written_down_and_not_refused(room):
    list_person(room.record, LEAD, ANN, Listed("northmere", ("tactical",), week_minutes=90 * 60))
    assert one(room, ANN).listed.week_minutes == 5400
    chair = proposed(everybody(room), (SILVER,), BEGAN, BEGAN)[0]
    assert (chair.person, chair.warnings) == ("p-ann", ("too tired: 90 hours in the last seven days",))


def test_whoever_comes_and_goes_is_counted_and_who_falls_ill_is_not_asked(room):
    list_person(room.record, LEAD, ANN, Listed("northmere", ("tactical",)))
    assert one(room, ANN).here.on_minutes is None
    come(room.record, LEAD, ANN)
    room.watch.pass_by(hours=3)
    assert one(room, ANN).here.on_minutes == 180
    go(room.record, LEAD, ANN)
    room.watch.pass_by(hours=1)
    assert one(room, ANN).here.off_minutes == 60
    bar(room.record, LEAD, ANN, "fell ill")
    assert one(room, ANN).barred == "fell ill"
    assert [each.person for each in proposed(everybody(room), (SILVER,), BEGAN, room.record.now())] == ["", "", ""]
    bar(room.record, LEAD, ANN, "")
    assert one(room, ANN).barred == ""


def test_a_break_is_no_rest_for_whoever_the_list_has_as_gone_and_come(room):
    list_person(room.record, LEAD, ANN, Listed("northmere", ("tactical",), worked_minutes=60, came=BEGAN))
    room.watch.pass_by(hours=7)
    go(room.record, LEAD, ANN)
    room.watch.pass_by(hours=1)
    come(room.record, LEAD, ANN)
    room.watch.pass_by(hours=1)
    assert (one(room, ANN).here.on_minutes, one(room, ANN).week_minutes) == (9 * 60, 9 * 60)
    go(room.record, LEAD, ANN)
    room.watch.pass_by(hours=11)
    come(room.record, LEAD, ANN)
    room.watch.pass_by(hours=1)
    assert (one(room, ANN).here.on_minutes, one(room, ANN).week_minutes) == (60, 10 * 60)


def test_nobody_comes_twice_or_goes_who_is_not_here(room):
    list_person(room.record, LEAD, ANN, Listed("northmere", ("tactical",), came=BEGAN))
    room.watch.pass_by(hours=3)
    with pytest.raises(DeskError, match="Ann Smith is here already"):
        come(room.record, LEAD, ANN)
    assert one(room, ANN).here.on_minutes == 180
    go(room.record, LEAD, ANN)
    for who in (ANN, BOB):
        with pytest.raises(DeskError, match=f"{who.name} is not here by this list"):
            go(room.record, LEAD, who)


def test_whoever_the_estate_has_away_today_is_not_put_into_a_seat_unless_they_are_here(room):
    ann = replace(known(ANN), away="away until Mon 1 Dec")
    assert one(room, ANN, ann).barred == "away until Mon 1 Dec"
    assert {each.person for each in proposed(everybody(room, ann), (SILVER,), BEGAN, BEGAN)} == {""}
    come(room.record, LEAD, ANN)
    assert one(room, ANN, ann).barred == ""


def test_who_worked_too_long_a_week_is_taken_last(room):
    people = everybody(room, replace(known(ANN), week_minutes=60 * 60), known(BOB))
    assert proposed(people, (SILVER,), BEGAN, BEGAN)[0].person == "p-bob"


def test_a_seat_is_for_whoever_the_posts_of_its_service_ask_for(room):
    ann = Known("p-ann", "Ann Smith", "northmere", frozenset({"logging"}), Source.ESTATE, frozenset({"tactical"}))
    chair = proposed(everybody(room, ann), (SILVER,), BEGAN, BEGAN)[0]
    assert (chair.person, chair.warnings) == ("p-ann", ())
    assert one(room, ANN, ann).skills == {"logging"}


@pytest.mark.parametrize(
    ("begins", "words"),
    [
        (BEGAN - 25 * HOUR, "the end of the third shift lies before now"),
        (BEGAN + 49 * HOUR, "the first shift lies more than two days from now"),
    ],
)
def test_a_sheet_that_is_over_or_lies_far_ahead_is_not_kept(room, begins, words):
    with pytest.raises(DeskError, match=words):
        kept(room, everybody(room, known(ANN)), begins)


def test_hours_count_since_the_last_rest_and_breaks_are_no_rest(room):
    room.watch.pass_by(hours=30)
    now = room.record.now()
    spells = {"p-ann": [(now - 30 * HOUR, now - 20 * HOUR), (now - 8 * HOUR, now - 4 * HOUR), (now - HOUR, None)]}
    assert one(room, ANN, known(ANN), roles=spells).here.on_minutes == 5 * 60


def test_one_person_is_one_line_once_their_account_is_known(room):
    list_person(room.record, LEAD, ANN, Listed("northmere", ("loggist",), came=BEGAN))
    offer = Offer("p-ann", "northmere", "northmere", "tactical", "Silver", BEGAN, BEGAN + 8 * HOUR, BEGAN)
    thing = offer_post(room.record, LEAD, ANN, offer).thing
    for step in (Step.ACCEPTED, Step.HERE):
        answer_offer(room.record, LEAD, thing, Answer(step, room.record.now(), "at the door", account="o-ann"))
    account = Known("o-ann", "Ann Smith", "northmere", frozenset({"tactical"}), Source.ACCOUNT)
    found = everybody(room, account)
    assert [each.id for each in found] == ["o-ann"]
    assert found[0].skills == {"tactical", "loggist"}


def test_who_is_lent_to_us_stands_on_our_list_once_they_accept(room):
    offer = Offer("p-eve", "eastholt", "northmere", "tactical", "Silver", BEGAN, BEGAN + 8 * HOUR, BEGAN)
    host = officer("eastholt")
    thing = offer_post(room.record, host, Someone("p-eve", "Eve Hart"), offer).thing
    assert everybody(room) == ()
    answer_offer(room.record, host, thing, Answer(Step.ACCEPTED, BEGAN, "rang"))
    assert [(each.name, each.source) for each in everybody(room)] == [("Eve Hart", Source.LENT)]


def test_a_sheet_is_proposed_kept_and_changed_by_hand_with_why(room):
    room.watch.pass_by(hours=10)
    people = everybody(room, known(ANN), known(BOB), roles={"p-ann": [(BEGAN, None)]})
    thing = kept(room, people, BEGAN + 10 * HOUR)
    found = sheet_of(room.sight("northmere"), thing, people)
    assert [each.person for each in found.chairs] == ["p-bob", "", "p-ann"]
    assert all(not each.warnings for each in found.chairs)
    seat(room.record, LEAD, thing, (0, 0), ANN, "Bob is on leave")
    first = sheet_of(room.sight("northmere"), thing, people).chairs[0]
    assert (first.person, first.said.value.why) == ("p-ann", "Bob is on leave")
    assert first.warnings == ("too tired: 18 hours on duty by the end of it",)
    third = sheet_of(room.sight("northmere"), thing, people).chairs[2]
    assert "less than eleven hours' rest between" in third.warnings[0]
    with pytest.raises(DeskError, match="why is blank"):
        seat(room.record, LEAD, thing, (0, 0), BOB, " ")
    with pytest.raises(DeskError):
        seat(room.record, LEAD, thing, (3, 0), BOB, "no such shift")


def test_two_who_change_one_seat_leave_both_to_be_seen(room):
    people = everybody(room, known(ANN), known(BOB), known(CAT))
    thing = kept(room, people)
    before = frozenset({sheet_of(room.sight("northmere"), thing, people).chairs[0].said.entry})
    for who in (BOB, CAT):
        seat(room.record, LEAD, thing, (0, 0), who, "they know the building", over=before)
    chair = sheet_of(room.sight("northmere"), thing, people).chairs[0]
    assert {chair.person, *(each.value.person for each in chair.others)} == {"p-bob", "p-cat"}


def test_a_sheet_is_for_its_own_body(room):
    thing = kept(room, everybody(room, known(ANN)))
    assert sheets_of(room.sight("northmere")) == (thing,)
    for body in ("eastholt", "farwick"):
        assert sheets_of(room.sight(body)) == ()
        with pytest.raises(DeskError):
            sheet_of(room.sight(body), thing, ())
    with pytest.raises(DeskError):
        keep_sheet(room.record, officer("eastholt"), DaySheet("northmere", BEGAN, (SILVER,)), (), {})
    with pytest.raises(DeskError, match="the sheet is blank"):
        keep_sheet(room.record, LEAD, DaySheet("northmere", BEGAN, ()), (), {})


def test_somebody_without_the_skill_is_warned_of_and_not_refused(room):
    people = everybody(room, known(ANN, "loggist"))
    thing = kept(room, people)
    seat(room.record, LEAD, thing, (1, 0), ANN, "nobody else is left")
    assert sheet_of(room.sight("northmere"), thing, people).chairs[1].warnings == ("nothing says they can do it",)


def test_somebody_who_must_leave_is_warned_of(room):
    soon = Listed("northmere", ("tactical",), came=BEGAN, free_until=BEGAN + 4 * HOUR)
    list_person(room.record, LEAD, ANN, soon)
    chair = proposed(everybody(room), (SILVER,), BEGAN, BEGAN)[0]
    assert chair.person == "p-ann"
    assert chair.warnings == ("has to leave at 06:40",)


def test_people_with_no_skill_leave_every_seat_empty(room):
    nobody = replace(known(ANN), skills=frozenset())
    assert [each.person for each in proposed(everybody(room, nobody), (SILVER,), BEGAN, BEGAN)] == ["", "", ""]


def test_a_desk_has_gold_silver_and_a_loggist_whatever_happens():
    seats = places_of("northmere", [Role.COMMUNICATIONS, Role.OBSERVER], None)
    assert [each.of for each in seats] == ["strategic", "tactical", "loggist", "communications"]


def test_whoever_accepted_a_post_is_not_proposed_and_warned_of_where_somebody_puts_them(room):
    offer = Offer("p-bob", "northmere", "northmere", "strategic", "Gold", BEGAN + 12 * HOUR, BEGAN + 20 * HOUR, BEGAN)
    thing = offer_post(room.record, LEAD, BOB, offer).thing
    answer_offer(room.record, LEAD, thing, Answer(Step.ACCEPTED, BEGAN, "rang"))
    room.watch.pass_by(hours=10)
    people = everybody(room, known(ANN), known(BOB))
    kept_as = kept(room, people, BEGAN + 10 * HOUR)
    assert "p-bob" not in {each.person for each in sheet_of(room.sight("northmere"), kept_as, people).chairs}
    seat(room.record, LEAD, kept_as, (0, 0), BOB, "nobody else")
    first = sheet_of(room.sight("northmere"), kept_as, people).chairs[0]
    assert "another seat then: Gold, accepted" in first.warnings


@pytest.mark.parametrize("names", [["Manager 10", "Manager 2", "Manager 1"], ["a 2 b 10", "A 2 b 9", "a 1"]])
def test_people_stand_in_the_order_in_which_one_counts(names):
    assert sorted(names, key=by_name) == names[::-1]
