"""The small shipped estate gives the figures that its page works out by hand.

Law: every figure here was reached with a pencil from contract sections 2 and 3; none was copied from a run.
Not here: figures that depend on draws (the page rounds those).
"""

from __future__ import annotations

from importlib.resources import as_file, files

import pytest

from battlebox.engine import Down, EstateArrays, Impact, ServiceClock, impact
from battlebox.estate import MICROHOURS, read_estate

FORTNIGHT = 336 * MICROHOURS


@pytest.fixture(scope="module")
def northmere() -> EstateArrays:
    with as_file(files("battlebox.estate") / "shipped" / "northmere") as folder:
        return EstateArrays.of(read_estate(folder))


def answer(arrays: EstateArrays, *down: str) -> Impact:
    return impact(arrays, downs=tuple(Down(thing) for thing in down), hours_microhours=FORTNIGHT)


def clock(found: Impact, service: str) -> ServiceClock:
    return next(row for row in found.services if row.id == service)


def test_losing_the_servers_stops_things_in_the_order_of_what_they_hold(northmere):
    stops = {stop.id: stop.stops_microhours / MICROHOURS for stop in answer(northmere, "northmere.servers").stops}
    assert stops == {
        "northmere.servers": 0,
        "northmere.care": 0,
        "northmere.benefits": 0,
        "northmere.phones": 0.5,
        "northmere.child-front-door": 2,
        "eastholt.child-front-door": 2,
        "northmere.housing-benefit": 48,
    }


def test_the_child_front_door_costs_what_the_page_adds_up(northmere):
    door = clock(answer(northmere, "northmere.servers"), "northmere.child-front-door")
    by_hand = 1 * 100 + 1 * 50 + 6 * 400 / 2 + 65 * 1600 / 2 + 261 * 1600
    assert by_hand == 470_950
    assert door.harm == pytest.approx(by_hand)


def test_without_the_night_number_the_paper_is_useless(northmere):
    found = answer(northmere, "northmere.servers", "northmere.night-number")
    by_hand = 2 * 100 + 6 * 400 + 326 * 1600
    assert by_hand == 524_200
    assert clock(found, "northmere.child-front-door").harm == pytest.approx(by_hand)


def test_housing_benefit_has_two_days_of_grace_and_no_fallback(northmere):
    benefit = clock(answer(northmere, "northmere.servers"), "northmere.housing-benefit")
    assert benefit.stops_microhours == 48 * MICROHOURS
    assert benefit.fallback_until_microhours is None
    assert benefit.harm == pytest.approx(48 * 120 + 72 * 480 + 168 * 1920)


def test_mail_or_phones_alone_stop_nothing_and_both_stop_the_front_door_at_once(northmere):
    for alone in ("northmere.mail", "northmere.phones"):
        assert clock(answer(northmere, alone), "northmere.child-front-door").stops_microhours is None
    both = answer(northmere, "northmere.mail", "northmere.phones")
    assert clock(both, "northmere.child-front-door").stops_microhours == 0


def test_eastholt_is_slowed_by_a_fifth_when_northmere_mail_is_out(northmere):
    door = clock(answer(northmere, "northmere.mail"), "eastholt.child-front-door")
    assert door.stops_microhours is None
    assert door.harm == pytest.approx(336 * 50 * 0.2)


def test_farwick_notices_nothing_of_all_this(northmere):
    found = answer(northmere, "northmere.servers", "eastholt.servers", "northmere.mail")
    assert clock(found, "farwick.homelessness-tonight").harm == 0
