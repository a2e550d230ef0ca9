"""What the services of a body ask for: fallbacks to start, to staff and to follow, things to look at, causes to find.

Law: what only the model says is called so.
Not here: the other rules, and whose turn it is (next_steps.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from battlebox.desk.command.step import SOON, Standing, Step, Urgency
from battlebox.desk.picture.outage import Cause, Condition
from battlebox.desk.picture.picture import Plight


def no_fallback(now: Standing) -> Iterator[Step]:
    """Services that are out with no fallback running."""
    for row in now.services:
        if row.plight is not Plight.OUT:
            continue
        people = row.service.protects.is_people
        has = "start its fallback" if row.service.has_fallback else "it has no fallback: find one"
        yield Step(
            Urgency.LIFE if people else Urgency.SOON,
            f"{row.service.name}: {has}",
            f"{'it is out' if row.seen else 'it is out by the model'}, and "
            f"{'it protects people' if people else 'no fallback runs'}",
            "service",
            row.service.service,
        )


def ends_soon(now: Standing) -> Iterator[Step]:
    """Fallbacks that end, and services that stop, within hours."""
    for row in now.services:
        clock = row.clock
        if row.plight is Plight.ON_FALLBACK and clock.fallback_until and clock.fallback_until - now.sight.now <= SOON:
            yield Step(
                Urgency.LIFE if row.service.protects.is_people else Urgency.SOON,
                f"{row.service.name}: say what comes after the fallback",
                "it ends within twelve hours",
                "service",
                row.service.service,
            )
        elif row.plight is Plight.WORKING and not row.seen and clock.stops and clock.stops - now.sight.now <= SOON:
            yield Step(
                Urgency.SOON,
                f"{row.service.name}: "
                f"{'get its fallback ready' if row.service.has_fallback else 'say what people do once it stops'}",
                "it will stop within twelve hours",
                "service",
                row.service.service,
            )


def short_of_staff(now: Standing) -> Iterator[Step]:
    """Fallbacks with fewer people than their plan asks for."""
    for row in now.services:
        plan = row.service.fallback_staff or 0
        if row.fallback is not None and row.fallback.value.staff < plan:
            yield Step(
                Urgency.SOON,
                f"{row.service.name}: find people for its fallback",
                f"{row.fallback.value.staff} at work, its plan asks for {plan:g}",
                "service",
                row.service.service,
            )


def unseen(now: Standing) -> Iterator[Step]:
    """Services that are out by the model, and nobody looked."""
    for row in now.services:
        if row.is_stopped and row.seen is None:
            yield Step(
                Urgency.KNOW,
                f"Find out whether it works: {row.service.name}",
                "the model says it is out; nobody has looked",
                "observe",
                row.service.service,
            )


def differs(now: Standing) -> Iterator[Step]:
    """Services seen otherwise than the model says."""
    for row in now.services:
        if row.differs:
            yield Step(
                Urgency.TIDY, f"Ask why it differs: {row.service.name}", row.differs, "service", row.service.service
            )


def causes(now: Standing) -> Iterator[Step]:
    """Things of ours that are out from an unknown cause."""
    things = now.estate.thing_by_id if now.estate else {}
    for name, said in now.picture.seen.items() if now.picture else ():
        seen = said[0].value
        is_ours = name in things and things[name].body == now.body
        if is_ours and seen.condition in (Condition.OUT, Condition.SLOW) and seen.cause is Cause.UNKNOWN:
            yield Step(
                Urgency.KNOW,
                f"Find out the cause: {things[name].name}",
                "it is out from an unknown cause",
                "observe",
                name,
            )
