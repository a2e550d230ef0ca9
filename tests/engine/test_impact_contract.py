"""What stops when, against the slow reading of the contract: every stretch of every outage, every mark of every clock.

Law: equality is exact in microhours; harm agrees to a millionth.
Not here: attackers and plans (test_spread_contract.py, test_score_contract.py).
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.engine import Done, Down, EstateArrays, Impact, impact
from battlebox.estate import MICROHOURS, Need
from engine.cases import council_estate, service
from engine.estates import Mould, random_dones, random_downs, random_estate, smallest, told
from engine.oracle import Case, Outages, clock_of, orders_of, outages

H = MICROHOURS
SEEDS = st.integers(0, 2**32)


def asked(case: Case) -> Impact:
    return impact(
        EstateArrays.of(case.estate),
        downs=tuple(Down(thing, at) for thing, at in case.downs),
        dones=tuple(Done(action, ago) for action, ago in case.dones),
        hours_microhours=case.hours,
    )


def read(case: Case) -> Outages:
    causes: dict[str, tuple[tuple[int, int], ...]] = {}
    for thing, at in case.downs:
        causes[thing] = (*causes.get(thing, ()), (at, case.hours))
    return outages(case.estate, orders_of(case.estate, (), case.dones), causes, case.hours)


def differences(case: Case) -> list[str]:
    """Every place where the engine says something else, in words."""
    answer, right = asked(case), read(case)
    said = {stop.id: stop.outages for stop in answer.stops}
    wrong = [
        f"{thing} is out {said.get(thing, ())}, not {right.out[thing]}"
        for thing in case.estate.thing_by_id
        if said.get(thing, ()) != right.out[thing]
    ]
    wrong.extend(
        f"{stop.id} first stops at {stop.stops_microhours}, not {stop.outages[0][0]}"
        for stop in answer.stops
        if stop.stops_microhours != stop.outages[0][0]
    )
    if [row.id for row in answer.services] != list(case.estate.service_by_id):
        wrong.append("services are not in the order of their table")
    for found, row in zip(answer.services, case.estate.services, strict=True):
        clock = clock_of(case.estate, row, right, case.hours)
        share = max((share for share, spans in right.slowed[row.service] if spans), default=0.0)
        for what, one, other in (
            ("stops", found.stops_microhours, clock.stops),
            ("rto_at", found.rto_at_microhours, clock.rto_at),
            ("fallback_until", found.fallback_until_microhours, clock.fallback_until),
            ("mtpd_at", found.mtpd_at_microhours, clock.mtpd_at),
            ("slowed", found.slowed, share),
        ):
            if one != other:
                wrong.append(f"{row.service} {what} is {one}, not {other}")
        if found.harm != pytest.approx(float(clock.harm), rel=1e-6, abs=1e-6):
            wrong.append(f"{row.service} harm is {found.harm}, not {float(clock.harm)}")
    return wrong


def random_impact(seed: int, mould: Mould) -> Case:
    rng = Random(seed)
    estate = random_estate(rng, mould)
    dones = random_dones(rng, estate, mould.unit)
    downs = random_downs(rng, estate, mould.unit) if rng.random() < 0.9 else ()
    return Case(estate, (), downs, dones, rng.randint(4, 18) * mould.unit)


def agree(case: Case) -> None:
    if differences(case):
        least = smallest(case, lambda smaller: bool(differences(smaller)))
        pytest.fail("\n".join([*differences(least), told(least)]))


@given(seed=SEEDS)
def test_every_outage_and_every_clock_is_what_the_contract_says(seed):
    agree(random_impact(seed, Mould()))


@given(seed=SEEDS)
def test_dense_estates_with_many_cycles_and_recoveries_agree_too(seed):
    agree(random_impact(seed, Mould(dense=True)))


@given(seed=SEEDS)
def test_needs_alone_agree_when_everything_needs_everything(seed):
    agree(random_impact(seed, Mould(dense=True, systems=3, services=2, channels=1, paths=2, needs=14)))


def out(estate, thing, *, downs=(), dones=(), hours=24) -> tuple[tuple[float, float], ...]:
    """Stretches out in hours, after making sure that the slow reading says the same."""
    case = Case(
        estate,
        (),
        tuple((name, round(at * H)) for name, at in downs),
        tuple((name, round(ago * H)) for name, ago in dones),
        hours * H,
    )
    agree(case)
    found = {stop.id: stop.outages for stop in asked(case).stops}
    return tuple((start / H, end / H) for start, end in found.get(thing, ()))


def test_two_systems_that_hold_each_other_down_come_back_together_when_the_cause_ends():
    estate = council_estate(
        needs=(Need("mail", "login"), Need("login", "mail"), Need("homelessness", "mail")),
        actions=(("stop-mail", {"stops": ("mail",), "takes": 2, "lasts": 5}),),
    )
    assert out(estate, "homelessness", dones=(("stop-mail", 0),)) == ((2, 7),)
    assert out(estate, "login", dones=(("stop-mail", 0),)) == ((2, 7),)


def test_a_need_that_is_broken_for_exactly_its_hold_is_never_lost():
    estate = council_estate(
        needs=(Need("homelessness", "mail", holds_microhours=5 * H),),
        actions=(("stop-mail", {"stops": ("mail",), "lasts": 5}),),
    )
    assert out(estate, "homelessness", dones=(("stop-mail", 0),)) == ()


def test_two_causes_that_touch_run_one_hold():
    estate = council_estate(
        needs=(Need("homelessness", "mail", holds_microhours=5 * H),),
        actions=(
            ("first", {"stops": ("mail",), "lasts": 4}),
            ("second", {"stops": ("mail",), "takes": 4, "lasts": 4}),
        ),
    )
    assert out(estate, "homelessness", dones=(("first", 0), ("second", 0))) == ((5, 8),)


def test_a_link_closed_and_then_its_other_end_out_is_one_broken_stretch():
    estate = council_estate(
        needs=(Need("homelessness", "mail", holds_microhours=5 * H, via=("shared-route",)),),
        actions=(("cut", {"cuts": ("path:shared-route",), "lasts": 4}),),
    )
    assert out(estate, "homelessness", downs=(("mail", 4),), dones=(("cut", 0),), hours=12) == ((5, 12),)


def test_alternatives_fall_only_together():
    estate = council_estate(
        needs=(Need("homelessness", "mail", any_of="way"), Need("homelessness", "phones", any_of="way")),
        actions=(("stop-phones", {"stops": ("phones",), "takes": 3, "lasts": 4}),),
    )
    assert out(estate, "homelessness", downs=(("mail", 0),)) == ()
    assert out(estate, "homelessness", downs=(("mail", 0),), dones=(("stop-phones", 0),)) == ((3, 7),)


def test_an_identity_server_that_everything_needs_stops_everything_and_nothing_else():
    estate = council_estate(needs=tuple(Need(name, "login") for name in ("homelessness", "bins", "phones")))
    for thing in ("homelessness", "bins", "phones", "login"):
        assert out(estate, thing, downs=(("login", 1),)) == ((1, 24),)
    assert out(estate, "lookout", downs=(("login", 1),)) == ()


def test_isolating_both_of_a_pair_breaks_needs_over_the_boundary_but_not_inside():
    estate = council_estate(
        needs=(Need("mail", "login"), Need("homelessness", "mail")),
        actions=(("both", {"isolates": ("mail", "login"), "lasts": 6}),),
    )
    assert out(estate, "mail", dones=(("both", 0),)) == ()
    assert out(estate, "homelessness", dones=(("both", 0),)) == ((0, 6),)


def test_a_body_keeps_its_own_services_when_it_closes_its_boundary_and_a_segment_does_not():
    estate = council_estate(
        needs=(Need("homelessness", "mail"), Need("bins", "mail")),
        actions=(
            ("northmere-off", {"isolates": ("body:northmere",), "lasts": 6}),
            ("office-off", {"isolates": ("segment:northmere-office",), "lasts": 6}),
        ),
    )
    assert out(estate, "homelessness", dones=(("northmere-off", 0),)) == ()
    assert out(estate, "bins", dones=(("northmere-off", 0),)) == ((0, 6),)
    assert out(estate, "homelessness", dones=(("office-off", 0),)) == ((0, 6),)


def test_a_need_between_councils_without_a_route_of_its_own_breaks_when_every_path_is_cut():
    estate = council_estate(
        needs=(Need("bins", "mail"),),
        actions=(
            ("cut-one", {"cuts": ("path:shared-route",), "lasts": 6}),
            ("cut-other", {"cuts": ("path:shared-trust",), "takes": 2, "lasts": 6}),
        ),
    )
    assert out(estate, "bins", dones=(("cut-one", 0),)) == ()
    assert out(estate, "bins", dones=(("cut-one", 0), ("cut-other", 0))) == ((2, 6),)


def test_an_order_given_long_ago_starts_no_outage_before_hour_nought_and_no_hold_either():
    estate = council_estate(
        needs=(Need("homelessness", "mail", holds_microhours=3 * H),),
        actions=(("stop-mail", {"stops": ("mail",), "lasts": 10}),),
    )
    assert out(estate, "mail", dones=(("stop-mail", 4),)) == ((0, 6),)
    assert out(estate, "homelessness", dones=(("stop-mail", 4),)) == ((3, 6),)


def test_a_fallback_on_its_services_side_of_the_boundary_keeps_working():
    by_hand = service("homelessness", fallback_share=1.0, fallback_microhours=24 * H)
    estate = council_estate(
        services=(by_hand,),
        needs=(Need("homelessness", "login"), Need("fallback:homelessness", "phones")),
        actions=(("northmere-off", {"isolates": ("body:northmere",), "lasts": 6}),),
    )
    case = Case(estate, (), (("login", 0),), (("northmere-off", 0),), 12 * H)
    agree(case)
    assert asked(case).services[0].harm == 0
    fallen = Case(estate, (), (("login", 0), ("phones", 0)), (), 12 * H)
    agree(fallen)
    assert asked(fallen).services[0].harm > 0


def test_fallbacks_that_fall_together_save_nothing():
    first = service("homelessness", fallback_share=0.9, fallback_microhours=24 * H)
    second = service("bins", fallback_share=0.9, fallback_microhours=24 * H)
    needs = (Need("homelessness", "login"), Need("bins", "login"))
    props = (Need("fallback:homelessness", "phones"), Need("fallback:bins", "phones"))

    def harm(estate, *downs):
        case = Case(estate, (), tuple((name, 0) for name in downs), (), 12 * H)
        agree(case)
        return sum(row.harm for row in asked(case).services)

    propped = council_estate(services=(first, second), needs=(*needs, *props))
    bare = council_estate(services=(service("homelessness"), service("bins")), needs=needs)
    assert harm(propped, "login") == pytest.approx(0.1 * harm(bare, "login"))
    assert harm(propped, "login", "phones") == pytest.approx(harm(bare, "login", "phones"))


def test_a_slowed_service_uses_up_no_clock_and_costs_no_more_than_its_fallback_leaves():
    slowed = service("homelessness", fallback_share=0.75, fallback_start_microhours=4 * H, fallback_microhours=24 * H)
    estate = council_estate(services=(slowed,), needs=(Need("homelessness", "mail", slows=0.5),))
    case = Case(estate, (), (("mail", 2),), (), 12 * H)
    agree(case)
    (row,) = asked(case).services
    assert row.stops_microhours is None
    assert row.rto_at_microhours is None
    assert row.harm == pytest.approx((12 * H - 2) / H * 20 * 0.25)
