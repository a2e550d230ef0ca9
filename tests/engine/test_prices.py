"""The floor by shared prices lies below every plan on the same worlds, and is the best plan where nothing is shared.

Law: no statistics here: floor and plans are on the same worlds, so below means below.
Not here: what the floor is worth on worlds not seen (test_assuring.py, test_contain_contract.py).
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from battlebox.engine import EstateArrays, Hit, Question
from battlebox.engine.allowance import Allowance
from battlebox.engine.bound import Cell
from battlebox.engine.choices import Choices
from battlebox.engine.flow import cheapest_cut, cheapest_cut_slow, network_of
from battlebox.engine.losses import Losses
from battlebox.engine.prices import Market, priced
from battlebox.engine.settling import settle_slow
from battlebox.engine.situation import Situation
from battlebox.engine.trials import UNIT, Trials
from battlebox.engine.worldcut import Cutter
from battlebox.engine.worlds import SEARCH
from battlebox.estate import MICROHOURS, Action, Cyber, Estate, Need, System
from engine.asking import LISTED, many, question_of
from engine.cases import action, council_estate, path, service
from engine.estates import Mould, random_case, told
from engine.oracle import Case

H = MICROHOURS
FOREVER = Allowance(1e9)


def cutter_of(case: Case, *, worlds: int, seed: int, cell: Cell | None = None, threads: int | None = None) -> Cutter:
    situation = Situation.of(EstateArrays.of(case.estate), question_of(case, seed=seed))
    choices = Choices(situation)
    trials = Trials.drawn(situation, stream=SEARCH, worlds=worlds, threads=threads)
    return Cutter(Losses(choices), trials, cell or Cell(frozenset(), frozenset(choices.names)))


def plans_in(cutter: Cutter) -> list[frozenset[str]]:
    cell = cutter.cell
    plans = cutter.losses.choices.plans(1000)
    return [plan for plan in plans if cell.given <= plan <= cell.given | cell.open]


MOULDS = (
    LISTED,
    replace(LISTED, delays=True),
    replace(LISTED, delays=True, targeted=False, systems=7, actions=6, paths=10, needs=14),
)
HOURS = (400, 12, 2)
"""The last horizon ends before most orders work."""


@pytest.mark.parametrize("place", range(len(MOULDS)))
@pytest.mark.parametrize("hours", HOURS)
def test_no_plan_of_a_cell_is_below_its_floor(place: int, hours: int):
    tight = 0
    for seed in range(many() // 5 + 1):
        rng = Random(1000 * hours + seed)
        case = random_case(rng, MOULDS[place], hours=hours * H)
        cutter = cutter_of(case, worlds=64, seed=seed + 1)
        names = sorted(cutter.cell.open)
        given = [name for name in names if rng.random() < 0.2] if seed % 3 == 0 else []
        kept = cutter.losses.choices.apart(given)
        barred = set().union(*(cutter.losses.choices.conflicts[name] for name in kept))
        shut = {name for name in names if rng.random() < 0.2} if seed % 3 == 0 else set()
        cell = Cell(frozenset(kept), frozenset(names) - set(kept) - barred - shut)
        cutter = Cutter(cutter.losses, cutter.trials, cell)
        least = min(cutter.trials.of(plan).mean for plan in plans_in(cutter))
        for steps in (0, 12):
            floor = priced(Market(cutter), FOREVER, target=least, steps=steps).floor
            assert floor <= least + 1e-6 + 1e-9 * least, (seed, steps, floor, least, cell, told(case))
        tight += floor >= 0.95 * least
    assert tight >= many() // 20, f"only {tight} of {many() // 5 + 1} floors were near the best plan"


def lone_case(rng: Random) -> tuple[EstateArrays, Question]:
    """One world, known in full: every path is crossed at once, and each service stands on one system alone."""
    names = [f"s{number}" for number in range(rng.randint(2, 7))]
    ways = [(one, other) for one in names for other in names if one != other and rng.random() < 0.3]
    paths = tuple(path(f"{one}-{other}", one, other) for one, other in ways)
    cuts = [action(f"cut-{row.path}", cuts=(f"path:{row.path}",), cost=rng.choice([0, 9, 90])) for row in paths]
    parts = [action(f"part-{name}", isolates=(f"system:{name}",), cost=rng.choice([0, 9, 90])) for name in names]
    actions = rng.sample([*cuts, *parts], min(9, len(cuts) + len(parts)))
    estate = council_estate(
        systems=tuple(System(name, name, "northmere", records=rng.randint(0, 900)) for name in names),
        services=tuple(service(f"of-{name}", people=rng.randint(0, 9)) for name in names),
        needs=tuple(Need(f"of-{name}", name) for name in names),
        paths=paths,
        actions=tuple(actions),
        cyber=Cyber(destructive_chance=1.0, strike_microhours=rng.choice([0, 30]) * H, since_microhours=0),
    )
    hits = tuple(Hit(name) for name in rng.sample(names, rng.randint(1, 2)))
    return EstateArrays.of(estate), Question(hits=hits, hours_microhours=400 * H, seed=rng.randint(1, 99))


def test_in_one_world_the_cheapest_cut_is_the_best_of_all_plans():
    moved = 0
    for seed in range(many()):
        situation = Situation.of(*lone_case(Random(seed)))
        choices = Choices(situation)
        trials = Trials.drawn(situation, stream=SEARCH, worlds=1)
        market = Market(Cutter(Losses(choices), trials, Cell(frozenset(), frozenset(choices.names))))
        least = min(trials.of(plan).mean for plan in choices.plans(1 << 9))
        floor = priced(market, FOREVER, target=least, steps=200).floor
        assert floor <= least + 1e-3, (seed, floor, least)
        assert floor >= 0.995 * least - 1e-3, (seed, floor, least)
        moved += least < trials.of(()).mean
    assert moved >= many() // 4, "orders hardly ever helped"


def floor_and_best(estate: Estate, *, hits: tuple[str, ...], worlds: int, seed: int = 1) -> tuple[float, float]:
    """The floor, and the harm of the best plan."""
    question = Question(hits=tuple(map(Hit, hits)), hours_microhours=400 * H, seed=seed)
    situation = Situation.of(EstateArrays.of(estate), question)
    choices = Choices(situation)
    trials = Trials.drawn(situation, stream=SEARCH, worlds=worlds)
    least = min(trials.of(plan).mean for plan in choices.plans(1 << 9))
    market = Market(Cutter(Losses(choices), trials, Cell(frozenset(), frozenset(choices.names))))
    return priced(market, FOREVER, target=least, steps=200).floor, least


def parting(name: str, cost: float) -> Action:
    return action(f"part-{name}", isolates=(f"system:{name}",), cost=cost)


def test_a_service_that_stands_on_either_of_two_ways_is_charged_for_where_both_are_lost():
    for holds in (0, 20, 1000):
        estate = council_estate(
            systems=tuple(System(name, name, "northmere") for name in ("in", "one", "two")),
            services=(service("both"),),
            needs=(Need("both", "one", any_of="way"), Need("both", "two", any_of="way", holds_microhours=holds * H)),
            paths=tuple(path(f"in-{name}", "in", name) for name in ("one", "two")),
            cyber=Cyber(destructive_chance=1.0, strike_microhours=30 * H, since_microhours=0),
        )
        floor, least = floor_and_best(estate, hits=("in",), worlds=1)
        assert (least > 1000) is (holds < 400), "another harm than was meant"
        assert floor == pytest.approx(least, rel=0.01, abs=0.01), holds


def test_of_services_on_two_ways_or_three_the_floor_is_below_every_plan_and_mostly_near_the_best():
    near = dear = charged = 0
    for seed in range(2 * many()):
        rng = Random(seed)
        names = [f"s{number}" for number in range(rng.randint(3, 6))]
        estate = council_estate(
            systems=tuple(System(name, name, "northmere", records=rng.choice([0, 90_000])) for name in names),
            services=tuple(service(f"of-{number}", people=rng.randint(1, 9)) for number in range(2)),
            needs=tuple(
                Need(f"of-{number}", name, any_of="way", holds_microhours=rng.choice([0, 0, 20]) * H)
                for number in range(2)
                for name in rng.sample(names, rng.randint(2, 3))
            ),
            paths=tuple(path(f"{a}-{b}", a, b) for a in names for b in names if a != b and rng.random() < 0.5),
            actions=tuple(parting(name, rng.choice([0, 9])) for name in names if rng.random() < 0.7),
            cyber=Cyber(destructive_chance=rng.choice([0.0, 1.0]), strike_microhours=30 * H, since_microhours=0),
        )
        floor, least = floor_and_best(estate, hits=(names[0],), worlds=16, seed=seed + 1)
        assert floor <= least + 1e-3, (seed, floor, least)
        near += floor >= 0.95 * least - 1e-3
        dear += least > 1000
        charged += least > 1000 and floor >= 0.5 * least
    assert near >= 1.5 * many(), f"{near} of {2 * many()} floors were near the best plan"
    assert charged > dear / 2 > 0, f"{charged} of {dear} groups were charged for where no plan keeps them"


def test_prices_of_an_order_come_to_what_it_costs():
    for seed in range(many() // 4 + 2):
        market = Market(cutter_of(random_case(Random(seed), LISTED, hours=400 * H), worlds=64, seed=seed))
        rng = np.random.default_rng(seed)
        for spread in (1.0, 1e9, 1e30):
            price = market.fair(rng.normal(0, spread, len(market.scale)))[: len(market.order)]
            sums = np.zeros(len(market.cost), dtype=np.int64)
            np.add.at(sums, market.order, price)
            assert np.array_equal(sums, market.cost * market.worlds), (seed, spread)


def test_the_cheapest_cut_is_that_of_trying_every_division():
    for seed in range(3 * many()):
        rng = Random(seed)
        nodes = rng.randint(2, 8)
        arcs = [
            (rng.randrange(nodes), rng.randrange(nodes), rng.choice([0, 1, 2, 5, 1 << 40]))
            for _ in range(rng.randint(0, 20))
        ]
        arcs = [(tail, head, capacity) for tail, head, capacity in arcs if tail != head]
        columns = [np.array([arc[column] for arc in arcs], dtype=np.int64) for column in range(3)]
        network = network_of(nodes, *columns)
        cost, near = cheapest_cut(network, network.capacity)
        assert cost == cheapest_cut_slow(nodes, arcs), (seed, arcs)
        assert cost == sum(capacity for tail, head, capacity in arcs if near[tail] and not near[head])


def test_worlds_settled_together_are_each_settled_as_by_itself():
    for seed in range(many() // 4 + 2):
        cutter = cutter_of(random_case(Random(seed), MOULDS[seed % 3], hours=400 * H), worlds=64, seed=seed)
        market = Market(cutter)
        rng = np.random.default_rng(seed)
        for spread in (0.0, 1e6, 1e9, 1e13):
            price = market.fair(rng.normal(0, spread, len(market.scale)))
            floor, picks = market.clear(price)
            begins, joints, after = market.networks.copies, market.networks.joints, len(market.order)
            totals, wanted = zip(
                *(
                    settle_slow(
                        cutter.world(world),
                        price[begins[world] : begins[world + 1]],
                        price[after + joints[world] : after + joints[world + 1]],
                    )
                    for world in range(market.worlds)
                ),
                strict=True,
            )
            assert floor == (int(market.paid.sum()) + sum(totals)) / market.worlds / UNIT, (seed, spread)
            copies = np.diff(begins)
            own = [each[:low] for each, low in zip(wanted, copies, strict=True)]
            over = [each[low:] for each, low in zip(wanted, copies, strict=True)]
            assert np.array_equal(picks, np.concatenate([*own, *over])), (seed, spread)


def test_what_worlds_add_to_a_floor_comes_to_the_floor_whatever_they_pay_each_other():
    moved = 0
    for seed in range(many() // 4 + 2):
        cutter = cutter_of(random_case(Random(seed), MOULDS[seed % 3], hours=400 * H), worlds=64, seed=seed)
        market = Market(cutter)
        for steps in (0, 12):
            found = priced(market, FOREVER, target=1e9, steps=steps)
            assert market.parts(found).mean() / UNIT == pytest.approx(found.floor, rel=1e-9, abs=1e-6), (seed, steps)
            moved += not np.allclose(market.parts(found), market.settled(found.price)[0], rtol=1e-6)
    assert moved > many() // 12, "worlds hardly ever paid each other"


def test_the_floor_is_the_same_on_one_thread_and_on_two():
    for seed in range(8):
        case = random_case(Random(seed), Mould(unit=10 * H, delays=True, dense=True), hours=400 * H)
        cutters = [cutter_of(case, worlds=64, seed=1, threads=threads) for threads in (1, 2)]
        one, two = (priced(Market(cutter), FOREVER, target=1e9) for cutter in cutters)
        assert one.floor == two.floor, seed
        assert np.array_equal(one.share, two.share), seed
