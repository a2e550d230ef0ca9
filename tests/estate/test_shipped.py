"""The estates in the package: whole, honest about their sources, and able to order what the day asks for.

Law: the tables are read as a user's are; cells that a reader turns into defaults are looked at as text.
Not here: what the advice says about them (tests of the engine and of the brief).
"""

from __future__ import annotations

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from battlebox.estate import BodyKind, Estate, PathKind, read_estate, things_of
from battlebox.estate.catalogue_services import SERVICE_LINES

COUNCILS = ("rbkc", "wcc", "hf")
SOURCE = re.compile(r"\[(?:[A-Z]\d{1,2}|GDS|WV|UFM)\]")
ALONE = (
    "power-off",
    "pull-internet",
    "shut-remote-access",
    "isolate-backups",
    "suspend-public-apps",
    "block-suppliers",
    "isolate-data-centre",
)
TABLES = (
    "bodies",
    "systems",
    "services",
    "channels",
    "needs",
    "paths",
    "actions",
    "clocks",
    "environments",
    "works",
    "gates",
    "shifts",
    "posts",
)


def folder(name: str) -> Path:
    return Path(str(files("battlebox.estate"))) / "shipped" / name


def rows(name: str, table: str) -> list[dict[str, str]]:
    with (folder(name) / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def west_london() -> Estate:
    return read_estate(folder("west-london"))


@pytest.fixture(scope="module")
def northmere() -> Estate:
    return read_estate(folder("northmere"))


def alone(estate: Estate) -> set[str]:
    """Systems that some action isolates with nothing beside them."""
    found = (things_of(estate, action.isolates) for action in estate.actions)
    return {next(iter(inside)) for inside in found if len(inside) == 1}


@pytest.mark.parametrize("name", ["west-london", "northmere"])
def test_a_shipped_estate_is_whole_and_says_that_it_is_illustrative(name):
    estate = read_estate(folder(name))  # Any mistake in any table would raise, all of them named.
    assert estate.illustrative
    assert estate.as_of is not None
    assert estate.licence


@pytest.mark.parametrize("name", ["west-london", "northmere"])
def test_every_system_that_an_attacker_may_come_from_or_go_to_can_be_isolated_alone(name):
    estate = read_estate(folder(name))
    entered = {end for path in estate.paths for end in (path.origin, path.target)}
    assert entered - alone(estate) == set()


@pytest.mark.parametrize("name", ["west-london", "northmere"])
def test_an_order_that_isolates_a_council_system_belongs_to_the_council_that_hosts_it(name):
    estate = read_estate(folder(name))
    strangers = [
        (action.action, thing)
        for action in estate.actions
        for thing in things_of(estate, (*action.isolates, *action.stops))
        if estate.thing_by_id[thing].body != action.body
    ]
    assert strangers == []


@pytest.mark.parametrize("name", ["west-london", "northmere"])
def test_an_order_cuts_only_paths_that_touch_the_body_which_orders_it(name):
    estate = read_estate(folder(name))
    hosts = estate.system_by_id
    for action in estate.actions:
        for selector in action.cuts:
            path = estate.path_by_id[selector.removeprefix("path:")]
            assert action.body in {hosts[path.origin].body, hosts[path.target].body}, action.action


def test_west_london_has_three_councils_with_enough_of_each_to_answer_for_them(west_london):
    councils = [body.body for body in west_london.bodies if body.kind is BodyKind.COUNCIL]
    assert councils == list(COUNCILS)
    for council in councils:
        assert sum(service.body == council for service in west_london.services) >= 60
        assert sum(system.body == council for system in west_london.systems) >= 35
        assert sum(channel.body == council for channel in west_london.channels) >= 5
    assert 120 <= len(west_london.systems) <= 150
    assert 1_000 <= len(west_london.needs) <= 2_000
    assert 140 <= len(west_london.paths) <= 250
    assert 60 <= len(west_london.actions) <= 100


def test_west_london_councils_carry_the_codes_of_the_public_list(west_london):
    codes = {body.body: body.gss for body in west_london.bodies if body.gss}
    assert codes == {"rbkc": "E09000020", "wcc": "E09000033", "hf": "E09000013"}


def test_every_lgsl_number_in_a_shipped_estate_is_in_our_own_table(west_london, northmere):
    known = {int(line.split("|")[2]) for line in SERVICE_LINES.splitlines() if "|" in line and "| - |" not in line}
    used = {service.lgsl for estate in (west_london, northmere) for service in estate.services if service.lgsl}
    assert len(used) > 40
    assert used - known == set()


def test_west_london_says_nothing_about_how_hard_a_real_council_is_to_attack():
    for row in rows("west-london", "paths"):
        assert row.get("chance", "") == "", row["path"]
        assert row.get("hours", "") == "", row["path"]


def test_west_london_names_nothing_about_restores_or_tests_that_nobody_published(west_london):
    assert all(system.restore_tested_on is None and system.confirmed_on is None for system in west_london.systems)
    assert all(service.fallback_tested_on is None for service in west_london.services)


@pytest.mark.parametrize("table", [table for table in TABLES if table != "needs"])
def test_every_row_of_west_london_carries_a_source_or_the_mark_of_a_working_value(table):
    bare = [next(iter(row.values())) for row in rows("west-london", table) if not SOURCE.search(row["note"])]
    assert bare == []


def test_every_figure_among_west_london_needs_is_marked_as_a_working_value():
    bare = [
        (row["of"], row["on"])
        for row in rows("west-london", "needs")
        if (row["holds_h"] or row["slows"]) and "[WV]" not in row["note"]
    ]
    assert bare == []


def test_services_and_actions_of_west_london_mark_their_figures_even_where_a_fact_stands_beside_them():
    for table in ("services", "actions"):
        for row in rows("west-london", table):
            assert "[WV]" in row["note"], next(iter(row.values()))


def test_source_keys_of_west_london_are_explained_on_its_page():
    page = Path(__file__).parents[2] / "docs" / "west-london.md"
    told = set(SOURCE.findall(page.read_text(encoding="utf-8")))
    used = {
        key
        for table in (*TABLES, "dates", "crews")
        for row in rows("west-london", table)
        for key in SOURCE.findall(" ".join(row.values()))
    }
    assert used - told == set()


@pytest.mark.parametrize("council", COUNCILS)
def test_each_west_london_council_can_order_what_the_day_asks_for(west_london, council):
    mine = {action.action: action for action in west_london.actions if action.body == council}
    others = [other for other in COUNCILS if other != council]
    orders = {*ALONE, *(f"{order}-{other}" for order in ("cut-line", "block-mail") for other in others)}
    assert {f"{council}.{order}" for order in orders} - set(mine) == set()
    assert mine[f"{council}.power-off"].stops == (f"body:{council}",)
    for action in mine.values():
        assert action.who, action.action
        assert action.undo, action.action
        assert action.evidence, action.action
        assert action.tell, action.action


def test_each_side_of_a_trusted_sign_in_can_break_it(west_london):
    orders = {action.action for action in west_london.actions if ".break-trust-" in action.action}
    assert orders == {"rbkc.break-trust-wcc", "wcc.break-trust-rbkc", "rbkc.break-trust-hf", "hf.break-trust-rbkc"}


def test_blocking_mail_from_a_neighbour_closes_only_the_way_in(west_london):
    for action in west_london.actions:
        if ".block-mail-" in action.action:
            (selector,) = action.cuts
            path = west_london.path_by_id[selector.removeprefix("path:")]
            assert path.kind is PathKind.MAIL
            assert west_london.system_by_id[path.target].body == action.body


def test_needs_between_west_london_councils_name_the_link_they_run_over(west_london):
    for need in west_london.needs:
        bodies = {west_london.thing_by_id[end.removeprefix("fallback:")].body for end in (need.of, need.on)}
        if len(bodies) == 2 and bodies <= set(COUNCILS):
            assert need.via, (need.of, need.on)


def test_powering_a_council_off_leaves_its_mobiles_lists_and_status_page_standing(west_london):
    for council in COUNCILS:
        stopped = things_of(west_london, (f"body:{council}",))
        assert stopped & {f"{council}.duty-mobiles", f"{council}.status-page", f"boxes.{council}"} == set()
        assert f"{council}.switchboard" in stopped


def test_northmere_has_a_dozen_rows_a_table_at_most_and_three_made_up_councils(northmere):
    councils = [body.body for body in northmere.bodies if body.kind is BodyKind.COUNCIL]
    assert councils == ["northmere", "eastholt", "farwick"]
    for table in sorted(folder("northmere").glob("*.csv")):
        assert len(rows("northmere", table.stem)) <= 12, table.name


def test_northmere_shows_one_of_everything_that_a_table_can_say(northmere):
    needs = northmere.needs
    assert any(need.any_of for need in needs)
    assert any(need.holds_microhours for need in needs)
    assert any(need.slows for need in needs)
    assert any(need.via for need in needs)
    assert any(need.of.startswith("fallback:") for need in needs)
    assert any(len(system.data_of) > 1 for system in northmere.systems)
    assert any(action.conflicts for action in northmere.actions)
    assert any(path.both_ways for path in northmere.paths)


def test_farwick_is_a_stranger_that_no_path_or_need_joins_to_the_others(northmere):
    bodies = {thing: row.body for thing, row in northmere.thing_by_id.items()}
    for path in northmere.paths:
        assert "farwick" not in {bodies[path.origin], bodies[path.target]}
    for need in northmere.needs:
        assert (bodies[need.of.removeprefix("fallback:")] == "farwick") == (bodies[need.on] == "farwick")


def test_nothing_runs_over_the_left_over_line_of_northmere(northmere):
    assert "left.payroll-line" in northmere.path_by_id
    assert all("left.payroll-line" not in need.via for need in northmere.needs)


def test_only_made_up_people_by_their_roles_are_shipped(northmere, west_london):
    assert west_london.people
    for person in (*northmere.people, *west_london.people):
        assert re.fullmatch(r"(K&C|H&F|[A-Z][a-z]+)( [a-z]+)+ \d+", person.name), person.name
        assert (person.phone, person.other) == (None, None)


def test_every_west_london_gate_figure_is_marked_as_a_working_value(west_london):
    for row in (
        *west_london.gates, *west_london.works, *west_london.posts, *west_london.shifts, *west_london.people,
        *west_london.availability,
    ):  # fmt: skip
        assert "[WV]" in (row.note or "")


def test_each_west_london_body_has_a_post_for_each_service_that_people_may_die_without(west_london):
    posted = {post.service for post in west_london.posts}
    for service in west_london.services:
        if service.priority == "P1" and service.protects == "life":
            assert service.service in posted, service.service
