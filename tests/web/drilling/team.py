"""A team at a drill's desk, and whoever runs the drill: every act goes through a page, as a person would go.

Law: nothing is written but by a form that a page showed to somebody in that role; an entry's number is the one that the
page said; the drill's clock moves by control's page alone.
Not here: what is done when (plays.py), what comes of it (test_replay.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from django.conf import settings
from justhtml import JustHTML

from battlebox.desk.record import Installation
from battlebox.drill.control import Setting, Stage
from battlebox.drill.pace import DrillWatch, PaceFile
from battlebox.drill.scenario import scenario_file
from battlebox.drill.sealed import sealed_in
from battlebox.estate import Shelf, estate_of
from battlebox.web.starting.desk_settings import CONTROL
from desk.room import StillWatch
from web.desk_page import DeskPage, words

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
ENDS = ("gold", "silver", "bronze", "loggist", "words", "data", "care", "partners", "watch")
SAVED = re.compile(r"Saved as ([A-Z]+-\d+)")


@dataclass
class Team:
    """Everybody at the desk of one drill."""

    stage: Stage
    installation: Installation
    wall: StillWatch
    incident: str = ""
    pages: dict[str, DeskPage] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    """Under what number each deed was saved."""

    def __post_init__(self) -> None:
        self.cast = self.stage.cast
        self.estate = estate_of(Shelf(self.stage.folder / "estates").fetch(sealed_in(self.stage.folder).estate))
        self.body = self.cast.player
        self.ids = {each.part: each.id for each in self.cast.filled}

    # ── who sits where ───────────────────────────────────────────────────────────────────────────────────────────

    def page(self, end: str) -> DeskPage:
        """The browser of whoever holds a role, or of exercise control."""
        from battlebox.web.models import Officer

        if end not in self.pages:
            name = end if end == CONTROL else f"{self.body}.{end}"
            self.pages[end] = DeskPage().sign_in(Officer.objects.get(username=name))
        return self.pages[end]

    @property
    def control(self) -> DeskPage:
        return self.page(CONTROL)

    def at(self, rest: str = "") -> str:
        return f"/i/{self.incident}/{rest}"

    # ── whoever runs the drill ───────────────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        self.control.follow(self.control.send("/drill/clock/", {"how": "resume"}))

    def jump(self, minute: int) -> None:
        """The drill's clock goes ahead to a minute of play."""
        ahead = minute - self.stage.minute(self.wall.at)
        if ahead > 0:
            said = {"how": "jump", "minutes": str(ahead)}
            past = {"past_end": "on"} if minute >= self.stage.minutes else {}
            self.control.follow(self.control.send("/drill/clock/", said | past))

    def hand_out(self, number: int) -> None:
        """A tap on its button in the control room."""
        shown = JustHTML(self.control.get(f"/drill/injects/{number}/").content.decode(), sanitize=False)
        form = shown.query_one("form.desk-tap")
        said = {each.attrs["name"]: each.attrs.get("value") or "" for each in form.query("input[type=hidden]")}
        self.control.follow(self.control.post(form.attrs["action"], {**said, "of": str(number), "tapped": "hand"}))

    def mark(self, number: int, mark: int, saw: str) -> None:
        said = {"words": saw, "mark": str(mark), "by": "evaluator"}
        self.control.follow(self.control.send(f"/drill/injects/{number}/", said))

    def reads(self, number: int) -> list[str]:
        """Whoever is shown an inject."""
        paths = {end: self.page(end).client.get(f"/drill/inbox/{number}/").status_code for end in ENDS}
        assert set(paths.values()) <= {200, 404}, paths
        return [end for end, status in paths.items() if status == 200]

    # ── whoever plays ────────────────────────────────────────────────────────────────────────────────────────────

    def does(self, deed: str, end: str, path: str, said: dict | None = None) -> str:
        """Somebody opens a form, fills it in and sends it; the number under which the next page says it is saved."""
        page = self.page(end)
        answer = page.send(self.at(path), said or {})
        text = words(page.follow(answer))
        found = SAVED.search(text)
        assert found, f"{deed}: no page said under what number it was saved: {text[:300]}"
        self.numbers[deed] = found[1]
        return found[1]

    def order_for(self, part: str) -> str:
        """The team's own order that isolates, cuts or stops what fills a part; blank where it has none."""
        means = self.cast.of(part).means
        own = [each.action for each in self.estate.actions if each.action in means and each.body == self.body]
        return next(iter(own), "")


def sit_down(monkeypatch, folder, raw, scenario: str = "west-london", **more) -> Team:
    """A drill in a folder, and the desk of it; control's clock stands until it is started."""
    from battlebox.web import desk_time, records
    from battlebox.web.drilling import playing
    from battlebox.web.starting.drill_cast import join_control, join_the_cast

    setting = Setting(scenario_file(scenario), f"{scenario}.toml", raw, day=DAY, **more)
    Stage.set_up(folder, setting, NOW)
    wall = StillWatch(at=NOW)
    monkeypatch.setattr(settings, "DESK", replace(settings.DESK, data=folder, drill=True))
    watch = DrillWatch(PaceFile.in_folder(folder), wall)
    monkeypatch.setattr(desk_time._PLUGGED, "watch", watch)
    installation = Installation(folder, watch)
    records.use(installation)
    sealed = sealed_in(folder)
    join_the_cast(sealed)
    join_control(sealed)
    return Team(playing._stage(folder), installation, wall)
