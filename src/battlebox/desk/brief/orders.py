"""Who can order what: each body's own orders of the plan, what it must ask for, and whom to ask by which channel.

Law: what a body can order and what it must ask for are never mixed, nor the asks of one choice with another's; a
channel that is out or would stop is not offered.
Not here: whether the orders are worth giving (counsel.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from battlebox.desk.brief.brief import Choice, Orders
from battlebox.desk.brief.choices import NOTHING, RECOMMENDED, WITH_PARTNERS, is_with_partners, letter_of
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.groups import together
from battlebox.desk.brief.lengths import Lengths
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import counted, listed, once, plain
from battlebox.desk.brief.shutdown import is_shut
from battlebox.desk.brief.stops import vital_first
from battlebox.engine import PartnerAdvice
from battlebox.estate import Action

# A voice can be known again; mail and chat in a shared tenancy may have a reader too many.
_PREFERRED: Final = ("phone", "radio", "desk", "chat", "mail")
_AUDIENCES: Final = ("partner", "staff", "public")
_FIRST: Final = 2
_EVERY: Final = 1_000_000
_CLEAR_H: Final = 2.0


def orders(found: Findings, shown: Sequence[Choice], lengths: Lengths) -> tuple[Orders, ...]:
    """One row a body with a part in the plan; with a brief for one body, one row a plan, each with its own asks."""
    if found.advice is None:
        return ()
    if found.partner is not None:
        return _of_one_body(found, found.partner, shown, lengths)
    plan = _actions(found, found.advice.option(RECOMMENDED).actions)
    bodies = dict.fromkeys(action.body for action in plan)
    return tuple(
        _row(
            found,
            body,
            [action for action in plan if action.body == body],
            [action for action in plan if action.body != body],
            lengths,
        )
        for body in bodies
    )


def _of_one_body(
    found: Findings, partner: PartnerAdvice, shown: Sequence[Choice], lengths: Lengths
) -> tuple[Orders, ...]:
    """What the body can order alone, which asks nobody; then, where it is another plan, that with its partners."""
    alone = _actions(found, partner.alone.option(RECOMMENDED).actions)
    pointed = RECOMMENDED if alone else NOTHING
    first = replace(
        _row(found, partner.body, alone, [], lengths),
        choice=letter_of(shown, pointed),
        if_partners=_if_partners(found, partner, lengths),
    )
    if not is_with_partners(found):
        return (first,)
    together = _actions(found, partner.together.option(RECOMMENDED).actions)
    own = [action for action in together if action.body == partner.body]
    asks = [action for action in together if action.body != partner.body]
    return (first, replace(_row(found, partner.body, own, asks, lengths), choice=letter_of(shown, WITH_PARTNERS)))


def _if_partners(found: Findings, partner: PartnerAdvice, lengths: Lengths) -> tuple[str, ...]:
    """What each partner's shutdown does to this body's own services, beside its own orders alone."""
    alone = partner.alone.option(RECOMMENDED).service_hours
    given = {done.action for done in found.question.dones}
    lines = []
    for body, row in partner.if_partner_stops.items():
        name = short_body(found.estate.body_by_id[body].name)
        if is_shut(found.estate, body, given):
            lines.append(f"{name} was ordered to shut its own systems down: every choice counts with that")
            continue
        longer = {
            key: hours - alone.get(key, 0.0)
            for key, hours in row.service_hours.items()
            if found.estate.service_by_id[key].body == partner.body and hours - alone.get(key, 0.0) >= _CLEAR_H
        }
        worst = sorted((found.estate.service_by_id[key] for key in longer), key=vital_first)
        change = (
            f"{counted(len(worst), 'service')} of yours {'is' if len(worst) == 1 else 'are'} out for longer, "
            f"first {listed([each.name for each in worst], max(_FIRST, lengths.cells))}"
            if worst
            else "none of your services is clearly out for longer"
        )
        lines.append(f"If {name} shuts its own systems down: {change}")
    return tuple(lines)


def _actions(found: Findings, ids: Iterable[str]) -> list[Action]:
    return [found.estate.action_by_id[key] for key in ids if key in found.estate.action_by_id]


def _row(found: Findings, body: str, own: list[Action], asks: list[Action], lengths: Lengths) -> Orders:
    by_body: dict[str, list[Action]] = {}
    by_role: dict[tuple[str, str], list[Action]] = {}
    for action in asks:
        by_body.setdefault(action.body, []).append(action)
        by_role.setdefault((action.body, plain(action.who or "")), []).append(action)
    told = found.partner is not None
    return Orders(
        body=short_body(found.estate.body_by_id[body].name),
        own=tuple(plain(action.name) for action in own),
        own_together=together([plain(action.name) for action in own], lengths.names) if own else "",
        asks=tuple(_ask(found, other, rows, _EVERY) for (other, _), rows in by_role.items())
        if told
        else tuple(_count(found, other, rows) for other, rows in by_body.items()),
        asks_together=tuple(
            _ask(found, other, rows, lengths.names) if told else _count(found, other, rows)
            for other, rows in by_body.items()
        ),
    )


def _ask(found: Findings, body: str, rows: list[Action], most: int) -> str:
    """Whom to ask for what, by which channel that should still work."""
    roles = once(action.who for action in rows)
    role = f" ({roles[0]}{' and others' if len(roles) > 1 else ''})" if roles else ""
    name = short_body(found.estate.body_by_id[body].name)
    return f"{name}{role}{_by(found, body)}: {together([plain(action.name) for action in rows], most)}"


def _count(found: Findings, body: str, rows: list[Action]) -> str:
    """Whom to ask, by which channel, and for how many orders: their own row names them."""
    name = short_body(found.estate.body_by_id[body].name)
    return f"{name}{_by(found, body)}: {'its order' if len(rows) == 1 else f'its {len(rows)} orders'}"


def _by(found: Findings, body: str) -> str:
    out = {row.id for row in (*found.now.stops, *found.struck.stops)}
    rows = sorted(
        (row for row in found.estate.channels if row.body == body and row.kind in _PREFERRED),
        key=lambda row: (_PREFERRED.index(row.kind), _AUDIENCES.index(row.audience)),
    )
    if not rows:
        return ", by a channel you trust (the estate holds none of theirs)"
    working = next((row for row in rows if row.channel not in out), None)
    return f", by {working.name}" if working else ", by a channel you trust (none of theirs is sure to work)"
