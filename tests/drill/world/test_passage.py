"""Where the attacker gets to while people act: beside the plain twin, the engine, and what is worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from battlebox.drill.world import Attack, Cut, Ordered, Planted, Restored, World, reached, strikes
from battlebox.drill.world.passage_slow import spells_slow
from battlebox.drill.world.stretch import FAR
from battlebox.engine import Done, EstateArrays, Question
from battlebox.engine.nets import NEVER
from battlebox.engine.orders import Orderbook
from battlebox.engine.situation import Situation
from battlebox.engine.trial import fill_passages
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import TRUTH
from drill.world.truths import MOULD, H, by_hand, random_attack, random_hits, random_moves, random_world
from engine.estates import random_estate
from engine.oracle import lost_from, orders_of
from engine.oracle.world import World as Drawn
from engine.oracle.world import first_passage

SEEDS = st.integers(0, 2**32)
LONG = 5000 * H
THROUGH = (("shared-route", "mail", "rounds", 3), ("shared-trust", "rounds", "login", 2))
ISOLATE = (
    ("off-mail", {"isolates": ("system:mail",), "takes": 1, "lasts": 24}),
    ("office", {"isolates": ("segment:northmere-office",), "lasts": 24}),
    ("halt", {"stops": ("body:eastholt",), "lasts": 24}),
)


def held(attack: Attack, *hours: float) -> list[str]:
    """What is held at each of these hours."""
    return [" ".join(sorted(reached(attack, round(hour * H)))) for hour in hours]


@given(SEEDS)
def test_the_spells_equal_those_of_the_plain_twin(seed):
    attack = random_attack(seed)
    planted = [move for move in attack.moves if isinstance(move, Planted)]
    starts = [*attack.world.taken]
    starts += [(move.system, move.at_microhours) for move in planted if not _is_inside(attack, move)]
    slow = spells_slow(attack.world.crossings, starts, attack.barriers, attack.world.ends_microhours)
    quick = {}
    for spell in attack.spells:
        end = FAR if spell.end_microhours is None else spell.end_microhours
        quick.setdefault(spell.system, []).append((spell.begin_microhours, end))
    assert quick == slow


def _is_inside(attack: Attack, planted: Planted) -> bool:
    """Whether an order has the system isolated or off, read from the orders one by one."""
    at = planted.at_microhours
    given_out = [move for move in attack.moves if isinstance(move, Ordered)]
    for move in given_out:
        (order,) = orders_of(attack.world.estate, (), [(move.action, -move.at_microhours)])
        if planted.system in order.isolates | order.stops and order.start <= at < (move.until_microhours or FAR):
            return True
    return False


@given(SEEDS)
def test_with_nothing_done_it_is_the_engines_first_passage(seed):
    rng = Random(seed)
    arrays = EstateArrays.of(random_estate(rng, MOULD))
    hits, draw = random_hits(rng, arrays.estate), rng.getrandbits(32)
    world = World.of(arrays, hits, seed=draw)
    assert world.untouched == _engines(arrays, hits, draw, ())


@given(SEEDS)
def test_with_orders_that_stand_it_is_the_engines_first_passage_under_them(seed):
    rng = Random(seed)
    arrays = EstateArrays.of(random_estate(rng, MOULD))
    hits, draw = random_hits(rng, arrays.estate), rng.getrandbits(32)
    given_out = [Ordered(move.action, move.at_microhours) for move in random_moves(rng, arrays.estate, Ordered)]
    attack = Attack.of(World.of(arrays, hits, seed=draw), given_out)
    first: dict[str, int] = {}
    for spell in attack.spells:
        first.setdefault(spell.system, spell.begin_microhours)
    dones = tuple(Done(move.action, -move.at_microhours) for move in given_out)
    assert first == _engines(arrays, hits, draw, dones)


def _engines(arrays, hits, seed, dones):
    """First passage by the engine's kernel, in the world of the truth."""
    question = Question(hits, seed=seed, hours_microhours=LONG)
    trials = Trials.drawn(Situation(arrays, question), stream=TRUTH, worlds=1)
    pool, space = trials.pool, trials.spaces[0]
    limits = np.where(pool.destroys, LONG, min(LONG, arrays.estate.cyber.found_microhours))
    table = np.full((1, arrays.systems), NEVER, dtype=np.int64)
    close_at = Orderbook(arrays, LONG, dones).plan(()).close_at
    fill_passages(*pool[:7], limits, close_at, space.times, space.heap, space.later, space.head, table)
    return {arrays.names[node]: int(time) for node, time in enumerate(table[0]) if time != NEVER}


@given(SEEDS)
def test_what_is_struck_is_what_a_plain_reading_of_the_contract_loses(seed):
    rng = Random(seed)
    arrays = EstateArrays.of(random_estate(rng, MOULD))
    world = World.of(arrays, random_hits(rng, arrays.estate), seed=rng.getrandbits(32))
    given_out = [Ordered(move.action, move.at_microhours) for move in random_moves(rng, arrays.estate, Ordered)]
    found = {strike.system: ((strike.at_microhours, LONG),) for strike in strikes(Attack.of(world, given_out))}
    if world.strike_microhours is None:
        assert not found
        return
    estate, orders = arrays.estate, orders_of(arrays.estate, (), [(d.action, -d.at_microhours) for d in given_out])
    rows = {row.path: row for row in estate.paths}
    live = {(each.path, each.origin != rows[each.path].origin): each.microhours for each in world.crossings}
    drawn = Drawn(frozenset(dict(world.taken)), live, world.strike_microhours)
    hits = [_Taken(system, -at) for system, at in world.taken]
    times = first_passage(estate, hits, drawn, orders, LONG)
    assert found == lost_from(estate, drawn, times, orders, (), hours=LONG)


class _Taken:
    """A hit of the plain reading."""

    def __init__(self, system: str, since: int) -> None:
        self.system, self.since, self.chance = system, since, 1.0


def test_an_isolation_in_time_stops_it_and_one_too_late_does_not():
    world = by_hand(*THROUGH, actions=ISOLATE)
    assert held(Attack.of(world), 0, 2.9, 3, 5) == ["mail", "mail", "mail rounds", "login mail rounds"]
    # It takes an hour: ordered at 2 it works at 3, as the crossing would end; ordered a minute later it is too late.
    assert held(Attack.of(world, [Ordered("off-mail", 2 * H)]), 3, 24, 100) == ["mail", "mail", ""]
    late = Attack.of(world, [Ordered("off-mail", 2 * H + 1)])
    assert held(late, 3, 5) == ["mail rounds", "login mail rounds"]


def test_a_cut_link_stops_what_goes_along_it_and_nothing_else():
    world = by_hand(*THROUGH)
    assert held(Attack.of(world, [Cut("shared-trust", H)]), 3, 99) == ["mail rounds", "mail rounds"]
    assert held(Attack.of(world, [Cut("shared-route", H)]), 3, 99) == ["mail", "mail"]


def test_a_link_that_is_joined_again_is_crossed_from_the_start():
    world = by_hand(*THROUGH)
    attack = Attack.of(world, [Cut("shared-route", 2 * H, 10 * H)])
    assert held(attack, 12.9, 13, 15) == ["mail", "mail rounds", "login mail rounds"]


def test_a_link_that_is_opened_while_its_order_stands_lets_the_attacker_over_and_the_others_stay_shut():
    world = by_hand(*THROUGH, actions=ISOLATE)
    assert held(Attack.of(world, [Ordered("off-mail", 0)]), 24, 99) == ["mail", ""]
    opened = Ordered("off-mail", 0, opened=(("shared-route", 10 * H),))
    assert held(Attack.of(world, [opened]), 12.9, 13, 15) == ["mail", "mail rounds", "login mail rounds"]
    # Another link is no help; one that something else shuts, too, stays shut; an end that is off is not reached.
    assert held(Attack.of(world, [replace(opened, opened=(("shared-trust", 10 * H),))]), 24) == ["mail"]
    assert held(Attack.of(world, [opened, Cut("shared-route", H)]), 24) == ["mail"]
    halted = Ordered("halt", 0, opened=(("shared-route", 10 * H),))
    assert held(Attack.of(world, [halted]), 24) == ["mail"]


def test_inside_a_boundary_the_attack_goes_on():
    world = by_hand(("inner", "mail", "login", 2), ("shared-route", "mail", "rounds", 3), actions=ISOLATE)
    assert held(Attack.of(world, [Ordered("office", 0)]), 2, 99) == ["login mail", "login mail"]


def test_an_order_that_stands_long_enough_has_the_system_checked_and_the_attacker_put_out():
    world = by_hand(*THROUGH, actions=ISOLATE)
    kept = Attack.of(world, [Ordered("off-mail", 0, 25 * H)])
    assert held(kept, 24.9, 25, 99) == ["mail", "", ""]
    hasty = Attack.of(world, [Ordered("off-mail", 0, 24 * H)])
    assert held(hasty, 25, 27, 29) == ["mail", "mail rounds", "login mail rounds"]


def test_a_system_that_was_restored_can_be_taken_again_and_one_restored_unclean_was_never_free():
    world = by_hand(*THROUGH)
    attack = Attack.of(world, [Restored("rounds", 4 * H)])
    # It had not got through to login by then, and begins anew once it is back.
    assert held(attack, 3.9, 4, 6.9, 7, 9) == ["mail rounds", "mail", "mail", "mail rounds", "login mail rounds"]
    unclean = Attack.of(world, [Restored("rounds", 4 * H, is_clean=False)])
    assert held(unclean, 4, 5) == ["mail rounds", "login mail rounds"]


def test_restored_together_nothing_is_held_by_having_been_held():
    world = by_hand(("there", "mail", "rounds", 0), ("back", "rounds", "mail", 0))
    assert held(Attack.of(world, [Restored("mail", H), Restored("rounds", H)]), 0, 1, 99) == ["mail rounds", "", ""]
    one_by_one = [Restored("mail", H), Restored("rounds", 2 * H)]
    assert held(Attack.of(world, one_by_one), 1, 2) == ["mail rounds", "mail rounds"]


def test_what_the_script_plants_is_taken_unless_it_is_isolated_or_off_by_then():
    world = by_hand(*THROUGH, taken=(), actions=ISOLATE)
    assert held(Attack.of(world, [Planted("rounds", 4 * H)]), 3, 4, 6) == ["", "rounds", "login rounds"]
    assert held(Attack.of(world, [Planted("rounds", 4 * H), Ordered("halt", 4 * H)]), 4, 99) == ["", ""]


def test_a_strike_spares_what_is_checked_meanwhile_and_takes_what_comes_back_too_soon():
    world = by_hand(*THROUGH, strike=10, actions=ISOLATE)

    def struck(*moves):
        found = strikes(Attack.of(world, moves))
        return [(each.system, each.at_microhours / H, (each.until_microhours or FAR) // H) for each in found]

    never = FAR // H
    assert struck() == [("login", 10, never), ("mail", 10, never), ("rounds", 10, never)]
    assert struck(Ordered("off-mail", 0)) == []
    assert struck(Ordered("off-mail", 0, 20 * H)) == [("mail", 20, never), ("rounds", 23, never), ("login", 25, never)]
    # A boundary around two systems has nothing inside it checked.
    assert struck(Ordered("office", 0)) == [("mail", 10, never)]
    back = struck(Restored("rounds", 12 * H), Restored("login", 13 * H, is_clean=False))
    assert back == [
        ("login", 10, 13),
        ("mail", 10, never),
        ("rounds", 10, 12),
        ("login", 13, never),
        ("rounds", 15, never),
    ]


def test_a_theft_that_came_out_moves_no_more():
    world = by_hand(*THROUGH, comes_out=5)
    assert held(Attack.of(world), 4.9, 5, 99) == ["mail rounds", "mail rounds", "mail rounds"]


def test_a_false_alarm_has_no_attacker():
    rng = Random(1)
    world = World.of(random_world(rng).arrays, (), seed=3)
    assert not Attack.of(world).spells
    assert not world.untouched
