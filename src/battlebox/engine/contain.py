"""What to cut: the options side by side on the same fresh worlds, the recommended plan, and a floor under them all.

Law: no figure shown comes from worlds a plan was fitted to; an order whose own saving is not clear is dropped.
Not here: what a body can order alone (partners.py), whether the advice stands under other figures (rerun.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from battlebox.engine.allowance import Allowance, Progress, silent
from battlebox.engine.answers import Advice, Option, Saving
from battlebox.engine.arrays import EstateArrays
from battlebox.engine.assuring import RUNGS, Assurance, unseen
from battlebox.engine.avoiding import best_first
from battlebox.engine.bound import lower_bound
from battlebox.engine.branching import Branches
from battlebox.engine.choices import Choices, Plan
from battlebox.engine.climb import Climb
from battlebox.engine.errors import Code, EngineError
from battlebox.engine.losses import Losses
from battlebox.engine.questions import EVERYTHING, Question
from battlebox.engine.score import option
from battlebox.engine.search import CLIMBED_MOST, Effort, Pools, search
from battlebox.engine.situation import Situation
from battlebox.engine.trial import PEOPLE
from battlebox.engine.trials import UNIT, Outcome, Trials, difference, error_of, mean_of
from battlebox.engine.worlds import BOUND, FRESH, STRATUM

SEARCHING, SAVING, BOUNDING, DIVIDING, CARRYING, PRICING, LISTING = 0.5, 0.65, 0.7, 0.85, 0.9, 0.95, 0.98
"""Shares of the time by which the search, the savings of single orders, the floor of cells, cells by shared prices, the
plan in other worlds, looks at those cells, and single orders are done or cut short."""
CARRIED: Final = 16
"""The plan alone is tried in so many times as many worlds as are scored on, to carry a floor over."""
CLEAR: Final = 2.0
"""Standard errors by which a difference must show to be acted on."""
SUSPECTS: Final = "isolate every suspect"
LINKS: Final = "cut every link between bodies"


def contain(
    arrays: EstateArrays,
    question: Question,
    *,
    seconds: float = 30.0,
    for_body: str | None = None,
    effort: Effort | None = None,
    progress: Progress | None = None,
) -> Advice:
    """The options for a situation. `seconds` is a limit, at which the best so far is given, and `is_cut` says so.

    Raises EngineError where the question is refused. With nothing hit there is nothing to contain: refused too.
    """
    if not question.hits:
        raise EngineError.of(Code.NO_HIT)
    situation = Situation.of(arrays, question)
    if for_body is not None and for_body not in arrays.estate.body_by_id:
        raise EngineError.of(Code.UNKNOWN_BODY, id=for_body, near="")
    choices = Choices(situation, for_body)
    situation.check_horizon([*(row.action for row in arrays.estate.actions), EVERYTHING])
    return advise(choices, Allowance(seconds, progress or silent), effort or Effort())


def advise(choices: Choices, allowance: Allowance, effort: Effort) -> Advice:
    """Search, bound, and score what is shown on fresh worlds.

    1. Find a plan on worlds for searching, and split all plans into cells there.
    2. On fresh worlds: drop orders whose own saving is not clear, where they are many give way to a habit that
    is clearly better; measure the cells.
    3. Where not every plan was tried, and there is time to look closely, the floor by shared prices on other worlds.
    4. Score every option on the fresh worlds.
    Each has its share of the time. Past it only what every answer needs is worked out: `nothing`, the habits,
    `everything` and the plan found so far, scored on fresh worlds, and the harm of the one cell that holds every plan.
    """
    situation, tell = choices.situation, allowance.progress
    tell(0.0, "trying plans")
    pools, losses = Pools(situation), Losses(choices)
    shares = (SEARCHING, SAVING, BOUNDING, DIVIDING, CARRYING, PRICING, LISTING)
    parts = searching, saving, bounding, dividing, carrying, pricing, listing = [*map(allowance.part, shares)]
    found = search(choices, pools, searching, effort, losses=losses)
    tell(0.7, "scoring the best on new draws of chance")
    generous = effort.rounds > 1 and not searching.is_cut
    fresh = Trials.drawn(situation, stream=FRESH, worlds=situation.worlds(generous=generous))
    glance = Trials.drawn(situation, stream=FRESH, worlds=max(fresh.worlds // 4, STRATUM))
    plan, savings = clear_savings(fresh, found.plan, saving, glance=glance)
    rivals = Climb(choices, fresh, saving).habits() if len(choices.names) > CLIMBED_MOST else []
    for rival in saving.within(rivals):
        if is_clear(Saving("", *difference(fresh.of(plan), fresh.of(rival)))):
            plan, savings = clear_savings(fresh, rival, saving, glance=glance)
    deep = Trials.drawn(situation, stream=FRESH, worlds=max(fresh.worlds, pools.select_worlds))
    bound = lower_bound(choices, deep, found.cells, bounding)
    if not found.exact and effort.rounds > 1 and not pricing.spent():
        tell(0.9, "looking for a harm that no plan gets below")
        looked = Trials.drawn(situation, stream=BOUND, worlds=RUNGS[0])
        branches = Branches(losses, looked, plan, dividing)
        branches.grow()
        seen = unseen(situation, plan, worlds=CARRIED * situation.worlds(), allowance=carrying)
        shown = fresh.of(plan)
        seen = seen if len(seen) >= fresh.worlds else shown.harm
        bound = max(bound, Assurance(losses, plan, seen, pricing, shown=shown.mean).bound(branches))
    singles = _singles(choices, pools, listing) if effort.singles else ()
    options = scored(choices, fresh, plan, savings, singles)
    tell(1.0, "done")
    best = fresh.of(plan)
    lead, error = (0.0, 0.0) if choices.is_all_ordered else difference(best, fresh.of({EVERYTHING}))
    return Advice(
        options=options,
        bound=bound,
        gap=max(0.0, best.mean - bound) / max(best.mean, 1.0),
        everything_first=lead > CLEAR * error and lead > 0,
        gentler=tuple(row.name for row in options if is_gentler(fresh.of(row.actions), best)),
        exact=found.exact,
        worlds=fresh.worlds,
        is_cut=any(part.is_cut for part in (*parts, allowance)),
    )


def clear_savings(
    fresh: Trials, plan: Plan, allowance: Allowance, *, glance: Trials
) -> tuple[Plan, tuple[Saving, ...]]:
    """The plan without orders whose own saving is under 2 standard errors, and the savings of those left.

    1. Those that do not look clear on the few worlds of `glance` are tried on the fresh ones, the least clear first.
    2. Then all that are left, until every one of them is clear.
    Where the time is up first, orders not looked at stay, without a saving, if the plan as a whole is clearly better
    than none.
    """
    plan = _without_weak(fresh, plan, own_savings(glance, plan, allowance), allowance)
    while True:
        savings = own_savings(fresh, plan, allowance)
        clear = tuple(sorted(filter(is_clear, savings), key=lambda saving: (-saving.mean, saving.action)))
        if allowance.is_cut and not is_clear(Saving("", *difference(fresh.of(()), fresh.of(plan)))):
            return frozenset(), ()
        if len(clear) == len(savings) or allowance.is_cut:
            return plan, clear
        plan = _without_weak(fresh, plan, savings, allowance)


def own_savings(trials: Trials, plan: Plan, allowance: Allowance) -> list[Saving]:
    """What each order of a plan saves by itself on a pool: the plan without it less the plan."""
    whole = trials.of(plan)
    names = allowance.within(sorted(plan))
    return [Saving(name, *difference(trials.of(plan - {name}), whole)) for name in names]


def is_clear(saving: Saving) -> bool:
    """Whether an order saves something, by 2 standard errors or more."""
    return saving.mean >= CLEAR * saving.se and saving.mean > 0


def _without_weak(fresh: Trials, plan: Plan, savings: Iterable[Saving], allowance: Allowance) -> Plan:
    """The plan without those of its orders whose going makes no clear difference to the plan before any of them went.

    The least clear goes first, and each other only while that still holds: two doors that each save nothing while the
    other is shut must not both be left open.
    """
    whole = fresh.of(plan)
    for saving in allowance.within(sorted((one for one in savings if not is_clear(one)), key=clearness)):
        rest = plan - {saving.action}
        if not is_clear(Saving(saving.action, *difference(fresh.of(rest), whole))):
            plan = rest
    return plan


def clearness(saving: Saving) -> float:
    """How many standard errors a saving stands above nothing."""
    return saving.mean / saving.se if saving.se > 0 else saving.mean * UNIT


def is_gentler(one: Outcome, other: Outcome) -> bool:
    """Whether harm to people is clearly lower."""
    gaps = other.figures[:, PEOPLE] - one.figures[:, PEOPLE]
    return mean_of(gaps) > CLEAR * error_of(gaps) and mean_of(gaps) > 0


def _singles(choices: Choices, pools: Pools, allowance: Allowance) -> Iterator[str]:
    """Single orders as long as the time lasts; where they are many, those of whole parts and bodies go first."""
    names = choices.names
    if len(names) > CLIMBED_MOST and not allowance.spent():
        names = best_first(choices, pools.look)
    yield from allowance.within(names)


def scored(
    choices: Choices, fresh: Trials, plan: Plan, savings: tuple[Saving, ...], singles: Iterable[str]
) -> tuple[Option, ...]:
    """Every option shown, on the same fresh worlds: nothing, the two habits, single orders, everything, recommended.

    As many single orders as their time allows, none where they have none; no order with a saving stands after one
    without. A second `everything`, where it was ordered already, is no option.
    """
    arrays = choices.situation.arrays

    def row(name: str, orders: tuple[str, ...]) -> Option:
        return option(name, orders, fresh.of(orders), arrays)

    suspects, missing = choices.every_suspect
    rows = [row("nothing", ())]
    rows += [replace(row(SUSPECTS, suspects), unavailable=missing)] if suspects else []
    rows += [row(LINKS, choices.every_link)] if choices.every_link else []
    rows += [row(name, (name,)) for name in singles]
    rows += [] if choices.is_all_ordered else [row(EVERYTHING, (EVERYTHING,))]
    measured = tuple(saving.action for saving in savings)
    order = (*measured, *sorted(plan.difference(measured)))
    rows.append(replace(row("recommended", order), savings=savings))
    return tuple(rows)
