from __future__ import annotations

import pytest

from web.desk_page import words


@pytest.fixture
def jobs(desk, monkeypatch):
    from battlebox.web import jobs

    # In these tests a job is done here and now, inside the test's own transaction.
    monkeypatch.setattr(jobs._WORKER, "start", lambda: None)
    monkeypatch.setattr(jobs._WORKER, "thread", None)
    return jobs


def count(asked, progress):
    from battlebox.web.jobs import Answer, Refused

    if asked["to"] < 0:
        raise Refused("It cannot be counted backwards.")
    for at in range(asked["to"]):
        progress.tell(at / asked["to"], f"{at} done")
    return Answer(found={"sum": asked["to"]}, paper=b"%PDF")


def test_a_job_is_asked_for_done_and_answered_to_its_owner_alone(jobs, desk_page, officer):
    jobs.add_kind("count", count)
    person = officer("northmere")
    job = jobs.ask("count", person, {"to": 3})
    assert "Waiting, 0 %" in words(desk_page(person).get(f"/job/{job.pk}/"))
    jobs.do(job)
    assert "Done" in words(desk_page(person).get(f"/job/{job.pk}/"))
    job.refresh_from_db()
    assert (job.answer, bytes(job.paper), job.progress) == ({"sum": 3}, b"%PDF", 1.0)
    for council in ("northmere", "eastholt", "farwick"):
        desk_page(council).get(f"/job/{job.pk}/", expect=404)
    desk_page(person).get("/job/not-a-job/", expect=404)


def test_a_part_that_waits_for_a_job_loads_its_whole_page_once_that_is_over(jobs, desk_page, officer):
    jobs.add_kind("count", count)
    person = officer("northmere")
    job = jobs.ask("count", person, {"to": 3})
    asked = desk_page(person)
    assert "HX-Refresh" not in asked.get(f"/job/{job.pk}/", HTTP_HX_REQUEST="true").headers
    jobs.do(job)
    assert asked.get(f"/job/{job.pk}/", HTTP_HX_REQUEST="true").headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in asked.get(f"/job/{job.pk}/").headers


def test_a_job_that_cannot_be_done_says_why(jobs, desk_page, officer):
    jobs.add_kind("count", count)
    person = officer("northmere")
    job = jobs.ask("count", person, {"to": -1})
    jobs.do(job)
    assert "Failed. It cannot be counted backwards." in words(desk_page(person).get(f"/job/{job.pk}/"))


def test_a_fault_in_a_job_does_not_end_the_others(jobs, officer):
    jobs.add_kind("count", count)
    job = jobs.ask("count", officer("northmere"), {})
    jobs.do(job)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "A fault in Battlebox" in job.words or "does not know" in job.words


def test_a_job_that_its_owner_stops_is_stopped(jobs, desk_page, officer):
    jobs.add_kind("count", count)
    person = officer("northmere")
    job = jobs.ask("count", person, {"to": 3})
    desk_page("northmere").post(f"/job/{job.pk}/stop/", expect=404)
    desk_page(person).post(f"/job/{job.pk}/stop/")
    assert "Stopped" in words(desk_page(person).get(f"/job/{job.pk}/"))
    jobs.do(job)
    job.refresh_from_db()
    assert job.state == "stopped"


def test_a_job_that_the_end_of_the_desk_cut_off_says_so(jobs, officer):
    from battlebox.web.models import Job

    jobs.add_kind("count", count)
    job = jobs.ask("count", officer("northmere"), {"to": 3})
    Job.objects.filter(pk=job.pk).update(state="running")
    jobs.begin()
    job.refresh_from_db()
    assert (job.state, job.answer) == ("stopped", None)
    assert "Ask again" in job.words


WAYS_TO_DIE = [
    MemoryError("big"),
    SystemExit("somebody"),
    KeyError("x"),
    AssertionError("no"),
    RecursionError("deep"),
    EOFError(),
]


class Odd(BaseException):
    """Something that is not even an Exception."""


def said_of(caplog):
    """What the jobs said in the log."""
    return [each.getMessage() for each in caplog.records if each.name == "battlebox.web.jobs"]


@pytest.mark.parametrize("wrong", [*WAYS_TO_DIE, Odd("words of somebody")], ids=lambda each: type(each).__name__)
def test_a_job_that_dies_of_anything_has_failed_with_a_sentence_and_is_logged(jobs, desk_page, officer, caplog, wrong):
    def work(asked, progress):
        # The loop ends after this one, so that the test goes on.
        jobs._WORKER.is_ending.set()
        raise wrong

    jobs.add_kind("dies", work)
    person = officer("northmere")
    job = jobs.ask("dies", person, {})
    try:
        jobs._WORKER.run()
    finally:
        jobs._WORKER.is_ending.clear()
    said = f"Failed. A fault in Battlebox: {type(wrong).__name__}. Nothing was recorded. Ask again."
    assert said in words(desk_page(person).get(f"/job/{job.pk}/"))
    job.refresh_from_db()
    assert job.is_over
    assert job.ended_at is not None
    assert jobs._WORKER.doing is None
    assert [f"({job.kind}) died of {type(wrong).__name__}" in each for each in said_of(caplog)] == [True]
    # Where it went wrong is in the log; what was said, which may be somebody's words, is not.
    assert "in work" in caplog.text
    assert not str(wrong) or str(wrong) not in caplog.text


def test_an_answer_that_cannot_be_kept_is_a_failure_too(jobs, desk_page, officer, caplog):
    from battlebox.web.jobs import Answer

    jobs.add_kind("odd", lambda *_: Answer(found=object()))
    person = officer("northmere")
    job = jobs.ask("odd", person, {})
    jobs.do(job)
    assert "Its answer could not be written" in words(desk_page(person).get(f"/job/{job.pk}/"))
    assert "could not be written" in caplog.text


def test_a_kind_that_is_not_known_any_more_says_so(jobs, officer):
    jobs.add_kind("gone", count)
    job = jobs.ask("gone", officer("northmere"), {})
    del jobs._KINDS["gone"]
    jobs.do(job)
    job.refresh_from_db()
    assert (job.state, job.words) == ("failed", "This desk does not know how to do that any more.")


class Thread:
    """A thread that runs, or has died."""

    def __init__(self, *, alive):
        self.is_alive = lambda: alive


def test_a_job_that_nobody_works_on_does_not_go_on_saying_that_it_runs(jobs, desk_page, officer, monkeypatch, caplog):
    from battlebox.web.models import Job

    jobs.add_kind("count", count)
    person = officer("northmere")
    job = jobs.ask("count", person, {"to": 3})
    Job.objects.filter(pk=job.pk).update(state="running")
    page = desk_page(person)
    monkeypatch.setattr(jobs._WORKER, "thread", Thread(alive=True))
    monkeypatch.setattr(jobs._WORKER, "doing", job.pk)
    assert "Running" in words(page.get(f"/job/{job.pk}/"))
    monkeypatch.setattr(jobs._WORKER, "doing", None)
    assert "Failed. It stopped before it was done, and nobody works on it any more." in words(
        page.get(f"/job/{job.pk}/")
    )
    assert "was lost while it ran" in caplog.text


def test_whoever_waits_wakes_a_thread_that_has_died(jobs, desk_page, officer, monkeypatch):
    woken = []
    monkeypatch.setattr(jobs._WORKER, "start", lambda: woken.append(True))
    jobs.add_kind("count", count)
    person = officer("northmere")
    job = jobs.ask("count", person, {"to": 3})
    woken.clear()
    monkeypatch.setattr(jobs._WORKER, "thread", Thread(alive=True))
    desk_page(person).get(f"/job/{job.pk}/")
    assert woken == []
    monkeypatch.setattr(jobs._WORKER, "thread", Thread(alive=False))
    desk_page(person).get(f"/job/{job.pk}/")
    assert woken == [True]
