"""What an order means before it is given: what it cuts, what would stop, who may give it, and what is lost for good.

Law: a power-off before memory was captured is never given without saying so; an order that is past its time says so.
Not here: giving it (containment.py), choosing between orders (engine).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.picture.containment import Order, Stage, action_of, loses_memory
from battlebox.desk.picture.naming import Names
from battlebox.desk.picture.picture import Picture, would_stop
from battlebox.desk.record.sight import Stated
from battlebox.estate import MICROHOURS, Action, Estate, paths_of, things_of

CAPTURED: Final = "captured"
NOT_CAPTURED: Final = "not captured"
POWER_OFF: Final = (
    "This switches systems off. What is in their memory is lost for good: capture memory first, or give the order "
    "knowing that it was not captured."
)


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """One action in words. `isolates`, `cuts` and `stops` are what it touches; `services` what would stop, and when.

    `in_conflict` are orders in force that exclude it.
    """

    row: Action
    owner: str
    isolates: tuple[str, ...]
    cuts: tuple[str, ...]
    stops: tuple[str, ...]
    services: tuple[tuple[str, datetime], ...]
    in_conflict: tuple[str, ...]
    loses_memory: bool


def terms_of(picture: Picture, names: Names, action: str) -> OrderTerms:
    """The terms of one action as things stand. Raises DeskError if the estate has none of that id."""
    estate = picture.estate
    row = action_of(estate, action)
    others = (name for name in row.conflicts if name in picture.orders)
    return OrderTerms(
        row=row,
        owner=names.body(row.body),
        isolates=_named(names, things_of(estate, row.isolates)),
        cuts=_named(names, paths_of(estate, row.cuts)),
        stops=_named(names, things_of(estate, row.stops)),
        services=tuple((service, at) for service, at in would_stop(picture, action)),
        in_conflict=tuple(names.action(name) for name in others if picture.orders[name].value.stage.is_in_force),
        loses_memory=loses_memory(estate, row),
    )


def lapses(estate: Estate, order: Order) -> datetime | None:
    """When an order in force is due to be looked at and undone; None once it is, or where the estate has lost it."""
    row = estate.action_by_id.get(order.action)
    if row is None or not order.stage.is_in_force:
        return None
    return order.given + timedelta(hours=(row.takes_microhours + row.lasts_microhours) / MICROHOURS)


def late_words(estate: Estate, order: Stated[Order], now: datetime) -> str:
    """What is overdue about an order, in words; blank where nothing is."""
    row = estate.action_by_id.get(order.value.action)
    due = lapses(estate, order.value)
    if row is None or due is None:
        return ""
    if now >= due:
        return "its time is over: undo it or say why not"
    works = works_from(estate, order.value)
    if works is not None and now >= works and order.value.stage is not Stage.VERIFIED:
        return "not verified, and it should work by now"
    return ""


def works_from(estate: Estate, order: Order) -> datetime | None:
    """From when an order works, by the time that the estate gives it; None where the estate has lost it."""
    row = estate.action_by_id.get(order.action)
    return None if row is None else order.given + timedelta(hours=row.takes_microhours / MICROHOURS)


def _named(names: Names, ids: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names.any(each) for each in ids))
