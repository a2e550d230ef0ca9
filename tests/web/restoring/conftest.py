"""Northmere with its servers, care records and benefits out, on the desk whose jobs wait for the test."""

from __future__ import annotations

import pytest

from web.places.conftest import do_all, jobs, opened  # noqa: F401 - fixtures

SERVERS, CARE, BENEFITS = "northmere.servers", "northmere.care", "northmere.benefits"


class Restoring:
    """What a test does at the desk to come back."""

    def __init__(self, page, opened, jobs):  # noqa: F811 - the fixtures' own names
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
def restoring(desk_page, opened, jobs):  # noqa: F811 - the fixtures' own names
    return Restoring(desk_page("northmere"), opened, jobs)
