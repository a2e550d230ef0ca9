"""Each kernel beside its plain twin, and what holds whatever the estate: same bits, pure worlds, no stale code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest

import battlebox.engine
from battlebox.engine import EVERYTHING, EstateArrays, Hit, Question
from battlebox.engine.bound import Cell, Floor, kindest
from battlebox.engine.choices import Choices
from battlebox.engine.draws import QUANTILES, exponential, exponential_slow, key_of, mix, mix_slow
from battlebox.engine.impact import run_course
from battlebox.engine.nets import NEVER
from battlebox.engine.outage_slow import outages_slow
from battlebox.engine.passage import first_passage_slow
from battlebox.engine.questions import Done, Down
from battlebox.engine.situation import Situation
from battlebox.engine.trial import fill_passages
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import STRATUM, Belief, draw_pool, stratified
from battlebox.estate import MICROHOURS, Estate
from engine.estates import Mould, random_estate

HOURS = 200 * MICROHOURS


def situation_of(estate: Estate, rng: Random, *, worlds: int = 64) -> Situation:
    """A situation on an estate: one hit for certain, others suspected, perhaps an order given and something down."""
    systems = [row.system for row in estate.systems]
    hits = tuple(Hit(name, rng.choice([0.05, 0.3, 1.0])) for name in rng.sample(systems, min(3, len(systems))))
    downs = (Down(rng.choice(systems), rng.randrange(9) * MICROHOURS),) if rng.random() < 0.3 else ()
    actions = [row.action for row in estate.actions]
    dones = (Done(rng.choice(actions), rng.randrange(5) * MICROHOURS),) if actions and rng.random() < 0.4 else ()
    question = Question(hits, downs, dones, hours_microhours=HOURS, worlds=worlds, seed=rng.randrange(1 << 30))
    return Situation(EstateArrays.of(estate), question)


def random_plan(choices: Choices, rng: Random) -> frozenset[str]:
    return frozenset(choices.apart(name for name in choices.names if rng.random() < 0.5))


def test_draws_equal_their_twins() -> None:
    rng = Random(5)
    for _ in range(3_000):
        one, other, mean = rng.getrandbits(64), rng.getrandbits(64), rng.randrange(10**12)
        assert int(mix(np.uint64(one), np.uint64(other))) == mix_slow(one, other)
        one |= rng.choice([0, 0xFFFF << 48])  # the last cell of the table is as rare as it is important
        assert exponential(np.uint64(one), mean, QUANTILES) == exponential_slow(one, mean)


def test_delays_are_exponential() -> None:
    draws = np.array([exponential_slow(mix_slow(7, number), 10**6) for number in range(100_000)]) / 1e6
    assert abs(draws.mean() - 1) < 4 / 100_000**0.5
    for hour in (0.1, 1.0, 3.0):
        expected = 1 - np.exp(-hour)
        assert abs((draws < hour).mean() - expected) < 4 * (expected * (1 - expected) / 100_000) ** 0.5


def test_a_suspect_of_five_percent_is_in_three_or_four_worlds_of_every_block() -> None:
    root, key = np.uint64(key_of("worlds", 1, 0)), np.uint64(key_of("hit", "northmere.mail"))
    drawn = np.array([int(stratified(root, world, key)) < 0.05 * 2**32 for world in range(64 * STRATUM)])
    blocks = drawn.reshape(-1, STRATUM).sum(axis=1)
    assert set(blocks.tolist()) == {3, 4}
    assert drawn.reshape(-1, STRATUM).sum(axis=0).max() < 20  # no place of a block is favoured


def test_two_suspects_are_drawn_independently() -> None:
    root = np.uint64(key_of("worlds", 3, 0))
    keys = [np.uint64(key_of("hit", name)) for name in ("a", "b")]
    drawn = [np.array([int(stratified(root, world, key)) < 0.3 * 2**32 for world in range(20_000)]) for key in keys]
    assert abs((drawn[0] & drawn[1]).mean() - 0.09) < 4 * (0.09 * 0.91 / 20_000) ** 0.5


@pytest.mark.parametrize("seed", range(60))
def test_the_outage_kernel_equals_its_twin(seed: int) -> None:
    rng = Random(seed)
    situation = situation_of(random_estate(rng, Mould(dense=True)), rng)
    plan = situation.book.plan(sorted(random_plan(Choices(situation), rng)))
    course = run_course(situation.arrays, plan)
    kernel = {node: list(spans) for node, spans in enumerate(course.outages) if spans}
    assert kernel == outages_slow(situation.arrays.needs, plan)


@pytest.mark.parametrize("seed", range(40))
def test_first_passage_equals_its_twin(seed: int) -> None:
    rng = Random(seed)
    situation = situation_of(random_estate(rng, Mould(delays=True)), rng, worlds=32)
    plan = situation.book.plan(sorted(random_plan(Choices(situation), rng)))
    trials = Trials.drawn(situation, stream=0, worlds=32)
    pool, space = trials.pool, trials.spaces[0]
    limits = np.full(32, 150 * MICROHOURS)
    table = np.full((32, situation.arrays.systems), NEVER, dtype=np.int64)
    fill_passages(*pool[:7], limits, plan.close_at, space.times, space.heap, space.later, space.head, table)
    for world in range(32):
        base, end = pool.first[world], pool.first[world + 1]
        hits = {place - base: int(pool.hit_at[place]) for place in range(base, end) if pool.hit_at[place] != NEVER}
        crossings = [
            (place - base, int(pool.edge_to[live]), int(pool.edge_delay[live]), int(plan.close_at[pool.edge[live]]))
            for place in range(base, end)
            for live in range(pool.edge_first[place], pool.edge_first[place + 1])
        ]
        slow = first_passage_slow(hits, crossings, 150 * MICROHOURS)
        assert {int(pool.node[base + place]): time for place, time in slow.items()} == {
            system: int(time) for system, time in enumerate(table[world]) if time != NEVER
        }


@pytest.mark.parametrize("seed", range(5))
def test_answers_are_the_same_bits_for_any_threads_and_blocks(seed: int) -> None:
    rng = Random(seed)
    situation = situation_of(random_estate(rng, Mould(delays=True, dense=True)), rng, worlds=200)
    plan = random_plan(Choices(situation), rng)
    outcomes = [Trials.drawn(situation, stream=0, worlds=200, threads=threads).of(plan) for threads in (1, 2, 3, 7)]
    for outcome in outcomes[1:]:
        assert np.array_equal(outcome.figures, outcomes[0].figures)
        assert np.array_equal(outcome.hours_out, outcomes[0].hours_out)


def test_a_world_does_not_depend_on_how_many_are_drawn_with_it() -> None:
    rng = Random(2)
    arrays = EstateArrays.of(random_estate(rng, Mould(delays=True, dense=True)))
    belief = Belief((Hit("s1", 0.4), Hit("s2")))
    whole = draw_pool(arrays, belief, seed=9, stream=1, worlds=192)
    part = draw_pool(arrays, belief, seed=9, stream=1, worlds=64, first=128)
    places = slice(whole.first[128], whole.first[192])
    assert np.array_equal(whole.node[places], part.node)
    assert np.array_equal(whole.edge_delay[whole.edge_first[whole.first[128]] :], part.edge_delay)
    assert np.array_equal(whole.strike[128:], part.strike)
    other = draw_pool(arrays, belief, seed=10, stream=1, worlds=64, first=128)
    assert not np.array_equal(other.first, part.first)


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_of_a_cell_gets_below_its_floor_in_any_world(seed: int) -> None:
    rng = Random(seed)
    situation = situation_of(random_estate(rng, Mould(delays=True, dense=True)), rng, worlds=128)
    choices = Choices(situation)
    plan = random_plan(choices, rng)
    given = frozenset(name for name in plan if rng.random() < 0.5)
    extra = {name for name in choices.names if rng.random() < 0.5}
    cell = Cell(given, frozenset((plan | extra) - given))
    trials = Trials.drawn(situation, stream=0, worlds=128)
    floor = Floor(choices, trials)
    everyone = situation.book.plan(sorted(cell.given | cell.open))
    kind = kindest(situation.book.plan(sorted(given)), everyone)
    lowest = trials.tried(kind, situation.book.cost(given), needs=floor.needs)
    assert floor.of(cell)[0] <= trials.of(plan).mean + 1e-6
    assert np.all(lowest.harm <= trials.of(plan).harm + 100)  # a ten-thousandth of a unit for rounding, mark by mark


def test_everything_stops_every_council_that_hosts(subtests: pytest.Subtests) -> None:
    rng = Random(4)
    estate = random_estate(rng, Mould(supplier=True, dense=True))
    situation = situation_of(estate, rng)
    stopped = {situation.arrays.names[node] for node in situation.book.effects[EVERYTHING].stops}
    hosts = {row.body for row in estate.systems}
    for name, row in estate.thing_by_id.items():
        with subtests.test(name):
            is_council = estate.body_by_id[row.body].kind == "council"
            assert (name in stopped) == (is_council and row.body in hosts)


def test_an_edited_kernel_never_answers_from_an_old_cache(tmp_path: Path) -> None:
    package = Path(battlebox.engine.__file__).parents[1]
    shutil.copytree(package, tmp_path / "src" / "battlebox", ignore=shutil.ignore_patterns("__pycache__"))
    ask = (
        "import numpy as np; from battlebox.engine.worlds import stratified; "
        "print(stratified(np.uint64(1), 2, np.uint64(3)))"
    )
    settings = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "BATTLEBOX_KERNELS": str(tmp_path / "kernels")}

    def answer() -> str:
        done = subprocess.run([sys.executable, "-c", ask], env=settings, capture_output=True, text=True, check=True)
        return done.stdout

    before = answer()
    assert answer() == before
    # `stratified` calls `mix`, which is in another file: the case in which a compiled caller can keep an old callee.
    draws = tmp_path / "src" / "battlebox" / "engine" / "draws.py"
    draws.write_text(draws.read_text().replace("return z ^ (z >> S31)", "return z ^ (z >> S30)", 1))
    assert answer() != before


def test_with_nowhere_to_keep_kernels_they_compile_afresh_and_say_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    ask = "from battlebox.engine.draws import mix; import numpy as np; print(mix(np.uint64(1), np.uint64(2)))"
    settings = {**os.environ, "BATTLEBOX_KERNELS": str(tmp_path / "file" / "kernels")}
    done = subprocess.run([sys.executable, "-c", ask], env=settings, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(mix_slow(1, 2))
    assert "nowhere to keep compiled kernels" in done.stderr
    assert "BATTLEBOX_KERNELS" in done.stderr
