"""A drill of several bodies with a room full of players at its desk: the small twin of bench/drill_load.py.

Law: no time is measured here, for the machine may be busy: what is held is what must hold at any speed.
"""

from __future__ import annotations

import re
import subprocess
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import OpenerDirector

import pytest

from battlebox.desk.picture import adopt_estate
from battlebox.desk.record import Installation, Note, open_incident, write_note
from battlebox.estate import estate_of
from battlebox.estate.region import generate
from desk.room import SHARED, StillWatch
from desk.room import officer as officer_of
from web.test_hard_days import form_at, sent, written
from web.test_starting import PROGRAM, ask, browser, running  # noqa: F401 - a fixture

BODIES = 5
SEATS = ("silver", "words", "watch")
"""Who of each body plays; the last of them may write nothing."""
PAGES = ("", "services/", "systems/", "links/", "log/", "tasks/", "orders/", "tell/clocks/", "bodies/", "first/")
MARK = re.compile(r"mark [\w-]+ \w+\.")


@dataclass
class Player:
    """One browser, and everything that it was shown."""

    body: str
    end: str
    opener: OpenerDirector
    saved: list[str] = field(default_factory=list)
    seen: list[tuple[str, int, str]] = field(default_factory=list)
    """Address, status and text of each answer."""

    def get(self, desk, path):
        try:
            self.seen.append((path, 200, ask(desk, path, opener=self.opener)))
        except urllib.error.HTTPError as refused:
            self.seen.append((path, refused.code, refused.read().decode()))
        return self.seen[-1][1:]

    def writes(self, desk, at, mark, share):
        form = {**form_at(desk, self.opener, f"{at}log/note/"), "facts": mark, "share": share}
        status, text = sent(desk, self.opener, f"{at}log/note/", form)
        self.seen.append((f"{at}log/note/", status, text))
        assert status == 200, re.sub("<[^>]+>", " ", text)[:600]
        self.saved.append(mark)


def made(folder: Path) -> list[str]:
    """A drill on a region that is made up, in which every body sits at the desk; their ids."""
    region, size = folder / "region", ("--systems", str(BODIES * 8), "--paths", str(BODIES * 16))
    subprocess.run([PROGRAM, "estate", "generate", region, "--bodies", str(BODIES), *size], check=True)
    head, *rows = (region / "bodies.csv").read_text(encoding="utf-8").splitlines()
    ids = [row.split(",")[head.split(",").index("body")] for row in rows]
    others = [word for body in ids for word in ("--with", body)]
    words = ["make", "west-london", folder / "drill", "--estate", region, "--on", "2026-11-23", *others]
    subprocess.run([PROGRAM, "drill", *words], check=True)
    return ids


def at_the_door(desk, body, end):
    opener = browser()
    password = re.search(r"desk is closed: (\S+)", desk.said)[1]
    form = form_at(desk, opener, "/account/login/") | {"login": f"{body}.{end}", "password": password}
    status, text = sent(desk, opener, "/account/login/", form)
    assert status == 200, f"{body}.{end}: {status} {re.sub('<[^>]+>', ' ', text)[:400]}"
    return Player(body, end, opener)


def opened(desk, player):
    """The incident, open to every body that may take part in it; its address."""
    first = form_at(desk, player.opener, "/open/")
    estate = re.search(r'<option value="(kept:\w+)"', ask(desk, "/open/", opener=player.opener))[1]
    said = {"seen_first": "An account is used from outside.", "title": "Blue kettle", "estate": estate}
    at = re.search(r'"(/i/\w{8}/)', sent(desk, player.opener, "/open/", {**first, **said})[1])[1]
    form = form_at(desk, player.opener, f"{at}stand/")
    said = {"to": "stood up", "why": "It moves.", "seen_by": "every"}
    assert sent(desk, player.opener, f"{at}stand/", {**form, **said})[0] == 200
    return at


def plays(desk, at, player, *, is_in):
    """What one player does: looks at what came, writes for all and for the own body alone, and reads."""
    player.get(desk, "/drill/inbox/")
    player.get(desk, "/drill/inbox/part/")
    for turn, path in enumerate(PAGES):
        player.get(desk, f"{at}{path}")
        if is_in and player.end != "watch" and turn % 4 == 0:
            share = ("shared", "ours")[turn % 8 // 4]
            player.writes(desk, at, f"mark {player.body}-{player.end}-{turn} {share}.", share)


def test_players_of_many_bodies_at_once_lose_nothing_and_are_shown_nothing_of_each_other(running, tmp_path):  # noqa: F811 - the fixture, by its name
    bodies = made(tmp_path)
    desk = running("--drill", data=tmp_path / "drill")
    with ThreadPoolExecutor(BODIES * len(SEATS)) as room:
        coming = [room.submit(at_the_door, desk, body, end) for body in bodies for end in SEATS]
        players = [each.result() for each in coming]
    at = opened(desk, players[0])
    strangers = {player.body for player in players if player.get(desk, at)[0] == 404}
    assert 0 < len(strangers) < BODIES - 2
    with ThreadPoolExecutor(len(players)) as room:
        done = [room.submit(plays, desk, at, each, is_in=each.body not in strangers) for each in players]
        for each in done:
            each.result()
    for player in players:
        player.get(desk, f"{at}log/?log-page=all")
    assert desk.end() == 0

    acknowledged = [mark for player in players for mark in player.saved]
    held = MARK.findall("\n".join(written(tmp_path / "drill")))
    assert sorted(held) == sorted(acknowledged)
    assert len(acknowledged) == 3 * (len(SEATS) - 1) * (BODIES - len(strangers))
    for player in players:
        others = {mark for mark in acknowledged if mark.endswith("ours.") and f"mark {player.body}-" not in mark}
        assert others
        for path, status, text in player.seen:
            wanted = 404 if path.startswith(at) and player.body in strangers else 200
            assert status == wanted, f"{player.body}.{player.end} {path}: {status}"
            assert not others & set(MARK.findall(text)), f"{player.body} was shown what {path} has of others"
        if player.body not in strangers:
            read = set(MARK.findall(player.seen[-1][2]))
            assert read == set(acknowledged) - others


class TestQuestionsToTheTables:
    """How many questions a page puts to the tables does not grow with what is in it."""

    @pytest.fixture
    def lived(self, tmp_path, desk):  # noqa: ARG002 - the tables must stand
        from battlebox.web import records

        def make(bodies, entries):
            here = Installation(tmp_path / f"of-{bodies}", StillWatch())
            raw = generate(bodies, bodies * 8, paths=bodies * 16)
            ids = [row.body for row in estate_of(raw).bodies]
            record, lead = here.found(tuple(ids), title="Blue kettle"), officer_of(ids[0])
            open_incident(record, lead, title="Blue kettle", seen="screens are blank", handling=SHARED)
            adopt_estate(record, lead, here.shelf, raw, source="made up", handling=SHARED)
            for number in range(entries):
                write_note(record, lead, Note(f"line {number}", record.now()), handling=SHARED)
            records.use(here)
            return ids[0], f"/i/{record.incident[:8]}/"

        return make

    def asked(self, page, at):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        found = {}
        for path in PAGES:
            page.get(f"{at}{path}")
            with CaptureQueriesContext(connection) as asked:
                page.get(f"{at}{path}")
            found[path] = len(asked)
        return found

    def test_they_are_few_and_as_many_for_twelve_bodies_as_for_three(self, lived, desk_page, officer):
        counts = []
        for bodies, entries in ((3, 2), (12, 60)):
            body, at = lived(bodies, entries)
            counts.append(self.asked(desk_page(officer(body)), at))
        assert counts[0] == counts[1]
        assert max(counts[0].values()) <= 9, counts[0]
