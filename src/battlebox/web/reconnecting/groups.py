"""Links between bodies by the body at the other end, with what waits for us before all of them.

Law: every link stands in one group and in one alone; what was asked for or went wrong stands before what only waits.
Not here: one link (links.py), the table of all (links.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import capfirst

from battlebox.desk.reconnect import Link, LinkState, owed_of
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.said import lines
from battlebox.web.reconnecting.words import ask_words, short_name, state_cell
from battlebox.web.tables import Cell

RANKS: Final = (
    LinkState.REVOKED,
    LinkState.LAPSED,
    LinkState.REFUSED,
    LinkState.OPEN,
    LinkState.ASKED,
    LinkState.ASSURED,
    LinkState.ACCEPTED,
    LinkState.CONDITIONAL,
    LinkState.CUT,
    LinkState.READY,
    LinkState.JOINED,
)
"""What needs somebody first, then what is open, then what is on its way."""
HEADS: Final = ("Link", "How it stands", "Still owed", "Who can cut it")
OURS_TO_CUT: Final = "Other bodies, ours to cut"
OTHERS: Final = "Between other bodies"
UNNEEDED: Final = "nothing in the estate needs it"
_BOTH: Final = "Both sides"


@dataclass(frozen=True, slots=True)
class Group:
    """The links with one body: its line, whom to ask, and a row for each link."""

    title: str
    ask: str
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class WaitsForUs:
    """One thing that we owe a body, and the links for which: each by name with its page."""

    body: str
    what: str
    links: list[tuple[str, str]]


def groups_of(desk: AtDesk, found: Iterable[Link], unneeded: frozenset[str]) -> list[Group]:
    """All links by the body at the other end: those first for which something was asked or went wrong, others' last."""
    by_title: dict[str, list[Link]] = {}
    for each in found:
        by_title.setdefault(_title(desk, each), []).append(each)
    last = (OURS_TO_CUT, OTHERS)
    order = sorted(by_title, key=lambda title: (title in last, title == OTHERS, _rank(by_title[title]), title))
    return [_group(desk, title, sorted(by_title[title], key=_place), unneeded) for title in order]


def waits_for_us(desk: AtDesk, found: Iterable[Link]) -> list[WaitsForUs]:
    """What our body owes for links of which somebody spoke, once for all links for which it is the same."""
    body = desk.officer.body
    owed: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for link in sorted((each for each in found if each.is_spoken_of), key=_place):
        for each in owed_of(link, desk.names, body):
            if each.body == body:
                key = _title(desk, link), capfirst(each.to_itself)
                owed.setdefault(key, []).append((desk.names.path(link.name), desk.at("link", link.name)))
    return [WaitsForUs(title, what, links) for (title, what), links in owed.items()]


def owed_words(desk: AtDesk, link: Link) -> list[str]:
    """What is still owed, a line for each body that owes it; what both sides owe is said once."""
    owed: dict[str, list[str]] = {}
    for each in owed_of(link, desk.names, desk.officer.body):
        owed.setdefault(each.body, []).append(each.what)
    if set(owed) == set(link.ends.bodies) and len({*map(tuple, owed.values())}) == 1:
        return [f"{_BOTH}: {'; '.join(next(iter(owed.values())))}"]
    return [f"{short_name(desk, body)}: {'; '.join(what)}" for body, what in owed.items()]


def note_of(link: Link, unneeded: frozenset[str]) -> str:
    """What the estate says of a link, and whether nothing needs it."""
    notes = (link.ends.path.note, UNNEEDED if link.name in unneeded else "")
    return str(capfirst("; ".join(filter(None, notes))))


def _title(desk: AtDesk, link: Link) -> str:
    body = desk.officer.body
    if body in link.ends.bodies:
        return short_name(desk, next(each for each in link.ends.bodies if each != body))
    return OURS_TO_CUT if body in link.ends.parties else OTHERS


def _group(desk: AtDesk, title: str, found: Sequence[Link], unneeded: frozenset[str]) -> Group:
    many = f"{len(found)} link{'s' * (len(found) != 1)}"
    stand = Counter(each.state.value for each in found)
    bodies = dict.fromkeys(body for each in found for body in each.ends.bodies if desk.officer.body in each.ends.bodies)
    rows = [
        (
            Cell(desk.names.path(each.name), link=desk.at("link", each.name), note=note_of(each, unneeded)),
            state_cell(desk, each),
            lines(owed_words(desk, each)),
            short_name(desk, each.ends.owner),
        )
        for each in found
    ]
    said = ", ".join(f"{number} {state}" for state, number in stand.items())
    return Group(f"{title}: {many}; {said}", ask_words(desk, bodies), rows)


def _place(link: Link) -> int:
    return RANKS.index(link.state)


def _rank(found: Iterable[Link]) -> tuple[bool, int]:
    """Of which somebody spoke first, then what needs somebody most."""
    links = list(found)
    return not any(each.is_spoken_of for each in links), min(map(_place, links))
