"""A decision is saved on four fields, numbered without gaps, reviewed, corrected in sight of all, and never lost."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role, Someone
from battlebox.desk.command import (
    Confidence,
    Considered,
    Decision,
    Known,
    Review,
    Verdict,
    correct_decision,
    decided,
    decisions_of,
    dissent_from,
    make_decision,
    open_decisions,
    review_decision,
)
from battlebox.desk.record import Handling, Record, Sight
from battlebox.journal import Desk, Founding, begin, enrol, receive
from battlebox.marking import Tlp
from desk.room import BEGAN, SHARED, Room, StillWatch, officer
from sim.region import MemoryTip, key_of, memory_store

GOLD = Someone("o-gold", "Ann Smith")


@pytest.fixture
def room():
    return Room.opened()


def four(**more):
    return Decision(
        **{"what": "shut the VPN", "why": "it is the way in", "role": Role.STRATEGIC, "taken": BEGAN} | more
    )


def make(room, body="northmere", *, role=Role.TACTICAL, maker=GOLD, handling=SHARED, **more):
    return make_decision(room.record, officer(body, role), four(**more), maker, handling=handling)


def test_four_fields_are_enough_and_the_rest_is_asked_for_later(room):
    saved = make(room)
    found = decided(room.sight("northmere"), saved.thing)
    assert found.number == "DA-1"
    assert found.says.number == saved.number
    assert "what was known, and how sure it was" in found.blanks
    assert "why not do nothing" in found.blanks
    assert "why it is entered late" not in found.blanks


def test_a_decision_that_is_whole_asks_for_nothing_more(room):
    saved = make(
        room,
        loggist="o-log",
        known=(Known("a beacon was seen", Confidence.SURE, "supplier"),),
        unknown="whether the backups are safe",
        considered=(Considered("watch", "too slow", does_nothing=True),),
        risks="home workers stop",
        vulnerable="telecare runs on another line",
        power="Civil Contingencies Act",
        consulted=("head of IT",),
        dissent="nobody",
        tasks=("task/1",),
        review=BEGAN + timedelta(hours=2),
    )
    assert decided(room.sight("northmere"), saved.thing).blanks == ()


def test_what_is_entered_late_asks_why(room):
    room.watch.pass_by(minutes=15)
    assert "why it is entered late" not in decided(room.sight("northmere"), make(room).thing).blanks
    room.watch.pass_by(seconds=1)
    assert "why it is entered late" in decided(room.sight("northmere"), make(room).thing).blanks
    saved = make(room, late="the loggist was on the phone")
    assert "why it is entered late" not in decided(room.sight("northmere"), saved.thing).blanks


@pytest.mark.parametrize("field", ["what", "why"])
def test_a_blank_among_the_four_is_refused_before_anything_is_written(room, field):
    before = room.record.arrived
    with pytest.raises(DeskError, match="is blank"):
        make(room, **{field: " \n"})
    with pytest.raises(DeskError, match="who decided is blank"):
        make(room, maker=Someone("", ""))
    assert room.record.arrived == before


def test_the_maker_is_named_once_where_the_name_can_be_removed(room):
    make(room)
    make(room)
    sight = room.sight("northmere")
    named = [line for line in sight.lines() if line.person == "Ann Smith"]
    assert len(named) == 1
    assert sight.name_of("o-gold") == "Ann Smith"
    assert not any("Ann Smith" in line.words for line in room.record.lines())


@pytest.mark.parametrize("role", [Role.OPERATIONAL, Role.SERVICE_LEAD, Role.OBSERVER, Role.COMMUNICATIONS])
def test_who_may_not_record_a_decision_is_told_who_may(room, role):
    with pytest.raises(DeskError, match="may not record a decision somebody made") as refused:
        make(room, role=role)
    assert "loggist" in refused.value.hint


def test_a_loggist_records_what_gold_decided_and_decides_nothing_alone(room):
    assert make(room, role=Role.LOGGIST).number
    own = officer("northmere", Role.LOGGIST)
    with pytest.raises(DeskError, match="may not make a decision"):
        make_decision(room.record, own, four(), own.someone)
    with pytest.raises(DeskError, match=r"^service lead may not make a decision"):
        make_decision(room.record, own, four(role=Role.SERVICE_LEAD), GOLD)


def test_nobody_decides_in_a_role_they_do_not_hold(room):
    silver = officer("northmere", Role.TACTICAL)
    with pytest.raises(DeskError, match="Gold") as refused:
        make_decision(room.record, silver, four(role=Role.STRATEGIC), silver.someone)
    # It is the role that was chosen, and not the one that is held, which may not.
    assert str(refused.value) == "you may not make a decision as strategic (Gold), which you do not hold here"
    assert (
        refused.value.hint
        == "ask someone who holds strategic (Gold), or choose a role that is yours: tactical (Silver)"
    )
    assert make_decision(room.record, silver, four(role=Role.TACTICAL), silver.someone).number


def test_a_review_before_the_decision_is_refused(room):
    with pytest.raises(DeskError, match="the review lies before the decision"):
        make(room, review=BEGAN - timedelta(minutes=1))


def test_a_correction_points_back_and_the_old_words_stay(room):
    saved = make(room)
    old = decided(room.sight("northmere"), saved.thing).says
    lead = officer("northmere")
    fixed = replace(old.value, what="shut the VPN for all but telecare")
    correct_decision(room.record, lead, saved.thing, fixed, why="telecare was left out", over=frozenset({old.entry}))
    found = decided(room.sight("eastholt"), saved.thing)
    assert found.says.value.what == "shut the VPN for all but telecare"
    assert found.number == "DA-1"
    assert [each.value.what for each in found.struck] == ["shut the VPN"]
    assert [line.id for line in room.record.corrections(old.entry)] == [found.says.entry]
    assert make(room).thing != saved.thing
    assert decisions_of(room.sight("northmere"))[1].number == "DA-2"


def test_two_who_correct_one_decision_both_stand(room):
    saved = make(room)
    old = decided(room.sight("northmere"), saved.thing).says
    for words, role in (("one", Role.TACTICAL), ("other", Role.LOGGIST)):
        correct_decision(
            room.record,
            officer("northmere", role),
            saved.thing,
            replace(old.value, what=words),
            why="misheard",
            over=frozenset({old.entry}),
        )
    assert {each.value.what for each in decided(room.sight("northmere"), saved.thing).versions} == {"one", "other"}


def test_nobody_corrects_or_reviews_another_bodys_decision(room):
    saved = make(room)
    other = officer("eastholt")
    old = decided(room.sight("eastholt"), saved.thing).says.value
    with pytest.raises(DeskError, match="decision DA-1 is northmere's, so eastholt may not correct it"):
        correct_decision(room.record, other, saved.thing, old, why="no")
    with pytest.raises(DeskError, match="may not review it"):
        review_decision(room.record, other, saved.thing, Review(Verdict.FALLS, "no"))


def test_a_stranger_sees_no_decision_and_a_partner_what_was_shared(room):
    shared, kept = make(room), make(room, handling=None)
    assert [each.thing for each in decisions_of(room.sight("northmere"))] == [shared.thing, kept.thing]
    assert [each.thing for each in decisions_of(room.sight("eastholt"))] == [shared.thing]
    assert decisions_of(room.sight("farwick")) == ()
    with pytest.raises(DeskError) as refused:
        decided(room.sight("farwick"), shared.thing)
    assert refused.value.code is DeskCode.NOT_SEEN


def test_what_is_privileged_is_not_marked_to_travel(room):
    with pytest.raises(DeskError, match=r"legally privileged .* TLP:AMBER$"):
        make(room, privileged=True)
    strict = Handling(Tlp.AMBER_STRICT, frozenset({"eastholt"}))
    assert make(room, privileged=True, handling=strict).number


def test_open_and_overdue_follow_the_last_review(room):
    late = make(room, review=BEGAN + timedelta(hours=4))
    soon = make(room, review=BEGAN + timedelta(hours=1))
    never = make(room)
    lead = officer("northmere")
    assert [each.thing for each in open_decisions(room.sight("northmere"))] == [soon.thing, late.thing, never.thing]
    room.watch.pass_by(hours=2)
    sight = room.sight("northmere")
    assert [each.thing for each in decisions_of(sight) if each.is_overdue(sight.now)] == [soon.thing]
    review_decision(
        room.record, lead, soon.thing, Review(Verdict.STANDS, "still the way in", sight.now + timedelta(hours=1))
    )
    review_decision(room.record, lead, never.thing, Review(Verdict.STANDS, "for good"))
    review_decision(room.record, lead, late.thing, Review(Verdict.FALLS, "no beacon after all"))
    sight = room.sight("northmere")
    assert [each.thing for each in open_decisions(sight)] == [soon.thing]
    assert not any(each.is_overdue(sight.now) for each in decisions_of(sight))
    with pytest.raises(DeskError, match="DA-1 is falls"):
        review_decision(room.record, lead, late.thing, Review(Verdict.STANDS, "again"))


def test_dissent_can_be_added_by_anyone_in_the_room_and_reaches_no_further_than_the_decision(room):
    saved = make(room, handling=None)
    dissent_from(
        room.record, officer("northmere", Role.SERVICE_LEAD), saved.thing, office="head of care", why="visits fail"
    )
    found = decided(room.sight("northmere"), saved.thing)
    assert [each.value.office for each in found.dissents] == ["head of care"]
    assert "who disagreed" not in found.blanks
    with pytest.raises(DeskError, match="may not write in the log"):
        dissent_from(room.record, officer("northmere", Role.OBSERVER), saved.thing, office="x", why="y")
    with pytest.raises(DeskError, match="there is no decision"):
        dissent_from(room.record, officer("eastholt"), saved.thing, office="x", why="y")


def test_four_who_write_at_once_leave_no_gap_and_no_repeat(room):
    def write():
        for _ in range(8):
            make(room)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    numbers = [each.number for each in decisions_of(room.sight("northmere"))]
    assert numbers == [f"DA-{count}" for count in range(1, 33)]


def test_two_desks_that_were_apart_merge_without_a_gap_or_a_repeat():
    watch, notes = StillWatch(), {}

    def tips(_incident, key):
        return notes.setdefault(key, MemoryTip())

    orgs = {"northmere": key_of("admin northmere").public}
    first = begin(memory_store(), Founding(orgs, "northmere", "A"), key_of("north-1"), tips, watch)
    second = receive(memory_store(), first.incident, key_of("north-2"), tips, watch)
    enrol(first, Desk(second.desk.public, "northmere", "loggist", "B"), key_of("admin northmere"))
    second.take(list(first.entries()))
    desks = [Record(journal, {"northmere": journal}) for journal in (first, second)]
    lead = officer("northmere")
    for record, count in zip(desks, (3, 2), strict=True):
        for _ in range(count):
            make_decision(record, lead, four(), GOLD)
    for giver, taker in (desks, desks[::-1]):
        taker.take(list(giver.journal.entries()))
    for record in desks:
        make_decision(record, lead, four(), GOLD)
        numbers = {each.number for each in decisions_of(Sight.of(record, lead))}
        assert {"DA-1", "DA-2", "DA-3", "DB-1", "DB-2"} < numbers
    desks[1].take(list(first.entries()))
    merged = [each.number for each in decisions_of(Sight.of(desks[1], lead))]
    assert sorted(merged) == ["DA-1", "DA-2", "DA-3", "DA-4", "DB-1", "DB-2", "DB-3"]
