"""A search that was cut short says so on the options page, under what the guesses came to, and on Gold's sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk import brief as wing
from battlebox.desk.brief import CUT_SHORT
from battlebox.desk.command import Asked, work_out
from battlebox.desk.picture import estate_in_use, picture_of
from web.desk_page import words


@pytest.fixture
def answered(hit, opened, jobs):
    """The options page of an answer that had these seconds, as a job leaves it; `change` is done to the answer."""
    from battlebox.web.models import Job

    def answer(seconds, change=lambda figures: figures):
        address = hit.send(opened.at("contain/")).headers["Location"]
        (job,) = Job.objects.filter(state="waiting")
        used = estate_in_use(opened.sight(), opened.installation.shelf)
        picture = picture_of(opened.sight(), used)
        *_, found = work_out(opened.sight(), picture, used.digest, Asked.from_json(job.asked["asked"]), seconds=seconds)
        Job.objects.filter(pk=job.pk).update(answer=change(found).to_json(), state="done")
        return address

    return answer


def test_the_page_says_it_once_above_the_orders_and_once_behind_the_figures(hit, answered):
    text = words(hit.get(answered(0.0)))
    assert text.count(CUT_SHORT) == 2
    assert text.index("What the figures point to") < text.index(CUT_SHORT) < text.index("What would change this")
    assert text.index("How sure?") < text.rindex(CUT_SHORT)
    assert "Not every guess was tried in full in the time given." in text
    assert text.count("Not tried in full in the time given: it may come out otherwise.") == 5


def test_it_is_said_as_well_where_every_guess_flips_the_advice(hit, answered):
    def flipped(figures):
        tested = wing.Tested(enough=False, headline="Not enough is known to advise.", lines=())
        return replace(figures, brief=replace(figures.brief, tested=tested))

    text = words(hit.get(answered(0.0, flipped)))
    assert f"Not enough is known to advise. {CUT_SHORT}" in text


def test_gold_reads_it_on_the_sheet(hit, answered):
    for seconds, times in ((0.0, 1), (60.0, 0)):
        sheet = hit.follow(hit.send(f"{answered(seconds)}keep/"))
        front = words(sheet).partition("The whole table")[0]
        assert front.count(CUT_SHORT) == times, seconds


def test_an_answer_that_had_its_time_says_nothing_of_it(hit, answered):
    assert "time given" not in words(hit.get(answered(60.0)))
