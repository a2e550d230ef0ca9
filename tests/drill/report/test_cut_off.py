"""What the end cut off is no first time that was missed, and the short exercise is not held to what it never asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.tell import Outlet
from battlebox.drill.report import Came
from battlebox.drill.report.firsts import TO_PARTNERS, WARNING
from battlebox.drill.report.played import asks
from battlebox.drill.scenario import shipped
from drill.play.tapes import begun
from drill.play.test_course import played
from drill.play.test_undone import asking
from drill.report.reports import measure, opened, report_of


@pytest.mark.parametrize(
    ("ended", "came", "said"),
    [
        (9, Came.CUT_OFF, "Time to contain: the first order: cut off by the end."),
        (11, Came.NOT_DONE, "No order to contain was given."),
    ],
)
def test_a_first_time_that_could_still_be_met_when_the_drill_ended_is_cut_off(ended, came, said):
    """An order is asked for at T+0, within ten minutes."""
    players = opened()
    course = played(begun(), ended, players, {2: [players.suspects]}).ending()
    report = report_of(players, course=course)
    assert measure(report, "contain-first").came is came
    assert said in report.summary
    # Nobody has to mend it, then.
    assert ("contain-first" in {each.key for each in report.suggestions}) is (came is Came.NOT_DONE)


def test_one_that_would_have_been_asked_for_after_the_end_is_cut_off_too():
    players = opened()
    players.suspects()
    course = played(begun(by_itself=False), 9, players).ending()
    assert course.handed == ()
    assert measure(report_of(players, course=course), "contain-first").came is Came.CUT_OFF


def test_while_it_runs_it_is_not_done_so_far():
    players = opened()
    course = played(begun(), 9, players, {2: [players.suspects]})
    assert measure(report_of(players, course=course), "contain-first").came is Came.NOT_DONE


def test_the_short_exercise_is_not_held_to_what_it_never_asks_for():
    players = opened()
    course = begun()
    scenario = course.cast.scenario
    injects = tuple(replace(each, solo=each.number == 1) for each in scenario.injects)
    course = replace(course, solo=True, cast=replace(course.cast, scenario=replace(scenario, injects=injects)))
    report = report_of(players, course=course.handing(1).at(20).ending())
    assert measure(report, "first-statement").came is Came.NOTHING
    assert "Time to the first public statement: not asked for." in report.summary
    assert [each.number for each in report.injects] == [1]
    # Nobody was there to mark it, and that is no fault.
    assert report.summary[-1] == "Of 2 things expected: 2 not done."
    whole = report_of(players, course=played(begun(), 60, players).ending())
    assert measure(whole, "first-statement").came is Came.NOT_DONE


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        (("suspects",), "The log has 6 entries: 1 of 2 things that were expected have an entry."),
        (
            ("suspects", "decides"),
            (
                "The log has 7 entries: of 1 that says when the act was, 1 was written within 15 minutes of it; 0 of 1 "
                "decisions give all their reasons; 2 of 2 things that were expected have an entry."
            ),
        ),
    ],
)
def test_of_the_entries_of_the_log_it_is_said_which_say_when_their_act_was(acts, said):
    players = opened()
    course = played(begun(), 5, players, {2: [getattr(players, each) for each in acts]})
    report = report_of(players, course=replace(course, minute=11).ending())
    assert said in report.summary


_PARTNER = '{ kind = "bulletin:sent", about = "others" }, { kind = "contact:rung", about = "others" }'


@pytest.mark.parametrize(
    ("ways", "asks"),
    [
        (_PARTNER, True),
        (f'{_PARTNER}, {{ kind = "message:ordered", about = "others" }}', True),
        (f'{_PARTNER}, {{ kind = "fact:released", where = {{ outlet = "{Outlet.PARTNER_CALL}" }} }}', True),
        (f'{_PARTNER}, {{ kind = "fact:released" }}', False),
        (f'{_PARTNER}, {{ kind = "status:published" }}', False),
        ('{ kind = "system:isolated", about = "backups" }, { kind = "partner:asked", about = "backups" }', False),
        ('{ kind = "decision:made" }', False),
    ],
)
def test_partners_are_to_be_warned_where_each_way_of_what_is_asked_for_is_words_to_them(ways, asks):
    players = opened()
    course = played(asking(ways), 12, players).ending()
    found = measure(report_of(players, course=course), "warn-partners")
    assert found.began.words == ("The password does not work" if asks else "the incident was opened")


@pytest.mark.parametrize(
    ("scenario", "title"),
    [
        ("partner-warns-you", "Somebody knocked"),
        ("shared-supplier-down", "The neighbour knows more"),
        ("false-alarm", "We hear you are hacked"),
        ("saturday-ransomware", "The partner cuts you off"),
        ("payroll-in-48-hours", ""),
        ("backups-deleted", ""),
    ],
)
def test_of_a_shipped_scenario_the_first_that_asks_to_warn_partners_asks_for_nothing_else(scenario, title):
    injects = shipped(scenario).injects
    first = (each.title for each in injects for one in each.expected if asks(one, WARNING, TO_PARTNERS))
    assert next(first, "") == title


@pytest.mark.parametrize(
    ("about", "began"), [("", "the incident was opened"), (', about = "others"', "The password does not work")]
)
def test_a_call_to_anybody_asks_for_no_warning_to_a_partner(about, began):
    players = opened()
    sign = f'{{ kind = "contact:rung"{about} }}'
    course = played(asking(sign), 12, players).ending()
    found = measure(report_of(players, course=course), "warn-partners")
    assert (found.came, found.began.words) == (Came.NOT_DONE, began)
