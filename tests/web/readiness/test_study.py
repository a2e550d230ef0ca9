"""What to cut or harden: worked out as a job that gives way, shown for the very estate, to whoever has it."""

from __future__ import annotations

import re

import pytest

from battlebox.desk import Role
from web.desk_page import words
from web.places.conftest import do_all, jobs  # noqa: F401 - the fixture

PATH = "/readiness/study/"


@pytest.fixture
def small(monkeypatch):
    """Few first hits, so that a test takes a second."""
    from battlebox.engine.study import study

    monkeypatch.setattr(study, "FIRST_HITS_LEAST", 40)
    monkeypatch.setattr(study, "WORLDS", 2)


def test_without_an_estate_there_is_nothing_to_follow(ready, desk_page):
    page = desk_page("northmere")
    assert "No estate is reckoned on" in words(page.get(PATH))


def test_it_is_worked_out_and_ranks_links_and_systems(northmere, jobs, small):  # noqa: F811 - the fixture
    assert "Work it out" in words(northmere.get(PATH))
    northmere.follow(northmere.send(PATH, {}))
    assert "Load this page again" in words(northmere.get(PATH))
    do_all(jobs)
    text = words(northmere.get(PATH))
    shown = ("What a first hit comes to", "An example, not your council's own", "Harden", "Needed by", "give or take")
    assert not [each for each in shown if each not in text]
    assert "Work it out" not in text
    csv = northmere.get(f"{PATH}?links-csv=1").content.decode()
    assert "Link,Do,Would spare" in csv
    assert "northmere.servers-to-mail" in csv


def test_figures_are_three_digits_long_on_the_page_and_whole_in_csv(northmere, jobs, small):  # noqa: F811 - the fixture
    from battlebox.web.readiness.study import _figure

    asked = (0.2, 40.4, 999, 1234, 40_189, 1_555_815, 26_134_714, 1_760_860_265)
    told = ["0", "40", "999", "1,230", "40,200", "1.6 million", "26.1 million", "1,761 million"]
    assert [_figure(each) for each in asked] == told
    northmere.follow(northmere.send(PATH, {}))
    do_all(jobs)
    text, csv = words(northmere.get(PATH)), northmere.get(f"{PATH}?links-csv=1").content.decode()
    first = csv.splitlines()[1].split(",")
    whole = next(int(cell) for cell in first if cell.isdigit())
    assert whole > 1000
    assert _figure(whole) in text
    assert f"{whole:,}" not in text


def test_a_link_within_one_council_names_it_once_and_one_between_two_both(northmere, jobs, small):  # noqa: F811 - the fixture
    northmere.follow(northmere.send(PATH, {}))
    do_all(jobs)
    text = words(northmere.get(PATH))
    assert "Northmere: Northmere servers, to Northmere mail" in text
    assert re.search(r"(Northmere|Eastholt): [^:]+, to (Eastholt|Northmere): ", text)
    assert "Kind: " in text


def test_another_council_asks_for_its_own_and_a_stranger_sees_its_estate_alone(
    northmere, desk_page, jobs, small  # noqa: F811 - the fixture
):  # fmt: skip
    northmere.follow(northmere.send(PATH, {}))
    do_all(jobs)
    for council in ("eastholt", "farwick"):
        page = desk_page(council)
        text = words(page.get(PATH))
        assert "What a first hit comes to" not in text
        assert "No estate is reckoned on" in text
    # Who is in the same estate and chose it has the same study of it: it is a pure function of that estate.
    eastholt = desk_page("eastholt")
    eastholt.follow(eastholt.send("/readiness/estate/", {"estate": "shipped:northmere"}))
    assert "What a first hit comes to" in words(eastholt.get(PATH))


def test_who_may_not_keep_readiness_may_not_ask(northmere, desk_page, officer, jobs):  # noqa: F811 - the fixture
    watcher = desk_page(officer("northmere", role=Role.OBSERVER))
    text = words(watcher.get(PATH))
    assert "Work it out" not in text
    watcher.send(PATH, {}, expect=422)
    from battlebox.web.models import Job

    assert not Job.objects.filter(kind="study").exists()


def test_who_may_not_ask_is_told_so_also_where_there_is_nothing_to_follow(northmere, desk_page, officer):
    watcher = desk_page(officer("farwick", role=Role.OBSERVER))
    assert "Ask someone who holds" in words(watcher.send(PATH, {}, expect=422))


def test_it_gives_way_to_other_work_and_goes_on_after_it(northmere, jobs, small):  # noqa: F811 - the fixture
    from battlebox.web.models import Job, JobState

    northmere.follow(northmere.send(PATH, {}))
    mine = Job.objects.get(kind="study")
    urgent = Job.objects.create(kind="gone", owner=mine.owner, asked={}, body="northmere")
    jobs.do(mine)
    mine.refresh_from_db()
    assert (mine.state, "made way" in mine.words) == (JobState.DONE, True)
    again = Job.objects.get(kind="study", state=JobState.WAITING)
    assert again.made_at > urgent.made_at
    assert "What a first hit comes to" not in words(northmere.get(PATH))
    urgent.delete()
    jobs.do(again)
    assert "What a first hit comes to" in words(northmere.get(PATH))


def test_a_study_that_was_spoilt_is_refused_in_a_sentence(northmere, jobs, small, ready):  # noqa: F811 - the fixture
    from battlebox.web.models import Job

    northmere.follow(northmere.send(PATH, {}))
    do_all(jobs)
    place = next((ready.path / "studies").glob("*/*"))
    (place / "answer.json").unlink()
    next(place.glob("ground/*/names.json")).unlink()
    from battlebox.engine.study.folder import _ground_in

    _ground_in.cache_clear()
    northmere.follow(northmere.send(PATH, {}))
    do_all(jobs)
    job = Job.objects.filter(kind="study").order_by("-made_at").first()
    assert job.state == "failed"
    assert "is not as it was written: it cannot be read" in job.words
    assert "is not as it was written" in words(northmere.get(PATH))
