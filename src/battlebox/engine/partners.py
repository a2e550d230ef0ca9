"""What one body can order itself, what it must ask its partners for, and what changes if a partner shuts down.

Law: each body is sovereign: what it can order and what it can only ask for are never in one list.
Not here: whom to ring (desk).
"""

from __future__ import annotations

from battlebox.engine.allowance import Allowance, Progress
from battlebox.engine.answers import Option, PartnerAdvice
from battlebox.engine.arrays import EstateArrays
from battlebox.engine.contain import contain
from battlebox.engine.effects import hosting_councils, shutdown_of
from battlebox.engine.questions import Question
from battlebox.engine.score import option
from battlebox.engine.search import Effort
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import FRESH


def contain_for(
    arrays: EstateArrays,
    question: Question,
    body: str,
    *,
    seconds: float = 30.0,
    effort: Effort | None = None,
    progress: Progress | None = None,
) -> PartnerAdvice:
    """Advice for one body. Raises EngineError as `contain` does.

    1. The best plan it can order alone, with its own bound.
    2. The best if its partners agree; their orders in it are asks.
    3. Its own plan again, where one partner stops everything of its own.
    """
    time = Allowance(seconds)
    alone = contain(arrays, question, seconds=seconds / 2, for_body=body, effort=effort, progress=progress)
    together = contain(arrays, question, seconds=time.left, effort=effort, progress=progress)
    actions = arrays.estate.action_by_id
    asks = [name for name in together.option("recommended").actions if actions[name].body != body]
    shutdowns = _if_partners_stop(arrays, question, body, alone.option("recommended"))
    return PartnerAdvice(body, alone, together, tuple(asks), shutdowns)


def _if_partners_stop(arrays: EstateArrays, question: Question, body: str, plan: Option) -> dict[str, Option]:
    situation = Situation.of(arrays, question)
    fresh = Trials.drawn(situation, stream=FRESH, worlds=situation.worlds(generous=False))
    found: dict[str, Option] = {}
    for partner in hosting_councils(arrays):
        if partner != body:
            orders = (*plan.actions, shutdown_of(partner))
            found[partner] = option(f"{partner} shuts down", orders, fresh.of(orders), arrays)
    return found
