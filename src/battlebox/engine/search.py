"""The plan with the least harm on a pool of worlds: every plan where they are few, else several starts and small moves.

Small moves from habits end in poor places where many orders help only together, so the search and the floor feed each
other: the orders that the lowest cells of the floor hold for certain are the best starts there are.
Law: deterministic: the same situation and effort give the same plan, unless the time allowed runs out first.
Not here: how good the plan is on worlds it was not fitted to (contain.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.bound import Cell, split
from battlebox.engine.choices import Choices, Plan
from battlebox.engine.climb import Climb
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import SEARCH, SELECT, STRATUM

PLANS_MOST: Final = 600
"""Every plan is tried where there are no more than this."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much counted work to put in.

    Whether single actions are scored too, how many cells the floor has, how often search and floor feed each other,
    from how many cells each time, and how many plans are compared on worlds that none was fitted to.
    """

    singles: bool = True
    cells_most: int = 192
    rounds: int = 4
    starts: int = 4
    finalists: int = 2


QUICK: Final = Effort(singles=False, cells_most=16, rounds=1, starts=1, finalists=1)
"""For the first answer; the rest may follow."""


@dataclass(frozen=True, slots=True)
class Pools:
    """Worlds to look on and to choose on. Small estates get more worlds, since each costs less."""

    look: Trials
    choose: Trials
    select: Trials

    @classmethod
    def drawn(cls, situation: Situation) -> Pools:
        """Pools of sizes that depend on the estate alone."""
        rows = len(situation.arrays.needs.rows) + len(situation.arrays.paths.source)
        look = min(16, max(1, 40_000 // (STRATUM * max(rows, 1)))) * STRATUM
        return cls(
            Trials.drawn(situation, stream=SEARCH, worlds=look),
            Trials.drawn(situation, stream=SEARCH, worlds=4 * look, first=look),
            Trials.drawn(situation, stream=SELECT, worlds=4 * look),
        )


@dataclass(frozen=True)
class Found:
    """The plan chosen, cells that cover every plan, and whether every plan was tried."""

    plan: Plan
    cells: tuple[Cell, ...]
    exact: bool


def search(
    choices: Choices, pools: Pools, allowance: Allowance, effort: Effort, *, starts: Iterable[Plan] = ()
) -> Found:
    """The best plan found, and a partition of all plans to bound them by.

    1. Where plans are few, try them all. Otherwise climb from each start, then from the floor's lowest cells.
    2. Improve the best few on more worlds.
    3. Choose among the finalists on worlds that none was fitted to.
    """
    plans = choices.plans(PLANS_MOST)
    if plans:
        ranked = _ranked(plans, pools.look, allowance)
        finalists = _ranked(ranked[:8], pools.choose, allowance)
        cells = (_whole(choices),) if allowance.is_cut else tuple(Cell(plan, frozenset()) for plan in plans)
    else:
        looking = Climb(choices, pools.look, allowance)
        begins = sorted({*looking.starts(), *starts}, key=looking.rank)
        ends = {looking.climb(start) for start in begins[: effort.starts]} | set(starts)
        if effort.rounds > 1 and not allowance.spent():
            ends |= {looking.widen(min(ends, key=looking.rank)), looking.climb(looking.crowd())}
        cells = _feed(looking, ends, effort)
        deeper = Climb(choices, pools.choose, allowance) if effort.finalists > 1 else looking
        ranked = sorted(ends, key=looking.rank)
        finalists = [deeper.tidied(plan) for plan in allowance.within(ranked[: effort.finalists])] or ranked[:1]
    compared = list(dict.fromkeys(finalists[:4]))
    best = _ranked(compared, pools.select, allowance)[0] if compared[1:] else compared[0]
    return Found(best, cells, exact=bool(plans) and not allowance.is_cut)


def _ranked(plans: Sequence[Plan], trials: Trials, allowance: Allowance) -> list[Plan]:
    """As many of the plans as the time allows, the first at least, that of the least mean harm on the pool first."""
    tried = {plan: trials.of(plan).mean for plan in allowance.within(plans)}
    return sorted(tried, key=lambda plan: (tried[plan], sorted(plan))) or list(plans[:1])


def _whole(choices: Choices) -> Cell:
    """The one cell that holds every plan."""
    return Cell(frozenset(), frozenset(choices.names))


def _feed(looking: Climb, ends: set[Plan], effort: Effort) -> tuple[Cell, ...]:
    """Climb from what the floor's lowest cells hold for certain, until nothing better comes; adds to `ends`."""
    cells: list[Cell] = []
    for _ in range(effort.rounds):
        best = min(ends, key=looking.rank)
        cells = split(looking.choices, looking.trials, best, looking.allowance, cells_most=effort.cells_most)
        begins = list(dict.fromkeys(cell.given for cell in cells))[: effort.starts]
        ends |= {looking.climb(start) for start in begins}
        if min(ends, key=looking.rank) == best or looking.allowance.spent():
            break
    return tuple(cells)
