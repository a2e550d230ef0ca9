"""ArchiMate's exchange format brought into an estate: version 3 and 2.1, and XML that would do harm.

Law: what is only followed is named nowhere; a document type is refused before it is read.
Not here: what holds for every tool (test_bring.py).
"""

import pytest

from battlebox.estate import EstateCode, EstateError
from battlebox.estate.inventory import following
from estate.inventory.exports import ARCHIMATE_2, ARCHIMATE_3, brought, by_id, needs, table, why_left

FOUND = brought("archimate", {"m.xml": ARCHIMATE_3})


def test_what_computes_is_a_system_and_a_business_service_a_service():
    assert {key: row["kind"] for key, row in by_id(FOUND.tables, "systems").items()} == {
        "northmere.case-system": "ApplicationComponent",
        "northmere.database-server": "Node",
    }
    service = by_id(FOUND.tables, "services")["northmere.home-care"]
    assert (service["priority"], service["people"]) == ("P3", "0")
    assert "[WV]" in service["note"]


def test_a_need_goes_past_what_is_only_followed():
    assert needs(FOUND.tables) == {
        ("northmere.home-care", "northmere.case-system"),
        ("northmere.case-system", "northmere.database-server"),
    }


def test_a_flow_between_systems_is_a_way_one_way():
    (path,) = table(FOUND.tables, "paths")
    assert (path["from"], path["to"], path["kind"]) == ("northmere.case-system", "northmere.database-server", "route")
    assert "both_ways" not in path


def test_actors_are_not_named_and_the_rest_is_counted():
    assert "A Person" not in str(FOUND.tables) + FOUND.report.as_text() + FOUND.report.as_csv()
    assert why_left(FOUND.report) == {
        "BusinessProcess: no row of ours, only followed from one to the next": 1,
        "ApplicationService: no row of ours, only followed from one to the next": 1,
        "BusinessActor: no row of ours, only followed from one to the next": 1,
        "nothing follows from its type (Association)": 1,
    }


def test_version_2_1_is_read_with_its_own_words():
    found = brought("archimate", {"m.xml": ARCHIMATE_2})
    assert needs(found.tables) == {("northmere.home-care", "northmere.case-system")}


def test_a_whole_needs_its_parts_and_a_circle_ends():
    parts = '<relationship identifier="r7" source="n1" target="a1" xsi:type="Composition"/></relationships>'
    found = brought("archimate", {"m.xml": ARCHIMATE_3.replace("</relationships>", parts)})
    assert ("northmere.database-server", "northmere.case-system") in needs(found.tables)


BOMB = '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><model>&b;</model>'


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (BOMB, "it has a document type or entities"),
        ('<!DOCTYPE m SYSTEM "file:///etc/passwd"><model/>', "it has a document type or entities"),
        ("<model><elements>", "it is no XML from line 1 on"),
        ("<archimate:model xmlns:archimate='http://www.archimatetool.com/archimate'/>", "it is Archi's own file"),
        ("<model identifier='m'/>", "its root is model of no namespace"),
        ("<bpmn xmlns='http://www.omg.org/spec/BPMN'/>", "its root is bpmn of http://www.omg.org/spec/BPMN"),
        (b"\xff\xfe<\x00m", "it is neither UTF-8 nor UTF-16 text"),
    ],
)
def test_what_is_no_model_is_refused_with_how_to_export_one(said, says):
    with pytest.raises(EstateError) as refused:
        brought("archimate", {"m.xml": said})
    assert refused.value.code is EstateCode.EXPORT_UNREAD
    assert says in str(refused.value)
    assert "Open Exchange" in refused.value.hint


def test_more_relations_than_can_be_followed_are_refused(monkeypatch):
    monkeypatch.setattr(following, "STEPS_MAX", 2)
    with pytest.raises(EstateError, match="cannot be followed in a moment"):
        brought("archimate", {"m.xml": ARCHIMATE_3})
