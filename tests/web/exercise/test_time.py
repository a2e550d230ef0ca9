"""What pages say of the incident goes by the drill's clock; who may come in goes by the machine's."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from battlebox.drill.pace import DrillWatch, Pace, PaceError, PaceFile
from laws.tree import source
from web.desk_page import words

DRILL = datetime(2025, 11, 24, 2, 40, tzinfo=UTC)

MACHINE = {
    # Who may come in, and for how long.
    "accounts/access", "accounts/break_glass", "accounts/factor_removal", "accounts/joining", "accounts/lasting",
    "accounts/lost_factor", "accounts/open_sessions", "accounts/slips", "asking", "starting/start",
    "following/pages", "following/served", "hooks/secret", "identities/admin", "identities/bound", "identities/pages",
    "machines/credentials", "machines/keys",
    "taxii/asking", "taxii/credentials", "taxii/letting_in", "taxii/registering", "taxii/rights",
    # What the machine does by itself, and how long it waits; a drill's desk reads and serves no partner.
    "feeds/commands", "feeds/round", "hooks/pages", "hooks/round", "jobs",
    "sending/answering", "sending/outbox", "sending/phone_tree", "sending/posting",
    "situations/publishing", "taxii/posting", "taxii/reading", "taxii/shelving", "pages",
    "without_tables",
    # Files that came, which wait so long and no longer.
    "bringing/keeping", "bringing/waiting",
    # The stage of a demonstration.
    "readiness/demo",
    # The one place that gives either.
    "desk_time",
}  # fmt: skip
"""Modules of web, tables apart, that may ask the machine's own time; a new one is red until somebody says why."""


def test_what_asks_the_machines_own_time_is_known():
    found = set()
    for module in source():
        name = module.name.removeprefix("src/battlebox/")
        if (
            name.startswith("web/")
            and not name.startswith("web/models/")
            and any(
                ast.unparse(node) in ("timezone.now", "timezone.localtime()", "timezone.localdate()")
                for node in ast.walk(module.tree)
                if isinstance(node, ast.Attribute | ast.Call)
            )
        ):
            found.add(name.removeprefix("web/").removesuffix(".py"))
    assert sorted(found - MACHINE) == []
    assert sorted(MACHINE - found) == []


@pytest.fixture
def clock(desk, tmp_path):
    from battlebox.web import desk_time

    file = PaceFile.in_folder(tmp_path)
    file.start(Pace.started(timezone.now(), DRILL, rate=60))
    desk_time.use(DrillWatch(file))
    yield file
    desk_time.use(None)


def test_ages_and_forms_go_by_the_drills_clock(clock):
    from battlebox.web.desk_time import desk_now
    from battlebox.web.incident.saying import when_said
    from battlebox.web.telling.press_acts import desk_now as first_of_a_form

    assert timedelta(0) <= desk_now() - DRILL < timedelta(hours=1)
    assert first_of_a_form is desk_now
    clock.set(lambda pace: pace.jumped(timezone.now(), DRILL + timedelta(hours=6)))
    assert desk_now() >= DRILL + timedelta(hours=6)
    assert "2025" not in when_said(DRILL)
    with pytest.raises(PaceError):
        clock.set(lambda pace: pace.jumped(timezone.now(), DRILL))


def test_a_real_desk_goes_by_the_machines(desk):
    from battlebox.web.desk_time import desk_now, drill_watch

    assert drill_watch() is None
    assert abs(desk_now() - timezone.now()) < timedelta(minutes=1)


def test_an_alarm_says_when_it_was_raised_and_seen_by_the_drills_clock(clock, officer, desk_page):
    from battlebox.web.models import Alarm

    page = desk_page(officer("northmere", admin=True))
    clock.set(lambda pace: pace.jumped(timezone.now(), DRILL + timedelta(hours=6)))
    Alarm.objects.tell("The glass was broken.", body="northmere")
    assert "Alarm, 24 Nov, 08:4" in page.get("/access/").content.decode()
    alarm = Alarm.objects.get()
    page.post(f"/access/alarm/{alarm.pk}/seen/")
    assert "The glass was broken. Seen 24 Nov, 08:4" in words(page.get("/access/"))
