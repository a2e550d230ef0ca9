"""Findings that the measures suggest: what to mend, which office might see to it, and a day.

Law: a suggestion is nothing until a person takes it, in their own words if they like; it says what it rests on; it
names an arrangement that was missing, never who failed.
Not here: keeping what was taken (keeping.py), findings that evaluators write by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from battlebox.desk import Role
from battlebox.drill.report.clocks import ClockPlayed
from battlebox.drill.report.lack import Lack, lacks_words, shared
from battlebox.drill.report.log import LogPlayed
from battlebox.drill.report.measure import Came, Measure
from battlebox.drill.report.measured import Measured
from battlebox.drill.report.plan import Against, PlanRow
from battlebox.drill.report.played import Played
from battlebox.drill.report.reach import ReachRow

DUE_DAYS: Final = 42
"""A day to begin with: when the report of the debriefs is due (working value, to be changed by whoever takes it)."""
_MOST_NAMED: Final = 3
_WORDS_MOST: Final = 290
_OWNERS: Final = {
    "warn-partners": Role.PARTNER_LIAISON,
    "contain-first": Role.TACTICAL,
    "contain-all": Role.OPERATIONAL,
    "first-statement": Role.COMMUNICATIONS,
    "first-regulator": Role.INFORMATION_GOVERNANCE,
    "p1-alternatives": Role.SERVICE_LEAD,
}
_WHAT: Final = {
    "warn-partners": "Nobody outside was warned: settle who warns partners, with which words, from which list",
    "contain-first": "No order was given for a system that was held to be hit: settle who may order it at any hour",
    "contain-all": "An isolation was not seen to work by a second means: settle who looks, and how",
    "first-statement": "No page and no fact went out to the public: have first words ready, and settle who clears them",
    "first-regulator": "No authority was told: settle who tells which, and practise it",
    "p1-alternatives": "P1 services had no working alternative: give each one, and try it",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One finding that could be: what, why it is suggested, an office, a day."""

    key: str
    what: str
    why: str
    owner: str
    due: date


def suggestions(played: Played, measured: Measured) -> tuple[Suggestion, ...]:
    """What the measures point to and nobody took yet, in their order; nothing where they point to nothing."""
    due, known = played.day + timedelta(days=DUE_DAYS), {each.key for each in played.taken}
    found = (
        *_of_measures(measured.measures),
        *_of_clocks(measured.clocks),
        *_of_log(measured.log),
        *_of_plan(measured.plan),
        *_of_reach(measured.reach),
    )
    return tuple(
        Suggestion(key, _short(what), why, owner.words, due) for key, what, why, owner in found if key not in known
    )


_Found = Iterator[tuple[str, str, str, Role]]


def _of_measures(measures: tuple[Measure, ...]) -> _Found:
    for each in measures:
        if each.key in _WHAT and each.came in (Came.NOT_DONE, Came.PARTLY):
            yield each.key, _WHAT[each.key], f"{each.title}: {each.value}. {_lacking(each.missing)}", _OWNERS[each.key]


def _of_clocks(clocks: tuple[ClockPlayed, ...]) -> _Found:
    for each in clocks:
        if each.late_minutes is not None:
            what = f"{each.title}: it was not done within its time. Settle who does it, and in whose absence"
            yield f"clock-{each.id}", what, f"{each.said}; due {each.due_words}", Role.INFORMATION_GOVERNANCE


def _of_log(log: LogPlayed) -> _Found:
    expected, reasons, in_time = log.shares
    if expected.missing:
        what = "Not all that was expected was done and written down: go through it with those who would do it"
        yield "log-expected", what, f"{expected.said}. {_lacking(expected.missing)}", Role.TACTICAL
    if reasons.missing:
        what = "Decisions lack reasons that somebody will be asked for: let the loggist prompt for them"
        yield "log-reasons", what, f"{reasons.said}. {_lacking(reasons.missing)}", Role.LOGGIST
    if in_time.missing:
        what = "Entries were made long after what they say: seat a loggist beside each who decides"
        yield "log-in-time", what, f"{in_time.said}. {_lacking(in_time.missing)}", Role.LOGGIST
    if log.quiet:
        what = "For over an hour nothing was written: settle that the log is asked for each hour"
        yield "log-quiet", what, _named(log.quiet), Role.LOGGIST


def _of_plan(plan: tuple[PlanRow, ...]) -> _Found:
    for kind, owner, what in (
        ("order", Role.OPERATIONAL, "Orders took longer than the plan says: change the plan, or how it is done"),
        ("fallback", Role.SERVICE_LEAD, "Fallbacks began later than the plan says, or not at all: try them"),
        ("task", Role.TACTICAL, "Tasks were not closed by their time: look at how they are followed"),
    ):
        over = shared((each.played, each.name) for each in plan
                      if each.kind == kind and each.against in (Against.OVER, Against.NOT_DONE))  # fmt: skip
        if over:
            yield f"plan-{kind}", what, _lacking(over), owner


def _of_reach(reach: tuple[ReachRow, ...]) -> _Found:
    for at, each in enumerate(reach):
        if each.told is not None and each.of is not None and each.told < each.of:
            what = f"{each.group}: not everybody was told. Settle how the others are reached"
            why = f"{each.told} of {each.of} told. {_named(each.missing)}"
            yield f"reach-{at}", what, why, Role.COMMUNICATIONS if at else Role.PARTNER_LIAISON


def _lacking(lacks: tuple[Lack, ...]) -> str:
    return lacks_words(lacks, _MOST_NAMED)


def _named(names: tuple[str, ...]) -> str:
    left = len(names) - _MOST_NAMED
    return "; ".join(names[:_MOST_NAMED]) + (f"; and {left} more" if left > 0 else "")


def _short(words: str) -> str:
    """As much as a finding holds."""
    return words if len(words) <= _WORDS_MOST else f"{words[: _WORDS_MOST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
