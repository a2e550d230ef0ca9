"""Containment is counted from when an order works in the drill's world, and what was undone is said."""

from __future__ import annotations

from battlebox.desk.picture import Stage, move_order
from battlebox.drill.report import Against, Came, review_page
from desk.room import SHARED, officer
from drill.play.tapes import ISOLATE, Players, begun
from drill.play.test_course import played
from drill.play.test_undone import numbers, reopens
from drill.report.reports import measure, opened, report_of


def quick() -> Players:
    """Players on an estate whose order takes six minutes."""
    players = opened()
    players.room.corrects("actions", ISOLATE, "takes_h", "0.1")
    return players


def verifies(players: Players):
    def act():
        move_order(players.room.record, players._estate, officer("northmere"), ISOLATE, Stage.VERIFIED,
                   who="the night engineer", means="the firewall's own log", handling=SHARED)  # fmt: skip

    return act


def report(players: Players, acts: dict, until: int = 18, *, ended: bool = True):
    course = played(begun(), until, players, acts)
    return report_of(players, course=course.ending() if ended else course)


def whole(found) -> str:
    page = review_page(found)
    lines = [line for form in page.forms for section in form.sections for line in section.lines]
    return "\n".join(lines)


def test_a_word_that_came_before_the_order_worked_counts_from_when_it_works_and_is_said():
    players = quick()
    found = report(players, {3: [players.suspects], 5: [players.isolates, verifies(players)]})
    first, every = measure(found, "contain-first"), measure(found, "contain-all")
    (order,), (word,) = numbers(players, "system:isolated"), numbers(players, "system:verified")
    # Suspected at T+3, ordered at T+5, and it works six minutes later.
    assert first.value == "5 minutes, and it works after 11 minutes"
    assert (every.came, every.began.minute, every.ended.minute, every.minutes) == (Came.DONE, 3, 11, 8)
    assert (every.ended.entry, every.value) == (order, "8 minutes")
    assert (
        every.ended.words == f"the order for Northmere backups worked, after {word} had said that it was verified off"
    )
    assert every.doubt == (
        f"{word} said at T+5 that Northmere backups was verified off; its order ({order}) was not working before T+11, "
        "and counts from then"
    )
    assert every.doubt in whole(found)
    plan = next(each for each in found.found.plan if each.kind == "order")
    assert (plan.against, plan.played) == (
        Against.NOT_KNOWN, f"{word} said verified off before it worked, so nobody saw it work",
    )  # fmt: skip


def test_a_word_that_came_once_the_order_worked_counts_as_it_was_said():
    players = quick()
    found = report(players, {3: [players.suspects], 5: [players.isolates], 12: [verifies(players)]})
    every = measure(found, "contain-all")
    assert (every.ended.minute, every.ended.words, every.doubt) == (
        12, "Northmere backups was seen to be isolated", "",
    )  # fmt: skip


def test_an_order_that_did_not_work_before_the_end_contained_nothing_whatever_was_said_of_it():
    players = quick()
    found = measure(report(players, {3: [players.suspects], 14: [players.isolates, verifies(players)]}), "contain-all")
    (word,) = numbers(players, "system:verified")
    assert found.came is Came.NOT_DONE
    assert [each.said for each in found.missing] == [
        f"not seen isolated: Northmere backups ({word} said verified off, and its order works at T+20)"
    ]


def test_an_order_that_was_undone_before_it_worked_contained_nothing_whatever_was_said_of_it():
    players = quick()
    acts = {3: [players.suspects], 5: [players.isolates, verifies(players)], 8: [reopens(players)]}
    found = report(players, acts)
    (word,), (undid,) = numbers(players, "system:verified"), numbers(players, "system:reopened")
    every = measure(found, "contain-all")
    assert every.came is Came.NOT_DONE
    (missing,) = every.missing
    assert missing.said == (
        f"not seen isolated: Northmere backups ({word} said verified off, and its order was undone before it worked "
        f"({undid}))"
    )
    assert measure(found, "contain-first").value == f"5 minutes, and it was undone before it worked ({undid})"


def test_what_was_contained_and_opened_again_says_so_wherever_it_is_counted():
    players = quick()
    acts = {3: [players.suspects], 5: [players.isolates], 12: [verifies(players)], 14: [reopens(players)]}
    found = report(players, acts)
    (undid,) = numbers(players, "system:reopened")
    assert measure(found, "contain-all").value == f"9 minutes, and undone since: Northmere backups ({undid})"
    assert measure(found, "contain-first").value == (
        f"5 minutes, and it works after 11 minutes, and it was undone at T+14 ({undid})"
    )


def test_beside_an_inject_stands_by_which_entry_it_was_undone():
    players = quick()
    acts = {3: [players.suspects], 5: [players.isolates], 8: [reopens(players)]}
    action = report(players, acts).injects[0].actions[1]
    (order,), (undid,) = numbers(players, "system:isolated"), numbers(players, "system:reopened")
    assert action.said == f"in time, after 5 minutes ({order}, system isolated); undone by {undid} at T+8"


def test_why_a_time_is_not_known_stands_in_its_own_row_and_is_read_aloud():
    players = quick()
    found = report(players, {5: [players.isolates]})
    why = "not known: nobody wrote down that a system of ours was hit or suspected, so no order can be held against it"
    assert measure(found, "contain-first").value == "not known"
    rows = {row[0]: row[1] for row in review_page(found).forms[0].sections[0].table.rows}
    assert rows["Time to contain: the first order"] == why
    assert f"Time to contain: the first order: {why}." in found.summary
    assert why.partition(": ")[2] not in whole(found), "it is said once, in its row"
