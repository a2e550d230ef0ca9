"""The catalogue: what most councils have.

Law: 86 services and 49 kinds of system, every name unique, every figure in bounds.
Not here: the estate made of them (test_template.py).
"""

from collections import Counter

import pytest

from battlebox.estate import KNOWN_SERVICES, KNOWN_SYSTEMS, Priority, slug
from battlebox.estate.catalogue import Leans
from battlebox.estate.slug import SLUG_MAX, council_slug


def test_there_are_86_services_and_49_kinds_of_system():
    assert len(KNOWN_SERVICES) == 86
    assert len(KNOWN_SYSTEMS) == 49
    assert Counter(known.priority for known in KNOWN_SERVICES) == {
        Priority.P1: 34,
        Priority.P2: 18,
        Priority.P3: 27,
        Priority.P4: 7,
    }


def test_65_services_carry_a_number_of_the_national_list():
    assert sum(known.lgsl is not None for known in KNOWN_SERVICES) == 65
    by_key = {known.key: known.lgsl for known in KNOWN_SERVICES}
    assert by_key["homelessness-tonight"] == 112
    assert by_key["housing-benefit"] == 69
    assert by_key["child-front-door"] == by_key["child-enquiries"] == 266


def test_no_two_things_share_a_key_and_every_lean_names_a_system():
    keys = [known.key for known in (*KNOWN_SERVICES, *KNOWN_SYSTEMS)]
    assert len(set(keys)) == len(keys)
    systems = {known.key for known in KNOWN_SYSTEMS}
    named = {key for known in (*KNOWN_SERVICES, *KNOWN_SYSTEMS) for key in known.leans.keys}
    assert named <= systems


def test_every_service_leans_on_something_that_can_stop_it():
    assert [known.key for known in KNOWN_SERVICES if not (known.leans.stops or known.leans.any_of)] == []


def test_hours_and_shares_are_in_bounds():
    assert [known.key for known in KNOWN_SERVICES if not 0 < known.rto_h < known.mtpd_h] == []
    assert [known.key for known in KNOWN_SERVICES if not 0 <= known.vulnerable <= 1 or known.people <= 0] == []
    assert [known.key for known in KNOWN_SYSTEMS if not 0 <= known.sensitive <= 1 or known.rebuild_h <= 0] == []


def test_no_system_needs_itself_however_far_round():
    needs = {known.key: {key for key, _ in known.leans.stops} for known in KNOWN_SYSTEMS}
    settled: set[str] = set()
    while ready := {key for key, on in needs.items() if key not in settled and on <= settled}:
        settled |= ready
    assert needs.keys() - settled == set()


def test_what_a_line_says_of_leans_is_read_and_written_alike():
    for known in (*KNOWN_SERVICES, *KNOWN_SYSTEMS):
        assert Leans.from_text(known.leans.to_text()) == known.leans
    assert Leans.from_text("rb dwp@72 ?web ?tel ~edrms") == Leans(
        stops=(("rb", 0), ("dwp", 72)), any_of=("web", "tel"), slows=("edrms",)
    )


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Café & Bar (Level 2)", "cafe-and-bar-level-2"),
        ("  NMDC-DC01  ", "nmdc-dc01"),
        ("Children's homes", "childrens-homes"),
        ("???", ""),
        ("", ""),
        ("word " * 40, "-".join(["word"] * 12)),
        ("x" * 200, "x" * SLUG_MAX),
    ],
)
def test_a_name_becomes_an_id(name, made):
    assert slug(name) == made


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Northmere Borough Council", "northmere"),
        ("London Borough of Eastholt", "eastholt"),
        ("The Royal Borough of Northmere & Eastholt", "northmere-and-eastholt"),
        ("City of Farwick Metropolitan District Council", "farwick"),
        ("Council", "council"),
        ("Farwick", "farwick"),
    ],
)
def test_a_councils_name_becomes_the_short_word_people_use(name, made):
    assert council_slug(name) == made
