"""A process dies and is hardly missed: whoever it was answering asks once more, and behind nginx a page not even that.

Law: the next is killed when all who were cut off by the last have been answered, so that each try is one kill's.
Not here: that nothing is lost or doubled (test_several.py); sixty kills in a crowd (bench/failover.py).
"""

from __future__ import annotations

import ssl
import threading
from collections import Counter
from dataclasses import dataclass, field

import pytest

from driving.desk import Desk
from installing.test_service_files import NGINX, in_front

pytestmark = pytest.mark.one_store
PROCESSES, OFFICERS, KILLS = 2, 4, 6


@dataclass
class Sitting:
    """One officer, who reads the log and writes a line, over and over."""

    browser: object
    answered: int = 0
    pages: Counter = field(default_factory=Counter)
    forms: Counter = field(default_factory=Counter)
    """How many had to be asked for how often."""

    def sit(self, desk, is_over):
        while not is_over.is_set():
            self._asked(self.pages, desk.at("log/"))
            form = self.browser.form(desk.at("log/note/"), facts=f"The host rang, line {self.answered}", share="shared")
            assert self._asked(self.forms, desk.at("log/note/"), form) in (302, 409)

    def _asked(self, tries, path, form=None):
        before = self.browser.again
        status = self.browser.sure(path, form)[0]
        tries[self.browser.again - before + 1] += 1
        self.answered += 1
        return status


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("failover")


@pytest.fixture(scope="module")
def desk(postgres, place):
    made = Desk(place / "desk", server=postgres, processes=PROCESSES, lan=True)
    yield made
    assert made.end() == 0, made.said


@pytest.fixture
def through(request, desk, place):
    """The port at which browsers call: the desk's own, or that of nginx with the file of install/."""
    if request.param == "straight":
        yield 0
        return
    if not NGINX:
        pytest.skip("nginx is not installed")
    with in_front(place, desk) as (_, port):
        yield port


@pytest.mark.parametrize("through", ["straight", "nginx"], indirect=True)
def test_whoever_was_being_answered_by_a_process_that_dies_asks_once_more_and_no_more(desk, place, through):
    trusted = ssl.create_default_context(cafile=str(desk.folder / "keys" / "authority.crt"))
    sittings = [Sitting(desk.browser(n, trusted=trusted, through=through)) for n in range(OFFICERS)]
    is_over = threading.Event()
    threads = [threading.Thread(target=each.sit, args=(desk, is_over)) for each in sittings]
    for each in threads:
        each.start()
    try:
        for n in range(KILLS):
            desk.kill(desk.pages[n % PROCESSES])
            wanted = [each.answered + 2 for each in sittings]
            desk.wait_for(lambda wanted=wanted: all(s.answered >= n for s, n in zip(sittings, wanted, strict=True)))
    finally:
        is_over.set()
        for each in threads:
            each.join()
    pages, forms = (sum((getattr(each, name) for each in sittings), Counter()) for name in ("pages", "forms"))
    assert max(forms) <= 2, forms
    if through:
        assert set(pages) == {1}, "nginx did not ask another process for a page"
        assert "upstream" in (place / "error.log").read_text("utf-8"), "no process died that nginx was asking"
    else:
        assert max(pages | forms) == 2, (pages, forms)
