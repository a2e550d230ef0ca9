"""What every page of the site has: its policy, style and script, the name above, the times, the foot.

Law: a page holds all that it needs but the mark; its policy allows its own style and its own script by hash, and
nothing else; without the script it says the same, but for the notice that it is out of date.
Not here: what stands between head and foot (front.py, services.py), what it all looks like (look.css).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Final
from xml.etree.ElementTree import Element

from battlebox.desk.message import numbers_in
from battlebox.share.status.markup import NOTHING, Inner, fill, html, tag
from battlebox.share.status.published import ServicePage, StatusPage, Urgent
from battlebox.share.status.saying import moment, stamp
from battlebox.share.typesetting import exercise_now

_HERE: Final = resources.files("battlebox.share.status")
_STYLE: Final = re.sub(r"\s*\n\s*", "", _HERE.joinpath("look.css").read_text(encoding="utf-8"))
_SCRIPT: Final = _HERE.joinpath("late.js").read_text(encoding="utf-8").replace("\n", "")
ICON: Final = _HERE.joinpath("icon.svg").read_bytes()
PRACTICE: Final = (
    "Practice. This page is made up to show how one looks. It is no council's page, and nothing on it is so."
)
SCAMS: Final = (
    "Criminals make use of news like this. If a call, text or email about it comes unexpectedly, do not follow its "
    "links and do not give anybody your password, PIN or bank details. Ring us on a number from this page and ask "
    "whether it was us."
)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


POLICY: Final = (
    f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; img-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication of a page: its number and the time at which it was built."""

    page: StatusPage
    number: int
    published: datetime


@dataclass(frozen=True, slots=True)
class Frame:
    """A page to be: its place below the site's root, its title, its own times."""

    edition: Edition
    title: str
    updated: datetime
    due: datetime
    root: str = ""

    def page(self, *inner: Inner) -> bytes:
        """The whole page around these."""
        status = self.edition.page
        name = f"{status.body} service status"
        main = tag("main", class_="w", id="main")
        if status.illustrative:
            fill(main, (tag("p", f"{exercise_now()} {PRACTICE}".strip(), class_="drill"),))
        fill(main, inner)
        header = tag("header", tag("div", self._home(tag("a", status.body)), tag("span", "Service status"), class_="w"))
        skip = tag("a", "Skip to main content", class_="skip", href="#main")
        body = tag("body", skip, header, main, self._foot(), tag("script", _SCRIPT))
        title = name if self.title == "" else f"{self.title} - {name}"
        return html(tag("html", self._head(title), body, lang="en-GB"))

    def home_link(self, words: str) -> Element:
        """A link to the first page."""
        return self._home(tag("a", words))

    def times(self) -> Element:
        """When it was updated, by when it will be again, and what to make of it if it was not."""
        late = (
            f"This page is out of date. A new one was due by {moment(self.due)} and has not come. "
            "Things may have changed: ring before you rely on it."
        )
        due = tag("time", moment(self.due), id="due", datetime=stamp(self.due), data_late=late)
        was = tag("time", moment(self.updated), datetime=stamp(self.updated))
        return tag(
            "div",
            tag("p", "Last updated ", tag("b", was), "."),
            tag("p", "Next update due by ", tag("b", due), ". If it is later than that now, this page is out of date."),
            class_="stamp",
        )

    def _home(self, link: Element) -> Element:
        link.set("href", f"{self.root}index.html")
        return link

    def _head(self, title: str) -> Element:
        policy = {"http-equiv": "Content-Security-Policy", "content": POLICY}
        head = tag("head", tag("meta", charset="utf-8"))
        head.append(Element("meta", policy))
        feed = {"rel": "alternate", "title": "Service status"}
        parts = (
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("title", title),
            tag("style", _STYLE),
            tag("link", rel="icon", type="image/svg+xml", href=f"{self.root}icon.svg"),
            tag("link", type="application/atom+xml", href=f"{self.root}feed.atom", **feed),
            tag("link", type="application/feed+json", href=f"{self.root}feed.json", **feed),
        )
        return fill(head, parts)

    def _foot(self) -> Element:
        edition = self.edition
        files = (
            ("feed.atom", "Feed (Atom)"),
            ("feed.json", "Feed (JSON)"),
            ("status.json", "This site as data"),
            ("manifest.txt", "Signed list of its files"),
        )
        links = tag("p", *(tag("a", words, href=f"{self.root}{name}") for name, words in files), class_="web")
        said = edition.page.accessibility
        inner: list[Inner] = [
            tag("p", f"Edition {edition.number}, published by {edition.page.body} at {moment(edition.published)}.")
        ]
        if edition.page.address:
            inner.append(tag("p", "This page is at ", web_link(edition.page.address), "."))
        if said:
            inner.append(tag("p", "Accessibility: ", web_link(said) if said.startswith("http") else said))
        return tag("footer", tag("div", *inner, links, class_="w"))


def section(title: str, *inner: Inner) -> tuple[Inner, ...]:
    """A heading with what stands under it; nothing, where there is nothing."""
    return (tag("h2", title), *inner) if inner else NOTHING


def paragraphs(texts: Iterable[str]) -> list[Element]:
    """Each text as a paragraph."""
    return [tag("p", text) for text in texts]


def state_tag(row: ServicePage, *, big: bool = False) -> Element:
    """The state in its own words; colour and sign only help."""
    return tag("p" if big else "span", row.state_words, class_=f"s big {row.state}" if big else f"s {row.state}")


def phone_link(text: str) -> list[Inner]:
    """A text whose numbers can be rung with one tap."""
    found: list[Inner] = []
    at = 0
    for start, end, digits in numbers_in(text):
        found += [text[at:start]] if start > at else []
        found.append(tag("a", text[start:end], href=f"tel:{digits}", class_="tel"))
        at = end
    return [*found, text[at:]] if at < len(text) else found


def web_link(address: str) -> Element:
    """A link to elsewhere, as one would read it out."""
    return tag("a", re.sub(r"^https?://|/$", "", address), href=address)


def urgent_box(everybody: Iterable[Urgent], own: Iterable[str] = ()) -> list[Inner]:
    """Help that cannot wait: what is told to everybody, or a service's own words."""
    rows = tag("dl")
    for row in everybody:
        said: list[Inner] = [row.do, *((" ", *phone_link(row.phone)) if row.phone else ())]
        fill(rows, (tag("dt", row.who), tag("dd", *said)))
    words = paragraphs(own)
    title = "If it is urgent" if words else "Urgent help"
    inner = [*words, *([rows] if len(rows) else [])]
    return [tag("section", tag("h2", title), *inner, class_="help")] if inner else []


def warning(status: StatusPage) -> tuple[Inner, ...]:
    """The warning of scams, on every page."""
    return section("Be careful of scams", *paragraphs(status.scams or (SCAMS,)))
