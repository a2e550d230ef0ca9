from __future__ import annotations

import orjson
import pytest

from battlebox.share.intel import IntelCode, IntelError, read_bundle, read_envelope

GOOD = {
    "type": "campaign",
    "spec_version": "2.1",
    "id": "campaign--6f4d5f51-3f3b-4c07-9a3e-0d5f6f1f7a01",
    "created": "2025-11-24T09:30:00.000Z",
    "modified": "2025-11-24T09:30:00.000Z",
    "name": "Letters about parking fines",
}


def test_good_objects_come_through_in_their_order():
    other = GOOD | {"id": "campaign--6f4d5f51-3f3b-4c07-9a3e-0d5f6f1f7a02"}
    found = read_envelope(orjson.dumps({"objects": [GOOD, other]}))
    assert [thing.id for thing in found.things] == [GOOD["id"], other["id"]]
    assert found.refused == ()
    assert orjson.loads(found.things[0].raw) == GOOD


def test_one_bad_object_never_takes_its_neighbours_with_it():
    bad = {name: value for name, value in GOOD.items() if name != "name"}
    found = read_envelope(orjson.dumps({"objects": [GOOD, bad, 7, GOOD]}))
    assert len(found.things) == 2
    assert [why.code for why in found.refused] == [IntelCode.MISSING, IntelCode.NOT_AN_OBJECT]
    assert found.refused[0].sentence == "this object needs name"


def test_a_bundle_is_told_from_an_envelope():
    body = orjson.dumps({"type": "bundle", "id": "bundle--1", "objects": [GOOD]})
    with pytest.raises(IntelError, match="this is a STIX bundle, and TAXII takes an envelope") as caught:
        read_envelope(body)
    assert caught.value.code is IntelCode.A_BUNDLE
    assert [thing.id for thing in read_bundle(body).things] == [GOOD["id"]]
