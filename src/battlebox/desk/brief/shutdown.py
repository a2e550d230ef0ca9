"""The whole council shut down, as orders: which of the estate's orders do it for each council, and who has none.

Law: shutting down is each council's own order; where the estate holds none for a council, that is said and not hidden.
Not here: what it costs (engine), giving it (picture), the choice in words (choices.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.desk.brief.reach import short_body
from battlebox.engine import EVERYTHING
from battlebox.estate import Action, BodyKind, Estate, things_of

NO_ORDER: Final = "Shut everything of ours down (the estate holds no order for it)"


@dataclass(frozen=True, slots=True)
class Shutdown:
    """One council that hosts systems, and its own orders that stop them all; empty where the estate holds none."""

    body: str
    orders: tuple[Action, ...]


def shutdowns(estate: Estate) -> tuple[Shutdown, ...]:
    """Every council that hosts systems, in table order, with its orders."""
    hosts = {row.body for row in estate.systems}
    councils = (row.body for row in estate.bodies if row.kind is BodyKind.COUNCIL and row.body in hosts)
    return tuple(Shutdown(body, _stopping(estate, body)) for body in councils)


def is_shut(estate: Estate, body: str, given: Collection[str]) -> bool:
    """Whether orders that are given shut a council down; not where the estate holds none for it."""
    orders = next((each.orders for each in shutdowns(estate) if each.body == body), ())
    return EVERYTHING in given or (bool(orders) and {row.action for row in orders} <= frozenset(given))


def orders_of(estate: Estate, actions: Iterable[str], given: Collection[str] = ()) -> tuple[Action, ...]:
    """The estate's orders of a choice, less those given already; for the whole council, each council's own."""
    names = tuple(actions)
    if EVERYTHING in names:
        rows = tuple(row for each in shutdowns(estate) for row in each.orders)
    else:
        rows = tuple(estate.action_by_id[name] for name in names if name in estate.action_by_id)
    return tuple(row for row in rows if row.action not in given)


def without_orders(estate: Estate, actions: Iterable[str]) -> tuple[str, ...]:
    """The councils that a choice shuts down and for which the estate holds no order to do it."""
    return tuple(each.body for each in shutdowns(estate) if not each.orders) if EVERYTHING in tuple(actions) else ()


def own_names(estate: Estate, actions: Iterable[str], body: str, given: Collection[str] = ()) -> tuple[str, ...]:
    """The orders of a choice that the body gives itself, by name."""
    names = tuple(actions)
    own = tuple(row.name for row in orders_of(estate, names, given) if row.body == body)
    return (*own, *((NO_ORDER,) if body in without_orders(estate, names) else ()))


def ask_names(estate: Estate, actions: Iterable[str], body: str, given: Collection[str] = ()) -> tuple[str, ...]:
    """What the body must ask others for in a choice, each with whose it is."""
    names = tuple(actions)
    said = {row.body: short_body(row.name) for row in estate.bodies}
    asks = [f"{said[row.body]}: {row.name}" for row in orders_of(estate, names, given) if row.body != body]
    asks += [f"{said[each]}: {ask_words(estate, each)}" for each in without_orders(estate, names) if each != body]
    return tuple(asks)


def ask_words(estate: Estate, body: str) -> str:
    """What a council is asked for where the estate holds no order that does it."""
    return f"Shut everything of {short_body(estate.body_by_id[body].name)} down"


def _stopping(estate: Estate, body: str) -> tuple[Action, ...]:
    """The one order of a council that stops all its systems and least besides, else several that do it together."""
    wanted = {row.system for row in estate.systems if row.body == body}
    reach = {row.action: things_of(estate, row.stops) for row in estate.actions if row.body == body and row.stops}
    whole = [name for name, things in reach.items() if wanted <= things]
    if whole:
        best = min(whole, key=lambda name: (len(reach[name]), estate.action_by_id[name].takes_microhours, name))
        return (estate.action_by_id[best],)
    kept: list[Action] = []
    left = set(wanted)
    for name in sorted(reach, key=lambda name: (-len(wanted & reach[name]), name)):
        row = estate.action_by_id[name]
        apart = all(name not in other.conflicts and other.action not in row.conflicts for other in kept)
        if left & reach[name] and apart:
            kept.append(row)
            left -= reach[name]
    return () if left else tuple(kept)
