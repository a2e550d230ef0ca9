"""The guesses that would turn the answer, the nearest first, and when that leaves too little known: in words.

Law: every line was worked out by moving one guess alone; "not enough is known" is said where the guess is one that
nobody knows, and half or twice of it parts acting from watching.
Not here: working it out (engine), orders one by one (reasons.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from battlebox.desk.brief.brief import Choice
from battlebox.desk.brief.choices import letter_of
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.saying import chance, plain
from battlebox.desk.brief.turns import turn_clause
from battlebox.engine import SPREAD, SUSPECT, Pivot, Worth
from battlebox.estate import Estate

_FAR: Final = 3.0
"""Doublings: a guess that must be moved further than eightfold is not told as one that would turn the answer."""
_NAMED: Final = 2


def pivot_lines(estate: Estate, rows: Sequence[Pivot], name: Callable[[str], str]) -> tuple[str, ...]:
    """The two guesses that need be moved least for another plan to do less harm. `name` says a plan's name."""
    near = [row for row in rows if row.doublings <= _FAR][:_NAMED]
    lines = [f"{name(_leader(row))} would do less harm if {turn_clause(estate, row.turn)}" for row in near]
    if len(near) < _NAMED and rows:
        other = "other " if near else ""
        lines.append(f"No {other}guess turns the answer by itself, unless it is more than eight times out")
    return tuple(lines)


def chosen(shown: Sequence[Choice]) -> Callable[[str], str]:
    """How a plan is called beside the table of choices."""
    return lambda option: f"Choice {letter_of(shown, option)}"


def too_open(found: Findings, rows: Sequence[Pivot], shown: Sequence[Choice]) -> str:
    """Why not enough is known to advise; blank where it is."""
    advice = found.advice
    if advice is None:
        return ""

    def acts(option: str) -> bool:
        return bool(advice.option(option).actions)

    for row in rows:
        for share, rival in (("half", row.half), ("twice", row.double)):
            if row.is_open and rival and acts(rival) != acts(row.first):
                return (
                    f"Not enough is known to advise: the answer turns on {_subject(found.estate, row)}. "
                    f"Were it {share} of what is reckoned, choice {letter_of(shown, rival)} would do clearly less harm."
                )
    return ""


def _leader(row: Pivot) -> str:
    """Who leads beyond the break-even: the rival, or the first where it was a hair behind."""
    turn = row.turn
    leads = turn.at is not None and (turn.worth is Worth.BELOW) == (turn.now < turn.at)
    return row.rival if leads else row.first


def _subject(estate: Estate, row: Pivot) -> str:
    if row.turn.what == SPREAD:
        return "how readily the attacker moves on"
    if row.turn.what.startswith(SUSPECT):
        name = plain(estate.system_by_id[row.turn.what.removeprefix(SUSPECT)].name)
        return f"how likely it is that {name} is really hit (now taken as {chance(row.turn.now)})"
    return "how long checking takes"
