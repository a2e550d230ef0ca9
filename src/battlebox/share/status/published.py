"""What residents are told: services in words, facts that were cleared, and by when there will be more.

Law: frozen and checked at birth; every text is text, whatever it looks like; every time is aware; everything carries
a marking.
Not here: reading a document (reading.py), whether it may be published (clearance.py), how it looks (front.py,
services.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from battlebox.desk import DeskError
from battlebox.desk.message import leads, rings
from battlebox.marking import Marked
from battlebox.share.errors import Code, ShareError

ID: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
ID_LETTERS_MAX: Final = 40
NAME_LETTERS_MAX: Final = 80
LINE_LETTERS_MAX: Final = 300
WORDS_LETTERS_MAX: Final = 2_000
PARAGRAPHS_MAX: Final = 12
SERVICES_MAX: Final = 2_000
FACTS_MAX: Final = 40
URGENT_MAX: Final = 12
GROUP_MAX: Final = 100
"""Services under one heading: more would not fit on a page that a phone loads at once."""
OTHER: Final = "Other services"
"""The heading of those that have none."""
_TURNING: Final = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class State(StrEnum):
    """How a service does; the value is how it is written in a document."""

    USUAL = "usual"
    DELAYS = "delays"
    INSTEAD = "instead"
    UNAVAILABLE = "unavailable"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        """As residents read it."""
        return _STATE_WORDS[self]


_STATE_WORDS: Final = {
    State.USUAL: "Working as usual",
    State.DELAYS: "Working with delays",
    State.INSTEAD: "Changed: do this instead",
    State.UNAVAILABLE: "Not available",
    State.UNKNOWN: "We do not know yet",
}


class FactStatus(StrEnum):
    """How far a public fact is believed. What is superseded is not public any more."""

    CONFIRMED = "confirmed"
    BELIEVED = "believed"
    UNKNOWN = "unknown"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact as it was cleared; `corrects` is the wording that it replaces, `services` whom it is about."""

    words: str
    status: FactStatus
    marking: Marked
    updated: datetime | None = None
    corrects: str = ""
    services: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _text("words", self.words, LINE_LETTERS_MAX, must=True)
        _text("corrects", self.corrects, LINE_LETTERS_MAX)
        _aware("updated", self.updated)


@dataclass(frozen=True, slots=True)
class Urgent:
    """Help that cannot wait: who needs it, what to do, the number."""

    who: str
    do: str
    phone: str = ""

    def __post_init__(self) -> None:
        _text("who", self.who, LINE_LETTERS_MAX, must=True)
        _text("do", self.do, LINE_LETTERS_MAX, must=True)
        _text("phone", self.phone, NAME_LETTERS_MAX)
        _contact("phone", self.phone, rings)


@dataclass(frozen=True, slots=True)
class ServicePage:
    """One service as people know it; `expected`: its state follows from something else, and nobody has looked."""

    service: str
    name: str
    state: State
    marking: Marked
    group: str = ""
    now: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    phone: str = ""
    hours: str = ""
    place: str = ""
    web: str = ""
    urgent: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    updated: datetime | None = None
    next_update: datetime | None = None
    expected: bool = False

    @property
    def state_words(self) -> str:
        """Its state as residents read it."""
        return f"{self.state.words} (expected)" if self.expected else self.state.words

    def __post_init__(self) -> None:
        _id(self.service)
        _text("name", self.name, NAME_LETTERS_MAX, must=True)
        _text("group", self.group, NAME_LETTERS_MAX)
        for name in ("now", "do", "urgent", "payments", "data"):
            _paragraphs(name, getattr(self, name))
        for name in ("phone", "hours"):
            _text(name, getattr(self, name), LINE_LETTERS_MAX)
        _text("place", self.place, LINE_LETTERS_MAX)
        _contact("phone", self.phone, rings)
        _contact("place", self.place, leads)
        _web(self.web)
        _aware("updated", self.updated)
        _aware("next_update", self.next_update)
        if self.state is State.INSTEAD and not self.do:
            raise ShareError.of(Code.NO_STEPS, name=self.name)


@dataclass(frozen=True, slots=True)
class StatusPage:
    """All that one body tells its residents at one time."""

    site: str
    body: str
    headline: str
    updated: datetime
    next_update: datetime
    marking: Marked
    services: tuple[ServicePage, ...]
    summary: tuple[str, ...] = ()
    urgent: tuple[Urgent, ...] = ()
    facts: tuple[Fact, ...] = ()
    payments: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    scams: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    accessibility: str = ""
    address: str = ""
    illustrative: bool = False

    def __post_init__(self) -> None:
        _id(self.site)
        _text("body", self.body, NAME_LETTERS_MAX, must=True)
        _text("headline", self.headline, LINE_LETTERS_MAX, must=True)
        for name in ("summary", "payments", "data", "scams", "formats"):
            _paragraphs(name, getattr(self, name))
        _text("accessibility", self.accessibility, LINE_LETTERS_MAX)
        _web(self.address)
        _aware("updated", self.updated)
        _aware("next_update", self.next_update)
        if not self.services:
            raise ShareError.of(Code.NO_SERVICES)
        _at_most("services", len(self.services), SERVICES_MAX)
        _at_most("facts", len(self.facts), FACTS_MAX)
        _at_most("urgent", len(self.urgent), URGENT_MAX)
        _once("id", [row.service for row in self.services])
        _once("name", [row.name.casefold() for row in self.services])
        for group, found in Counter(row.group or OTHER for row in self.services).items():
            _at_most(f'the group "{group}"', found, GROUP_MAX)
        known = {row.service for row in self.services}
        for fact in self.facts:
            for service in fact.services:
                if service not in known:
                    raise ShareError.of(Code.UNKNOWN_SERVICE, found=repr(service[:ID_LETTERS_MAX]), near="")


def _once(what: str, found: Iterable[str]) -> None:
    seen: set[str] = set()
    for each in found:
        if each in seen:
            raise ShareError.of(Code.TWICE, found=repr(each), what=what)
        seen.add(each)


def _at_most(name: str, found: int, most: int) -> None:
    if found > most:
        raise ShareError.of(Code.TOO_MANY, name=name, found=found, most=most)


def _id(text: str) -> None:
    if not ID.fullmatch(text) or len(text) > ID_LETTERS_MAX:
        raise ShareError.of(Code.BAD_ID, found=repr(text[:ID_LETTERS_MAX]) if text else "nothing", most=ID_LETTERS_MAX)


def _text(name: str, text: str, most: int, *, must: bool = False) -> None:
    if must and not text.strip():
        raise ShareError.of(Code.MISSING, name=name)
    if len(text) > most:
        raise ShareError.of(Code.TOO_LONG, name=name, found=len(text), most=most)
    for letter in text:
        # Control letters and halves of pairs have no place in a feed; turning ones make words say what they do not.
        hidden = unicodedata.category(letter) in ("Cc", "Cs", "Cn", "Co") and letter != "\n"
        if hidden or letter in _TURNING:
            raise ShareError.of(Code.HIDDEN_LETTER, name=name, found=f"U+{ord(letter):04X}")


def _paragraphs(name: str, texts: tuple[str, ...]) -> None:
    _at_most(name, len(texts), PARAGRAPHS_MAX)
    for text in texts:
        _text(name, text, WORDS_LETTERS_MAX, must=True)


def _contact(name: str, text: str, look: Callable[[str], str]) -> None:
    """What residents are to ring or to come to."""
    try:
        look(text)
    except DeskError as wrong:
        raise ShareError.of(Code.BAD_CONTACT, name=name, why=wrong, hint=wrong.hint) from wrong


def _web(address: str) -> None:
    if not address:
        return
    _text("web", address, LINE_LETTERS_MAX)
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("https", "http") and bool(parts.hostname) and not parts.username
    except ValueError:
        good = False
    if not good or not address.isascii() or any(letter in address for letter in ' "<>\\'):
        raise ShareError.of(Code.BAD_ADDRESS, found=repr(address[:NAME_LETTERS_MAX]))


def _aware(name: str, at: datetime | None) -> None:
    if at is not None and at.tzinfo is None:
        raise ShareError.of(Code.BAD_TIME, name=name, found=f"{at} without its zone")
