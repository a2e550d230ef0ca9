"""What would have to be otherwise for one order to be worth it no more, or at last: each figure alone, worked out.

Every figure is moved while all others stay, on the same draws of chance.
1. A chance that something is hit enters the mean in a straight line, since hits are drawn apart from all else: two
   ends give the whole line, and the break-even is where it crosses nothing.
2. How readily the attacker moves on, and how long checking takes, do not: the figure is moved step by step from where
   it stands until the verdict turns, and then halved in between.
Law: the same question gives the same break-evens; none is told beyond the range that was tried.
Not here: what the order does (explain.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from math import hypot, inf, prod
from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.choices import Plan
from battlebox.engine.explained import CHECKING, FALSE_ALARM, OWN_HARM, SPREAD, SUSPECT, BreakEven, Worth
from battlebox.engine.questions import Hit
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials, difference
from battlebox.engine.worlds import FRESH, Belief, draw_pool

SUSPECTS_MOST: Final = 6
"""Systems whose chance is looked at one by one, the most doubtful first."""
_SPREADS: Final = (1 / 8, 1 / 4, 1 / 2, 1.0, 2.0, 4.0, 8.0)
_HALVINGS: Final = 3
_CHECKING_MOST: Final = 8
Gap = tuple[float, float]
"""What an order saves on a pool, and its standard error."""


@dataclass
class Shifted:
    """The same situation with one figure moved, each drawn once however many orders are looked at."""

    situation: Situation
    worlds: int
    _spreads: dict[float, Trials] = field(default_factory=dict)
    _checks: dict[int, Trials] = field(default_factory=dict)
    _believed: dict[tuple[float, ...], Trials] = field(default_factory=dict)

    def spread(self, factor: float) -> Trials:
        """Paths so many times as likely. A chance of 1 stays, as in the re-runs."""
        if factor not in self._spreads:
            situation = self.situation
            arrays = situation.arrays.with_chances(factor) if factor != 1.0 else situation.arrays
            # What orders close does not hang on chances: the book of the estate as it stands serves every pool.
            pool = draw_pool(arrays, situation.belief, seed=situation.question.seed, stream=FRESH, worlds=self.worlds)
            self._spreads[factor] = Trials(situation, pool)
        return self._spreads[factor]

    def checking(self, factor: int) -> Trials:
        """Every order, and every find, so many times as long."""
        if factor not in self._checks:
            changed = self.situation.changed(lasts=factor)
            self._checks[factor] = Trials(changed, self.spread(1.0).pool)
        return self._checks[factor]

    def believed(self, hits: tuple[Hit, ...]) -> Trials:
        """Other chances that what was named is hit."""
        key = tuple(hit.chance for hit in hits)
        if key not in self._believed:
            situation = self.situation
            pool = draw_pool(
                situation.arrays, Belief(hits), seed=situation.question.seed, stream=FRESH, worlds=self.worlds
            )
            self._believed[key] = Trials(situation, pool)
        return self._believed[key]

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What was named, with the chances reckoned with."""
        return self.situation.question.hits

    @property
    def quiet(self) -> Trials:
        """Nobody in the network at all."""
        return self.believed(tuple(replace(hit, chance=0.0) for hit in self.hits))

    def with_chance(self, system: str, chance: float) -> Trials:
        """One system's chance moved, all others left."""
        return self.believed(tuple(replace(hit, chance=chance) if hit.system == system else hit for hit in self.hits))

    def checking_most(self) -> int:
        """The most times as long that the hours looked at can still tell."""
        estate = self.situation.arrays.estate
        longest = max([estate.cyber.lasts_microhours, *(row.lasts_microhours for row in estate.actions)])
        return min(_CHECKING_MOST, max(1, self.situation.question.hours_microhours // max(longest, 1)))


def break_evens(
    shifted: Shifted, without: Plan, with_it: Plan, saving: Gap, allowance: Allowance
) -> Iterator[BreakEven]:
    """Each figure's break-even, as far as the time goes. `saving` is what the order saves as things are reckoned."""

    def saved(trials: Trials) -> Gap:
        return difference(trials.of(without), trials.of(with_it))

    if allowance.spent():
        return
    own = -saved(shifted.quiet)[0]
    yield _false_alarm(shifted, saving, own)
    yield _own_harm(saving, own)
    doubtful = sorted(
        (hit for hit in shifted.hits if hit.chance > 0), key=lambda hit: (-hit.chance * (1 - hit.chance), hit.system)
    )
    for hit in allowance.within(doubtful[:SUSPECTS_MOST]):
        at_none, at_sure = (saved(shifted.with_chance(hit.system, chance)) for chance in (0.0, 1.0))
        yield straight(SUSPECT + hit.system, hit.chance, at_none, at_sure)
    if not allowance.spent():
        yield _by_steps(shifted, saving[0], lambda trials: saved(trials)[0])
    if not allowance.spent():
        yield _checking(shifted, saving[0], lambda trials: saved(trials)[0])


def straight(what: str, now: float, at_none: Gap, at_sure: Gap) -> BreakEven:
    """A figure between 0 and 1 that enters in a straight line, from what is saved at either end."""
    (none, none_se), (sure, sure_se) = at_none, at_sure
    if (none > 0) == (sure > 0):
        return BreakEven(what, now, 0.0, 1.0, None, Worth.ALWAYS if sure > 0 else Worth.NEVER)
    run = none - sure
    error = hypot(sure * none_se, none * sure_se) / run**2
    return BreakEven(what, now, 0.0, 1.0, none / run, Worth.ABOVE if sure > 0 else Worth.BELOW, error)


def _false_alarm(shifted: Shifted, saving: Gap, own: float) -> BreakEven:
    """The chance that nothing named is hit. What is saved where something is follows from today's mixture of both."""
    now = prod(1 - hit.chance for hit in shifted.hits)
    if now >= 1:
        return straight(FALSE_ALARM, 1.0, (-own, 0.0), (-own, 0.0))
    return straight(FALSE_ALARM, now, ((saving[0] + now * own) / (1 - now), saving[1] / (1 - now)), (-own, 0.0))


def _own_harm(saving: Gap, own: float) -> BreakEven:
    """How many times the harm reckoned what the order stops must do. It does none where it stops nothing."""
    if own <= 0:
        worth = Worth.ALWAYS if saving[0] > 0 else Worth.NEVER
        return BreakEven(OWN_HARM, 1.0, 0.0, inf, None, worth)
    at = 1 + saving[0] / own
    if at <= 0:
        return BreakEven(OWN_HARM, 1.0, 0.0, inf, None, Worth.NEVER)
    return BreakEven(OWN_HARM, 1.0, 0.0, inf, at, Worth.BELOW, saving[1] / own)


def _by_steps(shifted: Shifted, saving: float, saved: Callable[[Trials], float]) -> BreakEven:
    """How readily the attacker moves on: the turn nearest to today's figure, the likelier side being less likely."""
    here = _SPREADS.index(1.0)
    sides = [list(reversed(_SPREADS[:here])), list(_SPREADS[here + 1 :])]
    found: list[tuple[int, float, float]] = []
    for side in sides:
        before = 1.0
        for steps, factor in enumerate(side, start=1):
            if (saved(shifted.spread(factor)) > 0) != (saving > 0):
                found.append((steps, before, factor))
                break
            before = factor
    low, high = _SPREADS[0], _SPREADS[-1]
    if not found:
        return BreakEven(SPREAD, 1.0, low, high, None, Worth.ALWAYS if saving > 0 else Worth.NEVER)
    _, same, turned = min(found)
    for _ in range(_HALVINGS):
        middle = (same * turned) ** 0.5
        if (saved(shifted.spread(middle)) > 0) == (saving > 0):
            same = middle
        else:
            turned = middle
    upwards = turned > 1
    worth = Worth.BELOW if upwards == (saving > 0) else Worth.ABOVE
    return BreakEven(SPREAD, 1.0, low, high, (same * turned) ** 0.5, worth)


def _checking(shifted: Shifted, saving: float, saved: Callable[[Trials], float]) -> BreakEven:
    """How long checking takes, in whole times: the first at which the verdict turns, taken half way from the last."""
    most = shifted.checking_most()
    for factor in range(2, most + 1):
        if (saved(shifted.checking(factor)) > 0) != (saving > 0):
            worth = Worth.BELOW if saving > 0 else Worth.ABOVE
            return BreakEven(CHECKING, 1.0, 1.0, float(most), factor - 0.5, worth)
    return BreakEven(CHECKING, 1.0, 1.0, float(most), None, Worth.ALWAYS if saving > 0 else Worth.NEVER)
