"""Numbered sheets: the urgent first, nobody twice, keyed back by number and line without a key, lost ones an alarm."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.reach import (
    Fate,
    Reached,
    SheetTick,
    Way,
    by_patch,
    count_of,
    counts_of,
    hand_out,
    histories_of,
    history_of,
    lose_sheet,
    outcomes_of,
    print_sheets,
    record_by_sheet,
    record_outcome,
    return_sheet,
    share_list,
    sheet_of,
    sheets_of,
)
from battlebox.desk.reach.outcome import person_of
from battlebox.desk.record import Record, Sight
from battlebox.desk.record.sight import Handling
from battlebox.desk.record.writing import draft
from battlebox.journal import Kind, agree_removal, ask_removal
from battlebox.marking import Tlp
from desk.reach import DIRECTOR, DUTY, PEOPLE, brought, lead, opened
from desk.room import BEGAN, Room, officer
from sim.region import key_of

SILVER = officer("northmere")


@pytest.fixture
def room():
    return Room.opened()


@pytest.fixture
def held(room):
    return opened(room, brought(room))


def names(held, sheet):
    return [held.people[place].name for place in sheet.places]


def sheets(room, held, **more):
    return print_sheets(room.record, lead(), held, **more).sheets


def tally(room, held):
    return count_of(room.sight("northmere"), held.list).tally


def back(room, number, *ticked, who=SILVER):
    return return_sheet(room.record, who, number, ticked, back_from="the caller")


def test_sheets_go_by_patch_and_need_with_telecare_and_tonights_homeless_before_any_level(room, held):
    made = sheets(room, held)
    assert [(sheet.number, sheet.patch, sheet.need, names(held, sheet)) for sheet in made] == [
        ("SA-1", "North", "homeless tonight", ["Flo Hart"]),
        ("SA-2", "South", "telecare", ["Cara Diaz"]),
        # Within a sheet the critical come before the high.
        ("SA-3", "North", "home care", ["Bert Ng", "Ada Brown"]),
    ]


def test_who_must_not_be_phoned_or_has_no_phone_is_visited_and_never_called(room, held):
    called = [name for sheet in sheets(room, held) for name in names(held, sheet)]
    visited = [name for sheet in sheets(room, held, way=Way.VISIT) for name in names(held, sheet)]
    assert "Dee Fox" not in called
    assert visited == ["Dee Fox", "Eli Gray"]
    assert sorted(called + visited) == sorted(person.name for person in PEOPLE)


def test_a_printing_counts_who_is_for_the_other_way_so_that_nobody_is_forgotten(room, held):
    calls = print_sheets(room.record, lead(), held)
    assert (calls.left, calls.other_way) == (0, 2), "Dee must not be rung, Eli has no number"
    assert print_sheets(room.record, lead(), held, way=Way.VISIT).other_way == 0, "whoever can be rung is on a sheet"


def test_a_sheet_that_nobody_took_lies_at_the_desk(room, held):
    sheets(room, held)
    hand_out(room.record, SILVER, "SA-2", "north patch team")
    where = {each.sheet.number: each.where for each in sheets_of(room.sight("northmere"))}
    assert (where["SA-1"], where["SA-2"]) == ("at the desk", "out")


def test_nobody_is_on_two_sheets_that_are_out_and_numbers_go_on_without_a_gap(room, held):
    sheets(room, held, patches=frozenset({"North"}), lines=1)
    assert [sheet.number for sheet in sheets(room, held)] == ["SA-4"]
    with pytest.raises(DeskError, match="nobody to put on a call sheet"):
        sheets(room, held)
    assert [each.sheet.number for each in sheets_of(room.sight("northmere"))] == ["SA-1", "SA-2", "SA-3", "SA-4"]


def test_each_desk_counts_its_own_sheets(room, held):
    sheets(room, held)
    other = opened(room, brought(room, body="eastholt"), body="eastholt")
    made = print_sheets(room.record, lead("eastholt"), other).sheets
    assert made[0].number == "SB-1"
    assert {each.sheet.number[:2] for each in sheets_of(room.sight("northmere"))} == {"SA"}
    with pytest.raises(DeskError, match="no sheet SB-1 that you may see"):
        back(room, "SB-1")


def test_a_large_list_is_printed_in_lots_and_says_how_many_are_left(room):
    many = tuple(
        type(PEOPLE[0])(str(n), f"Person {n}", "North", "home care", phones=("020 7946 0001",)) for n in range(320)
    )
    held = opened(room, brought(room, people=many))
    first = print_sheets(room.record, lead(), held)
    assert (len(first.sheets), first.left) == (50, 70)
    second = print_sheets(room.record, lead(), held)
    assert (len(second.sheets), second.left, second.sheets[0].number) == (14, 0, "SA-51")


def test_a_sheet_is_keyed_back_by_number_and_line_by_somebody_who_holds_no_key(room, held):
    sheets(room, held)
    hand_out(room.record, SILVER, "sa-3", "J. Carter")
    back(room, " sa-3 ", SheetTick(1, Fate.SAFE), SheetTick(2, Fate.HELP_NOW, "no heating"))
    found = tally(room, held)
    assert (found.safe, found.help_now, found.to_reach, found.not_reached) == (1, 1, 4, 4)
    line = list(room.sight("northmere").lines())[-1]
    assert line.words == "SA-3 is back from the caller: 1 safe, 1 needs help now"
    assert "no heating" not in line.words + line.person
    (past,) = history_of(room.sight("northmere"), held.list, 0, held)
    assert (past.outcome.found_by, past.outcome.sheet, past.outcome.line, past.note) == (
        "J. Carter",
        "SA-3",
        2,
        "no heating",
    )
    assert history_of(room.sight("northmere"), held.list, 0)[0].note == ""


def test_no_reply_and_a_line_without_a_tick_come_back_on_the_next_sheet(room, held):
    sheets(room, held)
    back(room, "SA-3", SheetTick(1, Fate.NO_REPLY))
    (again,) = sheets(room, held)
    assert (again.number, names(held, again)) == ("SA-4", ["Bert Ng", "Ada Brown"])
    back(room, "SA-4", SheetTick(1, Fate.NO_REPLY), SheetTick(2, Fate.SAFE))
    assert history_of(room.sight("northmere"), held.list, 1)[0].outcome.tries == 2
    assert (tally(room, held).no_reply, tally(room, held).safe) == (1, 1)


def test_a_visit_due_moves_somebody_from_the_call_sheets_to_the_visit_sheets(room, held):
    sheets(room, held)
    back(room, "SA-2", SheetTick(1, Fate.VISIT_DUE))
    assert tally(room, held).visit_due == 1
    with pytest.raises(DeskError, match="nobody to put on a call sheet"):
        sheets(room, held)
    assert "Cara Diaz" in [name for sheet in sheets(room, held, way=Way.VISIT) for name in names(held, sheet)]


@pytest.mark.parametrize("fate", [Fate.SAFE, Fate.HELP_NOW, Fate.IN_HOSPITAL, Fate.WRONG_DETAILS])
def test_who_was_found_is_rung_no_more(room, held, fate):
    sheets(room, held)
    back(room, "SA-3", SheetTick(1, fate), SheetTick(2, fate))
    with pytest.raises(DeskError, match="nobody to put on a call sheet"):
        sheets(room, held)


def test_the_last_word_counts_and_every_earlier_one_can_be_read(room, held):
    sheets(room, held)
    back(room, "SA-2", SheetTick(1, Fate.SAFE))
    room.watch.pass_by(minutes=20)
    said = Reached(Fate.HELP_NOW, room.record.now(), "the daughter, who rang")
    record_by_sheet(room.record, SILVER, "SA-2", SheetTick(1, Fate.HELP_NOW), said)
    assert (tally(room, held).safe, tally(room, held).help_now) == (0, 1)
    past = history_of(room.sight("northmere"), held.list, 2)
    assert [each.outcome.fate for each in past] == [Fate.HELP_NOW, Fate.SAFE]
    assert [each.outcome.at for each in past] == [BEGAN + timedelta(minutes=20), BEGAN]


def test_a_sheet_is_keyed_back_once_and_a_wrong_line_or_two_ticks_are_refused_whole(room, held):
    sheets(room, held)
    before = room.record.arrived
    with pytest.raises(DeskError, match="sheet SA-3 has no line 3") as refused:
        back(room, "SA-3", SheetTick(1, Fate.SAFE), SheetTick(3, Fate.SAFE))
    assert refused.value.hint == "its lines are 1 to 2"
    with pytest.raises(DeskError, match="line 1 of SA-3 is given twice"):
        back(room, "SA-3", SheetTick(1, Fate.SAFE), SheetTick(1, Fate.NO_REPLY))
    assert room.record.arrived == before
    back(room, "SA-3", SheetTick(1, Fate.SAFE))
    with pytest.raises(DeskError, match="sheet SA-3 is returned, so it cannot be keyed back"):
        back(room, "SA-3", SheetTick(2, Fate.SAFE))
    with pytest.raises(DeskError, match="cannot be lost"):
        lose_sheet(room.record, SILVER, "SA-3", why="left on the bus")


def test_a_late_sheet_and_a_lost_one_are_alarms_and_the_lost_ones_people_come_back(room, held):
    sheets(room, held, taken_by="J. Carter")
    room.watch.pass_by(hours=3, minutes=1)
    (late,) = count_of(room.sight("northmere"), held.list).alarms
    assert late == ("late: SA-1 (J. Carter), SA-2 (J. Carter), SA-3 (J. Carter), 4 people; ring whoever took them")
    lose_sheet(room.record, SILVER, "SA-3", why="left on the bus")
    lost, late = count_of(room.sight("northmere"), held.list).alarms
    assert lost.startswith("lost: SA-3 (J. Carter), 2 people; personal data is out of our hands")
    assert "SA-3" not in late
    assert names(held, sheets(room, held)[0]) == ["Bert Ng", "Ada Brown"]


def test_a_lost_sheet_that_turns_up_can_be_keyed_back(room, held):
    sheets(room, held)
    lose_sheet(room.record, SILVER, "SA-3", why="left on the bus")
    back(room, "SA-3", SheetTick(1, Fate.SAFE))
    assert count_of(room.sight("northmere"), held.list).alarms == ()
    assert sheet_of(room.sight("northmere"), "SA-3").whereabouts == "returned"


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.PARTNER_LIAISON, Role.COMMUNICATIONS])
def test_who_may_not_use_the_list_prints_and_keys_back_nothing(room, held, role):
    sheets(room, held)
    other, said = officer("northmere", role), Reached(Fate.SAFE, BEGAN, "a caller")
    tries = (
        lambda: print_sheets(room.record, other, held),
        lambda: back(room, "SA-1", SheetTick(1, Fate.SAFE), who=other),
        lambda: lose_sheet(room.record, other, "SA-1", why="gone"),
        lambda: hand_out(room.record, other, "SA-1", "me"),
        lambda: record_by_sheet(room.record, other, "SA-1", SheetTick(1, Fate.SAFE), said),
        lambda: record_outcome(room.record, other, held.list, 0, said),
    )
    for attempt in tries:
        with pytest.raises(DeskError) as refused:
            attempt()
        assert refused.value.code is DeskCode.NOT_ALLOWED


def test_nobody_prints_from_a_list_that_somebody_else_opened(room, held):
    with pytest.raises(DeskError, match="was not opened by you"):
        print_sheets(room.record, officer("northmere", Role.INFORMATION_GOVERNANCE), held)


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_other_bodies_find_neither_sheet_nor_outcome_nor_place(room, held, body):
    sheets(room, held)
    back(room, "SA-3", SheetTick(1, Fate.SAFE))
    sight, other = room.sight(body), lead(body)
    assert sheets_of(sight) == ()
    assert history_of(sight, held.list, 1) == ()
    with pytest.raises(DeskError, match="no sheet SA-1 that you may see"):
        back(room, "SA-1", SheetTick(1, Fate.SAFE), who=other)
    with pytest.raises(DeskError) as refused:
        record_outcome(room.record, other, held.list, 0, Reached(Fate.SAFE, BEGAN, "them"))
    assert refused.value.code is DeskCode.NOT_SEEN


def test_a_partner_with_whom_counts_are_shared_sees_what_became_of_people_and_that_earlier_words_were_kept_back(
    room, held
):
    sheets(room, held)
    back(room, "SA-2", SheetTick(1, Fate.SAFE))
    share_list(room.record, lead(), held.list, frozenset({"eastholt"}))
    back(room, "SA-3", SheetTick(1, Fate.HELP_NOW, "no heating"))
    (count,) = counts_of(room.sight("eastholt"))
    assert (count.tally.help_now, count.tally.safe, count.kept_back) == (1, 0, 1)
    assert sheets_of(room.sight("eastholt")) == ()
    assert counts_of(room.sight("farwick")) == ()


def test_patches_and_needs_are_counted_without_a_key(room, held):
    sheets(room, held)
    back(room, "SA-3", SheetTick(1, Fate.SAFE))
    rows = by_patch(room.sight("northmere"), held.list)
    assert [(row.patch, row.need, row.tally.people, row.tally.not_reached) for row in rows] == [
        ("South", "telecare", 2, 2),
        ("North", "home care", 2, 1),
        ("North", "homeless tonight", 1, 1),
        ("South", "dialysis", 1, 1),
    ]


def test_an_outcome_of_a_place_that_is_not_there_or_of_next_week_is_refused(room, held):
    with pytest.raises(DeskError, match="sheet of the list has no line 7"):
        record_outcome(room.record, SILVER, held.list, 6, Reached(Fate.SAFE, BEGAN, "a caller"))
    with pytest.raises(DeskError, match="lies about 6 days ahead"):
        record_outcome(
            room.record, SILVER, held.list, 0, Reached(Fate.SAFE, BEGAN + timedelta(days=6, hours=1), "a caller")
        )
    with pytest.raises(DeskError, match="who found it is blank"):
        record_outcome(room.record, SILVER, held.list, 0, Reached(Fate.SAFE, BEGAN, " "))


def test_what_is_kept_in_memory_is_what_a_fresh_reading_of_the_record_gives(room, held):
    numbers, said = random.Random(20), []
    assert sheets_of(room.sight("northmere")) == ()
    sheets(room, held)
    hand_out(room.record, SILVER, "SA-2", "J. Carter")
    assert len(sheets_of(room.sight("northmere"))) == 3
    lose_sheet(room.record, SILVER, "SA-1", why="left on the bus")
    for _ in range(40):
        place, fate = numbers.randrange(len(PEOPLE)), numbers.choice(list(Fate))
        said.append(record_outcome(room.record, SILVER, held.list, place, Reached(fate, room.record.now(), "a caller")))
        room.watch.pass_by(minutes=1)
        tally(room, held)
    doomed = numbers.choice(said)
    request = ask_removal(room.record.journal, doomed.entry, 0, "a slip")
    agree_removal(room.record.journal, request.id, admin=key_of("admin northmere"), org="northmere")
    fresh = Record(room.record.journal, {"northmere": room.record.journal})
    assert count_of(Sight.of(fresh, SILVER), held.list) == count_of(room.sight("northmere"), held.list)
    assert sheets_of(Sight.of(fresh, SILVER)) == sheets_of(room.sight("northmere"))
    assert outcomes_of(Sight.of(fresh, SILVER), held.list) == outcomes_of(room.sight("northmere"), held.list)


def test_an_outcome_that_another_bodys_desk_writes_over_ours_is_not_heard(room, held):
    record_outcome(room.record, SILVER, held.list, 0, Reached(Fate.HELP_NOW, BEGAN, "a caller"))
    sly = Reached(Fate.SAFE, BEGAN, "a stranger")
    written = draft(
        Kind.PERSON_REACHED,
        Handling(audience=frozenset({"northmere"})),
        (person_of(held.list, 0), "outcome", sly),
        over=frozenset(),
    )
    room.record.append(lead("farwick"), written)
    assert (tally(room, held).help_now, tally(room, held).safe) == (1, 0)


def test_an_outcome_that_is_still_to_come_is_refused_and_a_watch_that_is_a_little_fast_is_not(room, held):
    sheets(room, held)
    ahead = BEGAN + timedelta(hours=2, minutes=17)
    with pytest.raises(
        DeskError, match=r"04:57[ A-Z]*, when they rang or went, lies about 2 hours ahead of this desk's own"
    ):
        return_sheet(room.record, SILVER, "SA-1", (SheetTick(1, Fate.SAFE),), back_from="the caller", at=ahead)
    with pytest.raises(DeskError, match="ahead of this desk's own time"):
        record_by_sheet(room.record, SILVER, "SA-1", SheetTick(1, Fate.SAFE), Reached(Fate.SAFE, ahead, "Ann"))
    soon, ticks = BEGAN + timedelta(minutes=4), (SheetTick(1, Fate.SAFE),)
    return_sheet(room.record, SILVER, "SA-1", ticks, back_from="the caller", at=soon)
    assert tally(room, held).safe == 1


def test_a_line_that_is_mended_is_not_tried_once_more_and_the_next_sheet_is(room, held):
    one = sheets(room, held, patches=frozenset({"South"}))[0]
    place = one.places[0]

    def tries():
        return outcomes_of(room.sight("northmere"), held.list)[place].tries

    def mend(fate, number):
        at = Reached(fate, room.record.now(), "the caller")
        record_by_sheet(room.record, SILVER, number, SheetTick(1, fate, "rang twice"), at)

    back(room, one.number, SheetTick(1, Fate.NO_REPLY))
    mend(Fate.NO_REPLY, one.number)
    assert tries() == 1
    again = sheets(room, held, patches=frozenset({"South"}))[0]
    back(room, again.number, SheetTick(1, Fate.NO_REPLY))
    assert tries() == 2
    # A slip that is put right counts what stood before that sheet.
    mend(Fate.SAFE, again.number)
    mend(Fate.NO_REPLY, again.number)
    assert tries() == 2


def test_what_another_body_writes_of_a_person_is_in_nobodys_history(room, held):
    sheets(room, held)
    back(room, "SA-1", SheetTick(1, Fate.NO_REPLY))
    place = sheet_of(room.sight("northmere"), "SA-1").sheet.places[0]
    wrong = Reached(Fate.SAFE, room.record.now(), "somebody of Eastholt")
    written = draft(Kind.PERSON_REACHED, Handling(Tlp.AMBER, frozenset({"northmere"})),
                    (person_of(held.list, place), "outcome", wrong), words="x")  # fmt: skip
    room.record.append(lead("eastholt"), written)
    assert [past.outcome.fate for past in history_of(room.sight("northmere"), held.list, place)] == [Fate.NO_REPLY]


def test_whoever_needs_help_now_is_the_first_alarm_of_the_own_body_alone(room, held):
    share_list(room.record, lead(), held.list, frozenset({"eastholt"}))
    sheets(room, held)
    assert not count_of(room.sight("northmere"), held.list).alarms
    back(room, "SA-3", SheetTick(1, Fate.HELP_NOW), SheetTick(2, Fate.HELP_NOW))
    lose_sheet(room.record, SILVER, "SA-1", why="left on a bus")
    said = count_of(room.sight("northmere"), held.list).alarms
    assert said[0].startswith("2 people need help now: a key holder opens the list")
    assert said[1].startswith("lost: SA-1")
    theirs = count_of(room.sight("eastholt"), held.list)
    assert (theirs.tally.help_now, theirs.alarms) == (2, ())
    assert not counts_of(room.sight("farwick"))


def test_notes_of_another_list_are_sealed_to_its_own_key_and_are_no_hindrance(room, held):
    other = opened(room, brought(room, holders=(DUTY, DIRECTOR)))
    for each in (held, other):
        back(room, sheets(room, each)[0].number, SheetTick(1, Fate.HELP_NOW, f"note of {each.list}"))
    for each in (held, other):
        (said,) = histories_of(room.sight("northmere"), each.list, each).values()
        assert [past.note for past in said] == [f"note of {each.list}"]
