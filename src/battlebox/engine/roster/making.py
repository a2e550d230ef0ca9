"""Make a roster: the plain rule, swaps, then the solver for the time that is left.

Law: never worse than the plain rule, never against a hard rule, never without an answer; the seconds are kept.
Not here: what is hard and what things cost (laying.py), the independent check (breaches.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.errors import Code, EngineError
from battlebox.engine.roster.answer import Roster
from battlebox.engine.roster.bound import floor_of
from battlebox.engine.roster.breaches import breaches
from battlebox.engine.roster.child import ask
from battlebox.engine.roster.diary import Diary
from battlebox.engine.roster.greedy import balance, mend, plain
from battlebox.engine.roster.grid import Plan
from battlebox.engine.roster.hours import DAY_MINUTES
from battlebox.engine.roster.laying import Layout, lay
from battlebox.engine.roster.loads import Sheets, tired
from battlebox.engine.roster.problem import Person, Problem, Seat, Spell
from battlebox.engine.roster.refusals import checked
from battlebox.engine.roster.remarks import remarks
from battlebox.engine.roster.scarce import empties, scarce
from battlebox.engine.roster.search import News, Stage
from battlebox.engine.solver import End

END_SECONDS: Final = 0.3
SCARCE_SECONDS: Final = 2.0
"""What naming the scarce skills may take besides the seconds asked for."""
CUT: Final = "time was up before every scarce skill was looked at: those that most empty posts ask for were first"


def roster(problem: Problem, *, seconds: float = 10.0, seed: int = 1) -> Roster:
    """The best roster found within the seconds. Raises EngineError where the problem has a mistake in it.

    1. Refuse mistakes; lay the problem out.
    2. The plain rule, from what was published where there is something.
    3. Swaps for empty seats and for a fairer share, where there is any time.
    4. The solver, with that as its hint, in a program of its own.
    5. A second look at every hard rule, by the independent reading.
    6. Say what stays empty and why, what is scarce, what is owed, who is tired.
    """
    if seconds < 0:
        raise EngineError.of(Code.NEGATIVE_TIME, found=f"{seconds:g} s", id="the roster")
    allowance = Allowance(seconds)
    layout = lay(checked(problem))
    first = begun(layout)
    news = _mended(layout, first, allowance)
    end = End.DONE
    if not news.is_best:
        # What follows goes over the roster about as often as what came before, and the child takes a moment to end.
        kept = min(seconds - allowance.left + END_SECONDS, seconds / 4)
        news, end = ask(layout.grid, news, Allowance(allowance.left - kept), seed)
    seconded, end = _second_look(layout, first, news, end)
    return _answer(layout, first, seconded, end)


def _second_look(layout: Layout, first: News, news: News, end: End) -> tuple[News, End]:
    """The plan, if the independent reading finds no rule broken in it; else the plain rule's, which says so."""
    if not breaches(layout.problem, layout.seats(news.plan)):
        return news, end
    return replace(first, bound=news.bound), End.REFUSED


def begun(layout: Layout) -> News:
    """The plain rule's plan, and the floor under every plan."""
    diary = plain(layout.grid, layout.published() if layout.problem.published else None)
    return News(diary.plan, layout.grid.cost(diary.plan), floor_of(layout.grid), Stage.PLAIN)


def _mended(layout: Layout, first: News, allowance: Allowance) -> News:
    """The same after swaps, where they made it better."""
    if allowance.seconds <= 0:
        return first
    diary = Diary.holding(layout.grid, first.plan)
    mend(diary, allowance)
    balance(diary, allowance)
    cost = layout.grid.cost(diary.plan)
    return News(diary.plan, cost, first.bound, Stage.SWAPS) if cost < first.cost else first


def _answer(layout: Layout, first: News, news: News, end: End) -> Roster:
    problem = layout.problem
    seats = layout.seats(news.plan)
    sheets = Sheets(problem, seats)
    loads, owed = sheets.loads(), tuple(sheets.owed())
    naming = Allowance(SCARCE_SECONDS)
    short = scarce(layout, news.plan, naming)
    said = remarks(problem, layout.grid.size, end, is_best=news.is_best)
    return Roster(
        seats=seats,
        empties=empties(layout, news.plan),
        scarce=short,
        owed=owed,
        loads=loads,
        tired=tired(loads, owed),
        remarks=(*said, *((CUT,) if naming.is_cut else ())),
        changes=changes(layout, news.plan),
        cost=news.cost,
        plain_cost=first.cost,
        bound=news.bound,
        stage=news.stage.value,
        is_best=news.is_best,
    )


def changes(layout: Layout, plan: Plan) -> int:
    """How many people's days differ from what was published, without what they can no longer do."""
    rows = layout.grid.rows
    return sum(k != was for line, row in zip(plan, rows, strict=True) for k, was in zip(line, row.was, strict=False))


def fallen_sick(problem: Problem, published: Iterable[Seat], people: Iterable[str], day: int) -> Problem:
    """The problem anew after people fell sick: they are away from a day on, what was published before it is past."""
    sick = frozenset(people)

    def off(person: Person) -> Person:
        if person.id not in sick or day >= problem.days:
            return person
        cut = (replace(spell, last_day=min(spell.last_day, day - 1)) for spell in person.free)
        free = tuple(spell for spell in cut if spell.first_day <= spell.last_day)
        return replace(person, free=free, away=(*person.away, Spell(day, problem.days - 1)))

    return replace(
        problem, people=tuple(map(off, problem.people)), published=tuple(published), past_minutes=day * DAY_MINUTES
    )
