"""How one council stands in the eyes of another: the worst counts, labels bind, and what is old says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from battlebox.desk.exchange.partner_status import FactSaid, PartnerStatus, StateSaid, worst
from battlebox.desk.picture import Suspicion
from battlebox.desk.picture.suspicion import OLD_AFTER
from battlebox.marking import Tlp

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def said(state: Suspicion, *, hours: int = 0, tlp: Tlp = Tlp.AMBER, key: str = "") -> StateSaid:
    return StateSaid(tlp, NOON + timedelta(hours=hours), key, state, "on-call IT lead")


def northmere(*states: StateSaid, facts: tuple[FactSaid, ...] = ()) -> PartnerStatus:
    return PartnerStatus("northmere", "Northmere Council", worst(states), facts=facts)


@pytest.mark.parametrize(
    ("states", "counts"),
    [
        ((Suspicion.CLEAR, Suspicion.SUSPECTED, Suspicion.CONFIRMED), Suspicion.CONFIRMED),
        ((Suspicion.UNKNOWN, Suspicion.SUSPECTED), Suspicion.SUSPECTED),
        ((Suspicion.CLEAR, Suspicion.UNKNOWN), Suspicion.UNKNOWN),
        ((Suspicion.CLEAR,), Suspicion.CLEAR),
    ],
)
def test_one_thing_unknown_keeps_the_whole_from_being_clear(states: tuple[Suspicion, ...], counts: Suspicion) -> None:
    found = worst(said(each) for each in states)
    assert found is not None
    assert found.state is counts


def test_nothing_said_is_no_state_at_all() -> None:
    assert worst(()) is None
    assert northmere().label is None
    assert northmere().age(NOON) == "nothing heard"


def test_of_two_that_are_alike_the_newer_counts() -> None:
    older, newer = said(Suspicion.SUSPECTED), said(Suspicion.SUSPECTED, hours=2)
    assert worst((older, newer)) == worst((newer, older)) == newer


def test_the_strictest_label_of_any_part_is_that_of_the_whole() -> None:
    fact = FactSaid(Tlp.AMBER_STRICT, NOON, "f", "Doors are open.", "confirmed", "high")
    assert northmere(said(Suspicion.CLEAR, tlp=Tlp.GREEN), facts=(fact,)).label is Tlp.AMBER_STRICT
    assert northmere(said(Suspicion.CLEAR, tlp=Tlp.GREEN)).label is Tlp.GREEN


def test_a_status_that_nobody_renewed_says_that_it_is_old() -> None:
    status = northmere(said(Suspicion.SUSPECTED))
    assert not status.is_stale(NOON + OLD_AFTER)
    assert status.age(NOON + timedelta(hours=5)) == "about 5 hours old"
    later = NOON + OLD_AFTER + timedelta(seconds=1)
    assert status.is_stale(later)
    assert status.age(later) == "about 12 hours old; not renewed since, ask again"


def test_a_time_ahead_of_ours_is_new_and_never_old() -> None:
    assert northmere(said(Suspicion.SUSPECTED, hours=1)).age(NOON) == "new"


def test_what_makes_an_id_is_no_part_of_what_is_said() -> None:
    assert said(Suspicion.CONFIRMED, key="entry/1") == said(Suspicion.CONFIRMED, key="indicator--1")
