"""How links and letters are said on their pages: states with their colours, whom to ask, what is said loudly.

Law: a colour says nothing that the word beside it does not.
Not here: the rules (desk).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.text import capfirst

from battlebox.desk.brief import listed, short_body
from battlebox.desk.reconnect import (
    Assurance,
    Link,
    LinkState,
    Seal,
    alarms_of,
    assured_words,
    letter_of,
    link_now,
    link_of,
    spoken_links,
)
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.tables import Cell

LINK_COLOURS: Final = {
    LinkState.OPEN: "grey",
    LinkState.CUT: "blue",
    LinkState.ASKED: "yellow",
    LinkState.ASSURED: "yellow",
    LinkState.ACCEPTED: "light-blue",
    LinkState.CONDITIONAL: "light-blue",
    LinkState.READY: "green",
    LinkState.JOINED: "green",
    LinkState.REFUSED: "orange",
    LinkState.LAPSED: "red",
    LinkState.REVOKED: "red",
}
SEAL_COLOURS: Final = {Seal.RECORD: "green", Seal.FILE: "green", Seal.PAPER: "orange", Seal.UNKNOWN: "red"}
ALARMS_MOST: Final = 4
NAMED_MOST: Final = 3
UNCHECKED: Final = (
    "This letter came on paper, and no signature was checked. Ring its sender on a number you had before the incident, "
    "and compare the twelve words."
)
DISBELIEVED: Final = "The key that signed this letter is not believed any more. Do not rely on it: ring its sender."


def short_name(desk: AtDesk, body: str) -> str:
    """A body as a cell of a table has room for it."""
    return short_body(desk.names.body(body))


def link_here(desk: AtDesk, name: str) -> Link:
    """A link as it stands, or the page is not there."""
    return link_now(desk.sight, desk.picture, seen_or_404(lambda: link_of(desk.estate, name)))


def letter_here(desk: AtDesk, name: str) -> Assurance:
    """A letter, or the page is not there."""
    return seen_or_404(lambda: letter_of(desk.sight, name))


def state_cell(desk: AtDesk, link: Link) -> Cell:
    """How a link stands, and who has said what so far."""
    note = capfirst(assured_words(link, desk.names))
    if link.is_without:
        note = "Opened without what it needed"
    return Cell(link.state.value.capitalize(), tag=LINK_COLOURS[link.state], note=note, order=_rank(link))


def ask_words(desk: AtDesk, bodies: Iterable[str]) -> str:
    """By which channel each body is asked, the reader's own left out."""
    said = []
    for body in bodies:
        by = desk.channels.to_ask(body)
        if body != desk.officer.body:
            how = f"{by.channel.name}, {by.channel.address} ({by.works.value})" if by else "no channel is known to work"
            said.append(f"{desk.names.body(body)}: {how}")
    return "; ".join(said)


def loud_words(desk: AtDesk, links: Iterable[Link], body: str = "") -> list[tuple[str, str]]:
    """What is said loudly of links, once for all of which it is so, with the page of the first; see `alarms_of`."""
    named: dict[str, list[str]] = {}
    for each in alarms_of(links, desk.names, body):
        named.setdefault(each.words, []).append(each.link.name)
    return [
        (
            f"{listed([desk.names.path(name) for name in names], NAMED_MOST, between='; ')}: {words}",
            desk.at("link", names[0]),
        )
        for words, names in named.items()
    ]


def own_alarms(desk: AtDesk) -> list[tuple[str, str]]:
    """What is said loudly of the links of the officer's body; of many, the first few and where the rest are."""
    found = loud_words(desk, spoken_links(desk.sight, desk.picture), desk.officer.body)
    left = len(found) - ALARMS_MOST
    more = [(f"{left} more things are not as they were assured.", desk.at("links"))] if left > 0 else []
    return [*found[:ALARMS_MOST], *more]


def _rank(link: Link) -> int:
    return list(LinkState).index(link.state)
