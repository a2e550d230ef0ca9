"""Times as they were played beside the times of the plan: orders, fallbacks, services, tasks.

Law: the plan is the estate's own; where it says nothing, or a thing was never done, that is said and no verdict given.
Not here: whether the plan is a good one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.command import tasks_of
from battlebox.desk.picture import ServicePlight
from battlebox.drill.play import minutes_words
from battlebox.drill.report.effect import seen_off, verified_by
from battlebox.drill.report.played import Played, when
from battlebox.estate import MICROHOURS
from battlebox.journal import Kind

_HOUR: Final = 60


class Against(StrEnum):
    """How a played time stands against the plan."""

    WITHIN = "within the plan"
    OVER = "over the plan"
    NOT_DONE = "not done"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One thing: what the plan says and what was played, in words; the entries that show it."""

    kind: str
    name: str
    plan: str
    played: str
    against: Against
    entries: tuple[str, ...] = ()


def plan_rows(played: Played) -> tuple[PlanRow, ...]:
    """Orders, then fallbacks, then services, the worst first, then tasks."""
    stopped = [row for row in played.picture.by_need() if row.service.body == played.body and row.is_stopped]
    return (
        *_orders(played),
        *(row for each in stopped if (row := _fallback(played, each)) is not None),
        *(_service(each) for each in stopped),
        *_tasks(played),
    )


def _orders(played: Played) -> list[PlanRow]:
    found = []
    for deed in played.of({Kind.SYSTEM_ISOLATED}):
        row = played.estate.action_by_id.get(str(deed.said.get("action", "")))
        if row is None:
            continue
        # The plan is the council's own time; in the drill's copy an order may work sooner.
        plan = (row.takes_microhours * played.orders_faster * _HOUR + MICROHOURS // 2) // MICROHOURS
        plan_words = f"{minutes_words(plan)} to take effect" if plan else "the estate gives no time"
        if plan and played.orders_faster > 1:
            plan_words += f", and in this drill a part in {played.orders_faster} of that"
        seen = verified_by(played, deed)
        if seen is None:
            found.append(PlanRow("order", row.name, plan_words, "not seen to work", Against.NOT_DONE, (deed.number,)))
            continue
        works = seen_off(played, seen)
        if works.is_early:
            said = f"{seen.number} said verified off before it worked, so nobody saw it work"
            found.append(PlanRow("order", row.name, plan_words, said, Against.NOT_KNOWN, (deed.number, seen.number)))
            continue
        took = max(0, played.minutes(when(deed), when(seen)))
        against = Against.NOT_KNOWN if not plan else Against.WITHIN if took <= plan else Against.OVER
        said = f"{minutes_words(took)} from the order until it was seen"
        found.append(PlanRow("order", row.name, plan_words, said, against, (deed.number, seen.number)))
    return found


def _fallback(played: Played, row: ServicePlight) -> PlanRow | None:
    service, stopped = row.service, row.clock.stops
    if not service.has_fallback:
        return None
    plan = service.fallback_start_microhours * _HOUR // MICROHOURS
    plan_words = f"to begin within {minutes_words(plan)}" if plan else "to begin at once"
    starts = [each for each in played.of({Kind.FALLBACK_INVOKED})
              if each.said.get("id") == service.service and each.said.get("running")]  # fmt: skip
    if not starts:
        return PlanRow("fallback", service.name, plan_words, "not started", Against.NOT_DONE)
    if stopped is None:
        return PlanRow("fallback", service.name, plan_words, "not known when it stopped", Against.NOT_KNOWN)
    took = played.minutes(stopped, when(starts[0]))
    said = f"{minutes_words(took)} after it stopped" if took > 0 else "before it stopped, or at that minute"
    # The estate gives no time for beginning at once: to the quarter of an hour is meant.
    against = Against.WITHIN if took <= max(plan, _AT_ONCE_MINUTES) else Against.OVER
    return PlanRow("fallback", service.name, plan_words, said, against, (starts[0].number,))


_AT_ONCE_MINUTES: Final = 15


def _service(row: ServicePlight) -> PlanRow:
    service = row.service
    rto, mtpd = (each * _HOUR // MICROHOURS for each in (service.rto_microhours, service.mtpd_microhours))
    out = int(row.clock.out_for / timedelta(minutes=1))
    plan = f"back in {minutes_words(rto)} (RTO); {minutes_words(mtpd)} at the most (MTPD)"
    stands = "on its fallback" if row.fallback is not None else "out"
    past = "past its MTPD" if out >= mtpd else "past its RTO" if out >= rto else "not past its RTO"
    said = f"{stands} for {minutes_words(out)} at the end, {past}"
    return PlanRow("service", service.name, plan, said, Against.OVER if out >= rto else Against.WITHIN)


def _tasks(played: Played) -> list[PlanRow]:
    found = []
    for task in tasks_of(played.end):
        if task.opened.body != played.body or task.due is None or task.opened.at > played.ended:
            continue
        closed = [line for line in played.sight.record.history(task.thing)
                  if line.header.kind == Kind.TASK_CLOSED and line.at <= played.ended]  # fmt: skip
        plan = f"due {minutes_words(played.minutes(played.began, task.due))} after the beginning"
        if closed:
            over = played.minutes(task.due, closed[-1].at)
            said = f"closed {minutes_words(over)} late" if over > 0 else "closed in time"
            against = Against.OVER if over > 0 else Against.WITHIN
            found.append(PlanRow("task", task.what, plan, said, against, (task.opened.number, closed[-1].number)))
        elif task.due <= played.ended:
            found.append(PlanRow("task", task.what, plan, "open at the end", Against.NOT_DONE, (task.opened.number,)))
        else:
            said = "open, and still in time"
            found.append(PlanRow("task", task.what, plan, said, Against.NOT_KNOWN, (task.opened.number,)))
    return found
