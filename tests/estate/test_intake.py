"""Bringing in somebody else's list by a column map.

Law: every row and column of the source is accounted for; a map that does not fit takes nothing.
Not here: the map's own mistakes (test_column_map.py), the command (tests/cli).

The files under `files/` are made up, in the shapes that inventories and continuity plans really have.
"""

import pytest

from battlebox.drill.sealed import exercise_copy
from battlebox.estate import (
    EstateCode,
    EstateError,
    EstateFaults,
    estate_of,
    import_estate,
    new_estate,
    read_map,
    read_rows,
    read_tables,
    take_in,
    write_tables,
)
from battlebox.journal import EXERCISE
from estate.lists import FILES, SYSTEMS, brought, table, take


@pytest.fixture(scope="module")
def inventory():
    return brought("servicenow-cis.csv", "servicenow.toml")


@pytest.fixture(scope="module")
def devices():
    return brought("netbox-devices.csv", "netbox.toml")


@pytest.fixture(scope="module")
def plan():
    return brought("continuity.xlsx", "continuity.toml")


class TestAnInventoryOfConfigurationItems:
    """The shape of an asset register's CSV export: class, name, status, dependencies in one cell."""

    def test_live_items_become_systems_with_their_hours_people_and_dates(self, inventory):
        systems = {row["system"]: row for row in table(inventory.tables, "systems")}
        assert list(systems) == [
            "northmere.nmdc-dc01",
            "northmere.nmdc-sql02",
            "northmere.nmdc-net01",
            "northmere.adult-social-care-live",
            "northmere.housing-system",
        ]
        database = systems["northmere.nmdc-sql02"]
        assert database["rebuild_h"] == "48"
        assert database["records"] == "120000"
        assert database["confirmed_on"] == "2026-09-14"
        assert database["hosting"] == "on-prem"
        assert database["note"] == "SQL cluster node\nsecond line of a description"

    def test_one_cell_of_dependencies_becomes_a_need_each(self, inventory):
        assert {(row["of"], row["on"]) for row in table(inventory.tables, "needs")} == {
            ("northmere.nmdc-dc01", "northmere.nmdc-net01"),
            ("northmere.nmdc-sql02", "northmere.nmdc-dc01"),
            ("northmere.nmdc-sql02", "northmere.nmdc-net01"),
            ("northmere.adult-social-care-live", "northmere.nmdc-sql02"),
            ("northmere.adult-social-care-live", "northmere.unknown-thing"),
            ("northmere.housing-system", "northmere.nmdc-dc01"),
        }

    def test_every_row_is_accounted_for(self, inventory):
        taken = {one.table: one for one in inventory.report.tables}["systems"]
        assert inventory.report.rows == 9
        assert (taken.added, taken.passed_over) == (5, 2)
        assert [(one.row, one.code, one.message) for one in inventory.report.refused] == [
            (8, EstateCode.REQUIRED_BLANK, "system must not be blank"),
            (9, EstateCode.ID_TWICE, "the id northmere.nmdc-dc01 is taken by systems row 2"),
        ]

    def test_every_column_nobody_asked_for_is_named(self, inventory):
        assert inventory.report.unused == ("asset_tag", "install_status", "support_group", "u_business_criticality")

    def test_a_cell_that_cannot_be_read_is_left_blank_and_told(self, inventory):
        told = [(one.row, one.column, one.found, one.message) for one in inventory.report.blanked]
        assert (10, "rebuild_h", "tbc", "tbc is not a number") in told
        assert "rebuild_h" not in table(inventory.tables, "systems")[-1]

    def test_guesses_are_counted_in_the_rows_that_were_taken_with_an_example(self, inventory):
        told = [one.sentence for one in inventory.report.guessed]
        assert (
            "systems rebuild_h: 3 cells turned into hours by the unit written in the cell, "
            "such as 24 hours, now 24 (row 2)" in told
        )
        assert "systems system: 5 cells made into an id, such as NMDC-DC01, now northmere.nmdc-dc01 (row 2)" in told

    def test_a_dependency_on_something_unknown_is_a_mistake_that_the_report_foretells(self):
        intake = take_in(
            read_rows(FILES / "servicenow-cis.csv"), read_map(FILES / "servicenow.toml"), new_estate("Northmere")
        )
        told = [(one.code, one.found) for one in intake.report.mistakes]
        assert told == [(EstateCode.DANGLING, "northmere.unknown-thing")]
        with pytest.raises(EstateFaults, match="unknown-thing"):
            estate_of(intake.tables)

    def test_the_body_that_the_map_names_is_added_and_said(self, inventory):
        assert table(inventory.tables, "bodies") == [{"body": "northmere", "name": "northmere", "kind": "council"}]
        assert inventory.report.assumed == (
            "bodies had no northmere: it was added as northmere, of kind council; put its right name and kind",
        )


class TestAListOfDevices:
    """The shape of a network inventory's export: semicolons, one tenant a row."""

    def test_semicolons_are_found_and_said(self, devices):
        assert "the columns were taken to be parted by semicolons" in devices.report.assumed

    def test_one_file_fills_two_tables_and_a_repeated_site_is_taken_once(self, devices):
        assert [row["system"] for row in table(devices.tables, "systems")] == [
            "ea-fw-01", "ea-core-01", "ea-esx-01", "nm-link-01",
        ]  # fmt: skip
        assert table(devices.tables, "segments") == [
            {"segment": "eastholt.civic-centre", "name": "Civic Centre", "body": "eastholt"},
            {"segment": "eastholt.depot", "name": "Depot", "body": "northmere"},
        ]
        assert [one.repeated for one in devices.report.tables] == [0, 2]
        assert devices.report.refused == ()

    def test_tenants_become_bodies_under_their_own_names(self, devices):
        assert {(row["body"], row["name"], row["kind"]) for row in table(devices.tables, "bodies")} == {
            ("eastholt", "Eastholt", "other"),
            ("northmere", "Northmere", "other"),
        }


class TestAContinuityPlanInASpreadsheet:
    """Title rows over the header, merged cells, hours in days and in words, a total at the bottom."""

    def test_the_header_is_found_below_the_titles_and_said(self, plan):
        assert plan.report.header_row == 4
        assert "the column names were found in row 4" in plan.report.assumed

    def test_days_and_words_become_hours(self, plan):
        hours = {row["service"]: (row["rto_h"], row["mtpd_h"]) for row in table(plan.tables, "services")}
        assert hours == {
            "farwick.homelessness-advice": ("6", "24"),
            "farwick.careline": ("2", "4"),
            "farwick.council-tax": ("72", "336"),
        }

    def test_a_merged_cell_counts_for_the_rows_it_covers(self, plan):
        protects = {row["service"]: row["protects"] for row in table(plan.tables, "services")}
        assert protects["farwick.careline"] == "safety"
        assert protects["farwick.council-tax"] == "money"

    def test_dates_and_shares_are_read_as_people_write_them(self, plan):
        rows = {row["service"]: row for row in table(plan.tables, "services")}
        assert {key: row["fallback_tested_on"] for key, row in rows.items()} == {
            "farwick.homelessness-advice": "2026-03-04",
            "farwick.careline": "2026-01-12",
            "farwick.council-tax": "2025-06-01",
        }
        assert [row["vulnerable"] for row in rows.values()] == ["0.8", "1", "0.1"]

    def test_a_vague_figure_and_the_total_are_refused_with_what_to_write(self, plan):
        assert [(one.row, one.column, one.message) for one in plan.report.refused] == [
            (7, "people", "about 40 is not a number"),
            (9, "priority", "priority must not be blank"),
        ]
        assert plan.report.refused[0].hint == "write digits alone, such as 12 or 0.5, without units or commas"


class TestIntoAnEstateThatIsThere:
    def test_rows_are_added_to_it_and_nothing_else_in_it_changes(self, tmp_path):
        write_tables(new_estate("Northmere"), tmp_path / "estate")
        before = read_tables(tmp_path / "estate")
        (tmp_path / "more.csv").write_text("Name\nNew Server\n")
        (tmp_path / "map.toml").write_text(SYSTEMS)
        report = import_estate(tmp_path / "more.csv", tmp_path / "map.toml", tmp_path / "estate")
        after = read_tables(tmp_path / "estate")
        assert report.mistakes == ()
        assert after.tables["systems"].rows[:-1] == before.tables["systems"].rows
        assert after.tables["systems"].rows[-1] == ("northmere.new-server", "New Server", "northmere")
        assert {**after.tables, "systems": None} == {**before.tables, "systems": None}
        assert after.settings == before.settings

    @pytest.mark.parametrize(
        "text", ["exercise,Name\n{words},New Server\n", "{words}: our list,\nName,Owner\nNew Server,IT\n"]
    )
    def test_a_list_of_a_drill_comes_into_a_drills_estate_and_no_other(self, tmp_path, text):
        """Its mark is a column that no map names, so that the rows would come without it."""
        (tmp_path / "more.csv").write_text(text.format(words=EXERCISE))
        (tmp_path / "map.toml").write_text(SYSTEMS)
        real, drills = new_estate("Northmere"), exercise_copy(new_estate("Northmere"))
        for estate in (real, None):
            place = tmp_path / ("real" if estate else "new")
            if estate:
                write_tables(estate, place)
            with pytest.raises(EstateError, match=r"more.csv is of a drill \(EXERCISE") as wrong:
                import_estate(tmp_path / "more.csv", tmp_path / "map.toml", place, drill_words=EXERCISE)
            assert wrong.value.code is EstateCode.OF_A_DRILL
            assert wrong.value.hint.startswith("bring the estate that the drill was made from")
        assert not (tmp_path / "new").exists()
        assert read_tables(tmp_path / "real") == real
        write_tables(drills, tmp_path / "drill")
        import_estate(tmp_path / "more.csv", tmp_path / "map.toml", tmp_path / "drill", drill_words=EXERCISE)
        assert read_tables(tmp_path / "drill").tables["systems"].rows[-1][0] == "northmere.new-server"

    def test_a_row_of_the_estate_is_kept_unless_the_map_says_replace(self):
        old = new_estate("Northmere")
        told = SYSTEMS.replace("name = ", 'owner = "Owner"\nname = ')
        kept = take("Name,Owner\nAD,Head of ICT\n", told, old)
        assert [one.message for one in kept.report.refused] == [
            "northmere.ad is in the estate already, and was left as it is there"
        ]
        assert not kept.report.took_any
        replaced = take("Name,Owner\nAD,Head of ICT\n", '[from]\nrepeats = "replace"\n' + told, old)
        row = next(row for row in table(replaced.tables, "systems") if row["system"] == "northmere.ad")
        assert (row["owner"], row["name"]) == ("Head of ICT", "AD")
        assert row["rebuild_h"] == "120", "a column the map does not fill keeps what the council wrote"

    def test_a_blank_cell_of_the_list_wipes_out_nothing(self):
        told = '[from]\nrepeats = "replace"\n' + SYSTEMS.replace("name = ", 'rebuild_h = "Hours"\nname = ')
        for cell in ("", "   ", "tbc"):
            intake = take(f"Name,Hours\nAD,{cell}\n", told, new_estate("Northmere"))
            row = next(row for row in table(intake.tables, "systems") if row["system"] == "northmere.ad")
            assert (row["name"], row["rebuild_h"]) == ("AD", "120")

    def test_an_id_that_is_left_out_is_made_from_the_name_and_told(self):
        told = SYSTEMS.replace('system = { from = "Name", prefix = "northmere." }\n', "")
        intake = take("Name\nMain Switch\n", told)
        assert table(intake.tables, "systems")[0]["system"] == "main-switch"
        assert [one.sentence for one in intake.report.guessed] == [
            "systems system: 1 cell made into an id, such as Main Switch, now main-switch (row 2)"
        ]

    def test_a_row_whose_body_is_blank_is_refused_and_not_given_to_the_only_council(self):
        told = SYSTEMS.replace('body = { always = "northmere" }', 'body = "Body"')
        intake = take("Name,Body\nA,\n", told, new_estate("Northmere"))
        assert [one.message for one in intake.report.refused] == ["body must not be blank"]

    def test_a_need_said_twice_is_taken_once_and_one_said_otherwise_is_refused(self):
        told = '[[take]]\ntable = "needs"\n[take.columns]\nof = "A"\non = "B"\nholds_h = "H"\n'
        intake = take("A,B,H\nx,y,1\nx,y,1\nx,y,2\n", told)
        assert table(intake.tables, "needs") == [{"of": "x", "on": "y", "holds_h": "1"}]
        assert [one.repeated for one in intake.report.tables] == [1]
        assert [one.message for one in intake.report.refused] == ["row 2 already says that x needs y"]
        again = take("A,B,H\nx,y,3\n", told, intake.tables)
        assert [one.message for one in again.report.refused] == [
            "the need of x for y is in the estate already, and was left as it is there"
        ]

    def test_what_it_says_already_is_neither_new_nor_refused(self, tmp_path):
        for _ in range(2):
            report = import_estate(FILES / "netbox-devices.csv", FILES / "netbox.toml", tmp_path / "estate")
        assert [one.repeated for one in report.tables] == [4, 4]
        assert (report.changed_any, report.took_any, report.refused) == (False, True, ())
        assert "nothing was written: the estate says all this already" in report.as_text()

    def test_an_id_of_another_table_is_refused_with_where_it_is(self):
        intake = take("Name\nNorthmere\n", SYSTEMS.replace(', prefix = "northmere."', ""), new_estate("Northmere"))
        assert [one.message for one in intake.report.refused] == [
            "the id northmere is taken by the estate's bodies row 2"
        ]

    def test_an_estate_whose_rows_do_not_fit_its_header_is_left_alone(self, tmp_path):
        folder = tmp_path / "estate"
        folder.mkdir()
        (folder / "bodies.csv").write_text("body,name,kind\nnorthmere,Northmere,council,extra\n")
        (tmp_path / "more.csv").write_text("Name\nNew\n")
        (tmp_path / "map.toml").write_text(SYSTEMS)
        with pytest.raises(EstateFaults, match="more cells than the header"):
            import_estate(tmp_path / "more.csv", tmp_path / "map.toml", folder)
        assert {one.name for one in folder.iterdir()} == {"bodies.csv"}

    def test_the_only_council_is_the_body_of_rows_that_do_not_say(self):
        told = SYSTEMS.replace('body = { always = "northmere" }\n', "")
        none = take("Name\nA\n", told)
        assert [one.message for one in none.report.refused] == [
            "nothing says which body this row is of, and the estate does not have exactly one council"
        ]
        assert "always" in none.report.refused[0].hint
        estate = take("Name\nFirst\n", SYSTEMS).tables
        assert table(take("Name\nA\n", told, estate).tables, "systems")[-1]["body"] == "northmere"


def test_the_report_is_the_same_in_words_and_in_data():
    report = brought("servicenow-cis.csv", "servicenow.toml").report
    data = report.as_data()
    assert data["took_any"] is True
    assert data["taken"][0] == {"table": "systems", "added": 5, "replaced": 0, "repeated": 0, "passed_over": 2}
    assert [one["row"] for one in data["refused"]] == [8, 9]
    text = report.as_text()
    for heading in ("TAKEN from 9 rows", "GUESSED", "LEFT", "NEXT"):
        assert heading in text
    assert "row 8, systems system, row refused: system must not be blank; write a short id" in text
    for one in data["guessed"]:
        assert one["message"] in text


def test_a_report_of_thousands_of_refusals_is_cut_short_in_words_and_whole_in_data():
    report = take("Name,x\n" + ",x\n" * 5_000, SYSTEMS).report
    assert len(report.as_data()["refused"]) == 5_000
    assert len(report.as_text().splitlines()) < 60
    assert "and 4961 more (--json has them all)" in report.as_text()


def test_the_same_file_map_and_estate_give_the_same_tables_and_report():
    assert brought("continuity.xlsx", "continuity.toml") == brought("continuity.xlsx", "continuity.toml")


def test_a_row_refused_as_a_system_gives_no_needs_either_so_the_estate_has_no_new_mistake():
    systems = SYSTEMS.replace('system = { from = "Name"', 'system = { from = "Id"')
    needs = """
[[take]]
table = "needs"
[take.columns]
of = { from = "Id", prefix = "northmere." }
on = { from = "Uses", prefix = "northmere.", each = true }
"""
    assert systems != SYSTEMS, "the test would see nothing"
    for mapping in (systems + needs, needs + systems):
        told = take("Id,Name,Uses\nmail,Mail,\npay,,mail\nphones,Phones,mail\n", mapping)
        assert [row["system"] for row in table(told.tables, "systems")] == ["northmere.mail", "northmere.phones"]
        assert table(told.tables, "needs") == [{"of": "northmere.phones", "on": "northmere.mail"}]
        assert all(one.table != "needs" for one in told.report.mistakes)
        assert (EstateCode.REFUSED_BEFORE, 3) in [(one.code, one.row) for one in told.report.refused]


def test_blank_cells_are_filled_where_the_map_says_so_and_the_others_told():
    map_text = '[from]\nrepeats = "fill"\n' + SYSTEMS + 'kind = "Kind"\nowner = "Owner"\n'
    first = take("Name,Kind,Owner\nMail,Server,\nFiles,Server,\n", map_text)
    again = take("Name,Kind,Owner\nMail,Appliance,Head of ICT\nFiles,Server,\n", map_text, first.tables)
    assert table(again.tables, "systems")[0]["owner"] == "Head of ICT"
    assert table(again.tables, "systems")[0]["kind"] == "Server"
    assert [one.sentence for one in again.report.differs] == [
        "row 2, systems kind of northmere.mail: Server stayed; the list says Appliance"
    ]
    assert [(one.replaced, one.repeated) for one in again.report.tables] == [(1, 1)]
    assert again.report.differs[0].sentence in again.report.as_text()
