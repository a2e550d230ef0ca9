"""What is on a sheet and in the register: the number, the age, the warnings, and no phone that must not ring."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.reach import (
    DPIA_PARTS,
    Fate,
    SheetTick,
    Way,
    dpia_page,
    lose_sheet,
    pages_of,
    print_sheets,
    register_of,
    return_sheet,
    share_list,
)
from battlebox.desk.reach.page import moment
from desk.reach import PEOPLE, brought, lead, opened
from desk.room import Room, officer

WORDS = "amber harbour violin teapot glacier plum"


@pytest.fixture
def room():
    return Room.opened()


def pages(room, held, sheets, **more):
    return pages_of(room.sight("northmere", Role.SERVICE_LEAD), held, sheets, body="Northmere Council", **more)


def test_a_call_sheet_says_its_number_its_age_what_to_say_and_that_it_is_destroyed(room):
    held = opened(room, brought(room))
    made = print_sheets(room.record, lead(), held, taken_by="J. Carter").sheets
    page = pages(room, held, made, ring="020 7946 0999")[2]
    assert (page.number, page.title, page.tlp) == ("SA-3", "Call sheet: North, home care", "TLP:AMBER+STRICT")
    assert page.about[0] == "List as of 20 November 2026, 3 days old; may miss people added since"
    assert (page.taken_by, page.due, page.ring) == ("J. Carter", "23 November 2026, 05:40", "020 7946 0999")
    assert page.boxes == ("safe", "needs help now", "no reply", "in hospital", "wrong details", "visit due")
    assert "destroyed" in page.destroy
    assert any("To anybody else" in line for line in page.script)
    assert [(line.line, line.name, line.reach_by[0]) for line in page.lines] == [
        (1, "Bert Ng", "020 7946 0002"),
        (2, "Ada Brown", "020 7946 0001"),
    ]


def test_a_visit_sheet_warns_and_bears_no_number_that_must_not_ring(room):
    held = opened(room, brought(room))
    made = print_sheets(room.record, lead(), held, way=Way.VISIT).sheets
    dee, eli = (page.lines[0] for page in pages(room, held, made))
    assert (dee.warnings, dee.reach_by) == (("DO NOT PHONE",), ("4 Low Road",))
    assert (eli.warnings, eli.details) == (("TWO PEOPLE VISIT",), ("need: critical", "dog"))
    assert "visit due" not in pages(room, held, made)[0].boxes


def test_the_next_sheet_says_what_was_tried_and_which_language(room):
    held = opened(room, brought(room))
    print_sheets(room.record, lead(), held)
    return_sheet(room.record, lead(), "SA-2", (SheetTick(1, Fate.NO_REPLY),), back_from="a caller")
    made = print_sheets(room.record, lead(), held).sheets
    (line,) = pages(room, held, made)[0].lines
    assert line.tried == "last: no reply, 23 November 2026, 02:40"
    assert line.warnings == ("INTERPRETER: Spanish",)
    return_sheet(room.record, lead(), made[0].number, (SheetTick(1, Fate.NO_REPLY),), back_from="a caller")
    (again,) = pages(room, held, print_sheets(room.record, lead(), held).sheets)[0].lines
    assert again.tried.startswith("last: no reply, 2 times")


def test_a_double_is_said_on_the_sheet_by_the_other_body_alone(room):
    held = opened(room, brought(room, match_words=WORDS))
    theirs = brought(room, "eastholt", (replace(PEOPLE[0], number="e-1"),), match_words=WORDS)
    share_list(room.record, lead("eastholt"), theirs, frozenset({"northmere"}))
    made = print_sheets(room.record, lead(), held).sheets
    details = {line.name: line.details for page in pages(room, held, made) for line in page.lines}
    assert details["Ada Brown"] == ("need: high", "also on a list of eastholt")
    assert details["Bert Ng"] == ("need: critical",)


def test_the_register_shows_where_each_sheet_is_and_names_nobody_on_them(room):
    held = opened(room, brought(room))
    print_sheets(room.record, lead(), held, taken_by="J. Carter")
    return_sheet(room.record, lead(), "SA-1", (SheetTick(1, Fate.SAFE),), back_from="J. Carter")
    lose_sheet(room.record, lead(), "SA-2", why="left on the bus")
    room.watch.pass_by(hours=4)
    page = register_of(room.sight("northmere"), held.list, body="Northmere Council")
    assert [(row.number, row.people, row.state) for row in page.rows] == [
        ("SA-1", "1", "returned by J. Carter"),
        ("SA-2", "1", "LOST: left on the bus"),
        ("SA-3", "2", "LATE"),
    ]
    assert page.alarms[0].startswith("lost: SA-2 (J. Carter), 1 person")
    assert not any(person.name in repr(page) for person in PEOPLE)


def test_who_did_not_open_the_list_gets_no_pages_and_other_bodies_no_register(room):
    held = opened(room, brought(room))
    made = print_sheets(room.record, lead(), held).sheets
    with pytest.raises(DeskError, match="was not opened by you"):
        pages_of(room.sight("northmere", Role.INFORMATION_GOVERNANCE), held, made, body="Northmere")
    with pytest.raises(DeskError, match=r"may not (bring in|open)"):
        pages_of(room.sight("northmere", Role.OBSERVER), held, made, body="Northmere")
    with pytest.raises(DeskError, match="may not use the list"):
        register_of(room.sight("northmere", Role.COMMUNICATIONS), held.list, body="Northmere")
    for body in ("eastholt", "farwick"):
        with pytest.raises(DeskError, match="no list"):
            register_of(room.sight(body), held.list, body=body)
    assert officer("northmere").id != lead().id


def test_times_are_said_as_london_says_them():
    assert moment(datetime(2026, 7, 1, 11, 5, tzinfo=UTC)) == "1 July 2026, 12:05"
    assert moment(datetime(2026, 11, 23, 0, 5, tzinfo=UTC)) == "23 November 2026, 00:05"


def test_the_template_asks_for_everything_that_a_list_is_refused_without():
    page = dpia_page()
    for words in ("controller", "basis", "purpose", "expiry", "Data protection officer", "not legal advice"):
        assert words in page
    assert all(asked for part in DPIA_PARTS for asked, _ in part.questions)
