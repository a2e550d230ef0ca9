"""How good a roster is, and how it knows: against brute force and the plain rule, after sickness, without a solver.

Law: the solver's word is never taken: costs are worked out anew, rules are read independently.
Not here: single rules (test_rules.py).
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import replace
from itertools import count, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster import (
    Duty,
    Level,
    Person,
    Post,
    Problem,
    Scarce,
    Seat,
    Spell,
    Why,
    breaches,
    child,
    fallen_sick,
    making,
    roster,
)
from battlebox.engine.roster.bound import floor_of
from battlebox.engine.roster.child import ask
from battlebox.engine.roster.diary import Diary
from battlebox.engine.roster.greedy import balance
from battlebox.engine.roster.laying import lay
from battlebox.engine.roster.making import begun
from battlebox.engine.roster.model import Model
from battlebox.engine.roster.search import News, Stage, improve
from battlebox.engine.solver import End
from engine.roster.test_rules import worn
from engine.roster.towns import MONDAY, THREE, one_shift, town

DESK = frozenset({"desk"})


def solved(problem, seconds=20.0, seed=1):
    """The solver's best, in this process."""
    layout = lay(problem)
    told = []
    news = improve(layout.grid, begun(layout), Allowance(seconds), seed, told.append)
    return layout, news, told


def cheapest(problem):
    """The least cost over every way to fill every post, by trying them all."""
    layout = lay(problem)
    grid = layout.grid
    names = [None, *(person.id for person in problem.people)]
    best = None
    for chosen in product(names, repeat=len(problem.posts)):
        seats = [Seat(post.id, name) for post, name in zip(problem.posts, chosen, strict=True) if name]
        if breaches(problem, seats):
            continue
        plan = [[-1] * problem.days for _ in problem.people]
        place = {post.id: (k, post.day) for k, group in enumerate(layout.kinds) for post in group}
        for seat in seats:
            k, day = place[seat.post]
            plan[layout.names.index(seat.person)][day] = k
        cost = grid.cost(plan)
        best = cost if best is None else min(best, cost)
    return best


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000))
def test_what_is_proved_best_is_best(seed):
    draw = Random(seed)
    problem = worn(town(3, 5, days=3, seed=seed), seed)
    few = tuple(
        replace(person, skills=frozenset({post.skill for post in problem.posts if draw.random() < 0.7}))
        for person in problem.people
    )
    problem = replace(problem, people=few)
    _, news, _ = solved(problem)
    assert news.is_best
    assert news.cost == cheapest(problem)


@settings(max_examples=6)
@given(seed=st.integers(0, 10_000))
def test_the_model_and_the_grid_agree_on_what_a_plan_costs_and_the_hint_is_whole(seed):
    problem = worn(town(8, 40, days=9, seed=seed), seed)
    published = roster(problem, seconds=0).seats
    problem = fallen_sick(problem, published, [problem.people[0].id], 3)
    layout = lay(problem)
    start = begun(layout)
    model = Model(cp_model, layout.grid, start.plan, lambda _p, _day: True)
    solver = cp_model.CpSolver()
    solver.parameters.fix_variables_to_their_hinted_value = True
    assert solver.solve(model.model) == cp_model.OPTIMAL
    assert model.read(solver.value) == start.plan
    assert round(solver.objective_value) + model.objective.number == layout.grid.cost(start.plan)


@settings(max_examples=6)
@given(seed=st.integers(0, 10_000), part=st.integers(0, 3))
def test_a_part_taken_anew_breaks_no_rule_and_leaves_the_rest(seed, part):
    problem = worn(town(8, 40, days=9, seed=seed), seed)
    layout = lay(problem)
    start = begun(layout)
    model = Model(cp_model, layout.grid, start.plan, lambda p, day: p % 4 == part or day in (2, 3))
    solver = cp_model.CpSolver()
    assert solver.solve(model.model) == cp_model.OPTIMAL
    plan = model.read(solver.value)
    assert round(solver.objective_value) + model.objective.number == layout.grid.cost(plan) <= start.cost
    assert not breaches(problem, layout.seats(plan))
    held = [(p, day) for p in range(8) for day in range(9) if p % 4 != part and day not in (2, 3)]
    assert all(plan[p][day] == start.plan[p][day] for p, day in held)


def test_each_plan_told_is_sound_and_no_worse_than_the_one_before():
    problem = town(24, 170, seed=5)
    layout, news, told = solved(problem, seconds=6)
    costs = [each.cost for each in told]
    assert costs == sorted(costs, reverse=True)
    assert all(not breaches(problem, layout.seats(each.plan)) for each in told)
    assert news.cost <= begun(layout).cost


def test_two_people_share_seven_days_as_evenly_as_can_be():
    pair = (Person("Ann", DESK), Person("Bob", DESK))
    answer = roster(one_shift(*pair), seconds=10)
    assert sorted(load.shifts for load in answer.loads) == [3, 4]
    assert not answer.empties
    assert answer.how.startswith("proved: no roster is better")


def test_time_0_gives_the_plain_rule_and_says_so():
    problem = town(24, 170, seed=5)
    answer = roster(problem, seconds=0)
    assert answer.stage == Stage.PLAIN.value
    assert answer.cost == answer.plain_cost
    assert "There was no time for the solver: this is the plain rule." in answer.remarks
    assert roster(problem, seconds=0, seed=9) == answer


def test_a_solver_that_is_not_there_is_said_and_the_plain_rule_answers(monkeypatch):
    monkeypatch.setattr("battlebox.engine.solver.SOLVER", "no_such_solver")
    problem = town(24, 170, seed=5)
    answer = roster(problem, seconds=2)
    assert answer.remarks[-1].startswith("The solver (ortools) is not installed")
    assert answer.cost <= answer.plain_cost
    assert not breaches(problem, answer.seats)


def test_a_solver_that_is_killed_is_said_and_what_was_found_stands(monkeypatch):
    started = []

    class Watched(subprocess.Popen):
        def __init__(self, *args, **more):
            super().__init__(*args, **more)
            started.append(self)

    monkeypatch.setattr("battlebox.engine.child.subprocess.Popen", Watched)
    problem = town(40, 300, seed=5)
    answers = []
    thread = threading.Thread(target=lambda: answers.append(roster(problem, seconds=30)))
    thread.start()
    for _ in range(600):
        if started:
            started[0].kill()
            break
        time.sleep(0.01)
    thread.join()
    assert answers[0].remarks[-1].startswith("The solver was killed")
    assert answers[0].cost <= answers[0].plain_cost
    assert not breaches(problem, answers[0].seats)


def test_a_solver_that_is_there_and_cannot_be_loaded_is_said(monkeypatch, tmp_path, capfd):
    broken = tmp_path / "broken.py"
    broken.write_text("raise ImportError('libortools.so: cannot open shared object file')")
    monkeypatch.setattr(child, "WORKING", broken)
    answer = roster(town(40, 300, seed=5), seconds=20)
    assert answer.remarks[-1].startswith("The solver was killed, perhaps for want of memory, or cannot be loaded")
    assert capfd.readouterr().err == ""


def test_a_plan_that_breaks_a_rule_by_the_second_reading_is_thrown_away_and_it_is_said(monkeypatch):
    def broken(grid, start, _allowance, _seed):
        row = [next((k for k in grid.rows[0].price if grid.demands[k].day == day), -1) for day in range(grid.days)]
        return replace(start, plan=[row, *([-1] * grid.days for _ in grid.rows[1:])], cost=0), End.DONE

    monkeypatch.setattr("battlebox.engine.roster.making.ask", broken)
    problem = one_shift(Person("Ann", DESK), days=10)
    answer = roster(problem, seconds=5)
    assert answer.remarks[-1].startswith("What the search found broke a rule by the second reading")
    assert not breaches(problem, answer.seats)
    assert answer.cost == answer.plain_cost


WORDLESS = (
    "import time; time.sleep(600)",
    "import time; print('{\"ready\": true}', flush=True); input(); time.sleep(600)",
)


@pytest.mark.parametrize("program", WORDLESS)
def test_a_child_that_falls_silent_does_not_keep_anybody_waiting(monkeypatch, tmp_path, program):
    silent = tmp_path / "silent.py"
    silent.write_text(program)
    monkeypatch.setattr(child, "WORKING", silent)
    layout = lay(town(6, 20, seed=5))
    start = begun(layout)
    began = time.monotonic()
    assert ask(layout.grid, start, Allowance(1), 1) == (start, End.OUT_OF_TIME)
    assert time.monotonic() - began < 30


PLAIN_SCRIPT = """
from datetime import date
from battlebox.engine.roster import Person, Post, Problem, Shift, roster
print("begun")
shifts = (Shift("early", 420, 480), Shift("night", 1380, 480))
posts = tuple(Post(f"{s.id}-{day}", "desk", day, s.id, "desk") for day in range(7) for s in shifts)
people = tuple(Person(name, frozenset({"desk"})) for name in ("Ann", "Bob"))
print(roster(Problem(date(2025, 11, 24), 7, shifts, posts, people), seconds=40).how)
"""


def test_a_roster_can_be_asked_for_by_a_plain_script(tmp_path):
    """One that asks at its top, with no guard against being read again by the solver's program."""
    script = tmp_path / "plain.py"
    script.write_text(PLAIN_SCRIPT)
    told = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=60)
    assert (told.stdout, told.stderr) == ("begun\nproved: no roster is better; made by the solver on the whole\n", "")


def test_the_solver_in_a_program_of_its_own_finds_what_it_finds_here():
    problem = one_shift(Person("Ann", DESK), Person("Bob", DESK), Person("Cy", DESK), days=9)
    layout = lay(problem)
    worst = [[-1] * 9 for _ in range(3)]
    start = News(worst, layout.grid.cost(worst), floor_of(layout.grid), Stage.PLAIN)
    news, end = ask(layout.grid, start, Allowance(60), 1)
    assert end == End.DONE
    assert news.is_best
    assert news.cost == solved(problem)[1].cost


def test_no_solver_is_asked_where_the_plain_rule_is_proved_best(monkeypatch):
    monkeypatch.setattr("battlebox.engine.roster.making.ask", lambda *_: pytest.fail("asked"))
    assert roster(one_shift(Person("Ann", DESK), days=3), seconds=10).is_best


def test_after_sickness_the_others_keep_their_shifts():
    problem = town(30, 150, seed=4)
    published = roster(problem, seconds=0).seats
    sick = ["p00003", "p00014", "p00025"]
    later = fallen_sick(problem, published, sick, 5)
    answer = roster(later, seconds=0)
    begun_by = {post.id for post in problem.posts if post.day < 5}
    assert {seat for seat in published if seat.post in begun_by} <= set(answer.seats)
    days = {post.id: post.day for post in problem.posts}
    assert not [seat for seat in answer.seats if seat.person in sick and days[seat.post] >= 5]
    lost = [seat for seat in published if seat.person in sick and days[seat.post] >= 5]
    assert lost
    assert answer.changes <= len(lost)
    kept = set(published) & set(answer.seats)
    assert len(kept) >= len(published) - len(lost) - answer.changes
    assert not breaches(later, answer.seats)


def test_sickness_ends_the_days_somebody_was_free():
    problem = one_shift(Person("Ann", DESK, free=(Spell(0, 6),)))
    later = fallen_sick(problem, (), ["Ann"], 4)
    assert {int(seat.post[-1]) for seat in roster(later, seconds=0).seats} == set()
    assert later.people[0].free == (Spell(0, 3),)


def test_the_scarce_skill_is_named_by_what_one_more_person_would_cover():
    posts = tuple(
        Post(f"{skill}-{day}", skill, day, "early", skill, Level.VITAL)
        for day in range(5)
        for skill in ("law", "law", "desk")
        if not (skill == "law" and day > 2)
    )
    posts = tuple(replace(post, id=f"{post.id}-{number}") for number, post in enumerate(posts))
    problem = Problem(MONDAY, 5, THREE, posts, (Person("Ann", frozenset({"law"})), Person("Bob", DESK)))
    answer = roster(problem, seconds=0)
    assert [row.why for row in answer.empties] == [Why.SEATED] * 3
    assert answer.scarce == (Scarce("law", posts=3, worth=300),)


def test_one_more_person_may_set_free_somebody_for_another_skill():
    # Only Ann knows the law, and she is needed at the desk: one more for either covers one more post.
    posts = (Post("a", "law", 0, "early", "law", Level.VITAL), Post("b", "desk", 0, "early", "desk", Level.VITAL))
    answer = roster(Problem(MONDAY, 1, THREE, posts, (Person("Ann", DESK | {"law"}),)), seconds=0)
    assert [(row.skill, row.posts) for row in answer.scarce] == [("desk", 1), ("law", 1)]
    assert [row.why for row in answer.empties] == [Why.SEATED]


def test_vital_posts_come_first_where_one_person_could_have_either():
    posts = (Post("a", "tidy", 0, "early", "desk", Level.USEFUL), Post("b", "telecare", 0, "late", "desk", Level.VITAL))
    answer = roster(Problem(MONDAY, 1, THREE, posts, (Person("Ann", DESK),)), seconds=0)
    assert answer.seats == (Seat("b", "Ann"),)


def test_swaps_fill_what_the_plain_rule_left_empty():
    problem = town(60, 368)
    assert len(roster(problem, seconds=0).empties) > len(roster(problem, seconds=5).empties)


def test_a_fairer_share_is_found_by_handing_on_and_comes_to_an_end():
    layout = lay(town(200, 1199))
    diary = Diary.holding(layout.grid, begun(layout).plan)
    before, ticks = layout.grid.cost(diary.plan), count()
    balance(diary, Allowance(10**6, now=lambda: next(ticks)))
    assert next(ticks) < 10**5
    assert layout.grid.cost(diary.plan) < before
    assert not breaches(layout.problem, layout.seats(diary.plan))


def test_each_empty_post_says_why():
    posts = tuple(Post(skill, skill, 0, "early", skill) for skill in ("law", "desk", "phones", "care"))
    people = (
        Person("Ann", DESK | {"phones"}),
        Person("Bob", frozenset({"law"}), away=(Spell(0, 0),)),
        Person("Cy", frozenset({"care"}), worked=(Duty(-60, 120),)),
    )
    answer = roster(Problem(MONDAY, 1, THREE, posts, people), seconds=0)
    assert {row.post: row.why for row in answer.empties} == {
        "law": Why.NOT_FREE,
        "phones": Why.SEATED,
        "care": Why.AT_A_LIMIT,
    }


def test_whoever_is_near_a_limit_is_listed_in_words():
    answer = roster(one_shift(Person("Ann", DESK), shift=THREE[2]), seconds=0)
    assert answer.tired[0].person == "Ann"
    assert answer.tired[0].signs == (
        "48 hours a week on average",
        "48 hours in seven days",
        "6 nights: offer a health assessment",
        "6 days running",
    )


def test_with_no_time_to_look_at_every_scarce_skill_that_is_said(monkeypatch):
    skills = ("arms", "zoo", "zoo", "zoo")
    posts = tuple(Post(f"{n}", skill, 0, "early", skill, Level.VITAL) for n, skill in enumerate(skills))
    problem = Problem(MONDAY, 1, THREE, posts, (Person("Ann", DESK),))
    whole = roster(problem, seconds=0)
    assert {row.skill for row in whole.scarce} == {"arms", "zoo"}
    assert making.CUT not in whole.remarks
    monkeypatch.setattr(making, "SCARCE_SECONDS", 0.0)
    cut = roster(problem, seconds=0)
    assert cut.scarce == ()
    assert making.CUT in cut.remarks
