"""A new estate: what `estate new` gives.

Law: it passes `check` as it comes, and nothing in it can be taken for the council's own figure.
Not here: the command (tests/cli), the catalogue it is made from (test_catalogue.py).
"""

import pytest

from battlebox.estate import (
    KNOWN_SERVICES,
    KNOWN_SYSTEMS,
    TABLES,
    EstateCode,
    EstateError,
    Protects,
    estate_of,
    new_estate,
    read_estate,
    read_tables,
    things_of,
    write_tables,
)
from battlebox.estate.catalogue import WORKING_VALUE
from battlebox.estate.template_telling import WRITE_HERE

COUNCILS = ("Northmere Borough Council", "London Borough of Eastholt", "Farwick District Council")


@pytest.fixture(scope="module")
def northmere():
    return estate_of(new_estate(COUNCILS[0]))


@pytest.mark.parametrize(
    "name", [*COUNCILS, "", "   ", "???", "Partner", "Supplier Council", "Everything", "Öst & Väst"]
)
def test_a_new_estate_has_no_mistake_whatever_the_council_is_called(name):
    estate = estate_of(new_estate(name))
    assert len(estate.services) == 86
    assert estate.bodies[0].name == (" ".join(name.split()) or "My council")


def test_every_table_is_there_so_that_its_columns_can_be_seen():
    made = new_estate(COUNCILS[0])
    assert list(made.tables) == list(TABLES)
    for name, table in made.tables.items():
        assert table.header == tuple(column.name for column in TABLES[name].columns)
        assert [row for row in table.rows if not 0 < len(row) <= len(table.header)] == []


def test_it_holds_the_usual_services_and_systems(northmere):
    assert {row.service for row in northmere.services} == {f"northmere.{known.key}" for known in KNOWN_SERVICES}
    assert {f"northmere.{known.key}" for known in KNOWN_SYSTEMS} < northmere.system_by_id.keys()
    tonight = northmere.service_by_id["northmere.homelessness-tonight"]
    assert (tonight.lgsl, tonight.protects, tonight.rto_microhours) == (112, Protects.SHELTER, 2_000_000)


def test_every_figure_is_marked_as_a_working_value_and_the_estate_as_illustrative(northmere):
    assert northmere.illustrative
    figured = (*northmere.services, *northmere.paths, *northmere.actions)
    assert [row for row in figured if WORKING_VALUE not in (row.note or "")] == []
    assert [row for row in northmere.systems if row.rebuild_microhours and WORKING_VALUE not in (row.note or "")] == []
    assert [row for row in northmere.needs if (row.holds_microhours or row.slows) and not row.note] == []
    assert {row.address for row in northmere.channels} == {WRITE_HERE}


def test_no_owner_fallback_or_test_is_made_up(northmere):
    """Each of these is a gap until the council fills it, and `check` says so."""
    assert {row.owner for row in (*northmere.services, *northmere.systems)} == {None}
    assert not any(row.has_fallback for row in northmere.services)
    assert {row.restore_tested_on for row in northmere.systems} == {None}


def test_no_person_is_named(northmere):
    assert northmere.people == ()


def test_chances_and_hours_of_paths_come_from_their_kind(northmere):
    made = new_estate(COUNCILS[0]).tables["paths"]
    blank = [made.header.index("chance"), made.header.index("hours")]
    assert {row[at] for row in made.rows for at in blank} == {""}
    assert {row.chance for row in northmere.paths} == {
        northmere.cyber.kinds[row.kind].chance for row in northmere.paths
    }


def test_each_system_an_attacker_can_come_to_can_be_isolated_alone(northmere):
    alone = {next(iter(found)) for row in northmere.actions if len(found := things_of(northmere, row.isolates)) == 1}
    ends = {end for row in northmere.paths for end in (row.origin, row.target)}
    assert ends - alone == set()


def test_each_order_says_who_gives_it_how_it_is_undone_what_it_costs_and_whom_to_tell(northmere):
    assert [row.action for row in northmere.actions if not (row.who and row.undo and row.evidence and row.tell)] == []


def test_only_the_most_senior_may_cut_telephones_or_the_careline(northmere):
    for key in ("tel", "telecare"):
        order = northmere.action_by_id[f"northmere.isolate-{key}"]
        assert order.who == "strategic (Gold)"
        assert "never before" in order.note
        assert order.cost > 168 * 16 * 250 / 24 * (1 + 4) * 20, "a week without the careline, long past its limit"


@pytest.mark.parametrize("key", ["power-off-servers", "shut-network", "suspend-public-apps"])
def test_shutting_down_leaves_the_telephones_the_status_page_and_the_careline_on(northmere, key):
    stopped = things_of(northmere, northmere.action_by_id[f"northmere.{key}"].stops)
    assert stopped
    assert stopped.isdisjoint({"northmere.tel", "northmere.telecare", "northmere.status", "northmere.notify"})


def test_what_stands_outside_the_network_is_not_stopped_with_the_council(northmere):
    assert {northmere.system_by_id[f"northmere.{key}"].body for key in ("status", "notify")} == {"outside"}


def test_the_council_has_channels_that_need_none_of_its_systems(northmere):
    needing = {row.of for row in northmere.needs}
    free = {row.channel for row in northmere.channels} - needing
    audiences = {northmere.channel_by_id[one].audience for one in free}
    assert audiences == {"public", "staff", "partner"}


def test_the_law_of_72_hours_is_there_with_its_force(northmere):
    clock = next(row for row in northmere.clocks if row.clock == "northmere.clock-ico")
    assert (clock.within, clock.force) == ("72 hours", "law")


def test_two_councils_new_estates_lie_side_by_side_without_a_shared_id():
    """All but the examples: a region puts its councils' tables together."""
    one, other = (estate_of(new_estate(name)) for name in COUNCILS[:2])
    shared = {*one.thing_by_id, *one.action_by_id, *one.path_by_id} & {
        *other.thing_by_id, *other.action_by_id, *other.path_by_id,
    }  # fmt: skip
    assert shared == {"partner.network", "supplier.access", "partner.isolate", "supplier.isolate"}


def test_no_order_reaches_into_another_council():
    """Two councils' tables put together: each order names its own council, or what the two share."""
    for order in estate_of(new_estate(COUNCILS[0])).actions:
        for selector in (*order.isolates, *order.cuts, *order.stops):
            assert "northmere" in selector or order.body in ("partner", "supplier")


def test_every_setting_is_written_out_to_be_seen_and_changed():
    settings = new_estate(COUNCILS[0]).settings
    assert settings["title"] == "Northmere Borough Council: working estate"
    assert settings["harm.severity.P1"] == "20"
    assert settings["cyber.kinds.trust.chance"] == "0.5"


@pytest.mark.parametrize("name", ["estate", "estate.xlsx"])
def test_it_is_written_and_read_back_the_same(tmp_path, name):
    made = new_estate(COUNCILS[2])
    write_tables(made, tmp_path / name)
    assert read_tables(tmp_path / name) == made
    assert read_estate(tmp_path / name).title == "Farwick District Council: working estate"


@pytest.mark.parametrize("name", ["estate", "estate.xlsx"])
def test_a_place_that_holds_anything_is_left_alone(tmp_path, name):
    place = tmp_path / name
    if place.suffix:
        place.write_text("mine")
    else:
        place.mkdir()
        (place / "mine.txt").write_text("mine")
    before = sorted(str(one) for one in tmp_path.rglob("*"))
    with pytest.raises(EstateError, match="is there already") as refused:
        write_tables(new_estate(COUNCILS[0]), place)
    assert refused.value.code is EstateCode.TARGET_EXISTS
    assert "name a new place" in refused.value.hint
    assert sorted(str(one) for one in tmp_path.rglob("*")) == before


def test_an_empty_folder_is_a_new_place(tmp_path):
    write_tables(new_estate(COUNCILS[0]), tmp_path)
    assert (tmp_path / "services.csv").exists()
