"""The jobs behind the order of return: a new order, the three ways after a slip, and what if.

Law: a job works for the officer who asked, in the body asked for; its answer carries its question.
Not here: pages (order.py, again.py, why.py), the arithmetic (engine).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from battlebox.desk import DeskError
from battlebox.desk.gate import gates_board
from battlebox.desk.picture import InUse, Names, estate_in_use, picture_of
from battlebox.desk.record import Sight, Stated, read_value, write_value
from battlebox.desk.restore import (
    OrderShown,
    Outset,
    Undertaking,
    as_it_stands,
    followed,
    shown_of_plan,
    shown_of_starts,
    undertaking,
    work_of,
)
from battlebox.engine import EngineError
from battlebox.engine.restore import as_placed, held, helped, plan, replan, waived, what_if
from battlebox.estate import MICROHOURS, EstateError
from battlebox.journal import JournalError
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import ask_job, sight_of_asked
from battlebox.web.jobs import Answer, Progress, Refused, add_kind
from battlebox.web.models import Job
from battlebox.web.records import installation
from battlebox.web.restoring.passed import back_now, passed_now
from battlebox.web.rights import sentence

NEW: Final = "restore"
AGAIN: Final = "restore-again"
WHAT_IF: Final = "restore-what-if"
DAY: Final = 24 * MICROHOURS
MOVED_ON: Final = "The estate was changed since this was asked. Ask again."


@dataclass(frozen=True, slots=True)
class WayShown:
    """One way to go on after a slip: `saved_each` is the harm it saves for each operation that it moves."""

    name: str
    harm: int
    moved: int
    saved_each: int
    order: OrderShown


@dataclass(frozen=True, slots=True)
class WaysShown:
    """The three ways, which is advised, and how many operations have not begun.

    `of` is the entry of the order that they go on from, `through` the last entry there was when they were worked out.
    """

    ways: tuple[WayShown, ...]
    advised: str
    left: int
    of: str = ""
    through: str = ""

    @property
    def is_unavoidable(self) -> bool:
        """Whether all three are one and the same: nothing that was found makes up for the slip."""
        return all(row.order.lines == self.ways[0].order.lines for row in self.ways)

    def way(self, name: str) -> WayShown | None:
        """One of the three."""
        return next((row for row in self.ways if row.name == name), None)


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """What a change would do: harm as the order stands, with the same order after it, and with the best found."""

    what: str
    before: int
    same_order: int
    planned_anew: int


def ask_order(desk: AtDesk, outset: Outset) -> Job:
    """Ask for a new order of return."""
    return ask_job(desk, NEW, outset=write_value(outset))


def ask_again(desk: AtDesk) -> Job:
    """Ask for the three ways to go on."""
    return ask_job(desk, AGAIN)


def ask_what_if(desk: AtDesk, change: str, name: str, words: str, of: str) -> Job:
    """Ask what a change would do: `hold` a system for a day, `help` a crew with one more, `waive` a gate.

    `of` is the system on whose page it was asked.
    """
    return ask_job(desk, WHAT_IF, change=change, name=name, words=words, of=of)


def order_of(job: Job) -> OrderShown | None:
    """The order that a job found; None where it has not."""
    return None if job.answer is None else read_value(OrderShown, job.answer)


def ways_of(job: Job) -> WaysShown | None:
    """The ways that a job found."""
    return None if job.answer is None else read_value(WaysShown, job.answer)


def change_of(job: Job) -> ChangeShown | None:
    """What a job found of a change."""
    return None if job.answer is None else read_value(ChangeShown, job.answer)


def _at_hand(asked: dict[str, Any]) -> tuple[Sight, InUse]:
    sight = sight_of_asked(asked)
    return sight, estate_in_use(sight, installation().shelf)


def standing(sight: Sight, used: InUse, shown: OrderShown, now: datetime) -> Undertaking:
    """The problem of the order that is followed, with the work and the gates of which the record speaks.

    Nothing that has not begun begins before `now`. What the order counted as passed stays so: it has no place for it.
    A system that is back is in it no more.
    """
    picture = picture_of(sight, used)
    board = gates_board(sight, picture)
    answered = passed_now(sight, picture, board, {turn.system for turn in shown.turns})
    back = back_now(board, picture)
    out = tuple(row for row in shown.outset.out if row.system not in back)
    outset = replace(shown.outset, out=out, passed=tuple({*shown.outset.passed, *answered}))
    found = undertaking(used.estate, outset.ask())
    work = {name: each.value for name, each in work_of(sight).items()}
    return as_it_stands(found, shown.outset.origin, work, now)


def last_said(sight: Sight, shown: OrderShown) -> datetime:
    """When something was last said of work, or the order was worked out: until the next word it stands as it is."""
    return max((each.at for each in work_of(sight).values()), default=shown.outset.origin)


def _followed(asked: dict[str, Any]) -> tuple[Sight, InUse, Stated[OrderShown]]:
    sight, used = _at_hand(asked)
    stands = followed(sight, asked["body"])
    if stands is None:
        raise Refused("No order of return is followed yet. Ask for one and adopt it first.")
    return sight, used, stands


def _new(asked: dict[str, Any], progress: Progress) -> Answer:
    try:
        _, used = _at_hand(asked)
        outset = read_value(Outset, asked["outset"])
        if not outset.is_of(used):
            raise Refused(MOVED_ON)
        found = undertaking(used.estate, outset.ask())
        if not found.work:
            names, ours = Names(used.estate), {row.system for row in outset.out}
            first = next((row for row in found.left if row.id in ours), found.left[0])
            raise Refused(f"No order can be made. {names.any(first.id)}: {names.in_words(first.why)}.")
        made = plan(found.problem, seconds=float(outset.seconds), seed=outset.seed, progress=progress.tell)
        return Answer(write_value(shown_of_plan(found, outset, made)), words="Worked out.")
    except (EngineError, DeskError, EstateError, JournalError) as wrong:
        raise Refused(sentence(wrong)) from wrong


def _again(asked: dict[str, Any], progress: Progress) -> Answer:
    try:
        sight, used, stands = _followed(asked)
        shown, through = stands.value, sight.record.lines()[-1].id
        progress.tell(0.1, "Placing what is left.")
        found = standing(sight, used, shown, sight.now)
        if not found.work:
            raise Refused("Everything in this order is back, so nothing is left to plan.")
        ways = replan(found.problem, shown.starts)
        rows = []
        for way in (ways.keep, ways.gentle, ways.free):
            order = shown_of_starts(found, shown.outset, way.starts, way.harm)
            order = replace(order, checklist=shown.checklist, way=way.name, stage="after a slip", solver=shown.solver)
            rows.append(WayShown(way.name, round(way.harm), way.moved, round(way.saved_each), order))
        made = WaysShown(tuple(rows), ways.advised.name, ways.left, stands.entry, through)
        return Answer(write_value(made), words="Worked out.")
    except (EngineError, DeskError, EstateError, JournalError) as wrong:
        raise Refused(sentence(wrong)) from wrong


def _what_if(asked: dict[str, Any], progress: Progress) -> Answer:
    try:
        sight, used, stands = _followed(asked)
        shown = stands.value
        progress.tell(0.1, "Placing the order with that one thing changed.")
        found, name = standing(sight, used, shown, last_said(sight, shown)), asked["name"]
        if asked["change"] == "hold" and name not in found.work:
            raise Refused("That system is back, so it cannot be held.")
        problem, starts = found.problem, as_placed(found.problem, shown.starts)
        changed = {
            "hold": lambda: held(problem, name, DAY, starts),
            "help": lambda: helped(problem, name),
            "waive": lambda: waived(problem, name),
        }[asked["change"]]()
        effect = what_if(problem, starts, changed)
        harms = (round(effect.before), round(effect.same_order), round(effect.planned_anew))
        return Answer(write_value(ChangeShown(asked["words"], *harms)), words="Worked out.")
    except (EngineError, DeskError, EstateError, JournalError) as wrong:
        raise Refused(sentence(wrong)) from wrong


add_kind(NEW, _new)
add_kind(AGAIN, _again)
add_kind(WHAT_IF, _what_if)
