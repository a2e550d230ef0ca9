"""What players' own checks find: by message to the one who looked, once done, and nothing of the truth beside it."""

from __future__ import annotations

import re

import pytest

from battlebox.desk import Officer, Role
from battlebox.desk.picture import Belief, Subject, Suspicion, give_order, state_suspicion
from battlebox.drill.truth import AtMinute
from desk.room import SHARED
from drill.truth.spreading import CARE, HUB, TEXT
from web.desk_page import words
from web.drilling.conftest import played

MAIL = "northmere.mail"
FOUND = """
[[event]]
id = "signs"
at_minutes = 0
kind = "system-found"
of = "hub"
words = "It shows."
"""
ENCRYPTED = "the files are encrypted"


@pytest.fixture
def spreading(desk, monkeypatch, tmp_path):
    return played(monkeypatch, tmp_path, TEXT + FOUND)


class Seat:
    """An officer at the drill's desk, with a browser, who writes down checks."""

    def __init__(self, drill, players, officer, page, body):
        self.made = officer(body, role=Role.TACTICAL.value)
        self.page = page(self.made)
        self.drill, self.record = drill, players.room.record
        self.officer = Officer(self.made.officer_id, "An officer", body, frozenset({Role.TACTICAL}))

    def checks(self, system, checked="the logs of today", state=Suspicion.UNKNOWN):
        belief = Belief(state, self.record.now(), "duty engineer", checked)
        estate = self.drill.stage.estate.estate
        return state_suspicion(self.record, estate, self.officer, Subject.SYSTEM, system, belief, handling=SHARED)

    def orders(self, action):
        give_order(self.record, self.drill.stage.estate.estate, self.officer, action, who="duty", handling=SHARED)

    def read(self):
        return words(self.page.get("/drill/inbox/"))


@pytest.fixture
def seat(desk_page, officer):
    def make(drill, players, body):
        return Seat(drill, players, officer, desk_page, body)

    return make


def test_a_check_answers_the_one_who_looked_once_its_time_is_over(spreading, seat):
    spreading.start()
    players = spreading.opened()
    one, other, east, far = (
        seat(spreading, players, body) for body in ("northmere", "northmere", "eastholt", "farwick")
    )
    spreading.passes(2)
    number = one.checks(HUB).number
    one.checks(MAIL)
    theirs = east.checks(HUB).number
    spreading.passes(14)
    for each in (one, other, east, far):
        assert "check that you wrote" not in each.read()
    spreading.passes(2)
    text = one.read()
    assert (
        f"The check that you wrote down as {number} is done. There are signs of an attacker on Northmere servers."
        in text
    )
    assert "Nothing found on Northmere mail, as far as the check looked" in text
    assert "Answer to a check, from your own people, Tuesday 09:27" in text
    assert f"you wrote down as {theirs} is done" in east.read()
    assert number not in east.read()
    for each in (other, far):
        assert "check that you wrote" not in each.read()


def test_what_is_stated_without_a_check_is_no_look(spreading, seat):
    spreading.start()
    one = seat(spreading, spreading.opened(), "northmere")
    spreading.passes(2)
    one.checks(HUB, checked="", state=Suspicion.SUSPECTED)
    spreading.passes(60)
    assert "attacker" not in one.read()


def test_what_is_encrypted_everybody_of_the_host_sees(desk, monkeypatch, tmp_path, seat):
    drill = played(monkeypatch, tmp_path, TEXT.replace("spreads = true", "spreads = true\nstrikes = true"))
    drill.start()
    players = drill.opened()
    seats = {body: seat(drill, players, body) for body in ("northmere", "eastholt", "farwick")}
    drill.passes(50)
    assert ENCRYPTED not in seats["northmere"].read()
    drill.passes(188)
    assert f"Northmere servers: {ENCRYPTED}" in seats["northmere"].read()
    held = {
        drill.stage.estate.estate.system_by_id[name].body
        for name in AtMinute(lambda: drill.stage.world, drill.stage.course, (), 238).held()
    }
    for body in ("eastholt", "farwick"):
        assert (ENCRYPTED in seats[body].read()) == (body in held)


def crawled(page, most=40):
    """The pages of the desk that links lead to, from what reached a player on: address and answer."""
    read, waiting = set(), ["/drill/inbox/", "/"]
    while waiting and len(read) < most:
        path = waiting.pop(0)
        answer = page.client.get(path)
        read.add(path)
        if answer.streaming:
            # A file is read to its end, so that it is closed.
            b"".join(answer.streaming_content)
            continue
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        yield path, answer
        links = re.findall(r'href="(/(?:drill/|i/)?[^"#?]*)"', answer.content.decode())
        waiting += [each for each in dict.fromkeys(links) if each not in read and each not in waiting]


def test_no_page_of_the_players_holds_the_attackers_truth(spreading, seat):
    spreading.start()
    players = spreading.opened()
    seats = {body: seat(spreading, players, body) for body in ("northmere", "eastholt", "farwick")}
    spreading.passes(228)
    stage = spreading.stage
    seats["northmere"].read()
    hidden = AtMinute(lambda: stage.world, stage.course, (), 228).held() - {HUB}
    assert hidden
    names = [stage.estate.estate.system_by_id[each].name for each in hidden]
    secrets = ["since this morning", "Do they have", "They are in", "Nobody is in", str(stage.world.seed), "It shows."]
    for body, each in seats.items():
        read = []
        for path, answer in crawled(each.page):
            read.append(path)
            text = answer.content.decode()
            # Pages of the incident name every system of the estate; those of the drill have no other cause to.
            wanted = [*secrets, *names] if path.startswith("/drill/") else secrets
            assert [secret for secret in wanted if secret in text] == [], path
        assert "/drill/inbox/" in read
        assert ("/drill/inbox/1/" in read) == (body == "northmere")
        assert len(read) > 5
        for path in ("/drill/", "/drill/part/", "/drill/injects/1/", "/drill/report/"):
            each.page.get(path, expect=404)


def test_what_players_isolate_stops_the_attacker_who_would_have_come(desk, monkeypatch, tmp_path, seat):
    drill = played(monkeypatch, tmp_path, TEXT, seed=2)
    drill.start()
    one = seat(drill, drill.opened(), "northmere")
    drill.passes(1)
    one.orders("northmere.isolate-servers")
    drill.passes(238)
    assert "It held" in one.read()
    stage = drill.stage
    assert CARE in AtMinute(lambda: stage.world, stage.course, (), 230).held()
    assert [(each.branch, each.answer.value) for each in stage.course.asked] == [("they-have-care", "no")]
