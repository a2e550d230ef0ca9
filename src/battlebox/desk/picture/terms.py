"""What an order means before it is given: what it cuts, what would stop, who may give it, and what is lost for good.

Law: a power-off before memory was captured is never given without saying so; an order that is past its time says so.
Not here: giving it (containment.py), choosing between orders (engine).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.picture.containment import ORDER, STAGE, Order, Stage, action_of, loses_memory
from battlebox.desk.picture.naming import Names
from battlebox.desk.picture.picture import Picture, would_stop
from battlebox.desk.record.sight import Sight, Stated
from battlebox.estate import MICROHOURS, Action, Estate, paths_of, things_of

_MINUTE: Final = timedelta(minutes=1)
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


def late_words(sight: Sight, estate: Estate, order: Stated[Order]) -> str:
    """What is overdue about an order, in words; blank where nothing is."""
    row = estate.action_by_id.get(order.value.action)
    due = lapses(estate, order.value)
    if row is None or due is None:
        return ""
    if sight.now >= due:
        return "its time is over: undo it or say why not"
    if sight.now >= works_from(row, given_at(sight, order.value)) and order.value.stage is not Stage.VERIFIED:
        return "not verified, and it should work by now"
    return ""


def works_from(row: Action, given: datetime) -> datetime:
    """From which minute an order works that was given then, by the time that the estate gives it.

    A minute that has begun is not counted: nobody is told that an order works before it does.
    """
    if not row.takes_microhours:
        return given
    works = given + timedelta(hours=row.takes_microhours / MICROHOURS)
    begun = works.replace(second=0, microsecond=0)
    return begun if begun == works else begun + _MINUTE


def given_at(sight: Sight, order: Order) -> datetime:
    """When an order was given, as it says; in a drill when that was written down, as everything of a drill counts."""
    if not sight.record.standing.exercise:
        return order.given
    told = [
        each.at for each in sight.told(f"{ORDER}/{order.action}", STAGE, Order) if each.value.stage is Stage.ORDERED
    ]
    return told[-1] if told else order.given


def _named(names: Names, ids: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names.any(each) for each in ids))
