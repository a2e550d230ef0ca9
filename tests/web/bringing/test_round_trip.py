"""Every kind of file goes in by a desk's ways and comes out the same, or with a stated loss, or is refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from battlebox.marking import Tlp
from battlebox.share.foreign import Converter
from share.foreign.made import INTEL, advisory, attribute, body, cap, event, needs_intel, playbook, tags, uid

sys.path.insert(0, str(Path(__file__).parents[3] / "bench"))

from intel_files import every_file, is_equal, is_named, said
from round_trip import round_trip

AT = "2026-11-24T09:30:00.000Z"


def thing(kind, number, label=None, **says):
    whole = {"type": kind, "spec_version": "2.1", "id": f"{kind}--{uid(number)}", "created": AT, "modified": AT}
    marked = {} if label is None else {"object_marking_refs": [label.stix_id]}
    return whole | says | marked


def tool(number, label=None, **says):
    return thing("tool", number, label, **{"name": "a tool"} | says)


def address(number, value, label):
    return {"type": "domain-name", "spec_version": "2.1", "id": f"domain-name--{uid(number)}", "value": value,
            "object_marking_refs": [label.stix_id]}  # fmt: skip


OLD = {"type": "tool", "id": f"tool--{uid(1)}", "created": AT, "modified": AT, "name": "a", "labels": ["remote-access"]}
BAD = f"tool--{uid(2)}"
NOT_RED = (*(label for label in Tlp if label is not Tlp.RED), None)
EVENT = event(attribute(1), attribute(2), Tag=tags("tlp:green"))
FILES = {
    # What comes out as it went in.
    "labels.json": {"objects": [tool(at, label, name='the "tool"') for at, label in enumerate(NOT_RED, 1)]},
    "one.json": tool(1, Tlp.CLEAR, description="two\nlines, a \\ and \u2028"),
    "values.json": {"objects": [address(1, "bad1.example.org", Tlp.CLEAR), address(2, "=bad", Tlp.CLEAR)]},
    "alert.xml": cap(),
    # What comes out with a loss that is stated.
    "half.json": {"objects": [tool(1, Tlp.GREEN), tool(2, created="yesterday"), 7]},
    "red.json": {"objects": [tool(1, Tlp.GREEN), tool(2, Tlp.RED)]},
    "old.json": {"type": "bundle", "spec_version": "2.0", "objects": [OLD, OLD | {"id": BAD, "modified": 7}]},
    "event.json": body(EVENT),
    "playbook.json": playbook(),
    "advisory.json": advisory(),
    "values.csv": b"value,label\nbad1.example.org,CLEAR\nbad2.example.org,\n",
    # What is held back: it names something that is not here.
    "dangling.json": {"objects": [tool(1, Tlp.CLEAR), tool(2, Tlp.CLEAR, created_by_ref=f"identity--{uid(9)}")]},
    # What is refused.
    "schema.json": {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"},
    "schema.xsd": b'<schema xmlns="http://www.w3.org/2001/XMLSchema"/>',
    "page.html": b"<!doctype html><html></html>",
    "cut.json": b'{"objects": [',
    "braces.json": b"<{}>",
    "galaxy.json": {"values": [], "uuid": "x", "category": "x"},
    "letter.txt": b"Dear all",
    "unsound.json": tool(1, modified="2026-11-24T09:29:00.000Z"),
    "update.xml": cap(msgType="Update", references="desk@northmere.example,nm-0,2026-11-24T08:30:00-00:00"),
}
EQUAL = {"labels.json", "one.json", "values.json", "alert.xml", "dangling.json", "values.csv"}
REFUSED = {
    "schema.json": "schema", "schema.xsd": "schema", "page.html": "web_page", "cut.json": "not_json",
    "braces.json": "not_json", "galaxy.json": "galaxy", "letter.txt": "unknown_kind", "unsound.json": "",
    "update.xml": "unknown_alert",
}  # fmt: skip


@pytest.fixture(scope="module")
def converter():
    with Converter() as made:
        yield made


@pytest.fixture
def told(django_stands, converter):
    return {
        name: round_trip(one if isinstance(one, bytes) else json.dumps(one).encode(), name, converter)
        for name, one in FILES.items()
    }


def test_every_kind_of_file_comes_out_the_same_with_a_stated_loss_or_is_refused_by_name(told):
    assert {name: one.lost for name, one in told.items() if one.lost} == {}
    assert {name for name, one in told.items() if is_equal(one)} == EQUAL
    assert {name: one.refused for name, one in told.items() if not one.is_in} == REFUSED
    assert all(is_named(one) for one in told.values())


def test_what_was_refused_of_a_file_is_counted_beside_what_was_kept(told):
    half, old = told["half.json"], told["old.json"]
    assert (half.things, half.same, half.posted, sum(half.reasons.values())) == (1, 1, 1, 2)
    assert (old.things, old.same, sum(old.reasons.values())) == (1, 1, 1)
    assert old.losses == ["it was STIX 2.0, and was converted"]
    assert list(told["dangling.json"].held_back) == ["it names something that is not here"]


def test_a_third_council_is_given_what_may_go_and_no_more(told):
    """Of the labels that are kept and none: CLEAR and GREEN."""
    assert told["labels.json"].given == {"stix": 2, "misp": 0, "csv": 0}
    assert told["event.json"].given["misp"] == told["event.json"].given["csv"] > 0
    # No other council would be able to open a table with the second.
    assert told["values.json"].given == {"stix": 2, "misp": 2, "csv": 1}


def test_the_page_about_the_files_counts_each_of_them_once(told):
    page = said({Path("made") / name: one for name, one in told.items()})
    assert f"| made | {len(FILES)} | {len(EQUAL)} |" in page
    assert "None lost anything without a word" in page


def test_what_comes_out_changed_would_be_seen(django_stands, converter, monkeypatch):
    """Otherwise the tests above could say nothing."""
    from battlebox.web.taxii.handler import TaxiiHandler

    straight = TaxiiHandler.__call__

    def changed(self, environ, start_response):
        answer = straight(self, environ, start_response)
        if environ["REQUEST_METHOD"] == "GET":
            answer.content = answer.content.replace(b"a tool", b"a t00l")
        return answer

    monkeypatch.setattr(TaxiiHandler, "__call__", changed)
    lost = round_trip(json.dumps(tool(1, Tlp.CLEAR)).encode(), "one.json", converter).lost
    assert lost == ["1 came back with other bytes than were read", "posted, it came back with other bytes"]


@needs_intel
def test_every_public_sample_comes_out_the_same_with_a_stated_loss_or_is_refused_by_name(django_stands, converter):
    every = every_file(INTEL, converter)
    assert {str(name): one.lost for name, one in every.items() if one.lost} == {}
    assert [str(name) for name, one in every.items() if not is_named(one)] == []
    # One is a list of test cases, which is no format of anybody's.
    assert [name.name for name, one in every.items() if one.refused == "unknown_kind"] == ["testcases.json"]
    assert sum(one.is_in for one in every.values()) > 200
