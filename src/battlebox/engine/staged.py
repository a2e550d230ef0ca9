"""Orders that were given and facts that have changed: what to keep, what to add, what to take back.

1. An order in force may be taken back, by this body where it is asked for one alone (standing.py).
2. Each order taken back costs a stated share of the harm there would be if all that was given stayed as it is. The
   search weighs that as it weighs what orders cost.
3. On fresh worlds each change from "keep everything, and add what is advised" must be clearly worth it by itself;
   what is not is undone, the weakest first.
Law: an order is taken back only where that clearly gains more than the penalty; where none is, what to add is what
was advised. What has run out, and what another body gave, stands as it is.
Not here: the search (search.py), words (desk).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from battlebox.engine.allowance import Allowance, Progress, silent
from battlebox.engine.arrays import EstateArrays
from battlebox.engine.choices import Choices, Plan
from battlebox.engine.climb import Climb
from battlebox.engine.questions import EVERYTHING, Done, Question
from battlebox.engine.search import QUICK, Pools, search
from battlebox.engine.situation import Situation
from battlebox.engine.standing import StandingSituation
from battlebox.engine.trials import UNIT, Trials, difference
from battlebox.engine.worlds import FRESH

REVERSAL: Final = 5.0
"""What taking one order back must gain, in percent of the harm if all that was given stays and nothing is added."""
CLEAR: Final = 2.0
SEARCHING, TRYING = 0.6, 0.75
"""Shares of the time by which the search is done, and by which orders were taken back one by one."""


class Verdict(StrEnum):
    """What to do with an order."""

    KEEP = "keep"
    ADD = "add"
    BACK = "take back"
    STANDS = "stands"


class Because(StrEnum):
    """Why an order that was given cannot be taken back."""

    NONE = ""
    OVER = "over"
    OTHERS = "other body"


@dataclass(frozen=True, slots=True)
class Step:
    """One order: what to do, and what that saves beside the opposite, without the penalty, with its standard error."""

    action: str
    verdict: Verdict
    mean: float = 0.0
    se: float = 0.0
    because: Because = Because.NONE

    @property
    def is_clear(self) -> bool:
        """Whether it saves something, by 2 standard errors or more."""
        return self.mean > 0 and self.mean >= CLEAR * self.se


@dataclass(frozen=True, slots=True)
class Restaged:
    """Every order given, in the order of the question, then what to add.

    `penalty` is what taking one back must gain, in harm units, `reversal` the same in percent of `as_given`: the mean
    harm if all stays and nothing is added. `mean` is that of what is advised here, penalties left out.
    """

    steps: tuple[Step, ...]
    reversal: float
    penalty: float
    as_given: float
    mean: float
    is_cut: bool = False

    def of(self, verdict: Verdict) -> tuple[str, ...]:
        """The orders of one verdict."""
        return tuple(row.action for row in self.steps if row.verdict is verdict)


@dataclass(frozen=True)
class _Stage:
    """One way to part what was given: into what must stand and what may be taken back."""

    situation: StandingSituation
    choices: Choices
    fresh: Trials
    base: Plan
    """Everything kept that may be, and what is advised beside it."""

    @property
    def given(self) -> Plan:
        return frozenset(done.action for done in self.situation.standing) - {EVERYTHING}

    def gain(self, plan: Plan, name: str) -> tuple[float, float]:
        """What one order's being in a plan, or not, saves beside the opposite: penalties counted."""
        return difference(self.fresh.of(self.choices.moved(plan, name)), self.fresh.of(plan))

    def solved(self, allowance: Allowance) -> Plan:
        """Search, then undo what is not clearly worth it."""
        pools, base = Pools(self.situation), self.base
        found = search(self.choices, pools, allowance.part(SEARCHING), QUICK, starts=(base,))
        trying = Climb(self.choices, pools.look, allowance.part(TRYING))
        back = trying.thinned(base, sorted(self.given))
        more = trying.adding(back, [name for name in self.choices.names if name not in self.given])
        select = pools.select
        best = min((base, found.plan, back, more), key=lambda plan: (select.of(plan).mean, sorted(plan ^ base)))
        return self._worthwhile(best, allowance)

    def _worthwhile(self, plan: Plan, allowance: Allowance) -> Plan:
        while changes := sorted(plan ^ self.base):
            gains = {name: self.gain(plan, name) for name in allowance.within(changes)}
            if len(gains) < len(changes):
                return self.base
            weakest = min(changes, key=lambda name: (_clearness(gains[name]), name))
            if _clearness(gains[weakest]) >= CLEAR:
                break
            plan = self.choices.moved(plan, weakest)
        is_back = bool(self.given - plan) or EVERYTHING in self.situation.book.standing
        whole = difference(self.fresh.of(self.base), self.fresh.of(plan))
        return plan if is_back and _clearness(whole) >= CLEAR else self.base


def restaged(
    arrays: EstateArrays,
    question: Question,
    advised: Sequence[str],
    *,
    worlds: int | None = None,
    reversal: float = REVERSAL,
    for_body: str | None = None,
    seconds: float = 30.0,
    progress: Progress | None = None,
) -> Restaged | None:
    """What becomes of the orders given. `advised` are those to add if all stay; `worlds` those they were scored on.

    None where nothing was given, or nothing is said of any system. Raises EngineError where the question is refused.
    """
    whole = Situation.of(arrays, question)
    if not question.dones or not question.hits:
        return None
    fixed = {done.action: because for done in question.dones if (because := _fixed(whole, done, for_body))}
    free = tuple(done for done in question.dones if done.action not in fixed)
    frame = _Frame(whole, tuple(advised), for_body, worlds or whole.worlds())
    first = frame.stage(without_everything(free), 0.0)
    as_given = first.fresh.of(first.given).mean
    penalty = as_given * reversal / 100
    allowance = Allowance(seconds, progress or silent)
    allowance.progress(0.0, "looking whether what was ordered still stands")
    stage, plan, rows = frame.solved(free, penalty, allowance)
    steps = {row.action: row for row in (*rows, *_steps(stage, plan))}
    given = [
        steps.get(done.action, Step(done.action, Verdict.STANDS, because=fixed.get(done.action, Because.NONE)))
        for done in question.dones
    ]
    added = sorted(steps.keys() - {row.action for row in given}, key=lambda name: (-steps[name].mean, name))
    mean = stage.fresh.of(plan).mean - penalty * sum(row.verdict is Verdict.BACK for row in given)
    return Restaged((*given, *(steps[name] for name in added)), reversal, penalty, as_given, mean, allowance.is_cut)


@dataclass(frozen=True)
class _Frame:
    """What all stages of one answer have in common."""

    whole: Situation
    advised: tuple[str, ...]
    body: str | None
    worlds: int

    def stage(self, standing: tuple[Done, ...], penalty: float) -> _Stage:
        """The stage in which these may be taken back; `everything` among them is taken back."""
        question = self.whole.question
        free = {done.action for done in standing}
        stay = tuple(done for done in question.dones if done.action not in free)
        situation = StandingSituation(
            self.whole.arrays, replace(question, dones=stay), standing=standing, penalty=penalty
        )
        choices = Choices(situation, self.body)
        held = [name for name in (*free, *self.advised) if name in choices.names]
        fresh = Trials.drawn(situation, stream=FRESH, worlds=self.worlds)
        return _Stage(situation, choices, fresh, frozenset(held))

    def solved(
        self, free: tuple[Done, ...], penalty: float, allowance: Allowance
    ) -> tuple[_Stage, Plan, tuple[Step, ...]]:
        """The stage, its plan, and what becomes of shutting everything down where that was ordered."""
        rest = without_everything(free)
        kept = self.stage(rest, penalty)
        if rest == free:
            return kept, kept.solved(allowance), ()
        undone = self.stage(free, penalty)
        one, other = kept.solved(allowance.part(0.5)), undone.solved(allowance)
        mean, se = difference(kept.fresh.of(one), undone.fresh.of(other))
        if mean > 0 and mean >= CLEAR * se:
            return undone, other, (Step(EVERYTHING, Verdict.BACK, mean + penalty, se),)
        return kept, one, (Step(EVERYTHING, Verdict.KEEP, -mean - penalty, se),)


def without_everything(dones: tuple[Done, ...]) -> tuple[Done, ...]:
    """The orders that are actions of the estate."""
    return tuple(done for done in dones if done.action != EVERYTHING)


def _steps(stage: _Stage, plan: Plan) -> Iterable[Step]:
    """What to do with each order that the stage may give or take back. What an order saves leaves penalties out."""
    penalty = stage.situation.penalty
    for name in sorted(stage.given):
        mean, se = stage.gain(plan, name)
        if name in plan:
            yield Step(name, Verdict.KEEP, mean - penalty, se)
        else:
            yield Step(name, Verdict.BACK, mean + penalty, se)
    for name in sorted(plan - stage.given):
        yield Step(name, Verdict.ADD, *stage.gain(plan, name))


def _fixed(whole: Situation, done: Done, for_body: str | None) -> Because:
    """Why an order cannot be taken back; blank where it can."""
    order = whole.book.order(done.action, ago=done.ago_microhours, given=True, until=done.until_microhours)
    if order.lapses <= 0:
        return Because.OVER
    row = whole.arrays.estate.action_by_id.get(done.action)
    mine = for_body is None or (row is not None and row.body == for_body)
    return Because.NONE if mine else Because.OTHERS


def _clearness(gain: tuple[float, float]) -> float:
    """How many standard errors a saving stands above nothing."""
    mean, se = gain
    return mean / se if se > 0 else mean * UNIT
