"""The first page, and the pages of groups where there are too many services for one: what works, and where help is.

Law: help that cannot wait stands first; every service is one link away, or two where there are more than MANY.
Not here: one service (services.py), head and foot (frame.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from battlebox.share.status.frame import (
    Edition,
    Frame,
    paragraphs,
    section,
    state_tag,
    urgent_box,
    warning,
)
from battlebox.share.status.markup import Inner, fill, tag
from battlebox.share.status.published import OTHER, Fact, FactStatus, ServicePage, State, StatusPage
from battlebox.share.status.saying import moment

MANY: Final = 100
"""Services that the first page lists one by one; more are listed by group."""
_WORST_FIRST: Final = (State.UNAVAILABLE, State.INSTEAD, State.DELAYS, State.UNKNOWN, State.USUAL)
_COUNTED: Final = {
    State.UNAVAILABLE: "not available",
    State.INSTEAD: "changed: do something else",
    State.DELAYS: "with delays",
    State.UNKNOWN: "not known yet",
    State.USUAL: "as usual",
}
_LETTERS_MAX: Final = 40
_FEW: Final = 6
"""Facts that stand above the services."""


def front_page(edition: Edition, addresses: Mapping[str, str]) -> bytes:
    """index.html; `addresses` are those of the pages of groups, by name."""
    page = edition.page
    frame = Frame(edition, "", page.updated, page.next_update)
    many = len(page.services) > MANY
    listed = _groups(page, addresses) if many else [part for name, rows in grouped(page) for part in _group(name, rows)]
    services, facts = section("How services are working", _counts(page.services), *listed), facts_of(page.facts)
    # A few facts, corrections among them, are read before seventy services are.
    first = (*facts, *services) if len(page.facts) <= _FEW else (*services, *facts)
    side = tag("div", *urgent_box(page.urgent), class_="side")
    main = tag(
        "div",
        *first,
        *_besides(page),
        class_="main",
    )
    return frame.page(
        tag("h1", "Which council services are working"),
        tag("p", page.headline, class_="lead"),
        *paragraphs(page.summary),
        frame.times(),
        tag("div", side, main, class_="two"),
    )


def group_page(edition: Edition, name: str, rows: Iterable[ServicePage]) -> bytes:
    """g/GROUP.html."""
    page = edition.page
    frame = Frame(edition, name, page.updated, page.next_update, root="../")
    every = tuple(rows)
    main = tag("div", _counts(every), _rows(every, "../"), *warning(page), class_="main")
    side = tag("div", *urgent_box(page.urgent), class_="side")
    return frame.page(
        tag("p", frame.home_link("All services")), tag("h1", name), frame.times(), tag("div", side, main, class_="two")
    )


def grouped(page: StatusPage) -> list[tuple[str, tuple[ServicePage, ...]]]:
    """Services under their headings, in the order of the document; those without one last."""
    names = dict.fromkeys(row.group or OTHER for row in page.services)
    last = [name for name in names if name == OTHER]
    ordered = [name for name in names if name != OTHER] + last
    return [(name, tuple(row for row in page.services if (row.group or OTHER) == name)) for name in ordered]


def group_addresses(page: StatusPage) -> dict[str, str]:
    """The page of each group, by the group's name; none where the first page lists every service."""
    found: dict[str, str] = {}
    for name, _ in grouped(page) if len(page.services) > MANY else ():
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LETTERS_MAX] or "group"
        taken, number = short, 2
        while f"g/{taken}.html" in found.values():
            taken, number = f"{short}-{number}", number + 1
        found[name] = f"g/{taken}.html"
    return found


def facts_of(facts: Iterable[Fact]) -> list[Inner]:
    """What is known, believed, denied, and not known: each under its own heading."""
    every = tuple(facts)
    parts: list[Inner] = []
    for title, statuses in (
        ("What we know", (FactStatus.CONFIRMED, FactStatus.BELIEVED)),
        ("What we do not know yet", (FactStatus.UNKNOWN,)),
        ("What is not true", (FactStatus.DENIED,)),
    ):
        rows = [_fact(row) for row in every if row.status in statuses]
        parts += section(title, tag("ul", *rows)) if rows else ()
    return parts


def _fact(row: Fact) -> Element:
    words = f"We believe: {row.words}" if row.status is FactStatus.BELIEVED else row.words
    item = tag("li", words)
    notes = []
    if row.corrects:
        notes.append(tag("p", "Corrected. Earlier we said: ", tag("q", row.corrects), class_="note"))
    if row.updated:
        notes.append(tag("p", f"Checked {moment(row.updated)}", class_="note"))
    return fill(item, notes)


def _besides(page: StatusPage) -> list[Inner]:
    return [
        *section("Payments", *paragraphs(page.payments)),
        *section("Your personal information", *paragraphs(page.data)),
        *warning(page),
        *section("Other formats and languages", *paragraphs(page.formats)),
    ]


def _counts(rows: Iterable[ServicePage]) -> Element:
    counts = Counter(row.state for row in rows)
    items = (
        tag("li", tag("span", f"{counts[state]} {_COUNTED[state]}", class_=f"s {state}"))
        for state in _WORST_FIRST
        if counts[state]
    )
    return tag("ul", *items, class_="count")


def _groups(page: StatusPage, addresses: Mapping[str, str]) -> list[Inner]:
    parts: list[Inner] = []
    for name, rows in grouped(page):
        parts += [tag("h3", tag("a", name, href=addresses[name])), _counts(rows)]
    return parts


def _group(name: str, rows: Iterable[ServicePage]) -> tuple[Inner, ...]:
    return tag("h3", name), _rows(rows, "")


def _rows(rows: Iterable[ServicePage], root: str) -> Element:
    items = (tag("li", tag("a", row.name, href=f"{root}s/{row.service}.html"), state_tag(row)) for row in rows)
    return tag("ul", *items, class_="rows")
