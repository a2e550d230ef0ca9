"""Which guess, moved alone, would turn the answer, and how far: of every guess the nearest, worked out and not ruled.

The answer is the plan that is recommended, or shutting everything down where that is clearly better; its rivals are the
other plans shown beside it, single orders apart.
1. Each guess has its break-even against every rival (breakeven.py); the one nearest to what is reckoned with counts.
2. What a guess turns when it is halved or doubled is told where a rival then leads by more than 5 %, as in the re-runs.
Law: near is counted in doublings: of a price or a time, and of the odds of a chance, none surer than 99 to 1.
Not here: plans that nobody is shown, searched for anew under other guesses (rerun.py); words (desk).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import hypot, inf, log2
from typing import Final

from battlebox.engine.allowance import Allowance, Progress, silent
from battlebox.engine.answers import Advice
from battlebox.engine.arrays import EstateArrays
from battlebox.engine.breakeven import Shifted, break_evens
from battlebox.engine.choices import Plan
from battlebox.engine.explained import CHECKING, FALSE_ALARM, SPREAD, SUSPECT, BreakEven, Worth
from battlebox.engine.questions import EVERYTHING, Question
from battlebox.engine.rerun import SAME
from battlebox.engine.situation import Situation
from battlebox.engine.trial import PEOPLE, RECORDS, SERVICE
from battlebox.engine.trials import Outcome, Trials, difference, error_of, mean_of

PRICE: Final = "price:"
"""How many times as much as reckoned one column of harm counts: `price:people`, `price:service`, `price:records`."""
_COLUMNS: Final = {"people": PEOPLE, "service": SERVICE, "records": RECORDS}
_SURE: Final = 0.99
_HALF, _DOUBLE = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Pivot:
    """One guess, and where it turns the answer. `first` leads as things are reckoned, `rival` beyond the break-even.

    `rival` is blank, and the break-even of no side, where it turns nothing within the range tried. `half` and `double`
    name the plan that leads by more than 5 % when the guess is halved or doubled: blank where none does, or where it
    cannot be, as of what is certain.
    """

    turn: BreakEven
    first: str
    rival: str
    half: str = ""
    double: str = ""

    @property
    def doublings(self) -> float:
        """How far it must be moved."""
        row = self.turn
        if row.at is None or row.at <= 0:
            return inf
        if is_chance(row.what):
            return abs(_odds(row.at) - _odds(row.now))
        return abs(log2(row.at / row.now))

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows it: how likely, how readily, how long. What harm counts for is for people to say."""
        if self.turn.what.startswith(SUSPECT):
            return 0 < self.turn.now < 1
        return self.turn.what in (SPREAD, CHECKING)

    @property
    def is_open(self) -> bool:
        """Whether it is not known and turns the answer by being half, or twice, what it is taken as."""
        return self.is_unknown and bool(self.half or self.double)


def is_chance(what: str) -> bool:
    """Whether a guess is a chance; the others are taken so many times."""
    return what == FALSE_ALARM or what.startswith(SUSPECT)


def pivots(
    arrays: EstateArrays,
    question: Question,
    advice: Advice,
    *,
    seconds: float = 30.0,
    progress: Progress | None = None,
) -> tuple[Pivot, ...]:
    """Every guess, the one that need be moved least first; fewer where the time is up. Raises EngineError."""
    situation = Situation.of(arrays, replace(question, worlds=advice.worlds))
    plans = _plans(advice)
    first = EVERYTHING if advice.everything_first else "recommended"
    scale = _Scale(Shifted(situation, advice.worlds), first, plans, Allowance(seconds, progress or silent))
    return tuple(sorted(scale.pivots(), key=lambda row: (row.doublings, row.turn.what)))


def _plans(advice: Advice) -> dict[str, Plan]:
    """The plans shown, single orders apart and none twice, the one recommended first."""
    single = {row.name for row in advice.options if row.actions == (row.name,) and row.name != EVERYTHING}
    rows = sorted((row for row in advice.options if row.name not in single), key=lambda row: row.name != "recommended")
    plans: dict[str, Plan] = {}
    for row in rows:
        if frozenset(row.actions) not in plans.values():
            plans[row.name] = frozenset(row.actions)
    return plans


@dataclass(frozen=True)
class _Scale:
    """One answer weighed against its rivals, guess by guess."""

    shifted: Shifted
    first: str
    plans: Mapping[str, Plan]
    allowance: Allowance

    def pivots(self) -> Iterator[Pivot]:
        found: dict[str, list[Pivot]] = {}
        rivals = [name for name in self.plans if name != self.first]
        for place, rival in enumerate(rivals):
            self.allowance.progress(place / len(rivals), rival)
            for turn in self._against(rival):
                held = "" if turn.at is None else rival
                found.setdefault(turn.what, []).append(Pivot(turn, self.first, held))
        for rows in found.values():
            nearest = min(rows, key=lambda row: (row.doublings, row.rival))
            half, double = self._halved_and_doubled(nearest.turn)
            yield replace(nearest, half=half, double=double)

    def _against(self, rival: str) -> Iterator[BreakEven]:
        fresh, ours, other = self.shifted.spread(1.0), self.plans[self.first], self.plans[rival]
        one, two = fresh.of(other), fresh.of(ours)
        saving = difference(one, two)
        yield from break_evens(self.shifted, other, ours, saving, self.allowance)
        for name, column in _COLUMNS.items():
            yield _price(PRICE + name, one, two, column)

    def _halved_and_doubled(self, turn: BreakEven) -> tuple[str, str]:
        """Who leads by more than 5 % when the guess is half, and twice, what it is."""
        if turn.what == SPREAD:
            low, high = (self._leader(_mean_in(self.shifted.spread(each))) for each in (_HALF, _DOUBLE))
            return low, high
        if turn.what == CHECKING and self.shifted.checking_most() >= _DOUBLE:
            return "", self._leader(_mean_in(self.shifted.checking(round(_DOUBLE))))
        if turn.what.startswith(SUSPECT) and 0 < turn.now < 1:
            system = turn.what.removeprefix(SUSPECT)
            none, sure = (_mean_in(self.shifted.with_chance(system, chance)) for chance in (0.0, 1.0))
            chances = (turn.now * _HALF, min(1.0, turn.now * _DOUBLE))
            less, more = (_between(none, sure, chance) for chance in chances)
            return self._leader(less), self._leader(more)
        return "", ""

    def _leader(self, mean: Callable[[Plan], float]) -> str:
        means = {name: mean(plan) for name, plan in self.plans.items()}
        best = min(means, key=lambda name: (means[name], name != self.first, name))
        return best if means[self.first] > SAME * means[best] else ""


def _mean_in(trials: Trials) -> Callable[[Plan], float]:
    return lambda plan: trials.of(plan).mean


def _between(none: Callable[[Plan], float], sure: Callable[[Plan], float], chance: float) -> Callable[[Plan], float]:
    """The mean at a chance between none and certain: what is hit is drawn apart from all else, so it is on a line."""
    return lambda plan: none(plan) * (1 - chance) + sure(plan) * chance


def _price(what: str, one: Outcome, other: Outcome, column: int) -> BreakEven:
    """How many times one column of harm must count for two plans to be worth the same; on a line, as it is a price."""
    part = one.figures[:, column] - other.figures[:, column]
    rest = one.harm - other.harm - part
    slope, base = mean_of(part), mean_of(rest)
    at = -base / slope if slope else -1.0
    if at <= 0:
        return BreakEven(what, 1.0, 0.0, inf, None, Worth.ALWAYS if slope + base > 0 else Worth.NEVER)
    error = hypot(error_of(rest), at * error_of(part)) / abs(slope)
    return BreakEven(what, 1.0, 0.0, inf, at, Worth.ABOVE if slope > 0 else Worth.BELOW, error)


def _odds(chance: float) -> float:
    held = min(max(chance, 1 - _SURE), _SURE)
    return log2(held / (1 - held))
