"""What the record already knows for a letter: when containment was verified, what was found, and facts that may go.

Law: only what the receiver may see already, or may be told now, is filled in; the rest is left for people to write.
Not here: the letter itself (letter.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.officer import Officer, Role
from battlebox.desk.picture import (
    Belief,
    Channels,
    Names,
    Order,
    Picture,
    Stage,
    Subject,
    beliefs_of,
    orders_of,
    touched,
)
from battlebox.desk.reconnect.between import Ends, links_between
from battlebox.desk.record.sight import Sight, Stated
from battlebox.desk.tell import Goes, Outlet, Whom, facts_of, may_leave, standing_of

_READER: Final = "o-letter"


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What the fields of a letter start with; blank where the record does not know."""

    happened: str = ""
    scope: str = ""
    contained: str = ""
    contained_at: datetime | None = None
    contacts: str = ""


def prefilled(sight: Sight, picture: Picture, receiver: str) -> Prefilled:
    """What the record knows for a letter of this reader's body to another."""
    body, record = sight.officer.body, sight.record
    in_it = receiver in record.standing.orgs
    reader = Officer(_READER, "", receiver, frozenset({Role.OBSERVER}))
    theirs = Sight(record, reader, sight.now, community=in_it)
    links = links_between(picture.estate, body, receiver)
    orders = tuple(_orders(sight, theirs, picture, links))
    verified = [each.value.at for each in orders if each.value.stage is Stage.VERIFIED]
    asked = Channels(picture).to_ask(body)
    return Prefilled(
        happened="\n".join(_facts(sight, Whom(receiver, community=in_it))),
        scope="\n".join(_found(sight, theirs, picture, links)),
        contained="\n".join(_order_words(each, Names(picture.estate)) for each in orders),
        contained_at=max(verified, default=None),
        contacts=f"{asked.channel.name}, {asked.channel.address}" if asked else "",
    )


def _facts(sight: Sight, whom: Whom) -> Iterator[str]:
    """Facts of this body that may go to them now, as they leave."""
    for thing, said in facts_of(sight):
        answer = may_leave(standing_of(sight, thing), Outlet.PARTNER_FILE, whom, sight.now)
        if said.body == sight.officer.body and isinstance(answer, Goes):
            yield answer.words


def _orders(sight: Sight, theirs: Sight, picture: Picture, links: tuple[Ends, ...]) -> Iterator[Stated[Order]]:
    """Orders of this body that hold the links or its own ends, which the receiver sees as well."""
    body, actions = sight.officer.body, picture.estate.action_by_id
    things = {each.path.path for each in links} | _own_ends(picture, links, body)
    seen = {each.entry for each in orders_of(theirs).values()}
    for name, order in orders_of(sight).items():
        row = actions.get(name)
        if row and row.body == body and order.entry in seen and touched(picture.estate, row) & things:
            yield order


def _found(sight: Sight, theirs: Sight, picture: Picture, links: tuple[Ends, ...]) -> Iterator[str]:
    """What is believed of this body's ends, as far as the receiver sees it."""
    names = Names(picture.estate)
    for name in sorted(_own_ends(picture, links, sight.officer.body)):
        seen = {each.entry for each in beliefs_of(theirs, Subject.SYSTEM, name)}
        for said in beliefs_of(sight, Subject.SYSTEM, name):
            if said.entry in seen:
                yield _belief_words(names.thing(name), said.value)


def _own_ends(picture: Picture, links: tuple[Ends, ...], body: str) -> set[str]:
    systems = picture.estate.system_by_id
    ends = {name for each in links for name in (each.path.origin, each.path.target)}
    return {name for name in ends if systems[name].body == body}


def _belief_words(name: str, said: Belief) -> str:
    checked = f", checked: {said.checked}" if said.checked else ""
    return f"{name}: {said.state.value}, says {said.source}, as of {clock(said.as_of)}{checked}"


def _order_words(order: Stated[Order], names: Names) -> str:
    value = order.value
    by = f", by {value.means}" if value.means else ""
    return f"{names.action(value.action)}: {value.stage.value} since {clock(value.at)}{by} ({order.number})"
