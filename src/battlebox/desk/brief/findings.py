"""What the engine answered for one brief, gathered in one value; and the asking itself.

Law: every part of a brief rests on one question, so no two sections can disagree about what was asked.
Not here: words (brief_*.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.engine import (
    QUICK,
    Advice,
    Down,
    EngineCode,
    EngineError,
    EstateArrays,
    Impact,
    PartnerAdvice,
    Pivot,
    Postponed,
    Question,
    Reach,
    Redrawn,
    Rerun,
    Restaged,
    contain,
    contain_for,
    impact,
    pivots,
    postponed,
    redrawn,
    rerun,
    restaged,
    spread,
)
from battlebox.estate import MICROHOURS, Estate

LEAST_H: Final = 120
"""The shortest horizon a brief is written for: below it checking a system looks dearer than losing it."""

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Findings:
    """Answers to one question at one time.

    `now` counts only what is said to be down and ordered; `struck` takes the confirmed systems as lost at hour 0 too,
    `suspected` the suspected ones as well. `partner` is there when the brief is for one body; with no hit at all there
    is no advice and no reach.
    """

    estate: Estate
    arrays: EstateArrays
    question: Question
    at: datetime
    now: Impact
    struck: Impact
    suspected: Impact
    reach: tuple[Reach, ...]
    advice: Advice | None
    partner: PartnerAdvice | None = None

    @property
    def is_cut(self) -> bool:
        """Whether the time was up before all was tried, for what is advised or for what partners would be asked."""
        answers = (self.advice, self.partner.together if self.partner else None)
        return any(each is not None and each.is_cut for each in answers)


def find(
    estate: Estate,
    arrays: EstateArrays,
    question: Question,
    *,
    at: datetime,
    body: str | None,
    seconds: float,
    progress: Progress | None = None,
) -> Findings:
    """Ask the engine everything a brief needs. Raises EngineError for a question it refuses."""
    if body is not None and body not in estate.body_by_id:
        raise EngineError.of(EngineCode.UNKNOWN_BODY, id=body, near=f": {', '.join(estate.body_by_id)}")
    if not question.hits and question.hours_microhours < LEAST_H * MICROHOURS:
        hours = question.hours_microhours // MICROHOURS
        raise EngineError.of(EngineCode.HORIZON_SHORT, found=hours, least=LEAST_H, longest="")
    partner, advice = None, None
    anything = any(hit.chance > 0 for hit in question.hits)
    if anything and body is None:
        advice = contain(arrays, question, seconds=seconds, effort=QUICK, progress=progress)
    elif anything and body is not None:
        partner = contain_for(arrays, question, body, seconds=seconds, effort=QUICK, progress=progress)
        advice = partner.alone
    return replace(without_advice(estate, arrays, question, at=at), advice=advice, partner=partner)


def without_advice(estate: Estate, arrays: EstateArrays, question: Question, *, at: datetime) -> Findings:
    """Everything but the options: what stops and where the attacker may be. Raises EngineError."""
    return Findings(
        estate=estate,
        arrays=arrays,
        question=question,
        at=at,
        now=_impact(arrays, question, least_chance=2.0),
        struck=_impact(arrays, question, least_chance=1.0),
        suspected=_impact(arrays, question, least_chance=1e-9),
        reach=spread(arrays, question) if question.hits else (),
        advice=None,
    )


def try_guesses(
    arrays: EstateArrays, found: Findings, *, seconds: float, progress: Progress | None = None
) -> Iterator[Rerun]:
    """The advice under halved and doubled guesses, one at a time, since each takes as long as the advice itself."""
    if found.advice is not None:
        body = None if found.partner is None else found.partner.body
        yield from rerun(arrays, found.question, found.advice, for_body=body, seconds=seconds, progress=progress)


def find_pivots(
    arrays: EstateArrays, found: Findings, *, seconds: float, progress: Progress | None = None
) -> tuple[Pivot, ...]:
    """Which guess would turn the advice, the nearest first; none where there is no advice."""
    if found.advice is None:
        return ()
    return pivots(arrays, found.question, found.advice, seconds=seconds, progress=progress)


def find_waiting(arrays: EstateArrays, found: Findings) -> Postponed | None:
    """What an hour of waiting with the plan advised costs; None where nothing is advised, or no order."""
    return None if found.advice is None else postponed(arrays, found.question, found.advice)


def find_given(
    arrays: EstateArrays, found: Findings, *, seconds: float, progress: Progress | None = None
) -> Restaged | None:
    """What becomes of the orders given before; None where none was, or nothing is said of any system."""
    advice = found.advice
    advised = () if advice is None else advice.option("recommended").actions
    return restaged(
        arrays, found.question, advised, worlds=advice.worlds if advice else None,
        for_body=None if found.partner is None else found.partner.body, seconds=seconds, progress=progress,
    )  # fmt: skip


def redraw_orders(
    arrays: EstateArrays, found: Findings, *, seconds: float, progress: Progress | None = None
) -> Redrawn | None:
    """How often each order advised is chosen when chance is drawn again; None where there is no advice."""
    if found.advice is None:
        return None
    body = None if found.partner is None else found.partner.body
    return redrawn(arrays, found.question, found.advice, for_body=body, seconds=seconds, progress=progress)


def _impact(arrays: EstateArrays, question: Question, *, least_chance: float) -> Impact:
    """Impact with every hit of at least that chance taken as lost at hour 0."""
    struck = tuple(Down(hit.system) for hit in question.hits if hit.chance >= least_chance)
    seen = {row.thing: row for row in struck}
    downs = struck + tuple(row for row in question.downs if row.thing not in seen)
    return impact(arrays, downs=downs, dones=question.dones, hours_microhours=question.hours_microhours)
