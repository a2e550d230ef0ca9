"""A drill's desk on the small estate: the short scenario, exercise control, and officers of three councils."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from battlebox.desk.picture import adopt_estate
from battlebox.desk.record import Installation, Record, Sight, open_incident
from battlebox.drill.control import Setting, Stage
from battlebox.drill.pace import DrillWatch, PaceFile
from battlebox.estate import Shelf
from desk.room import SHARED, StillWatch, shipped
from desk.room import officer as officer_of
from drill.play.tapes import TEXT, Players

NOW = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)
SENT = TEXT.replace('text = "They are deleting."', 'text = "They are deleting."\nto = ["communications"]')


@dataclass
class Drill:
    """The drill, and the wall clock of the machine it is played on."""

    stage: Stage
    wall: StillWatch

    def start(self):
        self.stage.pace.set(lambda pace: pace.resumed(self.wall.at))

    def passes(self, minutes):
        self.wall.at += timedelta(minutes=minutes)

    def opened(self, title="Blue kettle"):
        """The players, with an incident that they opened at the drill's desk."""
        from battlebox.web import records

        here = records.installation()
        record = here.found(("northmere", "eastholt"), title=title)
        lead, copy = officer_of("northmere"), here.shelf.fetch(self.stage.estate.digest)
        open_incident(record, lead, title=title, seen="screens are blank", handling=SHARED)
        adopt_estate(record, lead, here.shelf, copy, source="the drill's copy", handling=SHARED)
        return Players(Table(record, here.shelf))


@dataclass
class Table:
    """What players sit at."""

    record: Record
    shelf: Shelf

    def sight(self, body):
        return Sight.of(self.record, officer_of(body))


def played(monkeypatch, tmp_path, text=SENT, **more):
    from battlebox.web import desk_time, records

    folder = tmp_path / "drill"
    setting = Setting(text.encode(), "tapes.toml", shipped("northmere"), player="northmere", **more)
    stage = Stage.set_up(folder, setting, NOW)
    wall = StillWatch(at=NOW)
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, data=folder, drill=True))
    watch = DrillWatch(PaceFile.in_folder(folder), wall)
    monkeypatch.setattr(desk_time._PLUGGED, "watch", watch)
    records.use(Installation(folder, watch))
    return Drill(stage, wall)


@pytest.fixture
def drill(desk, monkeypatch, tmp_path):
    return played(monkeypatch, tmp_path)


@pytest.fixture
def solo(desk, monkeypatch, tmp_path):
    text = SENT.replace('text = "I cannot', 'solo = true\ntext = "I cannot')
    return played(monkeypatch, tmp_path, text, solo=True)


@pytest.fixture
def control(officer, desk_page):
    """Exercise control, signed in."""
    from battlebox.web.models import Role

    return desk_page(officer("northmere", role=Role.OBSERVER, name="control"))
