"""The book of readiness: who may write what, what counts and for how long, and that nothing in it is changed unseen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Officer, Role
from battlebox.desk.readiness import (
    BEGINNING,
    Answer,
    Exercise,
    Finding,
    Ground,
    Item,
    Judged,
    Note,
    OwnStatus,
    Stands,
    answer_link,
    change_finding,
    close_finding,
    confirm_by_call,
    confirmables,
    confirmations,
    end_link,
    findings_of,
    first_broken,
    history_of,
    items_of,
    judge,
    judgements,
    keep_exercise,
    keep_item,
    key_back,
    links_of,
    make_link,
    measures,
    open_finding,
    print_sheet,
    remove_item,
    reopen_finding,
    sheets_of,
    stands,
)

NOW = datetime(2026, 1, 20, 10, tzinfo=UTC)
TODAY = NOW.date()
TORCH = Item(0, "Torch", "Guard room", "duty planner", 30)


@dataclass
class MemoryBook:
    """A book in memory."""

    body: str = "northmere"
    held: list[Note] = field(default_factory=list)

    def notes(self):
        return tuple(self.held)

    def write(self, draft):
        self.held.append(Note.of(len(self.held) + 1, draft))
        return self.held[-1]


def an(role=Role.TACTICAL):
    return Officer("o-1", "Silver of Northmere", "northmere", frozenset({role}))


@pytest.fixture
def book():
    return MemoryBook()


@pytest.fixture
def torch(book):
    keep_item(book, an(), TORCH, NOW)
    return only(book)


def only(book):
    return confirmables(Ground("northmere", TODAY, notes=book.notes()))[0]


def right(who="duty planner", on=TODAY):
    return Answer(is_right=True, who=who, on=on)


def how(book, today=TODAY):
    what = only(book)
    return stands(what, confirmations(book.notes()).get(what.thing), today).stands


def refused(code, act):
    with pytest.raises(DeskError) as wrong:
        act()
    assert wrong.value.code is code
    return str(wrong.value)


def test_a_confirmation_counts_for_the_days_of_its_item_and_no_longer(book, torch):
    assert how(book) is Stands.NOT_KNOWN
    confirm_by_call(book, an(Role.SERVICE_LEAD), torch, right(), NOW)
    assert [how(book, TODAY + timedelta(days=days)) for days in (0, 30, 31)] == [Stands.YES, Stands.YES, Stands.NO]


def test_what_was_changed_since_is_not_confirmed(book, torch):
    confirm_by_call(book, an(), torch, right(), NOW)
    keep_item(book, an(), replace(TORCH, number=1, place="Depot"), NOW)
    assert how(book) is Stands.NOT_KNOWN


def test_something_wrong_says_what_and_a_later_day_goes_before(book, torch):
    wrong = Answer(is_right=False, who="duty planner", on=TODAY, wrong="the battery is flat")
    confirm_by_call(book, an(), torch, wrong, NOW)
    assert how(book) is Stands.NO
    confirm_by_call(book, an(), torch, right(on=TODAY - timedelta(days=1)), NOW)
    assert how(book) is Stands.NO, "an older answer that was written later changes nothing"
    refused(DeskCode.BLANK, lambda: confirm_by_call(book, an(), torch, replace(wrong, wrong=" "), NOW))
    refused(DeskCode.FUTURE, lambda: confirm_by_call(book, an(), torch, right(on=TODAY + timedelta(days=2)), NOW))


def test_a_link_is_answered_once_ends_in_time_and_only_the_newest_works(book, torch):
    make_link(book, an(), torch, NOW)
    old = links_of(book.notes())[torch.thing]
    make_link(book, an(), torch, NOW)
    new = links_of(book.notes())[torch.thing]
    refused(DeskCode.LINK_OVER, lambda: answer_link(book, old, torch, right(), NOW))
    refused(DeskCode.LINK_OVER, lambda: answer_link(book, new, torch, right(), NOW + timedelta(days=14)))
    answer_link(book, new, torch, right(), NOW)
    refused(DeskCode.LINK_OVER, lambda: answer_link(book, new, torch, right(), NOW))
    make_link(book, an(), torch, NOW)
    ended = links_of(book.notes())[torch.thing]
    end_link(book, an(), torch, NOW)
    refused(DeskCode.LINK_OVER, lambda: answer_link(book, ended, torch, right(), NOW))


def test_paper_is_typed_back_whole_or_not_at_all(book, torch):
    keep_item(book, an(), replace(TORCH, name="Radio"), NOW)
    things = confirmables(Ground("northmere", TODAY, notes=book.notes()))
    print_sheet(book, an(), things, NOW)
    one, two = (line.code for line in sheets_of(book.notes())[0].lines)
    before = len(book.held)
    said = refused(DeskCode.NO_SUCH_LINE, lambda: key_back(book, an(), f"{one} XXXXX", right(), NOW, there=things))
    assert "XXXXX" not in said
    assert len(book.held) == before
    assert len(key_back(book, an(), f" {one.lower()},{two}\n{two}", right(), NOW, there=things)) == 2
    refused(DeskCode.ALREADY, lambda: key_back(book, an(), one, right(), NOW, there=things))


def test_a_line_that_was_changed_since_or_is_too_old_is_refused(book, torch):
    print_sheet(book, an(), [torch], NOW)
    code = sheets_of(book.notes())[0].lines[0].code
    late = NOW + timedelta(days=60)
    refused(DeskCode.NO_SUCH_LINE, lambda: key_back(book, an(), code, right(), late, there=[torch]))
    early = right(on=TODAY - timedelta(days=1))
    refused(DeskCode.TOO_EARLY, lambda: key_back(book, an(), code, early, NOW, there=[torch]))
    keep_item(book, an(), replace(TORCH, number=1, place="Depot"), NOW)
    refused(DeskCode.CHANGED_SINCE, lambda: key_back(book, an(), code, right(), NOW, there=[only(book)]))


def test_a_finding_stays_open_until_evidence_closes_it_and_can_open_again(book):
    number = open_finding(book, an(), Finding(0, "No spare charger", "head of IT", TODAY), NOW).number
    found = findings_of(book.notes())[0]
    assert [found.is_overdue(TODAY), found.is_overdue(TODAY + timedelta(days=1))] == [False, True]
    refused(DeskCode.BLANK, lambda: close_finding(book, an(), number, evidence=" ", now=NOW))
    change_finding(book, an(), number, owner="head of IT", due=date(2026, 3, 1), why="ordered", now=NOW)
    close_finding(book, an(), number, evidence="seen in the crate", now=NOW)
    assert not findings_of(book.notes())[0].is_open
    assert findings_of(book.notes())[0].due == date(2026, 3, 1)
    refused(DeskCode.ALREADY, lambda: close_finding(book, an(), number, evidence="again", now=NOW))
    reopen_finding(book, an(), number, why="it broke", now=NOW)
    assert findings_of(book.notes())[0].is_open


def test_an_exercise_counts_when_all_found_in_it_is_mended_and_is_not_known_while_nobody_says(book):
    held = keep_exercise(book, an(), Exercise(0, "At a table", TODAY, "Silver"), NOW).number

    def state():
        return {each.key: each for each in measures(Ground("northmere", TODAY, notes=book.notes()))}["exercises"].stands

    assert state() is Stands.NOT_KNOWN
    number = open_finding(book, an(), Finding(0, "A gap", "head of IT", TODAY, "At a table", held), NOW).number
    assert state() is Stands.NO
    close_finding(book, an(), number, evidence="seen", now=NOW)
    assert state() is Stands.YES


def test_an_outcome_is_judged_by_people_on_evidence_and_keeps_every_judgement(book):
    assert {each.status for each in judgements(()).values()} == {OwnStatus.NOT_ASSESSED}
    refused(DeskCode.BLANK, lambda: judge(book, an(), Judged("B5.c", OwnStatus.ACHIEVED, "", TODAY, "IT"), NOW))
    refused(DeskCode.NOT_SEEN, lambda: judge(book, an(), Judged("Z9", OwnStatus.ACHIEVED, "x", TODAY, "IT"), NOW))
    judge(book, an(), Judged("B5.c", OwnStatus.NOT_ACHIEVED, "no restore", TODAY, "IT"), NOW)
    judge(book, an(), Judged("B5.c", OwnStatus.ACHIEVED, "restored on Monday", TODAY, "IT"), NOW)
    assert judgements(book.notes())["B5.c"].status is OwnStatus.ACHIEVED
    assert [each.status for each in history_of(book.notes(), "B5.c")] == [OwnStatus.ACHIEVED, OwnStatus.NOT_ACHIEVED]


def test_an_item_that_is_taken_off_keeps_its_number_for_ever(book, torch):
    remove_item(book, an(), 1, "lost", NOW)
    keep_item(book, an(), replace(TORCH, name="Radio"), NOW)
    assert [each.number for each in items_of(book.notes())] == [2]
    refused(DeskCode.DAYS_RANGE, lambda: keep_item(book, an(), replace(TORCH, days_max=0), NOW))


@pytest.mark.parametrize("role", list(Role))
def test_who_may_write_and_who_may_confirm(book, torch, role):
    writes = role in (Role.STRATEGIC, Role.TACTICAL, Role.INFORMATION_GOVERNANCE)
    acts = {
        lambda: keep_item(book, an(role), TORCH, NOW): writes,
        lambda: open_finding(book, an(role), Finding(0, "x", "y", TODAY), NOW): writes,
        lambda: judge(book, an(role), Judged("A1.a", OwnStatus.ACHIEVED, "x", TODAY, "y"), NOW): writes,
        lambda: confirm_by_call(book, an(role), torch, right(), NOW): role is not Role.OBSERVER,
        lambda: make_link(book, an(role), torch, NOW): role is not Role.OBSERVER,
        lambda: print_sheet(book, an(role), [torch], NOW): role is not Role.OBSERVER,
    }
    for act, may in acts.items():
        if may:
            act()
        else:
            assert "may not" in refused(DeskCode.NOT_ALLOWED, act)


def test_a_note_that_was_changed_taken_out_or_put_in_is_found_by_its_number(book, torch):
    confirm_by_call(book, an(), torch, right(), NOW)
    confirm_by_call(book, an(), torch, right(), NOW)
    kept, before = [], BEGINNING
    for note in book.notes():
        before = note.digest("northmere", before)
        kept.append((note, before))
    assert first_broken("northmere", kept) == 0
    assert first_broken("eastholt", kept) == 1
    assert first_broken("northmere", [kept[0], kept[2]]) == 2
    forged = replace(kept[1][0], who="somebody else")
    assert first_broken("northmere", [kept[0], (forged, kept[1][1]), kept[2]]) == 2
