"""The plan with the least harm on a pool of worlds: every plan where they are few, else several starts and small moves.

Small moves from habits end in poor places where many orders help only together, so the search and the floor feed each
other: the orders that the lowest cells of the floor hold for certain are the best starts there are.
Law: deterministic: the same situation and effort give the same plan, unless the time allowed runs out first.
Not here: how good the plan is on worlds it was not fitted to (contain.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.bound import Cell, split
from battlebox.engine.choices import Choices, Plan, wide
from battlebox.engine.climb import SHORTLIST, Climb
from battlebox.engine.losses import Losses
from battlebox.engine.proposing import Proposals
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import SEARCH, SELECT, STRATUM

CLIMBED_MOST: Final = 150
"""Each order is looked at by itself where there are no more than this."""
AGREE_WORLDS: Final = 128
"""Worlds that agree on plans by prices, at the most."""
JUDGED_WORLDS: Final = 1024
"""Worlds to choose one of the best on, at the most, where four times as many as are looked on are not more."""
SHED_TRIES: Final = 96
AGREED: Final = 0.8
"""The share of the time of the search by which worlds have agreed or are cut short."""
AGREED_PLANS: Final = 2
TIDIED_MOST: Final = 64
"""A plan of more orders is not tidied one by one."""
LIKE: Final = 0.2
"""Plans that differ in fewer of their orders lead to the same place."""
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


@dataclass(frozen=True)
class Pools:
    """Worlds to look on and to choose on, drawn when first asked for. Small estates get more: each costs less."""

    situation: Situation

    @property
    def few(self) -> int:
        """How many worlds to look on: a number that depends on the estate alone."""
        rows = len(self.situation.arrays.needs.rows) + len(self.situation.arrays.paths.source)
        return min(16, max(1, 40_000 // (STRATUM * max(rows, 1)))) * STRATUM

    @cached_property
    def look(self) -> Trials:
        """Worlds that plans are fitted to."""
        return Trials.drawn(self.situation, stream=SEARCH, worlds=self.few)

    @cached_property
    def choose(self) -> Trials:
        """More of the same, for the best few."""
        return Trials.drawn(self.situation, stream=SEARCH, worlds=4 * self.few, first=self.few)

    @cached_property
    def agree(self) -> Trials:
        """Some of those, few enough to agree on prices."""
        return Trials.drawn(self.situation, stream=SEARCH, worlds=min(4 * self.few, AGREE_WORLDS), first=self.few)

    @cached_property
    def select(self) -> Trials:
        """Worlds that no plan is fitted to, to choose one of the best on."""
        return Trials.drawn(self.situation, stream=SELECT, worlds=self.select_worlds)

    @property
    def select_worlds(self) -> int:
        """How many those are."""
        return 4 * self.few

    @cached_property
    def judge(self) -> Trials:
        """The same and more, to tell plans apart that differ by a hundredth."""
        worlds = max(self.select_worlds, min(16 * self.few, JUDGED_WORLDS))
        return Trials.drawn(self.situation, stream=SELECT, worlds=worlds)


@dataclass(frozen=True)
class Found:
    """The plan chosen, cells that cover every plan, and whether every plan was tried."""

    plan: Plan
    cells: tuple[Cell, ...]
    exact: bool


def search(
    choices: Choices,
    pools: Pools,
    allowance: Allowance,
    effort: Effort,
    *,
    starts: Iterable[Plan] = (),
    losses: Losses | None = None,
) -> Found:
    """The best plan found, and a partition of all plans to bound them by.

    1. Where plans are few, try them all. Where orders are few, climb from each start, then from the floor's lowest
    cells. Else settle what the worlds' cheapest cuts, the widest orders and the habits propose, many orders at a time.
    Either way look at what worlds agree on by prices.
    2. Improve the best few on more worlds.
    3. Choose among the finalists, and the best of the habits, on worlds that none was fitted to.
    """
    plans, losses = choices.plans(PLANS_MOST), losses or Losses(choices)
    looking = Climb(choices, pools.look, allowance)
    if plans:
        ranked = _ranked(plans, pools.look, allowance)
        finalists = _ranked(ranked[:8], pools.choose, allowance)[:4]
        cells = (_whole(choices),) if allowance.is_cut else tuple(Cell(plan, frozenset()) for plan in plans)
    else:
        is_large = len(choices.names) > CLIMBED_MOST
        proposed = Proposals((), {})
        if is_large and effort.rounds > 1:
            proposed = Proposals.at_once(losses, pools.look)
        if is_large:
            ends, cells = _settle(looking, starts, proposed, effort), (_whole(choices),)
        else:
            ends, cells = _climb(looking, frozenset(starts), effort)
        ranked = sorted(ends, key=looking.rank)
        finalists = _improved(ranked, pools, looking, effort)
        if effort.rounds > 1:
            settling = Climb(choices, pools.look if is_large else pools.agree, allowance)
            agreed = Proposals.agreed(losses, settling.trials, ranked[0], allowance.part(AGREED))
            finalists += _improved(_agreed(settling, agreed), pools, looking, effort)
        finalists += [min(looking.habits(), key=looking.rank)] if is_large else []
    compared = list(dict.fromkeys(finalists))
    unseen = pools.judge if effort.rounds > 1 else pools.select
    best = _ranked(compared, unseen, allowance)[0] if compared[1:] else compared[0]
    return Found(best, cells, exact=bool(plans) and not allowance.is_cut)


def _improved(ranked: list[Plan], pools: Pools, looking: Climb, effort: Effort) -> list[Plan]:
    """The best few, tidied on more worlds; first those of many orders are ranked there, as few worlds flatter them."""
    allowance = looking.allowance
    if effort.finalists > 1 and len(looking.choices.names) > CLIMBED_MOST:
        ranked = _ranked(ranked[: 3 * effort.finalists], pools.choose, allowance)
    deeper = Climb(looking.choices, pools.choose, allowance) if effort.finalists > 1 else looking
    few = allowance.within(ranked[: effort.finalists])
    return [deeper.tidied(plan) if len(plan) <= TIDIED_MOST else plan for plan in few] or ranked[:1]


def _climb(looking: Climb, starts: frozenset[Plan], effort: Effort) -> tuple[set[Plan], tuple[Cell, ...]]:
    """Where every order can be looked at by itself."""
    begins = sorted({*looking.starts(), *starts}, key=looking.rank)
    ends = {looking.climb(start) for start in begins[: effort.starts]} | set(starts)
    if effort.rounds > 1 and not looking.allowance.spent():
        ends |= {looking.widen(min(ends, key=looking.rank)), looking.climb(looking.crowd())}
    return ends, _feed(looking, ends, effort)


def _settle(looking: Climb, starts: Iterable[Plan], proposed: Proposals, effort: Effort) -> set[Plan]:
    """Where there are too many orders to look at each: the best few starts, with blocks of orders left out."""
    others = [*looking.reaches(), *sorted({*starts, *proposed.plans}, key=sorted)]
    begins = dict.fromkeys([*looking.habits(), *looking.allowance.within(others)])
    ends = set(_unlike(sorted(begins, key=looking.rank))[: effort.starts])
    if effort.rounds > 1:
        wanted = proposed.wanted
        for plan in looking.allowance.within(sorted(ends, key=looking.rank)):
            other = looking.widened(plan, wide(looking.choices))
            other = looking.shed(other, sorted(other, key=lambda name: (wanted[name], name)), tries=SHED_TRIES)
            missing = sorted(wanted.keys() - other, key=lambda name: (-wanted[name], name))
            ends |= {other, looking.adding(other, missing[:SHORTLIST])}
    return ends


def _agreed(settling: Climb, proposed: Proposals) -> list[Plan]:
    """The best few plans that worlds agree on by prices, with what else they want, and without what does not help."""
    allowance, trials = settling.allowance, settling.trials
    wanted = proposed.wanted
    found = []
    for plan in allowance.within(_unlike(_ranked(proposed.plans, trials, allowance))[:AGREED_PLANS]):
        other = settling.shed(plan, sorted(plan, key=lambda name: (wanted[name], name)), tries=SHED_TRIES)
        missing = sorted(wanted.keys() - other, key=lambda name: (-wanted[name], name))
        found.append(settling.adding(other, missing[:SHORTLIST]))
    return found


def _unlike(ranked: Iterable[Plan]) -> list[Plan]:
    """The plans, without those that differ from a better one in few of their orders."""
    kept: list[Plan] = []
    for plan in ranked:
        if all(len(plan ^ other) > LIKE * max(len(plan), len(other)) for other in kept):
            kept.append(plan)
    return kept


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
