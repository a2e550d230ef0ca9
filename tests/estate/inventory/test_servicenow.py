"""ServiceNow's configuration items and relations brought into an estate: tables by names or labels, and the Table API.

Law: what is left out says why; no person's name comes in.
Not here: what holds for every tool (test_bring.py).
"""

import pytest

from battlebox.estate import EstateCode, EstateError
from estate.inventory.exports import ITEMS_CSV, RELATIONS_CSV, brought, by_id, needs, table, why_left

FILES = {"cmdb_ci.csv": ITEMS_CSV, "cmdb_rel_ci.csv": RELATIONS_CSV}
FOUND = brought("servicenow", FILES)


def test_what_computes_becomes_a_system_with_its_group_and_no_persons_name():
    assert by_id(FOUND.tables, "systems")["northmere.nmdc-dc01"] == {
        "system": "northmere.nmdc-dc01",
        "name": "NMDC-DC01",
        "body": "northmere",
        "kind": "Windows Server",
        "owner": "Infrastructure",
        "note": "ServiceNow: Windows Server; Production; at Town Hall",
    }
    assert "A Person" not in str(FOUND.tables)
    assert b"A Person" not in FOUND.report.to_bytes()


def test_a_business_service_becomes_a_service_whose_figures_are_marked():
    service = by_id(FOUND.tables, "services")["northmere.home-care"]
    assert (service["priority"], service["rto_h"], service["mtpd_h"], service["people"]) == ("P1", "4", "24", "0")
    assert "[WV] rto_h, mtpd_h and people are not from the export" in service["note"]
    assert [*by_id(FOUND.tables, "services")] == ["northmere.home-care"]


def test_what_depends_or_runs_on_something_needs_it():
    assert needs(FOUND.tables) == {
        ("northmere.home-care", "northmere.case-system"),
        ("northmere.case-system", "northmere.nmdc-sql02"),
    }


def test_what_connects_or_manages_is_a_way():
    paths = {(row["from"], row["to"], row["kind"], row.get("both_ways", "")) for row in table(FOUND.tables, "paths")}
    dc, sql = "northmere.nmdc-dc01", "northmere.nmdc-sql02"
    assert paths == {(dc, sql, "route", "y"), (dc, sql, "admin", "")}


def test_every_other_thing_says_why_it_was_left():
    assert why_left(FOUND.report) == {
        "its operational_status is retired": 1,
        "a Rack neither computes nor is given to people": 1,
        "an end of it was not sent, was left out, or shares its name with another": 1,
        "nothing follows from its type (Cools::Cooled by)": 1,
    }


@pytest.mark.parametrize(
    ("word", "of", "on"),
    [
        ("Hosted on::Hosts", "a", "b"),
        ("Virtualized by::Virtualizes", "a", "b"),
        ("Uses::Used by", "a", "b"),
        ("Provides storage for::Stored on", "b", "a"),
    ],
)
def test_who_stops_without_whom_goes_by_the_type(word, of, on):
    files = {"i.csv": "name,sys_class_name\na,Server\nb,Server\n", "r.csv": f"parent,type,child\na,{word},b\n"}
    assert needs(brought("servicenow", files).tables) == {(f"northmere.{of}", f"northmere.{on}")}


def test_members_are_alternatives():
    items = "name,sys_class_name\nc,Cluster\na,Server\nb,Server\n"
    relations = "parent,type,child\nc,Members::Member of,a\nc,Members::Member of,b\n"
    found = brought("servicenow", {"i.csv": items, "r.csv": relations})
    assert [row["any_of"] for row in table(found.tables, "needs")] == ["members", "members"]


def test_the_table_api_joins_by_number_with_display_values_or_without():
    items = {
        "result": [
            {"sys_id": "1", "name": "twin", "sys_class_name": "cmdb_ci_linux_server", "operational_status": "1"},
            {"sys_id": "2", "name": "twin", "sys_class_name": "cmdb_ci_linux_server", "operational_status": "1"},
            {"sys_id": "3", "name": "gone", "sys_class_name": "cmdb_ci_linux_server", "operational_status": "6"},
        ]
    }
    link = "https://northmere.example/api/now/table/cmdb_ci/1"
    relation = {
        "parent": {"display_value": "twin", "link": link, "value": "1"},
        "child": {"link": link, "value": "2"},
        "type": {"display_value": "Depends on::Used by", "value": "9"},
    }
    found = brought("servicenow", {"i.json": items, "r.json": {"result": [relation]}})
    assert needs(found.tables) == {("northmere.twin-1", "northmere.twin-2")}
    assert why_left(found.report) == {"its operational_status is retired": 1}


def test_two_of_one_name_are_not_joined_by_it():
    items = "sys_id,name,sys_class_name\n1,twin,Server\n2,twin,Server\n3,other,Server\n"
    found = brought("servicenow", {"i.csv": items, "r.csv": "parent,type,child\ntwin,Runs on::Runs,other\n"})
    assert "needs" not in found.tables.tables
    assert sorted(by_id(found.tables, "systems")) == ["northmere.other", "northmere.twin-1", "northmere.twin-2"]


def test_a_company_is_a_body_where_somebody_says_so():
    items = "name,sys_class_name,company\na,Server,Eastholt Council\n"
    found = brought("servicenow", {"i.csv": items}, bodies={"Eastholt Council": "eastholt"})
    assert by_id(found.tables, "systems")["eastholt.a"]["body"] == "eastholt"


def test_a_list_with_labels_is_read_and_its_class_may_stand_in_its_name():
    files = {
        "list.csv": "Name,Class,Operational status\na,Windows Server,Retired\nb,Windows Server,Operational\n",
        "cmdb_ci_linux_server.csv": "name,operational_status\nc,Operational\n",
    }
    found = brought("servicenow", files)
    assert {key: row["kind"] for key, row in by_id(found.tables, "systems").items()} == {
        "northmere.b": "Windows Server",
        "northmere.c": "cmdb_ci_linux_server",
    }


def test_a_table_of_something_else_is_refused_by_its_columns():
    with pytest.raises(EstateError) as refused:
        brought("servicenow", {"incident.csv": "number,opened\nINC1,today\n"})
    assert refused.value.code is EstateCode.EXPORT_UNREAD
    assert "neither a name nor parent, child and type: number, opened" in str(refused.value)
