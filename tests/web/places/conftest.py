"""An incident of Northmere (hit) and Eastholt (shares its IT) in a data folder; Farwick is a stranger to it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from battlebox.desk.picture import adopt_estate, estate_in_use
from battlebox.desk.record import Installation, Sight, open_incident
from desk.room import SHARED, StillWatch, shipped
from desk.room import officer as desk_officer
from web.desk_page import words


class Opened:
    """The incident, and what tests ask of it."""

    def __init__(self, path, estate="northmere", tables=None, shared=SHARED):
        self.watch = StillWatch(at=datetime.now(UTC).replace(microsecond=0))
        self.installation = Installation(path, self.watch)
        self.record = self.installation.found(("northmere", "eastholt"), ("farwick",), title="Blue kettle")
        self.lead = desk_officer("northmere")
        open_incident(self.record, self.lead, title="Blue kettle", seen="screens are blank", handling=shared)
        tables = tables or shipped(estate)
        adopt_estate(self.record, self.lead, self.installation.shelf, tables, source="shipped", handling=shared)
        self.short = self.record.incident[:8]

    def at(self, rest=""):
        """An address under the incident."""
        return f"/i/{self.short}/{rest}"

    def sight(self, body="northmere"):
        return Sight.of(self.record, desk_officer(body))

    @property
    def estate(self):
        return estate_in_use(self.sight(), self.installation.shelf).estate


@pytest.fixture
def opened(desk, tmp_path):
    """The incident on the small estate, as the source of incidents."""
    from battlebox.web import records

    made = Opened(tmp_path / "data")
    records.use(made.installation)
    yield made
    made.installation.close()


SERVERS = "systems/northmere.servers/"


@pytest.fixture
def jobs(desk, monkeypatch):
    """Jobs that wait until a test does them."""
    from battlebox.web import jobs

    monkeypatch.setattr(jobs._WORKER, "start", lambda: None)
    monkeypatch.setattr(jobs._WORKER, "thread", None)
    return jobs


def do_all(jobs):
    """Do every job that waits."""
    from battlebox.web.models import Job

    for job in Job.objects.filter(state="waiting").order_by("made_at"):
        jobs.do(job)


@pytest.fixture
def hit(desk_page, opened):
    """Northmere's servers are confirmed hit."""
    page = desk_page("northmere")
    page.send(opened.at(SERVERS + "suspect/"), {"state": "confirmed", "source": "the night engineer"})
    return page


@pytest.fixture
def answer(hit, opened, jobs):
    """The address of the options, worked out for Northmere."""
    address = hit.send(opened.at("contain/")).headers["Location"]
    do_all(jobs)
    return address


def pointed_at(page, address):
    """The letter of the choice that figures point to, as the form to decide on them says."""
    return re.search(r"not ([A-H]): the figures point to that", words(page.get(f"{address}decide/")))[1]


def decide_on(hit, address, **more):
    said = {"why": "the beacon was seen", "maker": "Ann Smith", "role": "strategic", **more}
    if "chosen" not in said:
        said["chosen"] = pointed_at(hit, address)
    return hit.send(f"{address}decide/", said)


@pytest.fixture
def sending(opened):
    """What sends, over the incident."""
    from web.places.sending import Sending

    return Sending(opened)
