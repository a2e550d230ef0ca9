"""Bring a file at the desk: looked at first, kept by a person's yes, and what became of each part by name."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from battlebox.desk import Role
from battlebox.marking import Tlp
from share.foreign.made import cap
from web.desk_page import words
from web.partnering.conftest import thing

TABLE = b"value,label\nbad[.]example[.]org,TLP:GREEN\nworse.example.org,TLP:AMBER\n"


@pytest.fixture
def ours(desk_page):
    return desk_page("northmere")


def bundle(*things):
    return json.dumps({"type": "bundle", "id": "bundle--x", "objects": [dict(one.says) for one in things]}).encode()


def test_nothing_is_kept_before_the_yes_and_each_part_is_named_after_it(opened, sharing, bring, ours):
    from battlebox.web.models import Arrival, IntelObject

    at, said = bring(ours, TABLE, "seen.csv", yes=False)
    assert "Would be stored" in said
    assert "2 domain" in said
    assert not IntelObject.objects.exists()
    ours.send(at, {"why": "on a stick"})
    held = IntelObject.objects.filter(ours="northmere")
    assert {(each.owner, each.source) for each in held} == {("eastholt", "file")}
    said = words(ours.get(at))
    assert said.count("Stored") >= 2
    assert all(each.stix_id in said for each in held)
    assert bytes(Arrival.objects.get().raw) == b""
    assert "brought in a file of Eastholt Council" in words(ours.get(opened.at("log/")))


def test_a_file_brought_twice_is_known_and_nothing_is_doubled(sharing, bring, ours):
    from battlebox.web.models import IntelObject

    body = bundle(thing("a beacon", Tlp.GREEN), thing("a second", Tlp.GREEN))
    bring(ours, body)
    _, said = bring(ours, body, yes=False)
    assert "Would be known already" in said
    assert "Nothing in it is new and can be kept" in said
    assert IntelObject.objects.count() == 2


def test_a_file_that_is_refused_says_why_and_offers_no_yes(sharing, bring, ours):
    _, said = bring(ours, b"PK\x03\x04", yes=False)
    assert "Refused" in said
    assert "Keep it?" not in said


def test_one_bad_object_is_refused_by_name_and_its_neighbours_are_kept(sharing, bring, ours):
    good = thing("a beacon", Tlp.GREEN)
    bad = {**dict(thing("bad", Tlp.GREEN).says), "pattern": "no pattern"}
    body = json.dumps({"type": "bundle", "id": "bundle--x", "objects": [dict(good.says), bad]}).encode()
    _, said = bring(ours, body)
    assert f"{bad['id']} Refused" in said
    assert f"{good.id} Stored" in said


def test_what_waits_is_seen_by_whoever_sent_it_up_alone(opened, sharing, bring, ours, desk_page):
    at, _ = bring(ours, TABLE, yes=False)
    for other in ("northmere", "eastholt", "farwick"):
        desk_page(other).get(at, expect=404)


def test_each_council_sees_its_own_files_and_a_stranger_sees_no_page(opened, sharing, bring, ours, desk_page, council):
    at, _ = bring(ours, TABLE, "seen-by-them.csv")
    page = desk_page(council)
    page.get(at, expect=200 if council == "northmere" else 404)
    for place in ("came/", "came/documents/", "came/bring/"):
        answer = page.get(opened.at(f"partners/{place}"), expect=404 if council == "farwick" else 200)
        assert ("seen-by-them.csv" in words(answer)) == (council == "northmere" and place == "came/")


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST])
def test_who_may_not_is_told_who_may(opened, sharing, desk_page, officer, role):
    page = desk_page(officer("northmere", role=role.value))
    at = opened.at("partners/came/bring/")
    assert "may not say what a partner may have" in words(page.get(at))
    page.post(at, {"file": SimpleUploadedFile("x", TABLE), "owner": "eastholt"}, expect=422)


def test_what_a_partner_that_is_not_let_in_gave_is_kept_apart_until_it_is(opened, sharing, bring, ours):
    from battlebox.web.models import Document, IntelObject

    bring(ours, TABLE, owner="farwick")
    bring(ours, cap(), "alert.cap", owner="farwick")
    assert {each.is_quarantined for each in (*IntelObject.objects.all(), *Document.objects.all())} == {True}
    ours.send(opened.at("partners/with/farwick/let-in/"), {"why": "rung"})
    assert {each.is_quarantined for each in (*IntelObject.objects.all(), *Document.objects.all())} == {False}


def test_a_table_put_into_a_collection_goes_no_further_than_its_labels(sharing, bring, ours):
    from battlebox.web.models import IntelObject

    bring(ours, TABLE, into=str(sharing.collection.pk))
    by_label = {each.tlp: each.audience for each in IntelObject.objects.all()}
    assert by_label == {"GREEN": [], "AMBER": ["northmere"]}


def test_another_body_needs_its_short_name(opened, sharing, ours):
    data = {"file": SimpleUploadedFile("x", TABLE), "owner": "-", "other": "The NCSC"}
    said = words(ours.send(opened.at("partners/came/bring/"), data, expect=422))
    assert "short name" in said


def test_stix_of_the_old_kind_is_converted_or_refused_by_name(sharing, bring, ours):
    from battlebox.web.models import IntelObject

    old = {
        "type": "indicator", "id": "indicator--00000001-0000-4000-8000-000000000000",
        "created": "2026-11-24T09:30:00.000Z", "modified": "2026-11-24T09:30:00.000Z", "labels": ["malicious-activity"],
        "pattern": "[domain-name:value = 'bad.example.org']", "valid_from": "2026-11-24T09:30:00Z",
    }  # fmt: skip
    lost = {**old, "id": "indicator--00000002-0000-4000-8000-000000000000", "pattern": "nothing"}
    body = json.dumps({"type": "bundle", "id": "bundle--x", "spec_version": "2.0", "objects": [old, lost]}).encode()
    _, said = bring(ours, body)
    assert f"{lost['id']} Refused" in said
    assert [each.stix_id for each in IntelObject.objects.all()] == [old["id"]]
