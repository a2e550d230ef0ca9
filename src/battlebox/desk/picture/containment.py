"""Orders to isolate, cut or stop, and how far each has got: an order is not an effect.

Law: a body orders what is its own, and asks for the rest; an isolation counts only when it was verified off by a second
means; nothing is reopened without saying so.
Not here: which orders to give (engine, command/decision.py), what they stop (picture.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Role
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, words
from battlebox.estate import Action, Estate, Near, paths_of, things_of
from battlebox.journal import Kind

ORDER: Final = "order"
STAGE: Final = "stage"


class Stage(StrEnum):
    """How far an order has got; `running` is what a thing is with no order on it."""

    RUNNING = "running"
    ORDERED = "ordered"
    ACKNOWLEDGED = "acknowledged"
    VERIFIED = "verified off"
    REOPENED = "reopened"

    @property
    def is_in_force(self) -> bool:
        """Whether the order stands."""
        return self in (Stage.ORDERED, Stage.ACKNOWLEDGED, Stage.VERIFIED)


NEXT: Final = {
    Stage.ORDERED: frozenset({Stage.ACKNOWLEDGED, Stage.VERIFIED, Stage.REOPENED}),
    Stage.ACKNOWLEDGED: frozenset({Stage.VERIFIED, Stage.REOPENED}),
    Stage.VERIFIED: frozenset({Stage.REOPENED, Stage.ACKNOWLEDGED}),
    Stage.REOPENED: frozenset[Stage](),
}
KINDS: Final = {
    Stage.ORDERED: Kind.SYSTEM_ISOLATED,
    Stage.ACKNOWLEDGED: Kind.SYSTEM_ACKNOWLEDGED,
    Stage.VERIFIED: Kind.SYSTEM_VERIFIED,
    Stage.REOPENED: Kind.SYSTEM_REOPENED,
}
ACTS: Final = {
    Stage.ORDERED: Act.ORDER,
    Stage.ACKNOWLEDGED: Act.CARRY_OUT,
    Stage.VERIFIED: Act.CARRY_OUT,
    Stage.REOPENED: Act.ORDER,
}


@dataclass(frozen=True, slots=True)
class Order:
    """One order as it stands: the estate's action, since when it was given, how far it has got and how that is known.

    `means` is by what second means it was verified; `memory` says whether memory was captured before a power-off
    (blank: nothing is switched off); `decision` is the decision it rests on, `by` the officer who gave it, `word` on
    whose word, where it was for somebody else to give.
    """

    action: str
    stage: Stage
    given: datetime
    at: datetime
    who: str
    means: str = ""
    memory: str = ""
    decision: str = ""
    note: str = ""
    by: str = ""
    word: str = ""


def needs_word(row: Action, officer: Officer) -> bool:
    """Whether an order is Gold's alone and this officer is not Gold: then it says on whose word it is given."""
    who = (row.who or "").casefold()
    is_golds = Role.STRATEGIC.words.casefold() in who and Role.TACTICAL.words.casefold() not in who
    return is_golds and Role.STRATEGIC not in officer.roles


def give_order(
    record: Record,
    estate: Estate,
    officer: Officer,
    action: str,
    *,
    who: str,
    at: datetime | None = None,
    memory: str = "",
    decision: str = "",
    note: str = "",
    word: str = "",
    handling: Handling | None = None,
) -> Saved:
    """Record that one of the estate's actions was ordered, to whom (`who`), and on whose word where it is Gold's.

    1. Refuse an officer who may not, an action the estate does not have, and one that another body must order.
    2. Refuse it while it is in force already, a power-off that does not say whether memory was captured, and one of
       Gold's that rests on no decision and says nobody's word.
    3. Append one entry `system:isolated`.
    Raises DeskError. Touches no network: people carry it out.
    """
    officer.must(Act.ORDER)
    row = _ours(estate, officer, action)
    standing = order_of(Sight.of(record, officer), action)
    if standing is not None and standing.value.stage.is_in_force:
        what = f"`{row.name}`"
        raise DeskError.of(Code.ALREADY, what=what, state=standing.value.stage.value, number=standing.number)
    now = record.now()
    given = not_ahead("the time", at or now, now)
    if loses_memory(estate, row):
        line("memory", memory, what="whether memory was captured before the power goes off")
    told, said = line("who", who, what="who was told"), " ".join(word.split())
    if needs_word(row, officer) and not decision:
        said = line("on whose word", word, what=f"who of {row.who} gave it, and how you know")
    order = Order(
        action, Stage.ORDERED, given, given, told, "", memory, decision, words("note", note), by=officer.id, word=said
    )
    return _write(record, officer, row, order, handling)


def move_order(
    record: Record,
    estate: Estate,
    officer: Officer,
    action: str,
    to: Stage,
    *,
    who: str,
    means: str = "",
    at: datetime | None = None,
    note: str = "",
    handling: Handling | None = None,
) -> Saved:
    """Record that an order was acknowledged, verified off by a second means, or undone.

    Raises DeskError where that does not follow from how it stands, no means is named, or another body must say it.
    """
    officer.must(ACTS[to])
    row = _ours(estate, officer, action)
    standing = order_of(Sight.of(record, officer), action)
    stage = standing.value.stage if standing else Stage.RUNNING
    if standing is None or to not in NEXT[stage]:
        hint = "give the order first" if standing is None else f"it stands as {stage.value}"
        raise DeskError.of(Code.WRONG_STATE, what=f"`{row.name}`", state=stage.value, act=to.value, hint=hint)
    if to is Stage.VERIFIED:
        line("the second means", means, what="how it was checked, by something that does not trust the first report")
    now = record.now()
    when = not_ahead("the time", at or now, now)
    old = standing.value
    order = Order(
        action, to, old.given, when, line("who", who), means, old.memory, old.decision, words("note", note), old.by
    )
    return _write(record, officer, row, order, handling)


def order_of(sight: Sight, action: str) -> Stated[Order] | None:
    """The order as it stands; None where it was never given."""
    return sight.latest(f"{ORDER}/{action}", STAGE, Order)


def orders_of(sight: Sight) -> dict[str, Stated[Order]]:
    """Every order ever given that may be seen, by action."""
    return {said[0].value.action: said[0] for said in sight.every(ORDER, STAGE, Order).values()}


def stages_of(estate: Estate, orders: dict[str, Stated[Order]]) -> dict[str, Stated[Order]]:
    """The order that holds each system, service, channel and path; the one that has got furthest, if several do."""
    held: dict[str, Stated[Order]] = {}
    for action, order in orders.items():
        row = estate.action_by_id.get(action)
        if row is None:
            continue
        for thing in touched(estate, row):
            if thing not in held or _rank(order) > _rank(held[thing]):
                held[thing] = order
    return held


def touched(estate: Estate, row: Action) -> frozenset[str]:
    """The ids of what an action isolates, stops and cuts."""
    return things_of(estate, (*row.isolates, *row.stops)) | paths_of(estate, row.cuts)


def action_of(estate: Estate, action: str) -> Action:
    """The estate's action. Raises DeskError if it has none of that id."""
    found = estate.action_by_id.get(action)
    if found is None:
        near = Near().words(action, tuple(estate.action_by_id), "; the nearest is {}")
        raise DeskError.of(Code.UNKNOWN_ID, what="action", id=action, near=near)
    return found


def loses_memory(estate: Estate, row: Action) -> bool:
    """Whether an action switches systems off, so that what is in their memory is gone."""
    return any(name in estate.system_by_id for name in things_of(estate, row.stops))


def _ours(estate: Estate, officer: Officer, action: str) -> Action:
    row = action_of(estate, action)
    if row.body != officer.body:
        owner = estate.body_by_id[row.body].name
        raise DeskError.of(Code.OTHER_BODY, what=f"`{row.name}`", owner=owner, body=officer.body)
    return row


def _rank(order: Stated[Order]) -> tuple[bool, int]:
    return (order.value.stage.is_in_force, list(Stage).index(order.value.stage))


def _write(record: Record, officer: Officer, row: Action, order: Order, handling: Handling | None) -> Saved:
    said = f"{row.name}: {order.stage.value}, {order.who}" + (f"; by {order.means}" if order.means else "")
    thing = f"{ORDER}/{row.action}"
    about: dict[str, str | int] = {"action": row.action, "stage": order.stage.value}
    text = "\n".join(filter(None, [said, order.note]))
    written = draft(KINDS[order.stage], handling or Handling(), (thing, STAGE, order), words=text, about=about)
    return record.append(officer, written, thing=thing)
