"""Why an order, as a command shows it: the words on a screen, the figures and the words as JSON.

Law: a wrong id is refused before the search begins; an action is explained beside the recommended plan on the worlds
that its options were scored on.
Not here: the figures (engine), the sentences (desk). This module loads the engine: import it inside a command.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from rich.text import Text

from battlebox.cli.as_json import Data, hours, pivots_json
from battlebox.cli.brief_page import print_lines
from battlebox.cli.screen import bar
from battlebox.desk.brief import order_why, pivot_lines
from battlebox.engine import Advice, EstateArrays, Explained, Pivot, Question, ServiceHours, explain, pivots
from battlebox.estate import Estate

if TYPE_CHECKING:
    from rich.console import Console


def why_refused(arrays: EstateArrays, question: Question, actions: Sequence[str]) -> None:
    """Raise EngineError for an action that cannot be explained, before anything is searched for."""
    if actions:
        explain(arrays, question, (), actions)


def explained(
    arrays: EstateArrays,
    question: Question,
    advice: Advice,
    actions: Sequence[str],
    *,
    every: bool,
    seconds: float,
    progress: Callable[[float, str], None],
) -> tuple[Explained, ...]:
    """The actions asked about, then every recommended one if that is asked, none twice."""
    plan = advice.option("recommended").actions
    wanted = (*actions, *(plan if every else ()))
    if not wanted:
        return ()
    asked = replace(question, worlds=advice.worlds)
    return tuple(explain(arrays, asked, plan, wanted, seconds=seconds, progress=progress))


def turned(arrays: EstateArrays, question: Question, advice: Advice, seconds: float) -> tuple[Pivot, ...]:
    """The guesses that would turn the answer, under a bar of their own."""
    with bar("looking for what would turn the answer") as step:
        return pivots(arrays, question, advice, seconds=seconds, progress=step)


def why_json(estate: Estate, rows: Iterable[Explained], turns: Iterable[Pivot]) -> Data:
    """`why`: one entry an action, figures and words; `pivots`: one a guess. See docs/formats/why.md."""
    return {"why": [_row(estate, row) for row in rows], "pivots": pivots_json(turns)}


def print_whys(page: Console, estate: Estate, rows: Iterable[Explained], turns: Sequence[Pivot]) -> None:
    """The guesses that would turn the answer, each moved alone; then each action under its own heading."""
    page.print("what would turn the answer, each guess moved alone:")
    print_lines(page, pivot_lines(estate, turns, _quoted))
    for row in rows:
        words = order_why(estate, row)
        page.print()
        page.print(Text(words.title, style="bold"))
        print_lines(page, words.verdict)
        for title, lines in words.parts:
            page.print(Text(f"{title}:", style="bold"))
            print_lines(page, lines)


def _quoted(option: str) -> str:
    """A plan by its name in the table."""
    return f'"{option}"'


def _row(estate: Estate, row: Explained) -> Data:
    said: dict[str, Any] = asdict(order_why(estate, row))
    del said["action"]
    return {
        "action": row.action,
        "planned": row.planned,
        "worth": row.is_worth,
        "drops": list(row.drops),
        "saving": {"mean": row.saving.mean, "se": row.saving.se},
        "parts": {"people": row.people, "service": row.service, "records": row.records},
        "own_harm": row.own_harm,
        "routes": [
            {"path": each.path, "from": each.origin, "to": each.target, "used": each.used, "in_time": each.in_time,
             "others": list(each.others)}
            for each in row.routes
        ],
        "spares": [
            {"system": each.system, "body": each.body, "without": each.without, "with": each.with_it}
            for each in row.spares
        ],
        "bodies": dict(row.bodies),
        "checks": [{"system": each.system, "body": each.body, "reached": each.reached} for each in row.checks],
        "shorter": [_hours(each) for each in row.shorter],
        "longer": [_hours(each) for each in row.longer],
        "stops": [
            {"service": each.service, "body": each.body, "from_h": hours(each.from_microhours), "hours": each.hours,
             "people": each.people}
            for each in row.stops
        ],
        "breaks": [
            {"what": each.what, "now": each.now, "low": each.low, "high": None if math.isinf(each.high) else each.high,
             "at": each.at, "se": each.se, "worth": each.worth.value}
            for each in row.breaks
        ],
        "cut": row.is_cut,
        "words": said,
    }  # fmt: skip


def _hours(row: ServiceHours) -> Data:
    return {"service": row.service, "body": row.body, "without": row.without, "with": row.with_it}
