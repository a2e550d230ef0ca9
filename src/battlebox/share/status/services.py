"""The page of one service: how it works now, what to do, the number, who is urgent, what to know besides.

Law: whoever lands here from a search finds all they need: it does not lean on the first page.
Not here: lists of services (front.py), head and foot (frame.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element

from battlebox.share.status.frame import (
    Edition,
    Frame,
    paragraphs,
    phone_link,
    section,
    state_tag,
    urgent_box,
    warning,
    web_link,
)
from battlebox.share.status.front import facts_of
from battlebox.share.status.markup import Inner, fill, tag
from battlebox.share.status.published import OTHER, ServicePage

EXPECTED: Final = "This is what we expect. Nobody has been able to check it yet."


def service_address(row: ServicePage) -> str:
    """Where its page is, below the site's root."""
    return f"s/{row.service}.html"


def service_page(edition: Edition, row: ServicePage, addresses: Mapping[str, str]) -> bytes:
    """s/SERVICE.html; `addresses` are those of the pages of groups, by name."""
    status = edition.page
    frame = Frame(
        edition,
        f"{row.name}: {row.state_words[:1].lower()}{row.state_words[1:]}",
        row.updated or status.updated,
        row.next_update or status.next_update,
        root="../",
    )
    facts = [fact for fact in status.facts if row.service in fact.services]
    main = tag(
        "div",
        *urgent_box((), row.urgent),
        *paragraphs((EXPECTED,) if row.expected else ()),
        *paragraphs(row.now),
        *section("What to do", *_steps(row)),
        *section("How to reach us", *_reach(row)),
        *section("Payments", *paragraphs((*row.payments, *status.payments))),
        *section("Your personal information", *paragraphs((*row.data, *status.data))),
        *facts_of(facts),
        *warning(status),
        class_="main",
    )
    return frame.page(
        tag("p", *_way_back(frame, row.group or OTHER, addresses)),
        tag("h1", row.name),
        state_tag(row, big=True),
        frame.times(),
        tag("div", main, tag("div", *urgent_box(status.urgent), class_="side"), class_="two"),
    )


def _way_back(frame: Frame, group: str, addresses: Mapping[str, str]) -> list[Inner]:
    home: list[Inner] = [frame.home_link("All services")]
    return [*home, ", ", tag("a", group, href=f"../{addresses[group]}")] if group in addresses else home


def _steps(row: ServicePage) -> list[Element]:
    if len(row.do) > 1:
        return [tag("ol", *(tag("li", step) for step in row.do))]
    return paragraphs(row.do)


def _reach(row: ServicePage) -> list[Element]:
    rows: list[tuple[str, list[Inner]]] = [
        ("Phone", phone_link(row.phone)),
        ("Open", [row.hours] if row.hours else []),
        ("Address", [row.place] if row.place else []),
        ("Online", [web_link(row.web)] if row.web else []),
    ]
    held = [part for name, inner in rows if inner for part in (tag("dt", name), tag("dd", *inner))]
    return [fill(tag("dl", class_="how"), held)] if held else []
