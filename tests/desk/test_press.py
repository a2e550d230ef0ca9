"""The press log at the desk of three councils: who waits, what was answered on which facts, what was told wrongly."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.message import answer_press, leave_unanswered
from battlebox.desk.record import Sight, State, stand
from battlebox.desk.tell import (
    Caller,
    Outlet,
    PressAnswer,
    PressCall,
    caller_of,
    correction_words,
    corrections_due,
    note_call,
    press_line,
    press_log,
    releases_of,
)
from battlebox.journal import Kind, PartClass, agree_removal, ask_removal
from desk.facts import OF_EASTHOLT, PLAIN, PRESS, change, clear, hold, state, words_officer
from desk.room import BEGAN, COUNCILS, SHARED, Room, officer

HOUR = timedelta(hours=1)
CALLER = Caller("Jo Reporter", "020 7946 0999")
ASKED = PressCall("The Record", "Was data stolen?", BEGAN, "press desk", BEGAN + 2 * HOUR)
WRONG = PressCall("The Record", "All screens in Northmere are blank.", BEGAN, "press desk", is_wrong=True,
                  where="front page")  # fmt: skip
LATER = "We look into it and say more at noon."


@pytest.fixture
def room():
    return Room.opened()


def asked(room, call=ASKED, *, by="northmere", caller=CALLER, **more):
    return note_call(room.record, words_officer(by), call, caller, **more).thing


def answered(room, thing, words=LATER, *, by="northmere", at=BEGAN, **more):
    given = {key: more.pop(key) for key in ("why_none", "back_by", "own") if key in more}
    given = given if more.get("facts") or more.get("is_said") else {"why_none": "it says nothing of it", **given}
    answer = PressAnswer(words, "press officer", at, "by phone", **given)
    return answer_press(room.record, words_officer(by), thing, answer, **more)


def line(room, thing, body="northmere"):
    return press_line(room.sight(body, PRESS), thing)


def cleared(room, fact=PLAIN):
    thing = state(room, fact)
    clear(room, thing, "northmere")
    return thing


# ── who waits ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_whoever_asked_waits_until_the_time_is_over_and_until_they_are_answered(room):
    thing = asked(room)
    found = line(room, thing)
    assert (found.is_open, found.due) == (True, BEGAN + 2 * HOUR)
    assert not found.is_overdue(BEGAN + 2 * HOUR)
    assert found.is_overdue(BEGAN + 2 * HOUR + timedelta(seconds=1))
    answered(room, thing)
    found = line(room, thing)
    assert (found.is_open, found.due, found.answers[-1].value.words) == (False, None, LATER)


def test_whoever_was_promised_a_call_waits_for_that_and_no_longer_for_what_they_asked(room):
    thing = asked(room)
    answered(room, thing, back_by=BEGAN + 5 * HOUR)
    found = line(room, thing)
    assert (found.is_promised, found.due) == (True, BEGAN + 5 * HOUR)
    answered(room, thing, "We have nothing more.")
    assert [each.value.words for each in line(room, thing).answers] == [LATER, "We have nothing more."]
    assert not line(room, thing).is_open


def test_that_there_is_no_answer_has_its_reason(room):
    thing = asked(room)
    with pytest.raises(DeskError, match="why not is blank"):
        leave_unanswered(room.record, words_officer("northmere"), thing, why=" ", who="press officer")
    leave_unanswered(room.record, words_officer("northmere"), thing, why="police asked", who="press officer")
    found = line(room, thing)
    assert (found.is_open, found.answers[0].value.why_not) == (False, "police asked")


def test_those_who_wait_stand_first_the_soonest_before_the_others(room):
    done, none, late, soon = (
        asked(room, PressCall(outlet, "What now?", BEGAN, "press desk", due))
        for outlet, due in (("Done", None), ("None", None), ("Late", BEGAN + 9 * HOUR), ("Soon", BEGAN + HOUR))
    )
    answered(room, done)
    assert [each.thing for each in press_log(room.sight("northmere", PRESS))] == [soon, late, none, done]


def test_a_line_is_written_down_anew_and_two_at_once_are_both_read(room):
    thing = asked(room)
    first = line(room, thing).said[0].entry
    sooner = PressCall("The Record", "Was data stolen?", BEGAN, "press desk", BEGAN + HOUR)
    asked(room, sooner, thing=thing, over=frozenset({first}))
    assert line(room, thing).due == BEGAN + HOUR
    asked(room, ASKED, thing=thing, over=frozenset({first}))
    assert len(line(room, thing).said) == 2


# ── whose it is ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("council", COUNCILS)
def test_the_log_and_the_callers_name_stay_with_their_own_body(room, council):
    thing = asked(room)
    found = press_log(room.sight(council, PRESS))
    assert [each.thing for each in found] == ([thing] if council == "northmere" else [])
    if council == "northmere":
        assert caller_of(room.sight(council, PRESS), found[0]) == CALLER
    else:
        with pytest.raises(DeskError, match="there is no line of the press log"):
            line(room, thing, council)


def test_shared_with_a_partner_it_is_not_the_partners_to_answer_or_change(room):
    thing = asked(room, handling=SHARED)
    assert press_log(room.sight("eastholt", PRESS)) == ()
    before = room.record.arrived
    for act in (
        lambda: answered(room, thing, by="eastholt"),
        lambda: asked(room, thing=thing, by="eastholt"),
        lambda: leave_unanswered(room.record, words_officer("eastholt"), thing, why="no", who="press"),
    ):
        with pytest.raises(DeskError, match="is northmere's, so eastholt may not"):
            act()
    assert room.record.arrived == before


def test_the_name_is_in_the_part_that_can_be_removed_and_nowhere_else(room):
    thing = asked(room)
    entry = line(room, thing).said[0].entry
    found = room.record.line(entry)
    assert found.person == "Jo Reporter\n020 7946 0999"
    assert "Jo" not in found.words
    assert "Jo" not in str(line(room, thing).call)


def removed(record, entry, holds):
    """A part of an entry is removed: Northmere asks, a second desk agrees."""
    place = next(n for n, part in enumerate(record.line(entry).header.parts) if part.holds == holds)
    asked = record.with_pen(officer("northmere"), lambda pen: ask_removal(pen, entry, place, "UK GDPR art. 17"))
    record.with_pen(officer("eastholt"), lambda pen: agree_removal(pen, asked.id))


def test_who_rang_is_removed_and_what_they_asked_stays(room):
    thing = asked(room)
    removed(room.record, line(room, thing).said[0].entry, PartClass.PERSON)
    found = line(room, thing)
    assert caller_of(room.sight("northmere", PRESS), found) == Caller()
    assert found.call == ASKED


@pytest.mark.parametrize(
    ("role", "takes_down", "answers"),
    [
        (Role.COMMUNICATIONS, True, True), (Role.TACTICAL, True, True), (Role.LOGGIST, True, False),
        (Role.OPERATIONAL, True, False), (Role.OBSERVER, False, False),
    ],
)  # fmt: skip
def test_anybody_takes_a_call_down_and_those_who_send_words_answer(room, role, takes_down, answers):
    thing = asked(room)
    who = officer("northmere", role)
    answer = PressAnswer(LATER, "x", BEGAN, "by phone", why_none="it says nothing of it")
    for may, act in (
        (takes_down, lambda: note_call(room.record, who, ASKED)),
        (answers, lambda: answer_press(room.record, who, thing, answer)),
        (answers, lambda: leave_unanswered(room.record, who, thing, why="no", who="x")),
    ):
        if may:
            act()
        else:
            with pytest.raises(DeskError, match="may not"):
                act()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"outlet": " "}, "the outlet is blank"),
        ({"what": ""}, "what they asked is blank"),
        ({"who": ""}, "who took it down is blank"),
        ({"at": BEGAN + 48 * HOUR, "needed_by": None}, "lies 2 days ahead"),
        ({"needed_by": BEGAN - HOUR}, "by when they need it lies before they asked"),
        ({"contradicts": "fact/none"}, "there is no fact fact/none"),
        ({"outlet": "x" * 301}, "is 301 characters long"),
    ],
)
def test_what_is_no_call_is_refused(room, changed, words):
    from dataclasses import replace

    before = room.record.arrived
    with pytest.raises(DeskError, match=words):
        asked(room, replace(ASKED, **changed))
    assert room.record.arrived == before


# ── the answer and its facts ─────────────────────────────────────────────────────────────────────────────────────


def test_an_answer_rests_on_cleared_facts_and_is_corrected_where_one_changes(room):
    fact, thing = cleared(room), asked(room)
    answered(room, thing, "Some screens are blank. We work on it.")
    found = line(room, thing).answers[0].value
    assert [each.fact for each in found.carried] == [fact]
    [(release, went)] = releases_of(room.sight("northmere", PRESS), fact)
    assert (release, went.value.outlet, went.value.words) == (found.release, Outlet.PRESS, found.words)
    assert went.value.where.startswith("answer to The Record, A-")
    change(room, fact, wording="Few screens are blank.")
    [due] = corrections_due(room.sight("northmere", PRESS))
    assert due.thing == release


def test_what_may_not_leave_is_not_answered_and_nothing_is_written(room):
    fact, thing = state(room), asked(room)
    before = room.record.arrived
    with pytest.raises(DeskError, match="somebody it is about has not cleared it: northmere"):
        answered(room, thing, "Some screens are blank.")
    with pytest.raises(DeskError, match="has not cleared it"):
        answered(room, thing, facts=(fact,))
    with pytest.raises(DeskError, match="the facts that it rests on is blank"):
        answered(room, thing, why_none="")
    assert room.record.arrived == before


def test_what_was_said_already_is_written_down_with_what_stands_against_it(room):
    state(room)
    thing = asked(room)
    answered(room, thing, "Some screens are blank.", is_said=True)
    found = line(room, thing).answers[0].value
    assert "has not cleared it: northmere" in found.against
    assert len(found.carried) == 1
    entry = line(room, thing).answers[0].entry
    assert "SAID BEFORE IT MIGHT LEAVE" in room.record.line(entry).words


def test_what_was_said_already_and_might_leave_has_nothing_against_it(room):
    cleared(room)
    thing = asked(room)
    answered(room, thing, "Some screens are blank.", is_said=True)
    assert line(room, thing).answers[0].value.against == ""


def test_what_police_hold_back_is_not_told_and_a_body_that_it_is_about_reads_what_was(room):
    fact, thing = cleared(room), asked(room)
    hold(room, fact)
    with pytest.raises(DeskError, match="it is held back by police"):
        answered(room, thing, "Some screens are blank.")
    state(room, OF_EASTHOLT)
    answered(room, thing, OF_EASTHOLT.wording, is_said=True)
    theirs = room.sight("eastholt", PRESS)
    assert [went.value.words for _, went in releases_of(theirs)] == [OF_EASTHOLT.wording]
    assert releases_of(room.sight("farwick", PRESS)) == ()


# ── told wrongly ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_told_wrongly_points_to_the_fact_and_its_correction_passes_the_gate(room):
    from dataclasses import replace

    fact = cleared(room)
    thing = asked(room, replace(WRONG, contradicts=fact))
    found = line(room, thing)
    assert room.record.line(found.said[0].entry).header.kind == Kind.PRESS_SEEN
    words = correction_words(found, PLAIN.outward)
    assert words == (
        "The Record (front page) said: All screens in Northmere are blank.\n"
        "That is not what we say. Some screens are blank."
    )
    answered(room, thing, words, facts=(fact,))
    assert [each.fact for each in line(room, thing).answers[0].value.carried] == [fact]


def test_a_closed_incident_still_takes_calls_and_answers(room):
    lead = officer("northmere")
    stand(room.record, lead, State.STOOD_DOWN, why="it is over")
    stand(room.record, lead, State.CLOSED, why="all is back", no_debrief="held already")
    late = Sight.of(room.record, words_officer("northmere"))
    thing = asked(room)
    answered(room, thing)
    assert not press_line(late, thing).is_open


@pytest.mark.parametrize("council", COUNCILS)
def test_an_answer_without_a_ticked_fact_in_it_says_why_its_words_are_its_own(room, council):
    fact = state(room, PLAIN, council)
    clear(room, fact, council)
    thing = asked(room, by=council)
    before = room.record.arrived
    with pytest.raises(DeskError, match=r"the words do not have fact \w-"):
        answered(room, thing, "Only a few screens are off.", by=council, facts=(fact,))
    assert room.record.arrived == before
    answered(room, thing, "Only a few screens are off.", by=council, facts=(fact,), own="said live on air")
    kept = line(room, thing, council).answers[-1].value
    assert (kept.own, [each.own for each in kept.carried]) == ("said live on air", [True])
    assert len(releases_of(room.sight(council, PRESS), fact)) == 1


def test_a_fact_in_two_answers_to_the_same_people_is_that_fact(room):
    fact = state(room, OF_EASTHOLT)
    thing, again = asked(room), asked(room)
    other = asked(room, replace(ASKED, outlet="Radio North"))
    answered(room, thing, "All we can say is this: Eastholt has")
    with pytest.raises(DeskError, match=r"fact A-\d+ \(Eastholt has shut its network\)") as no:
        answered(room, thing, "Shut its network. That is all.")
    assert no.value.hint == "ask eastholt, northmere"
    with pytest.raises(DeskError, match=r"fact A-\d+ \(Eastholt has shut its network\)"):
        answered(room, again, "Shut its network. That is all.")
    answered(room, other, "Shut its network. That is all.")
    for body in ("northmere", "eastholt"):
        clear(room, fact, body)
    answered(room, thing, "Shut its network. That is all.")
