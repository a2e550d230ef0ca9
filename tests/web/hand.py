"""A person at a browser, whose clicks and seconds are counted.

Law: whatever is pressed is found as a person finds it, by its words; nothing is sent that a page did not offer.
Not here: what is done (first_day.py).
"""

from __future__ import annotations

import io
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pypdf

PATIENCE_MS = 60_000


@dataclass
class Moment:
    """One of the moments that must be effortless: what it cost, and what it may cost."""

    name: str
    clicks_max: int
    seconds_max: float
    clicks: int = 0
    typed: int = 0
    """Fields that something was written into."""
    seconds: float = 0

    def __str__(self):
        cost = f"{self.clicks} clicks (of {self.clicks_max}), {self.typed} fields"
        return f"{self.name}: {cost}, {self.seconds:.1f} s (of {self.seconds_max:.0f})"


@dataclass
class Clock:
    """Counts for whoever is at work."""

    moments: list[Moment] = field(default_factory=list)
    running: Moment | None = None

    @contextmanager
    def moment(self, name: str, *, clicks_max: int, seconds_max: float) -> Iterator[Moment]:
        """Count what is pressed inside. The limits are checked at the end of the day."""
        self.running = Moment(name, clicks_max, seconds_max)
        began = time.monotonic()
        yield self.running
        self.running.seconds = time.monotonic() - began
        self.moments.append(self.running)
        self.running = None

    def print(self):
        """The table of the moments."""
        sys.stdout.write("".join(f"\n{each}" for each in self.moments) + "\n")

    def clicked(self):
        if self.running is not None:
            self.running.clicks += 1

    def wrote(self):
        if self.running is not None:
            self.running.typed += 1


class Hand:
    """One officer at one browser."""

    def __init__(self, browser, base, clock, name, **more):
        self.name, self.seen = name, []
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, **more)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.base, self.clock = base, clock
        self.asides, self.incident = [], ""
        self.page.on("framenavigated", lambda frame: self.seen.append(frame.url.removeprefix(base).partition("#")[0]))
        for event in ("console", "pageerror"):
            self.page.on(event, self._aside)

    def _aside(self, said):
        # A refused form answers 422, which the browser reports as a resource that failed; that is not a fault.
        if getattr(said, "type", "error") == "error" and "422" not in str(getattr(said, "text", said)):
            self.asides.append(str(getattr(said, "text", said)))

    def go(self, path):
        answer = self.page.goto(self.base + path if path.startswith("/") else path)
        assert answer.ok, f"{path} answered {answer.status}"
        return self

    def press(self, words, role="button", *, first=False):
        """Press a button, or a link with its role; the page that follows is waited for."""
        found = self.page.get_by_role(role, name=words, exact=isinstance(words, str))
        return self.click(found.first if first else found)

    def click(self, found):
        self._click(found)
        self.clock.clicked()
        self.page.wait_for_load_state()
        return self

    def follow(self, words, *, first=False):
        return self.press(words, "link", first=first)

    def write(self, label, text):
        return self.fill(self.page.get_by_label(_labelled(label)), text)

    def fill(self, found, text):
        self._fill(found, str(text))
        self.clock.wrote()
        return self

    def choose(self, label, words):
        self._select(self.page.get_by_label(_labelled(label)), words)
        self.clock.wrote()
        return self

    def tick(self, label):
        return self.check(self.page.get_by_label(label).first)

    def check(self, found):
        self._check(found)
        self.clock.clicked()
        return self

    def give(self, file):
        """A file, as the dialogue of the browser would give it."""
        self._give(self.page.locator("main [type=file]"), file)
        return self

    def when(self, name, at):
        """A moment, by the name of its field."""
        for part, value in (("day", at.day), ("month", at.month), ("year", at.year), ("time", f"{at:%H:%M}")):
            self._fill(self.page.locator(f"[name={name}_{part}]"), str(value))
        self.clock.wrote()
        return self

    # How it is done: with a mouse here, without one in keyboard.py.

    def _click(self, found):
        found.click()

    def _fill(self, found, text):
        found.fill(text)

    def _check(self, found):
        found.check()

    def _select(self, found, words):
        found.select_option(label=words)

    def _give(self, found, file):
        found.set_input_files(file)

    def saved(self):
        """The number that the desk answered with."""
        found = self.page.locator("[data-desk-saved]").first.inner_text()
        assert "Saved as" in found, found
        return re.search(r"[A-Z]+-\d+", found)[0]

    def sees(self, *words):
        text = self.text
        for each in words:
            assert each in text, f"{each!r} is not on {self.page.url}: {text[:1500]}"
        return self

    def download(self, words, role="link"):
        """What a link gives, as bytes."""
        link = self.page.get_by_role(role, name=words, exact=isinstance(words, str))
        answer = self.context.request.get(self.base + link.get_attribute("href"))
        self.clock.clicked()
        assert answer.ok, f"{words} answered {answer.status}"
        return answer.body()

    def paper(self):
        """The words of this page, printed."""
        return text_of(self.page.pdf(format="A4", prefer_css_page_size=True))

    @property
    def text(self):
        return " ".join(self.page.locator("body").inner_text().split())

    @property
    def path(self):
        return self.page.url.removeprefix(self.base).partition("#")[0]

    def at(self, rest=""):
        """A page of the incident that this person was at last."""
        if found := re.search(r"/i/(\w+)/", self.page.url):
            self.incident = found[1]
        return self.go(f"/i/{self.incident}/{rest}")


def text_of(paper):
    """The words of a PDF, its pages set apart, and letters that are drawn as one as they are written."""
    pages = (each.extract_text() for each in pypdf.PdfReader(io.BytesIO(paper)).pages)
    return "\f".join(" ".join(unicodedata.normalize("NFKC", each).split()) for each in pages)


def _labelled(label):
    """A field's label, with or without the word that it may stay empty."""
    return re.compile(rf"^{re.escape(label)}( \(optional\))?$")
