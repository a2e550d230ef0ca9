"""What players can see of the attack: only what was found, and from then on; and what a facilitator sees after."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.drill.world import (
    Attack,
    Cut,
    Failed,
    How,
    Look,
    Ordered,
    Restored,
    Seen,
    Shown,
    Told,
    World,
    WorldError,
    kept_from,
    knowable,
    reached,
    seen,
    stops,
    suspected,
)
from battlebox.engine import Hit
from battlebox.estate import Need
from drill.world.truths import H, by_hand, moments, random_attack
from engine.cases import path

SEEDS = st.integers(0, 2**32)
THROUGH = (("shared-route", "mail", "rounds", 3), ("shared-trust", "rounds", "login", 2))
ISOLATE = (("off-mail", {"isolates": ("system:mail",), "takes": 1, "lasts": 24}),)


@given(SEEDS)
def test_nothing_hidden_is_seen_before_it_was_found_and_only_what_was_told_may_be_untrue(seed):
    attack = random_attack(seed)
    everything = seen(attack, 10**12)
    for each in everything:
        if each.how is not How.TOLD:
            assert each.is_there <= (each.system in reached(attack, each.at_microhours))
    for at in moments(attack):
        assert seen(attack, at) == tuple(each for each in everything if each.at_microhours <= at)
        found = {each.system for each in everything if each.is_there and each.at_microhours <= at}
        assert {hit.system for hit in suspected(attack, at)} <= found


@given(SEEDS)
def test_what_was_never_reached_and_how_it_might_have_been_changes_nothing_that_is_seen(seed):
    attack = random_attack(seed)
    used = {(spell.path, spell.system) for spell in attack.spells}
    bare = tuple(each for each in attack.world.crossings if (each.path, each.target) in used)
    other = Attack.of(replace(attack.world, crossings=bare), attack.moves)
    assert seen(other, 10**12) == seen(attack, 10**12)
    assert stops(other, 50 * H) == stops(attack, 50 * H)


@given(SEEDS)
def test_what_is_held_and_nobody_found_changes_nothing_that_players_see(seed):
    attack = random_attack(seed)
    shown = {each.system for each in seen(attack, 10**12)} | {system for system, _ in attack.world.taken}
    shown |= {spell.origin for spell in attack.spells}
    bare = tuple(each for each in attack.world.crossings if each.target in shown)
    other = Attack.of(replace(attack.world, crossings=bare), attack.moves)
    assert seen(other, 10**12) == seen(attack, 10**12)
    assert stops(other, 50 * H) == stops(attack, 50 * H)
    assert suspected(other, 25 * H) == suspected(attack, 25 * H)


@given(SEEDS)
def test_one_body_sees_no_more_than_all_together(seed):
    attack = random_attack(seed)
    everything = set(seen(attack, 10**12))
    each_body = [set(seen(attack, 10**12, body=row.body)) for row in attack.world.estate.bodies]
    assert all(own <= everything for own in each_body)
    assert set().union(*each_body) == everything


def told(world: World, at: float, *moves, body: str = "") -> list[tuple[str, float, How, bool]]:
    found = seen(Attack.of(world, moves), round(at * H), body=body)
    return [(each.system, each.at_microhours / H, each.how, each.is_there) for each in found]


def test_an_attacker_whom_nobody_looks_for_is_not_seen():
    assert told(by_hand(*THROUGH), 99) == []


def test_a_look_says_what_is_so_when_it_is_over():
    world = by_hand(*THROUGH)
    early, late = Look(("rounds", "mail"), H), Look(("rounds",), 3 * H)
    assert told(world, 1.9, early, late) == []
    assert told(world, 2, early, late) == [("mail", 2, How.LOOKED, True), ("rounds", 2, How.LOOKED, False)]
    assert told(world, 4, early, late)[-1] == ("rounds", 4, How.LOOKED, True)


def test_what_is_struck_is_seen_at_once_by_its_own_council_and_by_no_stranger():
    world = by_hand(*THROUGH, strike=4)
    assert told(world, 3.9) == []
    assert told(world, 4) == [("mail", 4, How.STRUCK, True), ("rounds", 4, How.STRUCK, True)]
    assert told(world, 4, body="northmere") == [("mail", 4, How.STRUCK, True)]
    assert told(world, 4, body="eastholt") == [("rounds", 4, How.STRUCK, True)]
    assert told(world, 99, body="farwick") == []


def test_a_theft_that_comes_out_is_seen_then_unless_the_attacker_was_put_out():
    world = by_hand(*THROUGH, comes_out=8)
    assert told(world, 8, Restored("rounds", 7 * H)) == [
        ("login", 8, How.CAME_OUT, True),
        ("mail", 8, How.CAME_OUT, True),
    ]


def test_who_is_told_and_whose_look_it_was_decides_who_knows():
    world = by_hand(*THROUGH)
    moves = (Told("rounds", H, ("eastholt",)), Told("beacon", 2 * H), Look(("mail",), H, body="northmere"))
    assert [row[0] for row in told(world, 9, *moves, body="eastholt")] == ["rounds", "beacon"]
    assert [row[0] for row in told(world, 9, *moves, body="northmere")] == ["beacon", "mail"]
    assert [row[0] for row in told(world, 9, *moves, body="farwick")] == ["beacon"]


def test_a_hasty_look_sees_open_signs_and_every_second_of_the_others_however_often_one_looks():
    found = []
    for seed in range(400):
        world = replace(by_hand(*THROUGH), seed=seed)
        looks = [Look(("mail",), hour * H, 0, is_thorough=False) for hour in range(5)]
        (answer,) = {row[3] for row in told(world, 9, *looks)}
        found.append(answer)
        shown = told(world, 9, Shown("mail", 2 * H), *looks)
        assert [row[3] for row in shown] == [answer, answer, True, True, True]
    assert abs(sum(found) / 400 - 0.5) < 4 * (0.25 / 400) ** 0.5


def test_what_was_made_clean_since_is_suspected_no_more():
    world = by_hand(*THROUGH, actions=ISOLATE)
    looked = Look(("mail", "rounds"), 4 * H)
    assert [hit.system for hit in suspected(Attack.of(world, [looked]), 5 * H)] == ["mail", "rounds"]
    restored = Attack.of(world, [looked, Restored("rounds", 6 * H)])
    assert [hit.system for hit in suspected(restored, 6 * H)] == ["mail"]
    checked = Attack.of(world, [looked, Ordered("off-mail", 5 * H)])
    assert [hit.system for hit in suspected(checked, 30 * H - 1)] == ["mail", "rounds"]
    assert [hit.system for hit in suspected(checked, 30 * H)] == ["rounds"]
    # Whoever looks again and finds nothing has nothing to suspect.
    again = Attack.of(world, [Told("beacon", H), Look(("beacon",), 2 * H)])
    assert [hit.system for hit in suspected(again, 2 * H)] == ["beacon"]
    assert suspected(again, 3 * H) == ()


def test_how_long_an_attacker_was_there_is_what_the_estate_assumes_or_since_it_was_seen():
    world = by_hand()
    attack = Attack.of(world, [Told("mail", 2 * H)])
    assert suspected(attack, 5 * H) == (Hit("mail", 1.0, 24 * H),)
    assert suspected(attack, 40 * H) == (Hit("mail", 1.0, 38 * H),)


@pytest.mark.parametrize(
    ("look", "sentence"),
    [
        (Look((), 0), "a look names no system to look at"),
        (Look(("mail",), 0, -H), "a look at mail takes -1 hours"),
        (Look(("mial",), 0), "the estate of this drill has no system mial; the nearest is mail"),
        (Look(("mail",), 0, body="nowhere"), "the estate of this drill has no body nowhere; the nearest is northmere"),
        (Told("mail", 0, ("farwik",)), "the estate of this drill has no body farwik; the nearest is farwick"),
    ],
)
def test_looks_that_nobody_can_order_are_refused(look, sentence):
    with pytest.raises(WorldError) as caught:
        Attack.of(by_hand(), [look])
    assert str(caught.value) == sentence


NEEDS = (Need("homelessness", "mail", holds_microhours=2 * H), Need("bins", "rounds"))
PATHS = (path("shared-route", "mail", "rounds"), path("shared-trust", "rounds", "login"))


def decided(*moves, at: float = 5, body: str = "", strike: float | None = 4):
    world = by_hand(*THROUGH, strike=strike, needs=NEEDS, paths=PATHS, actions=ISOLATE)
    return knowable(Attack.of(world, moves), round(at * H), body=body, seconds=5)


def test_at_a_decision_the_facilitator_sees_what_was_seen_and_what_was_hidden():
    row = decided(Look(("mail",), 0, 0), at=3.5, strike=None)
    assert row.seen == (Seen("mail", 0, How.LOOKED),)
    assert row.hidden == ("rounds",)
    assert row.out == ()
    assert row.advice is not None
    assert {option.name for option in row.advice.options} >= {"nothing", "recommended", "everything"}


def test_where_nothing_was_known_there_is_no_advice():
    row = decided(at=3.5)
    assert (row.seen, row.out, row.ahead, row.advice) == ((), (), (), None)
    assert row.hidden == ("mail", "rounds")


def test_what_was_out_is_said_with_what_was_going_to_stop():
    row = decided(Failed("lookout", 0, 2 * H), at=4.5)
    assert row.out == ("bins", "mail", "rounds")
    # Login, which is struck at hour 5, is nobody's to foresee.
    assert [(stop.id, stop.stops_microhours / H) for stop in row.ahead] == [("bins", 4), ("homelessness", 6)]


def test_the_order_decided_at_that_moment_is_what_the_advice_is_held_beside():
    looked = Look(("mail",), 0, 0)
    before = decided(looked, at=3, strike=None)
    assert decided(looked, Ordered("off-mail", 3 * H), at=3, strike=None) == before
    after = decided(looked, Ordered("off-mail", 2 * H), at=3, strike=None)
    assert after.hidden == ()
    assert [stop.id for stop in after.ahead] == ["homelessness"]
    assert "off-mail" not in {action for option in after.advice.options for action in option.actions}


def test_the_advice_knows_nothing_of_what_is_hidden():
    world = by_hand(*THROUGH, needs=NEEDS, paths=PATHS, actions=ISOLATE)
    bare = replace(world, crossings=(), taken=(("mail", 0),))
    looked = [Look(("mail",), 0, 0), Cut("shared-trust", H)]
    rows = [knowable(Attack.of(each, looked), 4 * H, seconds=5) for each in (world, bare)]
    assert rows[0].hidden == ("rounds",)
    assert rows[1].hidden == ()
    assert replace(rows[0], hidden=()) == rows[1]


def test_advice_for_one_body_holds_what_that_body_saw_and_may_order():
    row = decided(body="eastholt", at=5)
    assert [each.system for each in row.seen] == ["rounds"]
    assert row.hidden == ("login", "mail")
    assert all("off-mail" not in option.actions for option in row.advice.options if option.name == "recommended")


def test_what_the_moves_kept_the_attacker_from_is_named():
    world = by_hand(*THROUGH, actions=ISOLATE)
    assert kept_from(Attack.of(world, [Ordered("off-mail", 0)]), 9 * H) == ("login", "rounds")
    assert kept_from(Attack.of(world, [Ordered("off-mail", 0)]), 3 * H) == ()
    assert kept_from(Attack.of(world, [Cut("shared-trust", 0)]), 9 * H) == ("login",)
    assert kept_from(Attack.of(world), 9 * H) == ()


def test_an_order_that_was_reopened_later_stood_then_and_one_given_twice_is_asked_once():
    looked, still = Look(("mail",), 0, 0), Ordered("off-mail", H)
    stood = decided(looked, still, at=3, strike=None)
    assert decided(looked, Ordered("off-mail", H, 9 * H), at=3, strike=None).advice == stood.advice
    assert decided(looked, still, Ordered("off-mail", 2 * H), at=3, strike=None).advice == stood.advice
    assert decided(looked, Ordered("off-mail", H, 2 * H), at=3, strike=None).advice != stood.advice
