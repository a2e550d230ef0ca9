"""Bad input: what was written, and the words. What is sad but no mistake is answered and remarked on.

Law: every code of a roster is met here.
Not here: rules that a good problem's roster must keep (test_rules.py).
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.engine import EngineCode, EngineError
from battlebox.engine.roster import Duty, Exemption, Person, Post, Rule, Seat, Shift, Spell, Why, roster
from engine.roster.towns import THREE, one_shift

ANN = Person("Ann", frozenset({"desk"}))
GOOD = one_shift(ANN)


def cut(**fields):
    return replace(GOOD, exemptions=(replace(Exemption("Ann", 1, Rule.REST, "Gold", "no one else"), **fields),))


def ann(**fields):
    return replace(GOOD, people=(replace(ANN, **fields),))


BAD = [
    ("roster_days", replace(GOOD, days=0), "a roster of 0 days cannot be made"),
    ("roster_large", replace(GOOD, people=(ANN,) * 20_001), "20,001 people are more than a roster takes"),
    ("roster_twice", replace(GOOD, people=(ANN, ANN)), "person Ann is named twice"),
    ("roster_twice", replace(GOOD, shifts=THREE * 2), "shift early is named twice"),
    (
        "roster_unknown",
        replace(GOOD, posts=(Post("p", "x", 0, "dawn", "desk"),)),
        "p names shift dawn, which is not there",
    ),
    ("roster_unknown", ann(away=(Spell(0, 1, frozenset({"dawn"})),)), "Ann names shift dawn, which is not there"),
    ("roster_unknown", replace(GOOD, published=(Seat("post-0", "Eve"),)), "the published roster names person Eve"),
    ("roster_unknown", cut(person="Eve"), "an exemption names person Eve"),
    (
        "roster_day_range",
        replace(GOOD, posts=(Post("p", "x", 7, "early", "desk"),)),
        "p names day 7, which is not in the roster",
    ),
    ("roster_day_range", cut(day=-1), "the exemption of Ann names day -1"),
    ("roster_spell_backwards", ann(away=(Spell(3, 2),)), "a time of Ann ends on day 2, before it begins on day 3"),
    (
        "roster_away_and_free",
        ann(free=(Spell(0, 4),), away=(Spell(4, 6),)),
        "Ann is said to be both free and away on day 4",
    ),
    ("roster_negative_hours", ann(history_minutes=-60), "Ann is said to have worked -60 minutes"),
    ("roster_negative_hours", ann(worked=(Duty(-600, -5),)), "Ann is said to have worked -5 minutes"),
    ("roster_duty_ahead", ann(worked=(Duty(30, 60),)), "what Ann has worked begins after the roster does"),
    ("roster_exemption_bare", cut(by=" "), "does not say who granted it"),
    ("roster_exemption_bare", cut(reason=""), "does not say why"),
    ("roster_exemption_bare", cut(rule=Rule.SKILL), "does not say which rest it cuts short"),
    (
        "roster_seated_twice",
        replace(GOOD, published=(Seat("post-0", "Ann"), Seat("post-0", "Ann"))),
        "post-0 is in the published roster twice",
    ),
]


@pytest.mark.parametrize(("code", "problem", "words"), BAD)
def test_a_mistake_is_refused_in_a_sentence(code, problem, words):
    with pytest.raises(EngineError) as refused:
        roster(problem, seconds=0)
    assert refused.value.code == EngineCode(code)
    assert words in str(refused.value)
    assert refused.value.hint


def test_every_code_of_a_roster_is_tried():
    assert {code for code, _, _ in BAD} | {"shift_range"} == {
        code.value for code in EngineCode if code.value.startswith(("roster_", "shift_"))
    }


@pytest.mark.parametrize(("starts", "minutes"), [(-1, 480), (1440, 480), (0, 0), (0, 781)])
def test_a_shift_that_leaves_no_rest_is_refused(starts, minutes):
    with pytest.raises(EngineError, match="minutes after midnight and lasts"):
        Shift("dawn", starts, minutes)


def test_seconds_below_0_are_refused():
    with pytest.raises(EngineError, match="below 0"):
        roster(GOOD, seconds=-1)


def test_one_person_twice_on_one_day_of_what_was_published_is_refused():
    late = Post("late-0", "the desk", 0, "late", "desk")
    with pytest.raises(EngineError, match="Ann is in the published roster twice on day 0"):
        roster(
            replace(GOOD, posts=(*GOOD.posts, late), published=(Seat("post-0", "Ann"), Seat("late-0", "Ann"))),
            seconds=0,
        )


def test_nobody_on_the_list_is_an_answer():
    answer = roster(replace(GOOD, people=()), seconds=0)
    assert answer.remarks[0] == "Nobody is on the list, so every post is empty."
    assert {row.why for row in answer.empties} == {Why.NOBODY}
    assert answer.scarce[0].skill == "desk"
    assert answer.is_best


def test_people_without_skills_are_named_and_left_out():
    people = tuple(Person(name) for name in ("Ann", "Bob", "Cy", "Di"))
    answer = roster(replace(GOOD, people=people), seconds=0)
    assert answer.remarks[0] == "Ann and 3 others have no skill written down, and so no post: ask what they can do."
    assert "Nobody has the skill desk." in answer.remarks
    assert not answer.seats


def test_a_week_of_ninety_hours_is_remarked_on_and_rested_from():
    worked = tuple(Duty(-1440 * day, 770) for day in range(1, 8))
    answer = roster(ann(worked=worked), seconds=0)
    assert answer.remarks[0] == (
        "Ann worked 90 hours in the seven days before, over the 48 allowed: "
        "no shift before Thu 27 Nov, and let them go home now."
    )
    assert min(post.day for post in GOOD.posts for seat in answer.seats if seat.post == post.id) == 3


def test_ten_thousand_people_are_planned_in_parts_and_it_is_said():
    from battlebox.engine.roster.remarks import remarks
    from battlebox.engine.solver import End

    crowd = replace(GOOD, people=tuple(replace(ANN, id=f"p{number}") for number in range(10_000)))
    answer = roster(crowd, seconds=0)
    assert len(answer.seats) == 7
    said = remarks(crowd, 70_000, End.DONE, is_best=False)[-1]
    assert "10,000 people and 7 posts are too many to look at in one piece" in said
