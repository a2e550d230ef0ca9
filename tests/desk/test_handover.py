"""A role changes hands with the second signature; the note is two pages, and pencil is keyed back once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskError, Officer, Role, Someone
from battlebox.desk.command import (
    Decision,
    HandOver,
    Section,
    Signature,
    draft_handover,
    handover_of,
    handovers_of,
    holding_of,
    key_back,
    make_decision,
    take_over,
    take_role,
    worked,
    write_handover,
)
from battlebox.desk.record import Note, write_note
from desk.lived import GOLD, HOUR, live, used_by
from desk.room import BEGAN, SHARED, Room, officer
from desk.telling import out

ANN = Officer("o-gold", "Ann Smith", "northmere", frozenset({Role.STRATEGIC}))
EVE = Officer("o-eve", "Eve Black", "northmere", frozenset({Role.STRATEGIC}))
SAYS = (Section("Open", ("ring the bank at nine",)),)


@pytest.fixture
def room():
    return live()


def holder(room, body="northmere"):
    return holding_of(room.sight(body), "northmere", Role.STRATEGIC).value.holder


def test_the_note_is_drawn_from_the_record(room):
    room.watch.pass_by(hours=9)
    sections = draft_handover(room.sight("northmere"), used_by(room), Role.STRATEGIC)
    text = "\n".join("\n".join((each.title, *each.lines)) for each in sections)
    for words in (
        "DA-1, strategic (Gold): isolate the servers: review OVERDUE since",
        "Child protection referrals: on its fallback, as recorded",
        "tactical (Silver): no reply",
        "Eastholt Council, cut your end of the line: no answer yet",
        "nobody has spoken of",
        "loggist: about 9 hours",
        "strategic (Gold): until Mon 23 Nov 2026, 10:40, no deputy",
        "Clocks",
    ):
        assert words in text, words


def test_both_sign_and_then_the_role_changes_hands(room):
    room.watch.pass_by(hours=8)
    saved = write_handover(room.record, ANN, Role.STRATEGIC, SAYS, to=EVE.someone, handling=SHARED)
    assert handover_of(room.sight("eastholt"), saved.thing).is_waiting
    assert holder(room) == "o-gold"
    before = room.record.arrived
    take_over(room.record, EVE, saved.thing, until=BEGAN + 16 * HOUR)
    assert room.record.arrived == before + 1
    found = handover_of(room.sight("northmere"), saved.thing)
    assert (found.taken.value.who, found.note.value.leaving, found.note.value.left) == (
        "o-eve", "o-gold", BEGAN + 8 * HOUR,
    )  # fmt: skip
    held = holding_of(room.sight("eastholt"), "northmere", Role.STRATEGIC).value
    assert (held.holder, held.note, held.until) == ("o-eve", saved.thing, BEGAN + 16 * HOUR)
    with pytest.raises(DeskError, match="this note is already signed by both"):
        take_over(room.record, EVE, saved.thing)
    with pytest.raises(DeskError, match="not yours"):
        write_handover(room.record, ANN, Role.STRATEGIC, SAYS)


def test_a_note_for_one_person_is_not_signed_by_another(room):
    saved = write_handover(room.record, ANN, Role.STRATEGIC, SAYS, to=EVE.someone)
    other = Officer("o-mal", "Mal Grey", "northmere", frozenset({Role.STRATEGIC}))
    with pytest.raises(DeskError, match="this note is Eve Black's, so Mal Grey may not sign it"):
        take_over(room.record, other, saved.thing)
    shared = write_handover(room.record, ANN, Role.STRATEGIC, SAYS, handling=SHARED)
    with pytest.raises(DeskError, match="may not sign it"):
        take_over(room.record, officer("eastholt", Role.STRATEGIC), shared.thing)
    with pytest.raises(DeskError, match="there is no hand-over note"):
        take_over(room.record, officer("farwick", Role.STRATEGIC), shared.thing)
    with pytest.raises(DeskError, match="may not give a role to somebody"):
        take_over(room.record, officer("northmere", Role.LOGGIST), shared.thing)


def test_a_note_is_edited_until_it_is_signed_by_both(room):
    saved = write_handover(room.record, ANN, Role.STRATEGIC, SAYS)
    longer = (*SAYS, Section("Also", ("the bank rang back",)))
    write_handover(room.record, ANN, Role.STRATEGIC, longer, thing=saved.thing)
    assert len(handovers_of(room.sight("northmere"))) == 1
    assert handover_of(room.sight("northmere"), saved.thing).note.value.sections == longer
    take_over(room.record, EVE, saved.thing)
    take_again = write_handover(room.record, EVE, Role.STRATEGIC, SAYS)
    with pytest.raises(DeskError, match="signed by both, so it cannot be changed"):
        write_handover(room.record, EVE, Role.STRATEGIC, SAYS, thing=saved.thing)
    assert take_again.thing != saved.thing


def test_an_old_note_does_not_take_a_role_from_somebody_else(room):
    first = write_handover(room.record, ANN, Role.STRATEGIC, SAYS)
    second = write_handover(room.record, ANN, Role.STRATEGIC, SAYS)
    take_over(room.record, EVE, first.thing)
    with pytest.raises(DeskError, match="in other hands"):
        take_over(room.record, EVE, second.thing)


@pytest.mark.parametrize("sections", [(), (Section("Open", (" ", "")),)])
def test_a_note_that_says_nothing_or_too_much_is_refused(room, sections):
    with pytest.raises(DeskError, match="the note is blank"):
        write_handover(room.record, ANN, Role.STRATEGIC, sections)
    with pytest.raises(DeskError, match="the note has 85 lines, and two pages hold 84"):
        write_handover(room.record, ANN, Role.STRATEGIC, (Section("All", ("x",) * 85),))


def test_however_long_the_night_the_draft_fits_on_two_pages(room):
    decision = next(iter(room.record.things("decision")))
    taken = room.sight("northmere").latest(decision, "says", Decision).value
    for count in range(60):
        make_decision(room.record, officer("northmere"), replace(taken, what=f"way {count}"), GOLD)
        write_note(room.record, officer("northmere"), Note(f"note {count}", BEGAN))
    room.watch.pass_by(hours=9)
    sections = draft_handover(room.sight("northmere"), used_by(room), Role.STRATEGIC)
    write_handover(room.record, ANN, Role.STRATEGIC, sections)
    assert any("more" in line for part in sections for line in part.lines)


def pencil(sheet="H-7", *, left=BEGAN + HOUR):
    return HandOver(Role.STRATEGIC, "northmere", "", left, SAYS, sheet=sheet)


def keyed(room, note, at, *, by=None, coming=EVE.someone):
    typist = by or officer("northmere", Role.LOGGIST)
    return key_back(room.record, typist, note, Signature("", at), leaving=GOLD, coming=coming)


def test_pencil_is_keyed_back_by_the_number_of_its_sheet_and_counts_from_when_it_was_signed(room):
    room.watch.pass_by(hours=4)
    saved = keyed(room, pencil(), BEGAN + 2 * HOUR)
    found = handover_of(room.sight("northmere"), saved.thing)
    assert (found.note.value.sheet, found.note.value.leaving, found.taken.value.who) == ("H-7", "o-gold", "o-eve")
    held = holding_of(room.sight("northmere"), "northmere", Role.STRATEGIC).value
    assert (held.holder, held.since) == ("o-eve", BEGAN + 2 * HOUR)
    spans = {each.person: each.altogether for each in worked(room.sight("northmere"), "northmere")}
    assert (spans["o-eve"], spans["o-gold"]) == (2 * HOUR, 2 * HOUR)
    with pytest.raises(DeskError, match="sheet h-7 is already keyed in"):
        keyed(room, pencil("h-7"), BEGAN + 3 * HOUR)


def test_a_sheet_that_comes_late_does_not_take_the_role_from_whoever_has_it_now(room):
    room.watch.pass_by(hours=4)
    saved = write_handover(room.record, ANN, Role.STRATEGIC, SAYS)
    later = Officer("o-new", "New Person", "northmere", frozenset({Role.STRATEGIC}))
    take_over(room.record, later, saved.thing)
    sheet = keyed(room, pencil(), BEGAN + 2 * HOUR)
    assert holder(room) == "o-new"
    assert not handover_of(room.sight("northmere"), sheet.thing).is_waiting


def test_a_sheet_needs_its_number_both_names_and_signatures_in_order(room):
    room.watch.pass_by(hours=4)
    with pytest.raises(DeskError, match="the sheet's number is blank"):
        keyed(room, pencil(" "), BEGAN + 2 * HOUR)
    with pytest.raises(DeskError, match="the second signature lies before the first"):
        keyed(room, pencil(left=BEGAN + 3 * HOUR), BEGAN + 2 * HOUR)
    with pytest.raises(DeskError, match="who comes is blank"):
        keyed(room, pencil(), BEGAN + 2 * HOUR, coming=Someone("", "?"))
    with pytest.raises(DeskError, match="lies 2 days ahead"):
        keyed(room, pencil(), BEGAN + timedelta(days=3))
    with pytest.raises(DeskError, match="may not hand over a role"):
        keyed(room, pencil(), BEGAN + 2 * HOUR, by=officer("northmere", Role.OBSERVER))


def test_a_stranger_sees_no_note_and_a_partner_only_one_that_was_shared(room):
    write_handover(room.record, ANN, Role.STRATEGIC, SAYS)
    shared = write_handover(room.record, ANN, Role.STRATEGIC, SAYS, handling=SHARED)
    assert [each.thing for each in handovers_of(room.sight("eastholt"))] == [shared.thing]
    assert handovers_of(room.sight("farwick")) == ()


def test_a_role_nobody_holds_is_taken_not_handed_over():
    room = Room.opened()
    with pytest.raises(DeskError, match="not yours, so it cannot be handed over"):
        write_handover(room.record, ANN, Role.STRATEGIC, SAYS)
    take_role(room.record, ANN, Role.STRATEGIC)
    assert write_handover(room.record, ANN, Role.STRATEGIC, SAYS).number


def test_nobody_signs_as_both_the_one_who_leaves_and_the_one_who_comes():
    room = Room.opened()
    take_role(room.record, ANN, Role.STRATEGIC)
    note = write_handover(room.record, ANN, Role.STRATEGIC, SAYS).thing
    with pytest.raises(DeskError, match="signed by you already"):
        take_over(room.record, ANN, note)
    assert handover_of(room.sight("northmere"), note).is_waiting


def test_a_long_line_counts_as_the_lines_it_takes_on_paper():
    room = Room.opened()
    take_role(room.record, ANN, Role.STRATEGIC)
    long = Section("Open", ("x" * 161,) * 43)
    with pytest.raises(DeskError, match="the note has 86 lines"):
        write_handover(room.record, ANN, Role.STRATEGIC, (long,))


def test_the_note_names_the_clocks_that_are_open_and_what_is_overdue(room):
    room.watch.pass_by(hours=1)
    out(room, since=BEGAN)
    (part,) = [each for each in draft_handover(room.sight("northmere"), used_by(room), Role.STRATEGIC)
               if each.title == "Clocks"]  # fmt: skip
    said = "\n".join(part.lines)
    assert "Report the personal data breach to the ICO (assessing): by 02:40 GMT on Thursday 26 November 2026" in said
    assert "OVERDUE" not in said
    room.watch.pass_by(hours=80)
    (part,) = [each for each in draft_handover(room.sight("northmere"), used_by(room), Role.STRATEGIC)
               if each.title == "Clocks"]  # fmt: skip
    assert "(assessing): OVERDUE by 02:40 GMT" in "\n".join(part.lines)


def test_a_paper_that_goes_out_says_nothing_of_ones_own_clocks(room):
    out(room, since=BEGAN)
    sections = draft_handover(room.sight("northmere"), used_by(room), Role.STRATEGIC, handling=SHARED)
    (part,) = [each for each in sections if each.title == "Clocks"]
    assert part.lines == ("each body has its own: ask its information governance",)
