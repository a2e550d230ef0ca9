"""The whole council shut down, as orders: which of the estate's orders do it for each council, and what they leave.

Law: shutting down is each council's own order; what the estate holds no order for is said and not hidden.
Not here: what it costs (engine), giving it (picture), the choice in words (choices.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import counted
from battlebox.engine import EVERYTHING
from battlebox.estate import Action, BodyKind, Estate, things_of

_NO_ORDER: Final = "(the estate holds no order for it)"
NO_ORDER: Final = f"Shut everything of ours down {_NO_ORDER}"


@dataclass(frozen=True, slots=True)
class Shutdown:
    """One council that hosts systems, its own orders that stop the most of them, and the systems that none stops."""

    body: str
    orders: tuple[Action, ...]
    left: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether its orders stop everything it hosts."""
        return bool(self.orders) and not self.left

    def is_given(self, given: Collection[str]) -> bool:
        """Whether orders that are given stop everything it hosts; not where no orders of the estate do that."""
        return self.is_whole and {row.action for row in self.orders} <= frozenset(given)


def shutdowns(estate: Estate) -> tuple[Shutdown, ...]:
    """Every council that hosts systems, in table order, with its orders."""
    hosts = {row.body for row in estate.systems}
    councils = (row.body for row in estate.bodies if row.kind is BodyKind.COUNCIL and row.body in hosts)
    return tuple(Shutdown(body, *_stopping(estate, body)) for body in councils)


def is_shut(estate: Estate, body: str, given: Collection[str]) -> bool:
    """Whether a council was shut down whole, by an order for everything or by its own orders."""
    return EVERYTHING in given or any(each.body == body and each.is_given(given) for each in shutdowns(estate))


def orders_of(estate: Estate, actions: Iterable[str], given: Collection[str] = ()) -> tuple[Action, ...]:
    """The estate's orders of a choice, less those given already; for the whole council, each council's own."""
    names = tuple(actions)
    if EVERYTHING in names:
        rows = tuple(row for each in shutdowns(estate) for row in each.orders)
    else:
        rows = tuple(estate.action_by_id[name] for name in names if name in estate.action_by_id)
    return tuple(row for row in rows if row.action not in given)


def without_orders(estate: Estate, actions: Iterable[str]) -> tuple[str, ...]:
    """The councils that a choice shuts down and whose orders in the estate do not do all of it, or do nothing of it."""
    return tuple(each.body for each in shutdowns(estate) if not each.is_whole) if EVERYTHING in tuple(actions) else ()


def own_names(estate: Estate, actions: Iterable[str], body: str, given: Collection[str] = ()) -> tuple[str, ...]:
    """The orders of a choice that the body gives itself, by name."""
    names = tuple(actions)
    own = tuple(row.name for row in orders_of(estate, names, given) if row.body == body)
    if body not in without_orders(estate, names):
        return own
    left = _left(estate, body)
    return (*own, f"Shut the other {counted(len(left), 'system')} of ours down {_NO_ORDER}" if left else NO_ORDER)


def ask_names(estate: Estate, actions: Iterable[str], body: str, given: Collection[str] = ()) -> tuple[str, ...]:
    """What the body must ask others for in a choice, each with whose it is."""
    names = tuple(actions)
    said = {row.body: short_body(row.name) for row in estate.bodies}
    asks = [f"{said[row.body]}: {row.name}" for row in orders_of(estate, names, given) if row.body != body]
    asks += [f"{said[each]}: {ask_words(estate, each)}" for each in without_orders(estate, names) if each != body]
    return tuple(asks)


def ask_words(estate: Estate, body: str) -> str:
    """What a council is asked for where the estate holds no order that does it, or none that does all of it."""
    left = _left(estate, body)
    what = f"the other {counted(len(left), 'system')}" if left else "everything"
    return f"Shut {what} of {short_body(estate.body_by_id[body].name)} down"


def _left(estate: Estate, body: str) -> tuple[str, ...]:
    """What the orders of a council leave running; empty where it has none, or they stop everything."""
    return next((each.left for each in shutdowns(estate) if each.body == body and each.orders), ())


def _stopping(estate: Estate, body: str) -> tuple[tuple[Action, ...], tuple[str, ...]]:
    """The one order that stops all a council hosts and least besides, else those that stop most; what is left."""
    wanted = {row.system for row in estate.systems if row.body == body}
    reach = {row.action: things_of(estate, row.stops) for row in estate.actions if row.body == body and row.stops}
    whole = [name for name, things in reach.items() if wanted <= things]
    if whole:
        best = min(whole, key=lambda name: (len(reach[name]), estate.action_by_id[name].takes_microhours, name))
        return (estate.action_by_id[best],), ()
    kept: list[Action] = []
    left = set(wanted)
    for name in sorted(reach, key=lambda name: (-len(wanted & reach[name]), name)):
        row = estate.action_by_id[name]
        apart = all(name not in other.conflicts and other.action not in row.conflicts for other in kept)
        if left & reach[name] and apart:
            kept.append(row)
            left -= reach[name]
    return tuple(kept), tuple(row.system for row in estate.systems if row.system in left)
