"""Every hard rule, by the independent reading and by the planner: what one refuses the other never does.

Law: each rule is broken on purpose once, so that the reading is known to see it.
Not here: how good a roster is (test_roster.py).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster import (
    Check,
    Duty,
    Exemption,
    Level,
    Limits,
    Person,
    Post,
    Problem,
    Rule,
    Seat,
    Shift,
    Spell,
    breaches,
    roster,
)
from battlebox.engine.roster.diary import Diary
from battlebox.engine.roster.greedy import balance, mend
from battlebox.engine.roster.laying import lay
from battlebox.engine.roster.making import begun
from battlebox.engine.roster.search import improve
from engine.roster.towns import MONDAY, THREE, one_shift, town

ANN = Person("Ann", frozenset({"desk"}))


def rules(problem, *pairs):
    return {breach.rule for breach in breaches(problem, [Seat(post, person) for post, person in pairs])}


def posts(*slots, **more):
    return tuple(Post(f"{shift}-{day}", "the desk", day, shift, "desk", **more) for day, shift in slots)


def problem_of(slots, *people, days=14, **more):
    return Problem(MONDAY, days, THREE, posts(*slots), people, **more)


EVERY_DAY = tuple((day, "early") for day in range(14))


@pytest.mark.parametrize(
    ("rule", "problem", "seated"),
    [
        (Rule.SKILL, problem_of([(0, "early")], Person("Ann", frozenset({"phones"}))), ["early-0"]),
        (Rule.CHECK, replace(problem_of([], ANN), posts=posts((3, "early"), checks=frozenset({"dbs"}))), ["early-3"]),
        (
            Rule.CHECK,
            replace(
                problem_of([], replace(ANN, checks=(Check("dbs", last_day=2),))),
                posts=posts((3, "early"), checks=frozenset({"dbs"})),
            ),
            ["early-3"],
        ),
        (
            Rule.BODY,
            replace(
                problem_of([], replace(ANN, bodies=frozenset({"eastholt"}))),
                posts=posts((0, "early"), body="northmere"),
            ),
            ["early-0"],
        ),
        (Rule.FREE, problem_of([(2, "early")], replace(ANN, away=(Spell(1, 3),))), ["early-2"]),
        (Rule.FREE, problem_of([(2, "early")], replace(ANN, free=(Spell(0, 13, frozenset({"late"})),))), ["early-2"]),
        (Rule.REST, problem_of([(0, "late"), (1, "early")], ANN), ["late-0", "early-1"]),
        (Rule.REST, problem_of([(0, "early"), (0, "night")], ANN), ["early-0", "night-0"]),
        (Rule.REST, problem_of([(0, "early")], replace(ANN, worked=(Duty(-120, 360),))), ["early-0"]),
        (
            Rule.DAY_OFF,
            problem_of(EVERY_DAY, ANN, limits=Limits(week_minutes_most=9999)),
            [f"early-{d}" for d in range(7)],
        ),
        (Rule.WEEK, problem_of(EVERY_DAY, replace(ANN, worked=(Duty(-1440, 780),))), [f"early-{d}" for d in range(5)]),
        (
            Rule.AVERAGE,
            problem_of(EVERY_DAY[:7], replace(ANN, history_minutes=3000, history_weeks=1), days=7),
            [f"early-{d}" for d in range(6)],
        ),
        (
            Rule.AVERAGE,
            problem_of([(0, "night")], replace(ANN, opted_out=True, history_minutes=12000, history_weeks=2)),
            ["night-0"],
        ),
        (Rule.SEAT, replace(problem_of([(0, "early")], ANN, replace(ANN, id="Bob"))), ["early-0"]),
    ],
)
def test_a_broken_rule_is_seen_and_never_planned(rule, problem, seated):
    pairs = [(post, "Ann") for post in seated] + ([("early-0", "Bob")] if rule == Rule.SEAT else [])
    assert rules(problem, *pairs) == {rule}
    answer = roster(problem, seconds=0)
    assert rules(problem, *((seat.post, seat.person) for seat in answer.seats)) == set()
    assert rule == Rule.SEAT or not {Seat(*pair) for pair in pairs} <= set(answer.seats)


def test_what_has_begun_stays_and_nothing_is_put_into_it():
    problem = problem_of([(0, "early"), (0, "late"), (3, "late")], ANN, replace(ANN, id="Bob"))
    problem = replace(problem, published=(Seat("early-0", "Ann"),), past_minutes=16 * 60)
    assert rules(problem) == {Rule.PAST}
    assert rules(problem, ("early-0", "Ann"), ("late-0", "Bob")) == {Rule.PAST}
    answer = roster(problem, seconds=0)
    assert Seat("early-0", "Ann") in answer.seats
    assert "late-0" not in {seat.post for seat in answer.seats}
    assert not breaches(problem, answer.seats)


def test_an_opt_out_lifts_the_average_and_the_week_but_not_for_nights():
    worn = replace(ANN, opted_out=True, history_minutes=60 * 60 * 15, history_weeks=15)
    days = problem_of(EVERY_DAY, worn)
    assert len(roster(days, seconds=0).seats) == 12
    nights = problem_of([(day, "night") for day in range(14)], worn)
    assert not roster(nights, seconds=0).seats
    # With all of them in, 15 weeks of 60 hours leave nothing of 17 weeks of 48.
    assert not roster(problem_of(EVERY_DAY, replace(worn, opted_out=False)), seconds=0).seats


def test_an_exemption_is_used_only_where_a_post_would_stay_empty_and_the_rest_is_owed_by_name():
    granted = Exemption("Ann", 1, Rule.REST, by="Gold", reason="nobody else knows the telecare switch")
    problem = problem_of([(0, "late"), (1, "early")], ANN, exemptions=(granted,))
    answer = roster(problem, seconds=0)
    assert len(answer.seats) == 2
    assert [(row.person, row.day, row.minutes, row.by) for row in answer.owed] == [("Ann", 1, 180, "Gold")]
    assert not breaches(problem, answer.seats)
    relieved = replace(problem, people=(ANN, replace(ANN, id="Bob")))
    answer = roster(relieved, seconds=0)
    assert len(answer.seats) == 2
    assert not answer.owed


def test_a_day_off_can_be_owed_too():
    granted = Exemption("Ann", 6, Rule.DAY_OFF, by="Silver", reason="the poll is tomorrow")
    loose = Limits(week_minutes_most=7 * 480, average_week_minutes_most=7 * 480)
    problem = one_shift(ANN, exemptions=(granted,), limits=loose)
    answer = roster(problem, seconds=0)
    assert len(answer.seats) == 7
    assert [(row.rule, row.minutes) for row in answer.owed] == [(Rule.DAY_OFF, 1440)]
    assert not breaches(problem, answer.seats)
    assert len(roster(one_shift(ANN, limits=loose), seconds=0).seats) == 6


OVERLAPPING = (Shift("early", 420, 510), Shift("night", 1380, 510))
"""Half an hour to hand over in: a night until 07:30, a day, an early at 07:00 leave 23 hours and a half."""


def overlapping(slots, *people, days, **more):
    return Problem(MONDAY, days, OVERLAPPING, posts(*slots), people, **more)


def test_one_short_day_off_is_allowed_in_a_week_that_has_another():
    problem = overlapping([(0, "night"), (2, "early")], ANN, days=3)
    answer = roster(problem, seconds=0)
    assert len(answer.seats) == 2
    assert breaches(problem, answer.seats) == ()


def test_work_beside_the_roster_on_the_same_day_leaves_room_for_a_seat_after_eleven_hours():
    """A post accepted from 00:30 to 08:30, and the night of that day: 14 hours and a half between."""
    night = overlapping([(0, "night")], replace(ANN, settled=(Duty(30, 480),)), days=1)
    answer = roster(night, seconds=0)
    assert len(answer.seats) == 1
    assert breaches(night, answer.seats) == ()
    # Ten are too few; and the day counts once among the six.
    tired = replace(night, people=(replace(ANN, settled=(Duty(300, 480),)),))
    assert roster(tired, seconds=0).seats == ()
    limits = Limits(week_minutes_most=9999, average_week_minutes_most=9999)
    settled = (*(OVERLAPPING[0].duty(day) for day in range(5)), Duty(5 * 1440 + 30, 60))
    week = overlapping([(5, "night")], replace(ANN, settled=settled), days=7, limits=limits)
    assert len(roster(week, seconds=0).seats) == 1


def test_a_roster_gives_nobody_two_shifts_that_begin_on_one_day():
    """However long the rest between: by both readings."""
    apart = (Shift("early", 0, 480), Shift("night", 1410, 480))
    problem = Problem(MONDAY, 1, apart, posts((0, "early"), (0, "night")), (ANN,))
    [broken] = breaches(problem, [Seat("early-0", "Ann"), Seat("night-0", "Ann")])
    assert (broken.rule, broken.words) == (Rule.SEAT, "Ann begins two shifts of the roster on day 0")
    assert len(roster(problem, seconds=0).seats) == 1


PINCHED = [(0, "early"), (1, "early"), (2, "early"), (3, "night"), (5, "early"), (6, "early")]


def test_a_short_day_off_is_no_day_off():
    """Six days of work and one of 23 hours and a half: the seven have no day off, by both readings."""
    limits = Limits(week_minutes_most=9999, average_week_minutes_most=9999)
    problem = overlapping(PINCHED, ANN, days=7, limits=limits)
    [broken] = breaches(problem, [Seat(post.id, "Ann") for post in problem.posts])
    assert (broken.rule, broken.words) == (Rule.DAY_OFF, "Ann has no day off in the seven days to day 6")
    assert len(roster(problem, seconds=0).seats) == 5
    # Whoever ends the night half an hour earlier may come to all six.
    sooner = replace(problem, shifts=(OVERLAPPING[0], Shift("night", 1380, 480)))
    assert len(roster(sooner, seconds=0).seats) == 6
    # And whose day off was waived may too, with the whole of it owed.
    granted = Exemption("Ann", 6, Rule.DAY_OFF, by="Silver", reason="the poll is tomorrow")
    waived = roster(replace(problem, exemptions=(granted,)), seconds=0)
    assert len(waived.seats) == 6
    assert [(row.rule, row.minutes) for row in waived.owed] == [(Rule.DAY_OFF, 1440)]


@pytest.mark.parametrize(
    ("slot", "stands"),
    [
        ((0, "early"), (*(OVERLAPPING[0].duty(day) for day in (-7, -6, -5, -4, -3)), OVERLAPPING[1].duty(-2))),
        ((2, "night"), (OVERLAPPING[0].duty(4), *(OVERLAPPING[0].duty(day) for day in range(5, 10)))),
    ],
)
def test_a_day_off_outside_the_roster_is_not_cut_short_by_it(slot, stands):
    """Six days before, a day off, the roster's first; and the other way round after its last."""
    before = tuple(duty for duty in stands if duty.day < 0)
    person = replace(ANN, worked=before, settled=tuple(duty for duty in stands if duty.day >= 0))
    limits = Limits(week_minutes_most=9999, average_week_minutes_most=9999)
    problem = overlapping([slot], person, days=3, limits=limits)
    assert rules(problem, (problem.posts[0].id, "Ann")) == {Rule.DAY_OFF}
    assert roster(problem, seconds=0).seats == ()


def small(seed: int) -> Problem:
    """One person or two, up to eight posts in shifts that overlap, work on all sides, exemptions."""
    draw = Random(seed)
    shifts, days = draw.choice(((*OVERLAPPING, Shift("late", 870, 510)), OVERLAPPING)), draw.choice((3, 5, 8))
    slots = [(day, shift.id) for day in range(days) for shift in shifts]
    wanted = [
        replace(post, level=draw.choice(tuple(Level))) for post in posts(*draw.sample(slots, draw.randrange(3, 7)))
    ]

    def stint(first: int, last: int, share: float) -> tuple[Duty, ...]:
        return tuple(draw.choice(shifts).duty(day) for day in range(first, last) if draw.random() < share)

    people = [
        replace(ANN, id=name, worked=stint(-7, 0, 0.6), settled=stint(days, days + 7, 0.6))
        for name in ("Ann", "Bob")[: draw.choice((1, 2))]
    ]
    granted = [Exemption(person.id, draw.randrange(days), Rule.DAY_OFF, "Gold", "nobody else") for person in people]
    limits = Limits(week_minutes_most=9999, average_week_minutes_most=9999)
    exempted = tuple(granted[: draw.randrange(2)])
    return Problem(MONDAY, days, shifts, tuple(wanted), tuple(people), exemptions=exempted, limits=limits)


def least_empty(problem: Problem) -> int:
    """What posts weigh that must stay empty, found by trying every way to fill them by the independent reading."""
    names = [None, *(person.id for person in problem.people)]
    ways = product(names, repeat=len(problem.posts))
    seated = (
        [Seat(post.id, name) for post, name in zip(problem.posts, way, strict=True) if name is not None] for way in ways
    )
    whole = sum(map(int, (post.level for post in problem.posts)))
    weight = {post.id: int(post.level) for post in problem.posts}
    return min(whole - sum(weight[seat.post] for seat in seats) for seats in seated if not breaches(problem, seats))


@pytest.mark.parametrize("seed", range(40))
def test_no_post_stays_empty_that_somebody_could_take(seed):
    """Where shifts overlap as well: what is proved best is the best of all rosters that the second reading allows."""
    problem = small(seed)
    assert breaches(problem, ()) == ()
    layout = lay(problem)
    news = improve(layout.grid, begun(layout), Allowance(20), seed, lambda _news: None)
    seats = layout.seats(news.plan)
    assert breaches(problem, seats) == ()
    assert news.is_best
    assert news.cost == layout.grid.cost(news.plan)
    filled = {seat.post for seat in seats}
    assert sum(int(post.level) for post in problem.posts if post.id not in filled) == least_empty(problem)


@given(seed=st.integers(0, 10_000), people=st.integers(0, 14), wanted=st.integers(0, 60))
def test_no_roster_of_a_random_town_breaks_a_rule(seed, people, wanted):
    draw = Random(seed)
    shifts = tuple(Shift(each.id, draw.randrange(0, 1440, 30), draw.randrange(60, 781, 30)) for each in THREE)
    problem = replace(worn(town(people, wanted, days=9, seed=seed), seed), shifts=shifts)
    answer = roster(problem, seconds=0)
    assert not breaches(problem, answer.seats)
    assert len(answer.seats) + len(answer.empties) == len(problem.posts)
    assert answer.cost >= answer.bound
    layout = lay(problem)
    diary = Diary.holding(layout.grid, begun(layout).plan)
    mend(diary, Allowance(5))
    balance(diary, Allowance(5))
    assert not breaches(problem, layout.seats(diary.plan))
    assert answer.cost >= layout.grid.cost(diary.plan) >= answer.bound


def worn(problem: Problem, seed: int) -> Problem:
    """The same with hours already worked, opt-outs, checks, bodies, exemptions."""
    draw = Random(seed)
    people = []
    for person in problem.people:
        starts = sorted(draw.sample(range(1, 8), draw.randrange(6)), reverse=True)
        worked = tuple(Duty(-1440 * day + draw.choice((420, 900)), 480) for day in starts)
        people.append(
            replace(
                person,
                worked=worked,
                opted_out=draw.random() < 0.3,
                checks=(Check("dbs", draw.choice((None, 3))),) if draw.random() < 0.5 else (),
                bodies=frozenset(draw.sample(("northmere", "eastholt"), draw.randrange(3))),
                history_weeks=(weeks := draw.randrange(4)),
                history_minutes=weeks * draw.randrange(1800, 3600),
            )
        )
    wanted = tuple(
        replace(
            post,
            checks=frozenset({"dbs"}) if draw.random() < 0.3 else frozenset(),
            body=draw.choice(("", "", "northmere")),
            level=draw.choice(tuple(Level)),
        )
        for post in problem.posts
    )
    granted = tuple(
        Exemption(
            person.id, draw.randrange(problem.days), draw.choice((Rule.REST, Rule.DAY_OFF)), "Gold", "nobody else"
        )
        for person in people
        if draw.random() < 0.3
    )
    return replace(problem, posts=wanted, people=tuple(people), exemptions=granted)


NIGHT = Shift("night", 1380, 480)
WEEK = tuple((day, "early") for day in range(7))


@pytest.mark.parametrize(
    ("rule", "person", "seated"),
    [
        (Rule.REST, replace(ANN, settled=(NIGHT.duty(0),)), ["early-1"]),
        (Rule.REST, replace(ANN, settled=(Duty(7 * 1440 + 60, 480),)), ["late-6"]),
        (Rule.WEEK, replace(ANN, settled=tuple(Duty(day * 1440 + 420, 720) for day in (0, 1, 2, 4))), ["early-6"]),
        (Rule.DAY_OFF, replace(ANN, settled=tuple(Duty(day * 1440 + 420, 60) for day in range(6))), ["early-6"]),
        (Rule.DAY_OFF, replace(ANN, settled=tuple(Duty(day * 1440 + 420, 60) for day in range(7, 13))), ["early-6"]),
        (Rule.AVERAGE, replace(ANN, settled=(Duty(420, 600),), history_minutes=4800, history_weeks=1), ["early-3"]),
        (Rule.AVERAGE, replace(ANN, opted_out=True, worked=(NIGHT.duty(-3),), history_minutes=5600, history_weeks=1),
         ["early-3"]),
    ],
)  # fmt: skip
def test_work_beside_the_roster_binds_as_its_own_does(rule, person, seated):
    """Both readings: the checker names the rule, and the planner leaves such a post empty."""
    slots = [tuple(reversed(name.split("-"))) for name in seated]
    problem = problem_of([(int(day), shift) for day, shift in slots], person, days=7)
    assert rule in rules(problem, *((name, "Ann") for name in seated))
    assert roster(problem, seconds=0).seats == ()
    free = replace(person, settled=(), worked=(), history_minutes=0)
    assert len(roster(replace(problem, people=(free,)), seconds=0).seats) == 1


def test_nights_before_the_roster_are_counted_to_who_is_near_a_limit():
    problem = problem_of([(3, "early")], replace(ANN, worked=tuple(NIGHT.duty(day) for day in (-7, -6, -5))), days=7)
    answer = roster(problem, seconds=0)
    assert [each.signs for each in answer.tired] == [("3 nights: offer a health assessment",)]
    assert answer.loads[0].nights == 0


@pytest.mark.parametrize(
    ("free", "given"),
    [
        ((Spell(0, 0),), 0),
        ((Spell(0, 1),), 1),
        ((Spell(0, 0), Spell(1, 1)), 1),
        ((Spell(0, 0, frozenset({"night"})),), 1),
        ((Spell(0, 0), Spell(1, 1, frozenset({"early"}))), 0),
        ((Spell(0, 0), Spell(1, 1, frozenset({"night"}))), 0),
    ],
)
def test_free_on_whole_days_holds_until_the_night_ends(free, given):
    wanted = (Post("n", "desk", 0, "night", "desk", last_day=1),)
    problem = Problem(MONDAY, 2, THREE, wanted, (replace(ANN, free=free),))
    assert len(roster(problem, seconds=0).seats) == given
    assert bool(rules(problem, ("n", "Ann"))) is not bool(given)
