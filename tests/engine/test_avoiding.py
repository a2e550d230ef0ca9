"""Whole plans weighed sixty-four at once, exact but for hours: beside the plain twin, and beside the engine itself."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from battlebox.engine import Done, Down, EstateArrays, Hit, Question
from battlebox.engine.avoiding import Avoiding, avoided_slow, best_first
from battlebox.engine.choices import Choices, Plan, wide
from battlebox.engine.nets import NEVER
from battlebox.engine.situation import Situation
from battlebox.engine.trials import Trials, passages
from battlebox.engine.worlds import SEARCH
from battlebox.estate import MICROHOURS, Estate, Need, Priority, Protects, Service, System
from engine.cases import action, council_estate, path
from engine.estates import Mould, random_estate
from engine.pools import hits, live

WORLDS = 12


def weighing(estate: Estate, question: Question) -> Avoiding:
    situation = Situation(EstateArrays.of(estate), question)
    return Avoiding(Choices(situation), Trials.drawn(situation, stream=SEARCH, worlds=question.worlds))


def random_question(estate: Estate, rng: Random) -> Question:
    systems = [row.system for row in estate.systems]
    named = rng.sample(systems, min(3, len(systems)))
    hit = tuple(Hit(name, rng.choice([0.1, 0.5, 1.0]), 24 * MICROHOURS) for name in named)
    downs = (Down(rng.choice(systems)),) if rng.random() < 0.3 else ()
    actions = [row.action for row in estate.actions]
    dones = (Done(rng.choice(actions), 100 * MICROHOURS),) if actions and rng.random() < 0.3 else ()
    return Question(hit, downs, dones, hours_microhours=400 * MICROHOURS, worlds=WORLDS, seed=rng.randrange(1 << 30))


def random_plans(choices: Choices, rng: Random, many: int) -> list[Plan]:
    return [
        frozenset(),
        *(frozenset(choices.apart(name for name in choices.names if rng.random() < 0.4)) for _ in range(many)),
    ]


@pytest.mark.parametrize("seed", range(80))
def test_every_plan_of_a_word_comes_to_what_the_twin_says(seed: int) -> None:
    rng = Random(seed)
    estate = random_estate(rng, Mould(dense=True, delays=True))
    avoiding = weighing(estate, random_question(estate, rng))
    plans = random_plans(avoiding.choices, rng, rng.choice([0, 5, 63, 70]))
    found, pool = avoiding.of(plans), avoiding.trials.pool
    for plan, reached, harm in zip(plans, found.reached.tolist(), found.harm.tolist(), strict=True):
        told = [
            avoided_slow(avoiding, plan, hits(pool, world), live(pool, world), destroys=bool(pool.destroys[world]))
            for world in range(WORLDS)
        ]
        cost = round(avoiding.book.cost(sorted(plan)) * 1_000_000) * WORLDS
        assert (reached, harm) == (sum(row[0] for row in told), sum(row[1] for row in told) + cost)


@pytest.mark.parametrize("seed", range(40))
def test_where_nothing_takes_time_as_many_are_reached_as_the_engine_says(seed: int) -> None:
    rng = Random(900 + seed)
    estate = random_estate(rng, Mould(dense=True))
    # Every order works before the attack begins: no crossing is made that it closes.
    early = replace(estate, actions=tuple(replace(row, takes_microhours=0) for row in estate.actions))
    hit = tuple(Hit(row.system, rng.choice([0.3, 1.0]), 0) for row in rng.sample(early.systems, 2))
    asked = Question(hit, hours_microhours=400 * MICROHOURS, worlds=64, seed=seed)
    avoiding = weighing(early, asked)
    plans = random_plans(avoiding.choices, rng, 20)
    found = avoiding.of(plans)
    for plan, reached in zip(plans, found.reached.tolist(), strict=True):
        assert reached == int((passages(avoiding.trials, plan) < NEVER).sum())


def fallbacks(needs: tuple[Need, ...], *, share: float | None = None) -> Avoiding:
    """A desk on two servers behind one gate; nothing else to lose. An order cuts each way, and one shuts the gate."""
    hour = MICROHOURS
    estate = council_estate(
        systems=tuple(System(name, name, "northmere") for name in ("gate", "a", "b")),
        paths=(path("to-a", "gate", "a", 1.0), path("to-b", "gate", "b", 1.0)),
        services=(
            Service(
                "desk", "Desk", "northmere", Priority.P1, rto_microhours=hour, mtpd_microhours=9 * hour, people=24.0,
                protects=Protects.LIFE, fallback_share=share, fallback_microhours=200 * hour if share else None,
            ),
        ),
        needs=needs,
        actions=(action("cut-a", cuts=("path:to-a",)), action("cut-b", cuts=("path:to-b",))),
    )  # fmt: skip
    asked = Question((Hit("gate", 1.0, 0),), hours_microhours=400 * hour, worlds=64)
    return weighing(estate, asked)


EITHER = (Need("desk", "a", any_of="server"), Need("desk", "b", any_of="server"))
BOTH = (Need("desk", "a"), Need("desk", "b"))


def spared(avoiding: Avoiding, *plans: tuple[str, ...]) -> list[bool]:
    """Whether each plan spares the desk in every world, or in none."""
    nothing, *others = avoiding.of([frozenset(), *map(frozenset, plans)]).harm.tolist()
    assert nothing > 0
    assert set(others) <= {0, nothing}
    return [harm == 0 for harm in others]


def test_of_two_servers_either_will_do_and_one_that_is_spared_keeps_the_desk() -> None:
    assert spared(fallbacks(EITHER), ("cut-a",), ("cut-b",), ("cut-a", "cut-b")) == [True, True, True]


def test_where_both_servers_are_needed_only_both_doors_keep_the_desk() -> None:
    assert spared(fallbacks(BOTH), ("cut-a",), ("cut-b",), ("cut-a", "cut-b")) == [False, False, True]


def test_an_alternative_that_holds_out_is_never_lost_and_a_fallback_that_is_lost_helps_nobody() -> None:
    held = (Need("desk", "a", any_of="server"), Need("desk", "b", any_of="server", holds_microhours=300 * MICROHOURS))
    assert fallbacks(held).of([frozenset()]).harm.tolist() == [0]
    whole = fallbacks(BOTH).of([frozenset()]).harm[0]
    helped = fallbacks(BOTH, share=0.5).of([frozenset()]).harm[0]
    alone = fallbacks((*BOTH, Need("fallback:desk", "b")), share=0.5).of([frozenset(), frozenset({"cut-b"})]).harm
    assert 0 < helped < whole
    assert alone.tolist() == [whole, helped]


def test_what_an_order_stops_counts_beside_what_the_attack_does_and_never_twice() -> None:
    avoiding = fallbacks(EITHER)
    estate = replace(
        avoiding.arrays.estate,
        actions=(
            action("stop-a", stops=("system:a",)),
            action("stop-both", stops=("system:a", "system:b")),
            *avoiding.arrays.estate.actions,
        ),
    )
    again = weighing(estate, avoiding.trials.situation.question)
    nothing, one, both, spared_a = again.of(
        [frozenset(), frozenset({"stop-a"}), frozenset({"stop-both"}), frozenset({"stop-a", "cut-b"})]
    ).harm.tolist()
    destroying = int(again.trials.pool.destroys.sum())
    checked, destroyed = (int(prices[0, 0]) for prices in (again.prices.checked, again.prices.destroyed))
    assert nothing == destroying * destroyed + (64 - destroying) * checked
    # a is off and b is lost: the desk is out, for as long as the order lasts; with b's way cut it is not.
    assert one == 64 * checked
    assert both == 64 * checked
    assert spared_a == 0
    assert np.array_equal(again.of([frozenset()] * 130).harm, np.full(130, nothing))


@pytest.mark.parametrize("seed", range(20))
def test_orders_of_whole_parts_go_first_the_best_of_them_before_the_others(seed: int) -> None:
    rng = Random(seed)
    estate = random_estate(rng, Mould(dense=True))
    avoiding = weighing(estate, random_question(estate, rng))
    choices, found = avoiding.choices, best_first(avoiding.choices, avoiding.trials)
    sets = wide(choices)
    harm = {name: avoiding.of([frozenset({name})]).harm[0] for name in sets}
    assert sorted(found) == sorted(choices.names)
    assert set(found[: len(sets)]) == set(sets)
    assert [harm[name] for name in found[: len(sets)]] == sorted(harm.values())
    assert list(found[len(sets) :]) == [name for name in choices.names if name not in sets]
