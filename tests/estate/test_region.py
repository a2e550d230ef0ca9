"""Made-up regions: exactly as large as asked, without a mistake, the same for the same seed, and like real ones.

Law: what is said of a region is counted from its tables; the largest sizes are the bench's.
Not here: the command (tests/cli/test_generate.py).
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from battlebox.estate import (
    KNOWN_SERVICES,
    BodyKind,
    EstateCode,
    EstateError,
    GapCode,
    Priority,
    estate_of,
    figures_of,
    figures_text,
    gaps,
    generate,
    read_tables,
    write_tables,
)
from battlebox.estate.region.draws import Draws
from battlebox.estate.region.names import MARK, Names
from battlebox.estate.region.ties import LEFT

PAGE = Path(__file__).resolve().parents[2] / "docs" / "generate.md"
TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def tables():
    return generate(33, 3000, seed=1)


@pytest.fixture(scope="module")
def region(tables):
    return estate_of(tables)


@pytest.mark.parametrize(
    ("bodies", "systems"), [(1, 1), (1, 2), (2, 2), (3, 3), (3, 7), (5, 40), (12, 100), (40, 40), (9, 1500), (1, 800)]
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_exactly_as_large_as_asked_and_has_no_mistake(bodies, systems, seed):
    estate = estate_of(generate(bodies, systems, seed=seed))
    assert (len(estate.bodies), len(estate.systems)) == (bodies, systems)
    assert {row.body for row in estate.systems} == {row.body for row in estate.bodies}
    assert estate.services
    assert {row.body for row in estate.services} <= {row.body for row in estate.bodies if row.kind is BodyKind.COUNCIL}
    ways = Counter((row.origin, row.target, row.kind) for row in estate.paths)
    assert max(ways.values(), default=1) == 1


@pytest.mark.parametrize("paths", [0, 1, 40, 500, 2000, 9000])
def test_it_has_exactly_as_many_paths_as_asked(paths):
    estate = estate_of(generate(6, 400, paths=paths, seed=5))
    assert len(estate.paths) == paths


def test_a_few_systems_have_as_many_paths_as_there_are_pairs():
    estate = estate_of(generate(2, 2, paths=50))
    assert len(estate.paths) < 50
    assert estate_of(generate(1, 1, paths=50)).paths == ()


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path):
    for name, seed in (("one", 4), ("again", 4), ("other", 5), ("less", -4)):
        write_tables(generate(9, 300, seed=seed), tmp_path / name)
    files = {place.name: {each.name: each.read_bytes() for each in place.iterdir()} for place in tmp_path.iterdir()}
    assert files["one"] == files["again"]
    assert files["one"]["systems.csv"] != files["other"]["systems.csv"]
    assert files["one"]["systems.csv"] != files["less"]["systems.csv"]
    assert estate_of(read_tables(tmp_path / "one")) == estate_of(generate(9, 300, seed=4))


def test_draws_are_what_they_were():
    draws = Draws(1)
    assert [draws.below(1000) for _ in range(4)] == [478, 44, 117, 856]
    assert Draws(1).some_of("abc", 9) in {tuple(one) for one in ("abc", "acb", "bac", "bca", "cab", "cba")}


def test_it_says_that_nothing_in_it_is_real(region):
    assert region.title == "Generated, and nowhere real: 33 bodies, 3,000 systems, seed 1"
    assert region.illustrative
    assert all(row.name.endswith(MARK) for row in region.bodies)
    assert len({row.name for row in region.bodies}) == 33
    numbers = [row.address for row in region.channels if row.kind == "phone"] + [row.phone for row in region.people]
    assert all(number.startswith("01632 960") for number in numbers)
    mail = [row.address for row in region.channels if row.kind in ("mail", "web", "chat", "social")]
    assert all(address.endswith(".example") for address in mail)


def test_nobody_is_named(region):
    bodies = region.body_by_id
    assert {row.name for row in region.people} == {f"{row.role}, {bodies[row.body].name}" for row in region.people}


def test_more_bodies_than_names_are_still_told_apart():
    names = Names(Draws(1))
    every = [names.next(BodyKind.COUNCIL) for _ in range(1000)]
    assert len({body for body, _ in every}) == len({name for _, name in every}) == 1000


def test_priorities_have_the_shares_of_the_list_of_services(region):
    found = Counter(row.priority for row in region.services)
    usual = Counter(known.priority for known in KNOWN_SERVICES)
    for one in Priority:
        assert abs(found[one] / len(region.services) - usual[one] / len(KNOWN_SERVICES)) < 0.02


def test_two_thousand_systems_give_three_hundred_services():
    estate = estate_of(generate(1, 2000))
    assert 290 <= len(estate.services) <= 310
    assert len({row.service for row in estate.services}) == len(estate.services)


def test_councils_share_buy_from_the_same_suppliers_and_left_links_up(region):
    body_of = {row.system: row.body for row in region.systems}
    kind_of = {row.body: row.kind for row in region.bodies}
    across = [row for row in region.paths if body_of[row.origin] != body_of[row.target]]
    left = [row for row in across if (row.note or "").startswith(LEFT)]
    assert left
    assert {row.owner is None for row in left} == {True, False}
    customers = {}
    for row in across:
        if kind_of[body_of[row.origin]] is BodyKind.SUPPLIER:
            customers.setdefault(body_of[row.origin], set()).add(body_of[row.target])
    assert max(map(len, customers.values())) > 13
    shared = [row for row in region.systems if len(row.data_of) > 1]
    assert shared
    over = [row for row in region.needs if row.via]
    assert {region.path_by_id[row.via[0]].kind.value for row in over} == {"route"}
    assert len({row.body for row in shared}) > 3


def test_few_systems_have_many_paths(region):
    degrees = sorted(Counter(end for row in region.paths for end in (row.origin, row.target)).values())
    assert degrees[-1] > 5 * degrees[len(degrees) // 2]


def test_fallbacks_were_tried_lately_long_ago_or_never(region):
    with_one = [row for row in region.services if row.has_fallback]
    tried = [row.fallback_tested_on for row in with_one if row.fallback_tested_on]
    assert 0.5 < 1 - len(tried) / len(with_one) < 0.65
    assert any((TODAY - day).days > 365 for day in tried)
    assert any((TODAY - day).days < 90 for day in tried)


def test_its_gaps_are_those_that_a_real_estate_has(region):
    """What a council has: untested, unowned, forgotten. Not: what only a careless maker of tables leaves."""
    found = Counter(gap.code for gap in gaps(region, TODAY))
    assert set(found) <= {
        GapCode.FALLBACK_UNTESTED, GapCode.FALLBACK_STALE, GapCode.FALLBACK_SHORT, GapCode.NO_FALLBACK,
        GapCode.NO_OWNER, GapCode.NO_DEPUTY, GapCode.NO_OFFLINE_BACKUP, GapCode.RESTORE_UNTESTED,
        GapCode.RESTORE_STALE, GapCode.SINGLE_POINT, GapCode.RTO_UNDER_REBUILD, GapCode.NEED_WITHOUT_VIA,
        GapCode.PATH_NOBODY_CUTS, GapCode.NOT_ISOLATED_ALONE,
    }  # fmt: skip
    assert found[GapCode.NOT_ISOLATED_ALONE] < 0.05 * len(region.systems)


@pytest.mark.parametrize(
    ("sizes", "code", "words"),
    [
        ({"bodies": 0, "systems": 5}, EstateCode.GENERATE_SIZE, "an estate of 0 bodies cannot be made up"),
        ({"bodies": -1, "systems": 5}, EstateCode.GENERATE_SIZE, "an estate of -1 bodies cannot be made up"),
        ({"bodies": 1001, "systems": 5000}, EstateCode.GENERATE_SIZE, "an estate of 1001 bodies cannot be made up"),
        ({"bodies": 1, "systems": 0}, EstateCode.GENERATE_SIZE, "an estate of 0 systems cannot be made up"),
        ({"bodies": 1, "systems": 100_001}, EstateCode.GENERATE_SIZE, "an estate of 100001 systems cannot be made up"),
        ({"bodies": 1, "systems": 5, "paths": -1}, EstateCode.GENERATE_SIZE, "an estate of -1 paths cannot be made up"),
        (
            {"bodies": 1, "systems": 5, "paths": 1_000_001},
            EstateCode.GENERATE_SIZE,
            "an estate of 1000001 paths cannot be made up",
        ),
        (
            {"bodies": 6, "systems": 5},
            EstateCode.GENERATE_FEW,
            "6 bodies cannot host 5 systems: each hosts at least one",
        ),
    ],
)
def test_sizes_that_cannot_be_are_refused(sizes, code, words):
    with pytest.raises(EstateError) as caught:
        generate(**sizes)
    assert caught.value.code is code
    assert str(caught.value) == words


def test_the_page_shows_what_the_command_prints(tables):
    assert f"```text\n{figures_text(figures_of(tables))}\n```" in PAGE.read_text(encoding="utf-8")


def test_figures_are_counted_from_the_tables(tables, region):
    found = {row.key: row for row in figures_of(tables)}
    assert found["systems"].count == len(region.systems)
    assert found["with_fallback"].count == sum(row.has_fallback for row in region.services)
    assert found["needs_over_a_link"].count == sum(bool(row.via) for row in region.needs)
    tried = sum(found[key].count for key in ("fallback_tried", "fallback_tried_before", "fallback_never_tried"))
    assert tried == found["with_fallback"].count == found["fallback_tried"].of
