"""What counts as ready: only what is written down, and nothing that is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from battlebox.desk.readiness import OUTCOMES, Ground, Stands, confirmables, measures, told
from battlebox.estate import estate_of
from desk.room import shipped

TODAY = date(2026, 1, 20)


@pytest.fixture
def estate():
    return estate_of(shipped("northmere"))


def measured(estate, body="northmere", today=TODAY, **more):
    return {each.key: each for each in measures(Ground(body, today, estate, **more))}


def changed(estate, table, change):
    return replace(estate, **{table: tuple(change(row) for row in getattr(estate, table))})


def test_without_an_estate_or_a_book_every_measure_is_not_known_and_none_says_nought_or_a_hundred():
    for each in measures(Ground("northmere", TODAY)):
        assert each.stands is Stands.NOT_KNOWN
        assert each.percent is None
        assert each.number.startswith("Not known: ")
        assert "0" not in each.number


def test_a_blank_date_is_not_known_and_no_fallback_at_all_is_missing(estate):
    blank = changed(estate, "services", lambda row: replace(row, fallback_tested_on=None))
    found = {one.name: one.stands for one in measured(blank)["fallbacks"].found}
    assert found == {"Child protection referrals": Stands.NOT_KNOWN, "Housing benefit payments": Stands.NO}
    assert measured(blank)["fallbacks"].percent is None


def test_a_test_counts_for_a_year_and_not_for_a_day_more(estate):
    tried = next(row.fallback_tested_on for row in estate.services if row.fallback_tested_on)
    on = changed(estate, "services", lambda row: replace(row, fallback_tested_on=tried))
    stands = [measured(on, today=date.fromordinal(tried.toordinal() + days))["fallbacks"].of(Stands.YES)
              for days in (365, 366)]  # fmt: skip
    assert len(stands[0]) == 1
    assert stands[1] == ()


def test_every_number_names_those_that_are_missing_and_says_what_to_do_its_source_and_age(estate):
    found = measured(estate)["fallbacks"]
    assert found.number == "1 of 2 (50%)"
    assert [one.name for one in found.missing] == ["Housing benefit payments"]
    assert found.do
    assert "Northmere" in found.source
    assert found.as_of == estate.as_of.date()


def test_a_system_without_a_kind_may_be_of_the_foundation_and_is_not_known(estate):
    found = measured(changed(estate, "systems", lambda row: replace(row, kind=None)))["restores"]
    assert {one.stands for one in found.found} == {Stands.NOT_KNOWN}
    assert "has no kind" in found.found[0].why


def test_a_link_counts_only_where_its_owner_has_an_order_that_cuts_it(estate):
    assert measured(estate)["links"].stands is Stands.YES
    nobody = measured(changed(estate, "paths", lambda row: replace(row, owner=None)))["links"]
    assert nobody.of(Stands.YES) == ()
    without = measured(replace(estate, actions=()))["links"]
    assert "no order of" in without.missing[0].why


@pytest.mark.parametrize("body", ["northmere", "eastholt", "farwick"])
def test_each_council_is_measured_by_its_own_rows_alone(estate, body):
    ours = {row.service for row in estate.services if row.body == body}
    assert {one.id for one in measured(estate, body)["services"].found} == ours


def test_contacts_without_a_number_are_missing_and_those_with_one_are_not_known_until_confirmed(estate):
    phoned = changed(estate, "people", lambda row: replace(row, role="Head of IT", phone="01632 960001"))
    found = measured(phoned)["contacts"]
    assert {one.stands for one in found.found} == {Stands.NO, Stands.NOT_KNOWN}
    assert all(one.why == "no number is written for it" for one in found.of(Stands.NO))


def test_no_telephone_number_is_in_what_leaves(estate):
    phoned = changed(estate, "people", lambda row: replace(row, role="Head of IT", phone="01632 960001"))
    ground = Ground("northmere", TODAY, phoned)
    assert "960001" in repr(confirmables(ground)), "their owners are shown it"
    assert "Head of IT" in repr(told(ground))
    assert "960001" not in repr(told(ground))


def test_there_are_41_outcomes_in_the_four_objectives_and_the_unsure_titles_are_marked():
    counts = {letter: sum(each.code.startswith(letter) for each in OUTCOMES) for letter in "ABCD"}
    assert counts == {"A": 9, "B": 20, "C": 7, "D": 5}
    assert len({each.code for each in OUTCOMES}) == 41
    unsure = {each.code for each in OUTCOMES if not each.is_verified}
    assert unsure == {"C1.d", "C1.e", "D1.a", "D1.b", "D1.c", "D2.a", "D2.b"}
