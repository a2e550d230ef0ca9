"""How often each order would be chosen again, had chance drawn the worlds otherwise: the choice made anew many times.

The worlds that the options were scored on are drawn again from themselves, with replacement, as many as they are; on
each such pool the plan with the least harm is chosen. An order that nearly all of them choose is firm; one that other
orders take the place of in many of them is a close call.
1. Every plan is tried once on the worlds; its mean on each redrawn pool is a weighted sum of the same figures. One that
   is hopeless on an eighth of them is not tried on the rest.
2. Where plans are few, all are compared. Else each pool starts from the plan advised and takes what makes it better:
   an order left out, one given more, one given for another that closes some of the same ways.
Law: deterministic by seed; of two plans that do the same harm the one advised is chosen; `everything` is no plan here,
as it is none where a plan is searched for.
Not here: guesses that are halved and doubled (rerun.py): a redraw knows nothing of a wrong chance.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from battlebox.engine.allowance import Allowance, Progress, silent
from battlebox.engine.answers import Advice
from battlebox.engine.arrays import EstateArrays
from battlebox.engine.choices import Choices, Plan
from battlebox.engine.climb import SHORTLIST, Climb
from battlebox.engine.compile import kernel
from battlebox.engine.draws import key_of, mix
from battlebox.engine.nets import Floats, Ints, ints
from battlebox.engine.questions import Question
from battlebox.engine.search import CLIMBED_MOST, PLANS_MOST
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials, difference
from battlebox.engine.worlds import FRESH

REDRAWS: Final = 100
FIRM: Final = 90
"""Of a hundred redraws, how many must choose an order for it to be firm."""
STAND_INS: Final = 4
"""Orders tried in place of each order of the plan."""
STEPS_MOST: Final = 12
GLANCE: Final = 8
"""A plan is first looked at on the first of so many parts of the worlds,"""
GLANCE_LEAST: Final = 256
"""unless that part has fewer than these."""
HOPELESS: Final = 5.0
"""Standard errors by which a plan does more harm there than the one advised, for no redraw to choose it."""
_LOW: Final = 24


@dataclass(frozen=True, slots=True)
class Redrawn:
    """`chosen`: in how many of `redraws` each order of the plan was chosen, in the plan's own order.

    `instead`: orders that the plan lacks, in how many they were chosen, the most often first. `exact` says that every
    plan was compared; `is_cut` that the time was up before all was tried, so that more might be a close call.
    """

    redraws: int
    chosen: tuple[tuple[str, int], ...]
    instead: tuple[tuple[str, int], ...]
    exact: bool
    is_cut: bool


def redrawn(
    arrays: EstateArrays,
    question: Question,
    advice: Advice,
    *,
    for_body: str | None = None,
    seconds: float = 30.0,
    progress: Progress | None = None,
) -> Redrawn:
    """The plan recommended, chosen again on redrawn worlds. Raises EngineError where the question is refused."""
    situation = Situation.of(arrays, replace(question, worlds=advice.worlds))
    choices = Choices(situation, for_body)
    trials = Trials.drawn(situation, stream=FRESH, worlds=advice.worlds)
    recommended = advice.option("recommended").actions
    return choose_again(choices, trials, recommended, Allowance(seconds, progress or silent))


def choose_again(choices: Choices, trials: Trials, recommended: Sequence[str], allowance: Allowance) -> Redrawn:
    """The same on one pool of worlds."""
    plan = frozenset(recommended)
    counts = redraw_counts(choices.situation.question.seed, trials.worlds)
    board = Board(trials, counts, plan, glance_of(trials))
    plans = choices.plans(PLANS_MOST)
    picked = _of_all(board, plans, allowance) if plans else climbed(board, choices, allowance)
    many: dict[str, int] = {}
    for one in picked:
        for name in one:
            many[name] = many.get(name, 0) + 1
    instead = sorted(many.keys() - plan, key=lambda name: (-many[name], name))
    return Redrawn(
        redraws=len(picked),
        chosen=tuple((name, many.get(name, 0)) for name in recommended),
        instead=tuple((name, many[name]) for name in instead),
        exact=bool(plans) and not allowance.is_cut,
        is_cut=allowance.is_cut,
    )


@kernel
def fill_counts(root: np.uint64, counts: Ints) -> None:
    """How often each world is in each redrawn pool: `counts` [redraws, worlds], zeros before; each row adds up."""
    redraws, worlds = counts.shape
    for redraw in range(redraws):
        here = mix(root, np.uint64(redraw))
        for place in range(worlds):
            counts[redraw, int(mix(here, np.uint64(place)) % np.uint64(worlds))] += 1


def redraw_counts(seed: int, worlds: int, redraws: int = REDRAWS) -> Ints:
    """The redrawn pools of a seed, as how often each has each world."""
    counts = np.zeros((redraws, worlds), dtype=np.int64)
    fill_counts(np.uint64(key_of("redraws", seed)), counts)
    return counts


def glance_of(trials: Trials) -> Trials | None:
    """The first of those worlds; None where they are few."""
    worlds = trials.worlds // GLANCE
    return Trials.drawn(trials.situation, stream=FRESH, worlds=worlds) if worlds >= GLANCE_LEAST else None


@dataclass
class Board:
    """What each plan comes to on each redrawn pool, beside the plan advised: below 0 where it does less harm."""

    trials: Trials
    counts: Ints
    plan: Plan
    glance: Trials | None = None
    _known: dict[Plan, Floats] = field(default_factory=dict)

    def of(self, plan: Plan) -> Floats:
        """Harm beyond that of the plan advised, summed over each pool. Whole numbers, so the same on every machine."""
        if plan not in self._known:
            gaps: Ints = self.trials.of(plan).harm - self.trials.of(self.plan).harm
            high, low = self.counts @ (gaps >> _LOW), self.counts @ (gaps & ((1 << _LOW) - 1))
            self._known[plan] = high.astype(np.float64) * (1 << _LOW) + low.astype(np.float64)
        return self._known[plan]

    def is_hopeless(self, plan: Plan) -> bool:
        """Whether a plan does so much more harm on a part of the worlds that no redraw will choose it."""
        if self.glance is None or plan == self.plan:
            return False
        mean, error = difference(self.glance.of(plan), self.glance.of(self.plan))
        return mean > HOPELESS * error

    def best(self, plans: Iterable[Plan]) -> list[Plan]:
        """The plan of the least harm on each pool; of equals the one advised, then the shorter, then by name."""
        ranked = sorted(plans, key=lambda plan: (plan != self.plan, len(plan), sorted(plan)))
        table = np.stack([self.of(plan) for plan in ranked])
        return [ranked[place] for place in np.argmin(table, axis=0).tolist()]


def _of_all(board: Board, plans: Iterable[Plan], allowance: Allowance) -> list[Plan]:
    """The choice among every plan there is, as far as the time goes."""
    tried = []
    for place, plan in enumerate(allowance.within(plans)):
        allowance.progress(place / PLANS_MOST, "choosing again on redrawn worlds")
        if not board.is_hopeless(plan):
            board.of(plan)
            tried.append(plan)
    return board.best({*tried, board.plan})


def climbed(board: Board, choices: Choices, allowance: Allowance) -> list[Plan]:
    """The choice by small steps from the plan advised.

    1. Every move from the plan is tried once, those that tell most first, and the habits.
    2. On each pool the moves that help there are made together, the best first, as long as each still helps. What comes
    of that is chosen, or a habit where that does less harm.
    """
    moves: list[tuple[Plan, Plan]] = []
    every = moves_of(board, choices)
    for place, move in enumerate(allowance.within(every)):
        other = moved(choices, board.plan, *move)
        if not board.is_hopeless(other):
            board.of(other)
            moves.append(move)
        allowance.progress(place / len(every), "choosing again on redrawn worlds")
    habits = allowance.within(Climb(choices, board.trials, allowance).habits())
    rivals = board.best({board.plan, *(plan for plan in habits if not board.is_hopeless(plan))})
    picked = []
    for redraw, rival in enumerate(rivals):
        plan = _stepped(board, choices, moves, redraw, allowance)
        picked.append(rival if board.of(rival)[redraw] < board.of(plan)[redraw] else plan)
    return picked


def _stepped(
    board: Board,
    choices: Choices,
    moves: Sequence[tuple[Plan, Plan]],
    redraw: int,
    allowance: Allowance,
) -> Plan:
    """The plan advised with the moves that help on one pool."""
    gain = {move: board.of(moved(choices, board.plan, *move))[redraw] for move in moves}
    good = sorted((move for move in moves if gain[move] < 0), key=lambda move: (gain[move], *map(sorted, move)))
    plan = board.plan
    for move in good[:STEPS_MOST]:
        other = moved(choices, plan, *move)
        if plan != board.plan and allowance.spent():
            break
        if board.of(other)[redraw] < board.of(plan)[redraw]:
            plan = other
    return plan


def moved(choices: Choices, plan: Plan, taken: Plan, given: Plan) -> Plan:
    """The plan without some of its orders and with others, less what is in conflict with those."""
    clash = frozenset().union(*(choices.conflicts[name] for name in given))
    return (plan - taken - clash) | given


def moves_of(board: Board, choices: Choices) -> list[tuple[Plan, Plan]]:
    """Orders to give for another, the most alike first; then those to leave out, and those to give more."""
    none: Plan = frozenset()
    alike = StandIns.of(choices)
    others = {name: alike.for_order(name, board.plan) for name in sorted(board.plan)}
    swaps = [
        (frozenset({name}), frozenset({found[place]}))
        for place in range(STAND_INS)
        for name, found in others.items()
        if place < len(found)
    ]
    more = [name for name in choices.names if name not in board.plan]
    if len(more) > CLIMBED_MOST:
        more = list(dict.fromkeys(name for _, given in swaps for name in sorted(given)))[:SHORTLIST]
    drops = [(frozenset({name}), none) for name in sorted(board.plan)]
    return [*swaps, *drops, *((none, frozenset({name})) for name in more)]


@dataclass(frozen=True)
class StandIns:
    """Which orders close the same ways: everything each order closes or checks, and whose row it is."""

    names: tuple[str, ...]
    things: Ints
    owner: Ints
    sizes: Ints

    @classmethod
    def of(cls, choices: Choices) -> StandIns:
        """Of every open order. Cost: what they close, all together."""
        book = choices.situation.book
        offset = len(choices.situation.arrays.paths.source)
        parts = [
            np.concatenate([book.effects[name].blocks, offset + book.effects[name].checks]).astype(np.int64)
            for name in choices.names
        ]
        sizes = ints([len(part) for part in parts])
        things = np.concatenate([ints([]), *parts])
        return cls(choices.names, things, np.repeat(np.arange(len(parts)), sizes), sizes)

    def for_order(self, name: str, plan: Plan) -> list[str]:
        """Orders outside the plan that close some of what one of its orders does, those most alike first."""
        place = self.names.index(name)
        mine = self.things[self.owner == place]
        shared = np.bincount(self.owner[np.isin(self.things, mine)], minlength=len(self.names))
        share = shared / np.maximum(self.sizes + self.sizes[place] - shared, 1)
        found = [row for row in np.flatnonzero(shared).tolist() if self.names[row] not in plan]
        return [self.names[row] for row in sorted(found, key=lambda row: (-share[row], self.names[row]))][:STAND_INS]
