"""What should be looked at before a roster is believed, in sentences for a tired person.

Law: nothing here is refused; each sentence says what it means for the roster.
Not here: mistakes (refusals.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

from battlebox.engine.roster.hours import HOUR_MINUTES, WEEK_DAYS
from battlebox.engine.roster.problem import Person, Problem
from battlebox.engine.roster.search import WHOLE_MOST
from battlebox.engine.solver import End

NAMES_MOST: Final = 3

ENDS: Final = {
    End.MISSING: "The solver (ortools) is not installed: this is the plain rule with swaps, and no more was tried.",
    End.FAILED: "The solver was killed, perhaps for want of memory, or cannot be loaded: this is the best by then.",
    End.REFUSED: "What the search found broke a rule by the second reading and is thrown away; this is the plain rule.",
    End.NOT_ASKED: "There was no time for the solver: this is the plain rule.",
}


def remarks(problem: Problem, size: int, end: End, *, is_best: bool) -> tuple[str, ...]:
    """Every remark, about people first and then about how the roster was made."""
    found = list(_of_people(problem))
    if end in ENDS and not is_best:
        found.append(ENDS[end])
    if size > WHOLE_MOST:
        found.append(
            f"{len(problem.people):,} people and {len(problem.posts):,} posts are too many to look at in one piece: "
            "they were planned by the plain rule and in parts."
        )
    return tuple(found)


def _of_people(problem: Problem) -> Iterator[str]:
    if not problem.posts:
        yield "No post is asked for on these days, so there is nothing to cover."
    if not problem.people:
        yield "Nobody is on the list, so every post is empty."
    wanted = {post.skill for post in problem.posts}
    unskilled = [person.id for person in problem.people if not person.skills]
    if unskilled:
        yield f"{_named(unskilled)} no skill written down, and so no post: ask what they can do."
    useless = [person.id for person in problem.people if person.skills and not person.skills & wanted]
    if useless:
        yield f"{_named(useless)} no skill that any post asks for."
    missing = sorted(wanted.difference(*(person.skills for person in problem.people)))
    if problem.people and missing:
        yield f"Nobody has the skill {', '.join(missing)}."
    for person in problem.people:
        yield from _of_hours(problem, person)


def _of_hours(problem: Problem, person: Person) -> Iterator[str]:
    """Whoever comes in tired."""
    limits = problem.limits
    most = limits.opted_out_week_minutes_most if person.opted_out else limits.week_minutes_most
    worked = sum(duty.minutes for duty in person.worked if duty.day >= -WEEK_DAYS)
    if worked > most:
        shortest = min((shift.minutes for shift in problem.shifts), default=0)
        first = next((last for last in range(WEEK_DAYS) if _within(person, last) + shortest <= most), WEEK_DAYS)
        yield (
            f"{person.id} worked {_hours(worked)} hours in the seven days before, over the {_hours(most)} allowed: "
            f"no shift before {problem.first_day + timedelta(days=first):%a %-d %b}, and let them go home now."
        )
    if person.history_weeks:
        average = person.history_minutes // person.history_weeks
        if average > limits.average_week_minutes_most:
            held = "they opted out, but may work no night" if person.opted_out else "they get little or nothing here"
            weeks = person.history_weeks
            over = "in the week before" if weeks == 1 else f"a week over {weeks} weeks"
            yield f"{person.id} has {'worked' if weeks == 1 else 'averaged'} {_hours(average)} hours {over}: {held}."


def _within(person: Person, last: int) -> int:
    return sum(duty.minutes for duty in person.worked if duty.day > last - WEEK_DAYS)


def _hours(minutes: int) -> str:
    return f"{minutes / HOUR_MINUTES:.0f}"


def _named(names: Iterable[str]) -> str:
    """`Ann has`, `Ann and 12 others have`."""
    all_names = list(names)
    shown = all_names[:NAMES_MOST] if len(all_names) <= NAMES_MOST else all_names[:1]
    more = len(all_names) - len(shown)
    if more:
        return f"{shown[0]} and {more:,} others have"
    return f"{' and '.join(shown)} {'has' if len(shown) == 1 else 'have'}"
