"""What a page shows of an order of return: the drawing, the table that is the truth, what is waited for and left out.

Law: times are those on a London clock; harm stands behind "how sure?", services and people first.
Not here: asking and adopting (order.py), one system (why.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from battlebox.desk import Act
from battlebox.desk.record import Stated
from battlebox.desk.restore import (
    NO_SOLVER,
    OrderShown,
    Progress,
    Returned,
    Step,
    TurnShown,
    Worked,
    long_words,
    overdue,
    thing_name,
)
from battlebox.estate import MICROHOURS
from battlebox.estate import Step as StepKind
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import when
from battlebox.web.restoring.gantt import Sayings, gantt_of
from battlebox.web.restoring.passed import waits_no_more
from battlebox.web.tables import Cell, Column, Kind, Table

UNTRIED: Final = "not worked out: there was no time for all of so many systems"
COLUMNS: Final = (
    Column("number", "Place", Kind.NUMBER),
    Column("system", "System"),
    Column("begins", "Begins", Kind.TIME),
    Column("live", "Live", Kind.TIME),
    Column("crew", "By whom", Kind.CHOICE),
    Column("services", "Services it brings back", Kind.NUMBER),
    Column("why", "Why there"),
    Column("work", "Work so far"),
)
STEP_WORDS: Final = {"clear": "Clear", "rebuild": "Rebuild", "restore": "Restore data", "accept": "Accept"}
SERVICES_MOST: Final = 12
LITTLE: Final = 0.01
FAILED: Final = "failed"
LEFT_MOST: Final = 500
"""So many of what is not in an order are listed on a page; the order as it is kept has all."""


def order_words(
    desk: AtDesk,
    shown: OrderShown,
    work: Mapping[str, Stated[Worked]],
    *,
    is_followed: bool,
    back: Collection[str] = frozenset(),
) -> dict[str, Any]:
    """Everything a template of an order needs. Of systems that are `back` nothing is late."""
    now = desk.sight.now
    here = round((now - shown.outset.origin).total_seconds() / 3600 * MICROHOURS)
    late = overdue(shown.steps, work, here) if is_followed else ()
    sayings = Sayings(desk.names.any, lambda step: _step_words(desk, shown, step), lambda at: f"{shown.at(at):%-d %b}")
    gantt = gantt_of(shown, sayings, begun=work, here=here)
    free = waits_no_more(shown, desk.estate, back)
    waiting = [row for row in shown.services if row.id not in free]
    return {
        "shown": shown,
        "gantt": gantt,
        "summary": f"{len(shown.turns)} systems still to begin, drawn by day. The table below says the same.",
        "back": _services(desk, shown, waiting),
        "more_back": max(0, len(waiting) - SERVICES_MOST),
        "free": sorted(service_words(desk, name) for name in free),
        "waits": [(desk.names.any(row.id), _owner(desk, row.id), when(shown.at(row.microhours), now))
                  for row in shown.waits],
        **_not_in_it(desk, shown, back, free),
        "late": [_late(desk, shown, row, work) for row in late if row.system not in back],
        "heads": ("Service", "Whom it serves", "Back"),
        "sure": sure_words(shown),
        "figures": _figures(shown),
        "may_work": desk.officer.may(Act.WORK),
    }  # fmt: skip


def _not_in_it(desk: AtDesk, shown: OrderShown, back: Collection[str], free: Collection[str]) -> dict[str, Any]:
    """What is not in an order: what was left out, what of that is back, and what has no place in it, with why."""
    apart = [name for row in shown.outset.apart for name in row.systems]
    rows = [row for row in shown.left if row.id not in free and row.id not in back]
    return {
        "apart": [desk.names.any(name) for name in apart if name not in back],
        "came": [desk.names.any(name) for name in apart if name in back],
        "left": [(desk.names.any(row.id), _why_left(desk, row.why, back)) for row in rows[:LEFT_MOST]],
        "more_left": max(0, len(rows) - LEFT_MOST),
    }


def _why_left(desk: AtDesk, why: str, back: Collection[str]) -> str:
    """Why something is not in an order; a thing that it names and that is back since is named no more."""
    if any(word.strip(",") in back for word in why.split()):
        return "part of what it waits for is back; work out a new order to see when it is back itself"
    return desk.names.in_words(why)


def order_table(
    desk: AtDesk,
    shown: OrderShown,
    work: Mapping[str, Stated[Worked]],
    *,
    is_followed: bool,
    back: Collection[str] = frozenset(),
) -> Table:
    """The truth beside the drawing: every system in its place."""
    rows = [_row(desk, shown, turn, work, is_followed=is_followed) for turn in shown.turns]
    for row, turn in zip(rows, shown.turns, strict=True):
        if turn.system in back:
            row["work"] = "back already"
    return Table("order", "The order", COLUMNS, rows, empty="Everything in this order has begun.", stacked=True)


def progress_words(desk: AtDesk, system: str, work: Mapping[str, Stated[Worked]]) -> str:
    """How far a system has got, by its steps."""
    said = [each for step in StepKind if (each := work.get(f"{system}:{step.value}")) is not None]
    return "; ".join(_worked(desk, each) for each in said) or "not begun"


def _row(
    desk: AtDesk, shown: OrderShown, turn: TurnShown, work: Mapping[str, Stated[Worked]], *, is_followed: bool
) -> dict[str, Any]:
    link = desk.at("restore_why", turn.system) if is_followed else ""
    now = desk.sight.now
    begins, live = shown.at(turn.start_microhours), shown.at(turn.end_microhours)
    return {
        "number": turn.number,
        "system": Cell(desk.names.any(turn.system), link=link),
        "begins": Cell(when(begins, now), order=begins),
        "live": Cell(when(live, now), order=live),
        "crew": crew_name(desk, turn.crew),
        "services": len(turn.unlocks),
        "why": turn.why,
        "work": progress_words(desk, turn.system, work),
    }


def crew_name(desk: AtDesk, crew: str) -> str:
    """What a crew is called."""
    return thing_name(desk.estate, crew) if crew else "nobody of ours"


def _services(desk: AtDesk, shown: OrderShown, waiting: Sequence[Returned]) -> list[tuple[str, str, str]]:
    """The services that are still to come back, those of people first, then by when."""
    rows = []
    for row in sorted(waiting, key=lambda row: row.microhours):
        service = desk.estate.service_by_id.get(row.id)
        if service is not None:
            people = f"{service.people:,.0f} people a day"
            rows.append((not service.protects.is_people, row.microhours, service, people))
    rows.sort(key=lambda row: row[:2])
    return [
        (service_words(desk, row.service), people, when(shown.at(at), desk.sight.now))
        for _, at, row, people in rows[:SERVICES_MOST]
    ]


def service_words(desk: AtDesk, service: str) -> str:
    """A service by name; whose it is only where it is not the reader's own."""
    row = desk.estate.service_by_id.get(service)
    if row is None:
        return desk.names.any(service)
    return row.name if row.body == desk.officer.body else f"{row.name}, {desk.body_name(row.body)}"


def _step_words(desk: AtDesk, shown: OrderShown, step: Step) -> str:
    now = desk.sight.now
    begins, ends = shown.at(step.start_microhours), shown.at(step.start_microhours + step.microhours)
    what = STEP_WORDS[step.step]
    return (
        f"{what}: {desk.names.any(step.system)}, {when(begins, now)} to {when(ends, now)}, {crew_name(desk, step.crew)}"
    )


def _worked(desk: AtDesk, said: Stated[Worked]) -> str:
    value, now = said.value, desk.sight.now
    words = f"{STEP_WORDS[value.step.value].lower()} begun {when(value.begun, now)}"
    if value.progress is Progress.SLIPPED:
        words += f", now until {when(value.until, now)}"
    if value.progress is Progress.ENDED:
        words += f", ended {when(value.until, now)}"
    return f"{words} ({said.number})"


def _late(desk: AtDesk, shown: OrderShown, row: Step, work: Mapping[str, Stated[Worked]]) -> tuple[str, str, str]:
    """What is late: the step in words, how, and where work on it is recorded."""
    begun = row.id in work
    at = shown.at(row.start_microhours + (row.microhours if begun else 0))
    how = f"was to {'end' if begun else 'begin'} {when(at, desk.sight.now)}"
    words = f"{STEP_WORDS[row.step]}, {desk.names.any(row.system)}"
    return words, how, desk.at("restore_work", row.system) if desk.officer.may(Act.WORK) else ""


def _owner(desk: AtDesk, system: str) -> str:
    row = desk.estate.system_by_id.get(system)
    return desk.body_name(row.body) if row else ""


def _figures(shown: OrderShown) -> list[tuple[str, str]]:
    rows = [("Harm of this order", f"{shown.harm:,} weighted person-hours")]
    if shown.checklist:
        rows.append(("The checklist's order, layer by layer", f"{shown.checklist:,}"))
    if shown.bound or shown.is_proved:
        rows.append(("No order does better than", f"{shown.bound:,}"))
    return rows


def sure_words(shown: OrderShown) -> list[str]:
    """How sure an order is, in sentences: what is proved, what found it, what became of the solver."""
    said = []
    if shown.is_proved:
        said.append("Proved: with these figures no order costs less.")
    elif shown.bound:
        gap = (shown.harm - shown.bound) / max(shown.harm, 1)
        much = f"up to {gap:.0%}" if gap >= LITTLE else "less than one part in a hundred"
        said.append(f"Some order might still cost {much} less: nobody has proved more.")
    if shown.stage:
        said.append(f"Found by: {shown.stage}.")
    if shown.solver == NO_SOLVER:
        said.append("The solver is not installed on this desk, so the plain rules and small changes answered.")
    elif shown.solver == FAILED:
        said.append(
            "The solver failed or was ended from outside, so what the plain rules and small changes found stands."
        )
    elif shown.solver:
        said.append(f"The solver: {shown.solver}.")
    said.append(
        f"Hours of work, crews and gates are the estate's, {shown.outset.digest[:12]}; seed {shown.outset.seed}."
    )
    said.append("Services that are only slowed are not in it, and a fallback is taken to work for its hours.")
    return said


def slack_words(turn: TurnShown) -> str:
    """How long a system could be held, in words."""
    if not turn.is_tried:
        return UNTRIED
    return long_words(turn.slack_microhours) if turn.slack_microhours >= MICROHOURS else "none"
