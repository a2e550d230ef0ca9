"""A foreign file is recognised by what is in it, read by its reader, and told in one form; and all public samples."""

import json
from collections import Counter
from dataclasses import replace

import pytest

from battlebox.journal import EXERCISE
from battlebox.marking import Tlp
from battlebox.share import marked as said_by_a_drill
from battlebox.share.foreign import Bringing, Converter, ForeignCode, ForeignError, Format, recognise
from share.foreign.made import INTEL, NOW, advisory, attribute, body, cap, event, needs_intel, playbook, tags, uid

OLD = {"type": "bundle", "spec_version": "2.0", "objects": [{"type": "tool", "id": "tool--1", "created": "x"}]}
AT = "2026-11-24T09:30:00.000Z"
TOOL = {"type": "tool", "spec_version": "2.1", "id": f"tool--{uid(1)}", "created": AT, "modified": AT, "name": "a tool"}
NEW = {"type": "bundle", "objects": [TOOL]}
TABLE = b"value,label\nbad.example.org,GREEN\n"


def dumped(says):
    return json.dumps(says).encode()


@pytest.mark.parametrize(
    ("content", "name", "form"),
    [
        (body(event(attribute(1))), "x.txt", Format.MISP),
        (dumped([{"Event": event(attribute(1))}]), "", Format.MISP),
        (cap(), "", Format.CAP),
        (playbook(), "", Format.CACAO),
        (dumped(advisory()), "misp.json", Format.CSAF),
        (dumped(NEW), "", Format.STIX),
        (dumped(NEW["objects"][0]), "", Format.STIX),
        (dumped({"objects": []}), "", Format.STIX),
        (dumped(OLD), "", Format.STIX_TWO_NOUGHT),
        (dumped({"type": "bundle", "objects": [{"type": "tool", "created": "x"}]}), "", Format.STIX_TWO_NOUGHT),
        (dumped({"values": [], "uuid": "x", "category": "x"}), "", Format.GALAXY),
        (b"\xef\xbb\xbfkind;value\n", "", Format.TABLE),
        (b"a,b\n", "x.csv", Format.TABLE),
    ],
)
def test_a_format_is_told_by_what_is_in_the_file(content, name, form):
    assert recognise(content, name) is form


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ForeignCode.UNKNOWN_KIND),
        (b"hello", ForeignCode.UNKNOWN_KIND),
        (b"{}", ForeignCode.UNKNOWN_KIND),
        (b"[]", ForeignCode.UNKNOWN_KIND),
        (b"[1]", ForeignCode.UNKNOWN_KIND),
        (b"{", ForeignCode.NOT_JSON),
        (b'{"Event":1,"Event":2}', ForeignCode.NAME_TWICE),
        (dumped({"marking-tlp--1": {}}), ForeignCode.PART_ALONE),
        (dumped({"$schema": "x", "title": "y"}), ForeignCode.UNKNOWN_KIND),
        (b"PK\x03\x04", ForeignCode.UNKNOWN_KIND),
        (b"<{}>", ForeignCode.UNKNOWN_KIND),
        (dumped({"marking-statement--1": {}}), ForeignCode.PART_ALONE),
        (dumped({"type": "extension-definition", "name": "layout"}), ForeignCode.PART_ALONE),
        (dumped({"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}), ForeignCode.SCHEMA),
        (b'<!-- a --><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"/>', ForeignCode.SCHEMA),
        (b"\n<!DOCTYPE html><html><body>Sign in</body></html>", ForeignCode.WEB_PAGE),
        (b"<HTML><a>", ForeignCode.WEB_PAGE),
    ],
)
def test_what_is_nothing_known_is_refused_by_name(content, code):
    with pytest.raises(ForeignError) as error:
        recognise(content)
    assert error.value.code is code


@pytest.mark.parametrize(
    ("content", "place"),
    [(b"<{}>", "line 1, column 1"), (b'{"a": 1,\n "b": ]}', "line 2, column 7"), (b"hello", "line 1, column 1")],
)
def test_what_is_called_json_and_is_none_is_told_so_and_where(content, place):
    with pytest.raises(ForeignError) as error:
        recognise(content, "warning.json")
    assert (error.value.code, error.value.place) == (ForeignCode.NOT_JSON, place)


def test_an_alert_that_speaks_of_a_page_or_a_schema_is_an_alert():
    said = cap().replace(b"<headline>", b"<headline>&lt;html> and &lt;schema> <![CDATA[<html>]]>")
    assert recognise(said) is Format.CAP


def test_xml_that_breaks_off_says_in_which_line(bringing):
    with pytest.raises(ForeignError) as error:
        list(bringing.bring(b"<alert>\n<info>\n</alert>"))
    assert (error.value.code, error.value.place) == (ForeignCode.NOT_XML, "line 3")


@pytest.fixture(scope="module")
def bringing():
    with Converter() as converter:
        yield Bringing("eastholt", NOW, converter)


def test_each_format_is_brought_with_its_label_and_counts(bringing):
    found = {
        form: next(bringing.bring(content))
        for form, content in {
            "misp": body(event(attribute(1), Tag=tags("tlp:amber"))),
            "cap": cap(),
            "cacao": playbook(),
            "csaf": dumped(advisory()),
            "stix": dumped(NEW),
            "csv": b"value,label\nbad.example.org,GREEN\n",
        }.items()
    }
    assert {form: part.label for form, part in found.items()} == {
        "misp": Tlp.AMBER, "cap": Tlp.CLEAR, "cacao": None, "csaf": Tlp.GREEN, "stix": None, "csv": Tlp.GREEN,
    }  # fmt: skip
    assert all(part.is_in for part in found.values())
    assert found["csv"].counts == {"domain": 1}


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (dumped(NEW), "application/stix+json"),
        (body(event(attribute(1), Tag=tags("tlp:amber"))), "application/json"),
        (TABLE, "text/csv"),
        (dumped({"format": "battlebox-after-action/1", "says": EXERCISE}), "application/json"),
    ],
)
def test_what_a_drills_desk_gave_is_refused_by_a_real_one_as_what_it_is(bringing, content, kind):
    given = said_by_a_drill(content, kind)
    with pytest.raises(ForeignError) as error:
        list(bringing.bring(given))
    assert error.value.code is ForeignCode.OF_A_DRILL
    assert "nothing in it happened" in str(error.value)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (dumped(NEW), "application/stix+json"),
        (body(event(attribute(1), Tag=tags("tlp:amber"))), "application/json"),
        (cap(status="Exercise"), "application/xml"),
        (TABLE, "text/csv"),
    ],
)
def test_a_drills_own_desk_takes_what_it_gave(bringing, content, kind):
    (part,) = replace(bringing, practice=True).bring(said_by_a_drill(content, kind))
    assert part.is_in
    assert part.counts


OPENED_AND_SAVED = {
    "with semicolons": f"exercise;value;label\n{EXERCISE};bad.example.org;GREEN\n",
    "in quotes": f'"exercise","value","label"\n"{EXERCISE}","bad.example.org","GREEN"\n',
    "with the column last": f"value,label,exercise\nbad.example.org,GREEN,{EXERCISE}\n",
    "with a row of their own": f"exercise,value,label\n,new.example.org,GREEN\n{EXERCISE},bad.example.org,GREEN\n",
}


@pytest.mark.parametrize("table", OPENED_AND_SAVED.values(), ids=OPENED_AND_SAVED)
def test_a_drills_table_that_a_spreadsheet_saved_anew_is_still_a_drills(bringing, table):
    with pytest.raises(ForeignError) as error:
        list(bringing.bring(table.encode(), "table.csv"))
    assert error.value.code is ForeignCode.OF_A_DRILL
    (part,) = replace(bringing, practice=True).bring(table.encode(), "table.csv")
    assert part.is_in
    assert part.counts["domain"] == table.count(".example.org")


def test_a_column_that_is_called_exercise_and_says_something_else_is_no_column_of_a_table(bringing):
    for practice in (False, True):
        with pytest.raises(ForeignError) as error:
            list(replace(bringing, practice=practice).bring(b"value,exercise\nbad.example.org,no\n"))
        assert error.value.code is ForeignCode.UNKNOWN_COLUMN


def test_words_that_speak_of_an_exercise_are_no_drills_file(bringing):
    spoken = dumped({**NEW, "objects": [{**TOOL, "name": f"seen in {EXERCISE}"}]})
    assert all(part.is_in for part in bringing.bring(spoken))


def test_what_is_said_to_be_another_format_is_refused(bringing):
    with pytest.raises(ForeignError) as error:
        list(bringing.bring(cap(), form=Format.CSAF))
    assert error.value.code is ForeignCode.NOT_JSON


def test_an_object_of_stix_that_is_not_sound_is_refused_by_its_id_and_its_neighbour_is_taken(bringing):
    bad = {**TOOL, "id": f"tool--{uid(2)}", "modified": "2026-11-24T09:29:00.000Z"}
    (part,) = bringing.bring(dumped({"objects": [bad, TOOL]}))
    assert [one.id for one in part.things] == [TOOL["id"]]
    assert [(one.place, one.code) for one in part.refused] == [(bad["id"], ForeignCode.UNSOUND)]


def test_stix_of_the_old_kind_is_converted_and_what_cannot_be_is_refused_by_its_id(bringing):
    old = {name: value for name, value in TOOL.items() if name != "spec_version"} | {"labels": ["remote-access"]}
    bad = {**old, "id": f"tool--{uid(2)}", "modified": "yesterday"}
    (part,) = bringing.bring(dumped({"type": "bundle", "spec_version": "2.0", "objects": [old, bad]}))
    assert [(one.id, one.says["tool_types"]) for one in part.things] == [(TOOL["id"], ["remote-access"])]
    assert [one.place for one in part.refused] == [bad["id"]]
    assert "it was STIX 2.0, and was converted" in part.notes


@needs_intel
def test_every_public_sample_is_in_or_refused_with_its_named_reason(bringing):
    # The real events have a test of their own, and large files a bench.
    files = [one for one in sorted(INTEL.rglob("*")) if one.is_file() and one.stat().st_size < 100_000]
    told = Counter()
    for path in files:
        if path.parent.name != "eset-misp":
            told.update(what_became(bringing, path))
    assert min(told[form] for form in ("stix", "misp", "cap", "cacao", "csaf", "refused")) > 0
    assert sum(told.values()) > 200


def what_became(bringing, path):
    try:
        parts = list(bringing.bring(path.read_bytes(), path.name))
    except ForeignError:
        return ["refused"]
    assert all(part.is_in or part.refused for part in parts)
    return [part.format.value if part.is_in else "refused" for part in parts]


def brought(content, name="", form=None):
    with Converter() as converter:
        return list(Bringing("eastholt", NOW, converter).bring(content, name, form=form))


def marked(number, label, **more):
    return {**TOOL, "id": f"tool--{uid(number)}", "object_marking_refs": [label.stix_id], **more}


def test_what_is_red_in_a_bundle_is_refused_by_name_and_its_neighbours_are_taken():
    part_red = {"granular_markings": [{"marking_ref": Tlp.RED.stix_id, "selectors": ["name"]}]}
    objects = [
        marked(1, Tlp.RED),
        marked(2, Tlp.GREEN),
        {**TOOL, "id": f"tool--{uid(3)}", **part_red},
        marked(4, Tlp.AMBER_STRICT),
    ]
    (part,) = brought(dumped({"type": "bundle", "objects": objects}))
    assert [thing.id for thing in part.things] == [f"tool--{uid(2)}", f"tool--{uid(4)}"]
    assert [(one.place, one.code) for one in part.refused] == [
        (f"tool--{uid(1)}", ForeignCode.RED),
        (f"tool--{uid(3)}", ForeignCode.RED),
    ]
    (part,) = brought(dumped({"type": "bundle", "objects": objects[:1]}))
    assert (part.is_in, part.refused[0].code) == (False, ForeignCode.RED)


def test_a_row_that_is_red_is_named_by_its_place_in_the_table():
    (part,) = brought(b"value,label\ngood.example.org,TLP:GREEN\nbad.example.org,TLP:RED\n", "x.csv")
    assert [(one.place, one.code) for one in part.refused] == [("indicator 2 of the table", ForeignCode.RED)]
    assert [thing.says["pattern"] for thing in part.things] == ["[domain-name:value = 'good.example.org']"]


def test_a_document_that_is_red_is_refused_as_a_whole_and_says_nothing():
    says = advisory()
    says["document"]["distribution"] = {"tlp": {"label": "RED"}}
    (part,) = brought(dumped(says))
    assert (part.is_in, part.title, part.counts, part.found) == (False, "", {}, None)
    assert [one.code for one in part.refused] == [ForeignCode.RED]
