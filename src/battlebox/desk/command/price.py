"""The price of somebody's own plan, on the same worlds as the choices it stands beside.

Law: a plan of one's own is a choice like any other: the same columns, the same words, no praise and no blame.
Not here: choosing plans (engine), the choices the desk itself shows (brief/choices.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from battlebox.desk.brief.choices import choice_of
from battlebox.desk.brief.findings import Findings, without_advice
from battlebox.desk.brief.gold import AsItIs
from battlebox.desk.brief.saying import counted
from battlebox.desk.command.advice import ChoiceShown, choice_shown
from battlebox.engine import EstateArrays, Question, score
from battlebox.estate import Estate


def price_plan(
    estate: Estate,
    arrays: EstateArrays,
    question: Question,
    plan: Sequence[str],
    *,
    letter: str,
    body: str,
    at: datetime,
    now: AsItIs | None = None,
) -> ChoiceShown:
    """What these orders are worth, in words and figures, beside watching.

    `now` is what the record knows besides. Cost: about two looks at the worlds.
    Raises EngineError for orders that cannot be given together.
    """
    found: Findings = without_advice(estate, arrays, question, at=at)
    watch = score(arrays, question, ())
    own = score(arrays, question, tuple(plan))
    row = choice_of(found, letter, f"Your own plan: {counted(len(plan), 'order')}", own, watch)
    return choice_shown(found, row, own, body, now or AsItIs())
