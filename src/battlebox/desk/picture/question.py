"""The record as a question to the engine: what is hit or suspected, what is down, what was ordered, seen from now.

Law: only what the record says is asked, word for word; whoever reads the answer can read the question beside it.
Not here: the answer (brief/findings.py), changing the question by hand (web).
"""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk.picture.containment import Order, Stage
from battlebox.desk.picture.outage import Condition
from battlebox.desk.picture.picture import Picture
from battlebox.desk.picture.suspicion import Belief, Subject, Suspicion, spoken_of
from battlebox.desk.record.sight import Sight, Stated
from battlebox.engine import Done, Down, Hit, Question
from battlebox.estate import MICROHOURS, Estate

_HOUR = timedelta(hours=1)


def question_now(sight: Sight, picture: Picture, *, seed: int = 1) -> Question:
    """What the record asks, with hour 0 at the picture's instant.

    Where two versions of a suspicion stand, the worse one is asked. A body that is suspected as a whole asks nothing:
    the engine reckons with systems.
    """
    estate = picture.estate
    said = spoken_of(sight, Subject.SYSTEM)
    hits = (
        hit_of(estate, name, worst(versions), picture) for name, versions in said.items() if name in estate.system_by_id
    )
    downs = (Down(name) for name, seen in picture.seen.items() if seen[0].value.condition is Condition.OUT)
    dones = (done_of(order, picture) for order in picture.orders.values() if _counts(estate, order.value))
    return Question(
        hits=tuple(hit for hit in hits if hit is not None),
        downs=tuple(downs),
        dones=apart(estate, tuple(dones)),
        seed=seed,
    )


def worst(versions: tuple[Stated[Belief], ...]) -> Belief:
    """The version that would hurt most if it were true."""
    order = (Suspicion.CONFIRMED, Suspicion.SUSPECTED, Suspicion.UNKNOWN, Suspicion.CLEAR)
    return min((version.value for version in versions), key=lambda belief: order.index(belief.state))


def hit_of(estate: Estate, name: str, belief: Belief, picture: Picture) -> Hit | None:
    """What a belief asks of the engine: confirmed is certain, no sign found is none, unknown asks nothing."""
    if belief.state is Suspicion.UNKNOWN:
        return None
    chance = {Suspicion.CONFIRMED: 1.0, Suspicion.CLEAR: 0.0}.get(belief.state, estate.cyber.chances[belief.chance])
    since = None if belief.since is None else max(0, round((picture.now - belief.since) / _HOUR * MICROHOURS))
    return Hit(name, chance, since)


def done_of(order: Stated[Order], picture: Picture) -> Done:
    """An order in force, given so long ago."""
    return Done(order.value.action, max(0, round((picture.now - order.value.given) / _HOUR * MICROHOURS)))


def apart(estate: Estate, dones: tuple[Done, ...]) -> tuple[Done, ...]:
    """Orders without those that exclude one already taken: the engine asks which plan is possible, people did both."""
    kept: list[Done] = []
    for done in dones:
        row = estate.action_by_id[done.action]
        if not any(
            other.action in row.conflicts or done.action in estate.action_by_id[other.action].conflicts
            for other in kept
        ):
            kept.append(done)
    return tuple(kept)


def _counts(estate: Estate, order: Order) -> bool:
    return order.stage in (Stage.ORDERED, Stage.ACKNOWLEDGED, Stage.VERIFIED) and order.action in estate.action_by_id
