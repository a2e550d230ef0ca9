"""Two desks with life in them, in a browser: the demonstration, and a first day walked from nothing.

Law: pages are found by following links as each officer; the desks end with the block.
Not here: what is asked of a page (test_every_page.py, test_keyboard.py), pictures of it (bench/pictures.py).
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field

from web.every_page import BY_HAND, Page, pages_of
from web.first_day import FirstDay
from web.keyboard import KeyHand
from web.test_starting import Running

LOOKED_AT_AS = ("rbkc.silver", "rbkc.gold", "rbkc.care", "rbkc.data")
# Shown on both desks: full on the one, begun or empty on the other.
OTHER_STATE = frozenset({
    "home", "now", "contain", "decisions", "decision", "reach", "role", "costs", "london", "checkpoints",
    "first_minutes", "handovers", "estate_corrections", "log",
})  # fmt: skip


@dataclass
class Lived:
    """A desk that is lived in: its officers' sessions, and one page for each route."""

    base: str
    states: dict[str, object] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)

    def opened(self, chromium, **more):
        """A browser page of each officer, with the pages to look at in it."""
        for who, state in self.states.items():
            context = chromium.new_context(storage_state=state, **more)
            yield context.new_page(), [one for one in self.pages.values() if one.who == who]
            context.close()


@contextmanager
def demonstration(chromium, folder, kept=None) -> Iterator[Lived]:
    """West London at hour three, with somebody signed in in every role that sees something else.

    `kept` is a folder that all who run tests side by side share: whoever comes first makes it there, with its pages,
    and everybody has a copy of their own.
    """
    if kept is None:
        with _demonstrated(chromium, folder) as lived:
            yield lived
        return
    pages = _copied(chromium, kept, folder)
    with _demonstrated(chromium, folder, pages) as lived:
        yield lived


def shared(tmp_path_factory):
    """The folder of this run that every worker has: beside theirs, where there are workers."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _copied(chromium, kept, folder) -> dict[str, Page]:
    """A copy of the demonstration at rest, made if nobody has; its pages."""
    whole, listed = kept / "demonstration", kept / "demonstration.json"
    with (kept / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not listed.exists():
            shutil.rmtree(whole, ignore_errors=True)
            with _demonstrated(chromium, whole) as lived:
                pages = [asdict(each) for each in lived.pages.values()]
            listed.write_text(json.dumps(pages))
    shutil.copytree(whole, folder)
    return {each["route"]: Page(**each) for each in json.loads(listed.read_text())}


@contextmanager
def _demonstrated(chromium, folder, pages=None) -> Iterator[Lived]:
    """The demonstration in a folder: its officers sign in, and find its pages by their links where none are known."""
    desk = Running(folder, "--demo")
    lived = Lived(f"http://localhost:{desk.port}", pages=dict(pages or {}))
    password = re.search(r"desk is closed: (\S+)", desk.said)[1]
    try:
        for who in LOOKED_AT_AS:
            context = chromium.new_context()
            page = context.new_page()
            page.goto(f"{lived.base}/account/login/")
            page.fill("#id_login", who)
            page.fill("#id_password", password)
            page.get_by_role("button", name="Sign in", exact=True).click()
            page.get_by_role("heading", name="The desk", exact=True).wait_for()
            page.wait_for_load_state()
            lived.states[who] = context.storage_state()
            if pages is None:
                short = re.search(r'href="/i/(\w+)/', page.content())[1]
                start = ["/", *(f"/i/{short}/{rest}" for rest in BY_HAND.values())]
                lived.pages = {**pages_of(context, lived.base, who, start, lived.pages), **lived.pages}
            context.close()
        yield lived
    finally:
        desk.end()


@contextmanager
def walked(chromium, folder) -> Iterator[tuple[FirstDay, Lived]]:
    """The first day, by keyboard alone, as far as the record is proved: what it holds open is still there."""
    desk = Running(folder)
    try:
        day = FirstDay(chromium, desk, KeyHand).walk(*FirstDay.MORNING, *FirstDay.DAY, FirstDay.leave_begun)
        lived = Lived(day.base)
        for hand in day.hands:
            lived.states[hand.name] = hand.context.storage_state()
            start = ["/", *(each for each in hand.seen if each.startswith("/"))]
            lived.pages = {**pages_of(hand.context, day.base, hand.name, start, lived.pages), **lived.pages}
        yield day, lived
    finally:
        desk.end()


def leave_new(day: Lived, demo: Lived) -> None:
    """Leave in the second desk what the first does not have, and the lists that are empty or begun there."""
    day.pages = {route: one for route, one in day.pages.items() if route not in demo.pages or route in OTHER_STATE}
