from __future__ import annotations

import pytest

from web.desk_page import words


@pytest.fixture
def jobs(desk, monkeypatch):
    from battlebox.web import jobs

    # In these tests a job is done here and now, inside the test's own transaction.
    monkeypatch.setattr(jobs._WORKER, "start", lambda: None)
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
