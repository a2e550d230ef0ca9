"""What papers and next actions say of a backlog."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import Role
from battlebox.desk.backlog import percent, sheets_words
from battlebox.desk.command import draft_handover, draft_report, next_steps
from battlebox.desk.picture import Condition, estate_in_use, picture_of
from battlebox.desk.record import Handling, course_of
from desk.restore.backlogs import fall_back, key, note, paper, see, sign, was_out
from desk.room import SHARED, Room

TITLE = "Backlog of services"


@pytest.fixture
def room():
    return Room.opened()


def promised(room, **ahead):
    return note(room, paper(room, owner="business support", due=room.record.now() + timedelta(**ahead)))


def report(room, handling=SHARED):
    sight = room.sight("northmere")
    return draft_report(sight, estate_in_use(sight, room.shelf), handling=handling)


def part(sections):
    return next((each.lines for each in sections if each.title == TITLE), ())


def asked(room, *roles, body="northmere"):
    sight = room.sight(body, *(roles or (Role.SERVICE_LEAD,)))
    steps = next_steps(sight, course_of(sight), picture_of(sight, estate_in_use(sight, room.shelf)))
    return [(each.words, each.why) for each in steps if each.page == "backlog_service"]


def test_a_report_has_no_such_part_until_there_is_something(room):
    see(room, Condition.OUT)
    assert part(report(room).sections) == ()


def test_a_report_says_how_much_is_open_late_first_and_in_words(room):
    was_out(room)
    thing = promised(room, hours=30)
    key(room, thing, 10)
    (line,) = part(report(room).sections)
    assert line.startswith("Child protection referrals (restored): 1 piece open, 25 % done of what was counted")
    assert "about 5 hours of work left by working values, all promised by Wed 25 Nov 2026, 08:40" in line
    room.watch.pass_by(hours=31)
    (line,) = part(report(room).sections)
    assert line.startswith("Child protection referrals (available but backlogged): LATE 1 piece since Wed 25 Nov 2026")


def test_a_report_calls_services_by_the_same_words(room):
    was_out(room)
    found = report(room)
    tally = next(each for each in found.sections if each.title == "Services by state")
    assert "1 available but backlogged, 0 restored" in tally.lines
    (row,) = [row for row in found.annex[0].table.rows if row[0] == "Child protection referrals"]
    assert row[1].startswith("available but backlogged, seen ")
    sign(room)
    (row,) = [row for row in report(room).annex[0].table.rows if row[0] == "Child protection referrals"]
    assert row[1].startswith("restored, seen ")


def test_a_paper_for_others_never_calls_restored_what_we_do_not(room):
    was_out(room)
    promised(room, hours=30)
    note(room, paper(room, what="a box nobody has opened"), handling=Handling())
    (ours,) = [row for row in report(room, Handling()).annex[0].table.rows if row[0] == "Child protection referrals"]
    assert ours[1].startswith("available but backlogged")
    (theirs,) = [row for row in report(room).annex[0].table.rows if row[0] == "Child protection referrals"]
    assert theirs[1].startswith("working, seen")
    assert "a box nobody has opened" not in str(report(room))


def test_a_hand_over_note_has_it_too(room):
    was_out(room)
    note(room)
    sight = room.sight("northmere")
    (line,) = part(draft_handover(sight, estate_in_use(sight, room.shelf), Role.SERVICE_LEAD))
    assert "1 piece without a date and somebody to do it" in line


def test_a_service_lead_is_asked_one_thing_after_another(room):
    was_out(room)
    name = "Child protection referrals"
    assert asked(room) == [
        (
            f"{name}: say what is to be keyed back, or sign that there is nothing",
            "it works again, and no word is not the same as nothing",
        )
    ]
    thing = note(room)
    assert asked(room)[0][0] == f"{name}: say who keys it back, and by when"
    key(room, thing, 40)
    assert asked(room)[0] == (f"{name}: check its records and sign them off", "1 piece done, not signed off")
    sign(room, thing)
    assert asked(room) == []


def test_a_late_date_is_asked_after_before_the_rest(room):
    was_out(room)
    promised(room, hours=1)
    assert asked(room) == []
    room.watch.pass_by(hours=2)
    ((words, why),) = asked(room)
    assert words == "Child protection referrals: its backlog is late: do it, or promise another date"
    assert why == "1 piece should have been done and signed off by Tue 24 Nov 2026, 03:40"
    assert asked(room, Role.COMMUNICATIONS) == []
    assert asked(room, body="eastholt") == []


def test_a_day_on_its_fallback_asks_how_much_paper_there_is(room):
    see(room, Condition.OUT)
    fall_back(room, running=True)
    assert asked(room) == []
    room.watch.pass_by(hours=24)
    assert [words for words, _ in asked(room)] == [
        "Child protection referrals: note how much paper there is to key back"
    ]
    note(room)
    assert asked(room) == []


def test_what_works_by_the_model_alone_is_to_be_looked_at(room):
    see(room, Condition.OUT)
    room.watch.pass_by(hours=3)
    see(room, Condition.UNKNOWN)
    assert asked(room) == [
        (
            "Child protection referrals: look whether it works again",
            "it works by the model, and nobody has seen it",
        )
    ]


@pytest.mark.parametrize(("share", "said"), [(0, "0 %"), (0.001, "1 %"), (0.999, "99 %"), (1, "100 %")])
def test_only_all_of_it_is_a_hundred_and_only_nothing_is_none(share, said):
    assert percent(share) == said


def test_sheets_are_counted_in_words_and_none_is_no_line():
    assert sheets_words(0, 0, 0, 0) == ""
    assert sheets_words(1, 5, 0, 0) == "1 call sheet not keyed back, 5 people on them"
    assert sheets_words(2, 9, 1, 1) == "2 call sheets not keyed back, 9 people on them, 1 of them late, 1 sheet lost"
