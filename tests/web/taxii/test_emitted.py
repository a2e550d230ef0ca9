"""What our server gives out, and what our own desk issues anew, passes the validator of OASIS and stix2."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import stix2

from battlebox.marking import Tlp
from battlebox.share.intel import facts, sound
from share.emitting.emitters import EMITTERS
from share.emitting.outside import faults_of
from share.intel.examples import MORE, example

AS_THEY_CAME = {"305", "401"}
"""What a partner leaves out that it should say: it is passed on as it came."""


def faults(objects):
    return [
        f"{says['id']}: {why}"
        for says in objects
        for why in faults_of(says)
        if not any(f"{{{code}}}" in why for code in AS_THEY_CAME)
    ]


def test_an_object_of_every_type_comes_out_as_it_went_in_and_passes(feed):
    # A process has an id that is drawn by lot.
    drawn = {"process": "process--6d1c3a52-5b1e-4b6f-8a51-0f1f5a0d7c11"}
    things = [
        example(kind, object_marking_refs=[Tlp.CLEAR.stix_id], **({"id": drawn[kind]} if kind in drawn else {}))
        for kind in MORE
    ]
    # What each of them names, so that nothing waits.
    named = [example(kind, id=said) for said in sorted(_missing(things)) for kind in [said.partition("--")[0]]]
    named = [each | {"object_marking_refs": [Tlp.CLEAR.stix_id]} for each in named]
    assert feed.post("eastholt", *things, *named).says["failure_count"] == 0
    answer = feed.get("farwick", "limit=1000")
    assert {each["type"] for each in answer.says["objects"]} == set(facts.DOMAIN) | set(facts.OBSERVABLE)
    assert sorted(map(repr, answer.says["objects"])) == sorted(map(repr, [*things, *named]))
    assert faults(answer.says["objects"]) == []
    whole = {"type": "bundle", "id": "bundle--6d1c3a52-5b1e-4b6f-8a51-0f1f5a0d7c11", "objects": answer.says["objects"]}
    assert len(stix2.parse(whole, allow_custom=True).objects) == len(things) + len(named)


def _missing(things):
    there = {each["id"] for each in things}
    ids = re.findall(r"'([a-z][a-z0-9-]*--[0-9a-f-]{36})'", repr(things))
    return {each for each in ids if not each.startswith(("marking-", "extension-"))} - there


def test_what_the_emitters_make_goes_through_our_own_server(feed):
    for make in EMITTERS.values():
        things = [each | {"object_marking_refs": [Tlp.CLEAR.stix_id]} for each in make()]
        once = list({(each["id"], each.get("modified")): each for each in things}.values())
        says = feed.post("eastholt", *once).says
        assert [each for each in says.get("failures", []) if "a label" not in each["message"]] == []
    objects = feed.get("farwick", "limit=1000").says["objects"]
    assert len(objects) > 100
    assert faults(objects) == []


def test_what_is_issued_anew_under_a_freer_label_passes(feed):
    from battlebox.web.models import IntelObject
    from battlebox.web.partnering.doing import issued, may_loosen

    feed.put(*(example(kind, object_marking_refs=[Tlp.AMBER_STRICT.stix_id]) for kind in facts.DOMAIN))
    now = datetime.now(UTC)
    rows = [row for row in IntelObject.objects.all() if not may_loosen(row, "northmere")]
    assert len(rows) == len(facts.DOMAIN)
    objects = [issued(row, "northmere", Tlp.GREEN, now).says for row in rows]
    assert [sound(each) for each in objects if sound(each)] == []
    assert faults(objects) == []
