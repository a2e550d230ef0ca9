from __future__ import annotations

import orjson
import pytest

from battlebox.share.intel import stix_id
from battlebox.share.taxii import TaxiiError
from share.intel.examples import STAMP, example


@pytest.fixture
def opened_file(django_stands):
    from battlebox.web.taxii.opened import opened_file

    return opened_file


def test_a_file_of_ours_may_be_a_bundle_of_stix_2_0(opened_file):
    old = {"type": "campaign", "id": stix_id("campaign", "old"), "created": STAMP, "modified": STAMP, "name": "Letters"}
    body = orjson.dumps({"type": "bundle", "id": stix_id("bundle", "a"), "spec_version": "2.0", "objects": [old]})
    things, refused = opened_file(body)
    assert [thing.says["spec_version"] for thing in things] == ["2.1"]
    assert refused == []


def test_a_file_of_ours_may_be_an_envelope_or_a_bundle(opened_file):
    for container in ({}, {"type": "bundle", "id": stix_id("bundle", "a")}):
        things, refused = opened_file(orjson.dumps(container | {"objects": [example("tool"), {"id": "x", "hello": 1}]}))
        assert [thing.id for thing in things] == [example("tool")["id"]]
        assert len(refused) == 1


@pytest.mark.parametrize("body", [b"[]", b'{"a": 1}', b"", b"hello"])
def test_a_file_that_holds_no_stix_is_not_called_a_bad_envelope(opened_file, body):
    with pytest.raises(TaxiiError) as wrong:
        opened_file(body)
    assert wrong.value.more == "it holds no STIX objects"
