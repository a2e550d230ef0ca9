"""A search that was cut short says so: at the head of the advice, behind the figures, and of the guesses tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk.brief import CUT_SHORT, find, try_guesses, with_tests, write_brief
from battlebox.desk.brief.cut import CUT_TEST, TESTS_CUT
from battlebox.desk.command import shown_of
from battlebox.engine import EstateArrays, Hit, Question

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def ask():
    estate = open_estate("northmere")
    arrays = EstateArrays.of(estate)
    question = Question(hits=(Hit("northmere.servers"), Hit("eastholt.servers", 0.3)), worlds=128)

    def asked(seconds, body=None):
        found = find(estate, arrays, question, at=AT, body=body, seconds=seconds)
        return found, write_brief(found), list(try_guesses(arrays, found, seconds=seconds))

    return asked


@pytest.mark.parametrize("body", [None, "northmere"])
def test_an_answer_without_time_says_first_that_not_all_was_tried(ask, body):
    found, brief, _ = ask(0.0, body)
    assert found.is_cut
    assert brief.counsel.first[0] == CUT_SHORT
    assert sum(CUT_SHORT in line for line in brief.how_sure) == 1
    assert shown_of(found, brief.choices, digest="d", headline=brief.counsel.headline).cut == CUT_SHORT


def test_guesses_without_time_say_so_once_for_all_and_each_for_itself(ask):
    found, brief, reruns = ask(0.0)
    tested = with_tests(brief, found, reruns).tested
    assert tested.headline.endswith(TESTS_CUT)
    assert all(line.endswith(CUT_TEST) for line in tested.lines)
    one = with_tests(brief, found, [*(replace(row, is_cut=False) for row in reruns[1:]), reruns[0]]).tested
    assert one.headline.endswith(TESTS_CUT)
    assert sum(line.endswith(CUT_TEST) for line in one.lines) == 1


def test_an_answer_that_had_its_time_says_nothing_of_it(ask):
    found, brief, reruns = ask(60.0)
    tested = with_tests(brief, found, reruns)
    words = [*tested.counsel.first, *tested.how_sure, tested.tested.headline, *tested.tested.lines]
    assert not found.is_cut
    assert not any("time given" in line for line in words)
    assert shown_of(found, brief.choices, digest="d", headline="").cut == ""


def test_what_partners_would_be_asked_counts_as_well(ask):
    found, _, _ = ask(60.0, "northmere")
    partner = found.partner
    half = replace(found, partner=replace(partner, together=replace(partner.together, is_cut=True)))
    assert write_brief(half).counsel.first[0] == CUT_SHORT
