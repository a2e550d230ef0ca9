"""Containment is counted from when an order works in the drill's world, and what was undone is said."""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk.picture import Stage, given_at, move_order, orders_of, works_from
from battlebox.drill.report import Against, Came, review_page
from battlebox.drill.truth import AtMinute, world_of
from battlebox.engine import EstateArrays
from desk.room import SHARED, officer
from drill.play.tapes import BEGAN, ISOLATE, Players, begun
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


def seconds_later(players: Players, seconds: int, *acts):
    """These acts, so many seconds into their minute."""

    def act():
        players.room.watch.at += timedelta(seconds=seconds)
        for each in acts:
            each()

    return act


def test_the_first_order_that_stood_counts_and_the_one_that_was_undone_before_it_worked_stands_beside_it():
    players = quick()
    acts = {3: [players.suspects], 5: [players.isolates], 8: [reopens(players)], 10: [players.isolates]}
    found = measure(report(players, acts), "contain-first")
    first, second = numbers(players, "system:isolated")
    (undid,) = numbers(players, "system:reopened")
    assert (found.minutes, found.ended.entry) == (10, second)
    assert found.value == (
        f"10 minutes, and it works after 16 minutes; {first} at T+5 was undone before it worked ({undid})"
    )


def test_of_a_first_order_that_worked_and_was_undone_the_one_that_stands_is_named():
    players = quick()
    acts = {3: [players.suspects], 4: [players.isolates], 12: [reopens(players)], 14: [players.isolates]}
    found = measure(report(players, acts), "contain-first")
    first, second = numbers(players, "system:isolated")
    (undid,) = numbers(players, "system:reopened")
    assert (found.minutes, found.ended.entry) == (4, first)
    assert found.value == (
        f"4 minutes, and it works after 10 minutes, and it was undone at T+12 ({undid}); {second} stands since T+14"
    )


def test_within_one_minute_the_journal_says_which_order_was_undone():
    players = quick()
    acts = {3: [players.suspects], 5: [players.isolates, reopens(players), players.isolates], 12: [verifies(players)]}
    found = report(players, acts)
    first, second = numbers(players, "system:isolated")
    (undid,), (word,) = numbers(players, "system:reopened"), numbers(players, "system:verified")
    said = measure(found, "contain-first")
    assert (said.ended.entry, said.value) == (
        second, f"5 minutes, and it works after 11 minutes; {first} at T+5 was undone before it worked ({undid})",
    )  # fmt: skip
    assert (measure(found, "contain-all").came, measure(found, "contain-all").value) == (Came.DONE, "9 minutes")
    assert [(each.entries, each.against) for each in found.found.plan if each.kind == "order"] == [
        ((first,), Against.NOT_DONE), ((second, word), Against.WITHIN),
    ]  # fmt: skip


def test_from_when_an_order_works_is_one_minute_for_the_report_the_desk_and_a_branch():
    """Forty seconds into T+5 and six minutes: at the beginning of T+11 it does not work, at that of T+12 it does."""
    players = quick()
    acts = {3: [players.suspects], 5: [seconds_later(players, 40, players.isolates, verifies(players))]}
    found = measure(report(players, acts), "contain-all")
    assert "was not working before T+12" in found.doubt
    assert found.ended.minute == 12
    sight = players.room.sight("northmere")
    order = orders_of(sight)[ISOLATE].value
    desk = works_from(players._estate.action_by_id[ISOLATE], given_at(sight, order))
    assert desk == found.ended.at == BEGAN + timedelta(minutes=12)
    course = begun().at(20)
    world = world_of(course.cast, EstateArrays.of(players._estate), 1, 60)
    assert next(minute for minute in range(20) if AtMinute(lambda: world, course, players.deeds, minute).shut()) == 12
