"""Contain where very many systems are suspected: 2,000 of them, lists to search, nothing sent but what was ticked."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from battlebox.desk.command import Asked, DoneAsked, DownAsked, HitAsked
from battlebox.desk.picture import Belief, Subject, Suspicion, state_suspicion
from battlebox.estate import estate_of
from desk.room import SHARED
from web.desk_page import words
from web.places.conftest import Opened

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from large_desk import large_estate

LEVELS = (1000, 700, 300, 100, 0)


@pytest.fixture(scope="module")
def large():
    return estate_of(large_estate())


@pytest.fixture(scope="module")
def all_of_it(large):
    """A record that speaks of all 2,000 systems, of hundreds that are out, and of hundreds of orders."""
    hits = tuple(HitAsked(row.system, LEVELS[place % 5]) for place, row in enumerate(large.systems))
    downs = tuple(DownAsked(row.system, 0) for row in large.systems[:300])
    dones = tuple(DoneAsked(row.action, 0) for row in large.actions[:200])
    return Asked("northmere", hits, downs, dones)


@pytest.fixture
def question(desk, large, all_of_it):
    """The form over that record, with what an officer sent in."""
    from django.http import QueryDict

    from battlebox.web.deciding.contain_form import QuestionForm

    def form(**more):
        bodies = (("northmere", "Northmere, our own"),)
        fresh = QuestionForm(estate=large, asked=all_of_it, bodies=bodies)
        data = QueryDict(mutable=True)
        for name, field in fresh.fields.items():
            start = field.initial
            for each in start if isinstance(start, list) else [start]:
                if each is not None:
                    data.appendlist(name, str(each))
        for name, values in more.items():
            data.setlist(name, values)
        made = QuestionForm(data, estate=large, asked=all_of_it, bodies=bodies)
        made.fields.pop("once")
        return made, data

    return form


def test_the_whole_record_is_asked_with_few_fields(question, all_of_it):
    form, data = question()
    assert form.is_valid(), form.errors
    asked = form.question()
    assert sorted(asked.hits, key=lambda hit: hit.system) == sorted(all_of_it.hits, key=lambda hit: hit.system)
    assert (len(asked.downs), len(asked.dones)) == (300, 200)
    assert sum(len(values) for _, values in data.lists()) < 60, "what is not ticked must not be sent"


def test_what_is_ticked_is_left_out_and_a_whole_level_can_be_another(question, all_of_it, large):
    one, two = large.systems[1].system, large.systems[6].system
    form, _ = question(**{
        "leave:700": [one, two], "level:300": ["1000"], "level:100": ["out"],
        "leave:downs": [large.systems[0].system], "leave:dones": [large.actions[0].action],
    })  # fmt: skip
    assert form.is_valid(), form.errors
    asked = form.question()
    chances = {hit.system: hit.in_a_thousand for hit in asked.hits}
    assert one not in chances
    assert two not in chances
    assert {chances[large.systems[place].system] for place in (2, 7)} == {1000}
    assert large.systems[3].system not in chances
    assert len(chances) == 2000 - 400 - 2
    assert (len(asked.downs), len(asked.dones)) == (299, 199)


def test_what_is_not_in_a_list_is_refused(question):
    form, _ = question(**{"leave:700": ["nothing.of.the.kind"]})
    assert not form.is_valid()
    assert "leave:700" in form.errors


def test_a_group_with_something_ticked_stands_open_and_says_how_much(question, large):
    form, _ = question(**{"leave:700": [large.systems[1].system]})
    html = str(form["leave:700"])
    assert html.count("<details") == 3
    assert len(re.findall(r"<details[^>]* open>", html)) == 1
    assert re.search(r"\(\d+, 1 ticked\)", html)
    assert html.count("checked") == 1


def test_the_boxes_of_a_group_are_put_together_once_and_a_name_in_them_stays_text(question):
    from battlebox.web.gds.ticks import LongTicks, _boxes

    form, _ = question()
    first = str(form["leave:700"])
    before = _boxes.cache_info().misses
    again, _ = question()
    assert str(again["leave:700"]) == first
    assert _boxes.cache_info().misses == before
    ids = re.findall(r' id="([^"]+)"', first)
    assert len(ids) == len(set(ids))
    odd = LongTicks(choices=(("<b>", (('a"b', "<script>"),)),))
    html = odd.render("x", [], {"id": "id_x"})
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert 'value="a&quot;b"' in html


@pytest.fixture
def many(desk, tmp_path, large):
    """An incident on the large estate with 90 systems spoken of."""
    from battlebox.web import records

    made = Opened(tmp_path / "data", tables=large_estate())
    for place, row in enumerate(large.systems[:90]):
        state = Suspicion.CONFIRMED if place < 50 else Suspicion.CLEAR
        belief = Belief(state, made.record.now(), "a scan", checked="all of it")
        state_suspicion(made.record, large, made.lead, Subject.SYSTEM, row.system, belief, handling=SHARED)
    records.use(made.installation)
    yield made
    made.installation.close()


def test_the_page_counts_and_groups_what_it_cannot_name_line_by_line(desk_page, many, council):
    page = desk_page(council)
    answer = page.get(many.at("contain/"), expect=404 if council == "farwick" else 200)
    if council == "farwick":
        return
    text = words(answer)
    assert "50 systems: confirmed" in text
    assert "40 systems: no sign found" in text
    assert "Confirmed, 50 systems: take them as" in text
    assert "Tick what does not count. What is not ticked counts." in text
    html = answer.content.decode()
    assert "data-desk-ticks" in html
    assert "how likely is it hit?" not in text


def test_it_is_asked_and_what_was_taken_as_so_stays_short(desk_page, many, monkeypatch):
    from battlebox.web import jobs
    from battlebox.web.models import Job

    monkeypatch.setattr(jobs._WORKER, "start", lambda: None)
    page = desk_page("northmere")
    page.send(many.at("contain/"), {"level:0": "out", "leave:1000": ["s0", "s1"]})
    asked = Asked.from_json(Job.objects.get().asked["asked"])
    assert {hit.system for hit in asked.hits} == {f"s{place}" for place in range(2, 50)}
