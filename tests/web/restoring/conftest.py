"""Incidents of coming back: referrals on paper for a day; servers that are hit; servers and more that are out."""

from __future__ import annotations

import pytest

from battlebox.desk.picture import Suspicion
from desk.restore.backlogs import was_out
from desk.restoring import CARE, SERVERS, Restoring
from web.places.conftest import Opened, do_all, jobs, opened

__all__ = ["jobs", "opened"]

BENEFITS = "northmere.benefits"


class Hit(Opened):
    """The incident; `write` writes into it without a page, as the desk's own tests do."""

    shelf = property(lambda self: self.installation.shelf)

    def __init__(self, path):
        super().__init__(path)
        self.write = Restoring(self)
        self.write.believe(SERVERS, Suspicion.CONFIRMED)

    def gates(self, rest="", system=SERVERS):
        """An address under the gates of a system."""
        return self.at(f"gates/{system}/{rest}")


@pytest.fixture
def hit(desk, tmp_path):
    """The incident as the source of incidents."""
    from battlebox.web import records

    made = Hit(tmp_path / "data")
    records.use(made.installation)
    yield made
    made.installation.close()


class Back:
    """What tests ask of it: the incident, and the desk's own room for the same record."""

    def __init__(self, opened):
        self.opened, self.record, self.watch = opened, opened.record, opened.watch
        self.shelf, self.sight, self.at = opened.installation.shelf, opened.sight, opened.at


@pytest.fixture
def back(opened):
    """It was out, on its fallback, for a day."""
    made = Back(opened)
    was_out(made)
    return made


class Returning:
    """What a test does at the desk to come back."""

    def __init__(self, page, opened, jobs):
        self.page, self.opened, self.jobs = page, opened, jobs
        self.ours = []

    def at(self, rest=""):
        return self.opened.at("restore/" + rest)

    def out(self, *names):
        for name in names:
            said = {"condition": "out", "seen_by": "the night engineer", "cause": "attacker"}
            self.page.send(self.opened.at(f"seen/{name}/"), said)
            self.ours += [name] * name.startswith("northmere")

    def ask(self, **said):
        """Ask for an order and work it out; the address of the answer."""
        address = self.page.send(self.at("ask/"), {"seconds": "0", "systems": self.ours, **said}).headers["Location"]
        do_all(self.jobs)
        return address

    def follow(self):
        self.out(SERVERS, CARE, BENEFITS)
        address = self.ask()
        self.page.send(address + "adopt/", {"why": "it costs residents least", "maker": "Silver of Northmere"})
        return address

    def again(self):
        address = self.page.send(self.at("again/")).headers["Location"]
        do_all(self.jobs)
        return address


@pytest.fixture
def restoring(desk_page, opened, jobs):
    return Returning(desk_page("northmere"), opened, jobs)
