"""One wrong figure, put right at a desk that runs: in five seconds from the click, every other place listed."""

from __future__ import annotations

import pytest

from battlebox.share.status import check_folder, page_of_file
from web.publishing.corrected import ELSEWHERE, RIGHT, WRONG, Corrected
from web.publishing.test_at_size import SECONDS_MOST


@pytest.fixture
def running(tmp_path):
    desk = Corrected(tmp_path)
    yield desk
    if desk.desk.process.poll() is None:
        desk.end()


def places(text):
    """Of the places where it went besides the page, those that are listed with the old words, to be put right."""
    due = text.partition("To be put right")[2].partition("Everything that left")[0]
    return [where for _, _, where in ELSEWHERE if where in due and f"we said: {WRONG}" in due]


def test_a_changed_fact_is_in_the_corrected_page_in_five_seconds_and_every_other_place_is_listed(running):
    assert WRONG in running.front
    assert places(running.went()) == []
    running.say_anew(wording=RIGHT)
    # Nobody has cleared it yet: the page still has the old words, and is listed with the others.
    assert "Public page, the public status site" in running.went()
    running.clear()
    took = running.publish()
    [fact] = page_of_file(running.public / "status.json").facts
    assert (fact.words, fact.corrects) == (RIGHT, WRONG)
    assert RIGHT in running.front
    assert check_folder(running.public).manifest.number == 2
    assert took <= SECONDS_MOST
    text = running.went()
    assert places(text) == [where for _, _, where in ELSEWHERE]
    assert "Public page, the public status site" not in text.partition("Everything that left")[0]
    assert running.end() == 0


def test_a_fact_that_is_withdrawn_is_gone_from_the_page_and_every_place_that_has_it_is_listed(running):
    running.withdraw()
    took = running.publish()
    assert page_of_file(running.public / "status.json").facts == ()
    assert WRONG not in running.front
    assert took <= SECONDS_MOST
    assert places(running.went()) == [where for _, _, where in ELSEWHERE]
    assert check_folder(running.public).problems == ()
