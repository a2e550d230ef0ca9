from __future__ import annotations

import os
from pathlib import Path

import orjson
import pytest

from battlebox.share.intel import IntelCode, IntelError, from_stix20, labels_of, stix_id, worked_out_id
from share.intel.examples import STAMP

DATA = Path(os.environ.get("BATTLEBOX_INTEL", Path(__file__).parents[4] / "shared" / "data" / "intel"))
RED = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"
OLD = {"created": STAMP, "modified": STAMP}


def bundle(*objects):
    return orjson.dumps({"type": "bundle", "id": stix_id("bundle", "a"), "spec_version": "2.0", "objects": objects})


def indicator(**more):
    said = {
        "pattern": "[url:value = 'https://northmere.example/']",
        "valid_from": STAMP,
        "labels": ["malicious-activity"],
    }
    return OLD | said | {"type": "indicator", "id": stix_id("indicator", "old")} | more


def test_labels_that_were_kinds_become_kinds_and_others_stay():
    found = from_stix20(bundle(indicator(labels=["malicious-activity", 'misp:type="url"', "Threat-Report"])))
    (thing,) = found.things
    assert thing.says["indicator_types"] == ["malicious-activity", "threat-report"]
    assert thing.says["labels"] == ['misp:type="url"']
    assert thing.says["spec_version"] == "2.1"
    assert thing.says["pattern_type"] == "stix"


def test_instants_of_versions_get_their_thousandths():
    (thing,) = from_stix20(bundle(indicator(created="2025-11-24T09:30:00Z", modified="2025-11-24T09:30:00Z"))).things
    assert thing.version == STAMP


def test_malware_that_does_not_say_so_is_no_family():
    said = {"type": "malware", "id": stix_id("malware", "a"), "name": "Kettle", "labels": ["ransomware"]}
    (thing,) = from_stix20(bundle(OLD | said)).things
    assert thing.says["is_family"] is False
    assert thing.says["malware_types"] == ["ransomware"]


def observed(**more):
    said = {
        "type": "observed-data",
        "id": stix_id("observed-data", "a"),
        "first_observed": STAMP,
        "last_observed": STAMP,
        "number_observed": 1,
        "objects": {
            "0": {"type": "domain-name", "value": "northmere.example", "resolves_to_refs": ["1"]},
            "1": {"type": "ipv4-addr", "value": "198.51.100.7"},
        },
    }
    return OLD | said | more


def test_numbered_observables_become_things_that_name_one_another_and_keep_the_marking():
    found = from_stix20(bundle(observed(object_marking_refs=[RED])))
    assert found.refused == ()
    address, name, holder = found.things
    assert address.type == "ipv4-addr"
    assert address.id == worked_out_id(address.says)
    assert name.says["resolves_to_refs"] == [address.id]
    assert holder.says["object_refs"] == [address.id, name.id]
    assert "objects" not in holder.says
    assert all(labels_of(thing.says).tlps for thing in found.things)


def test_an_observable_seen_twice_has_one_id():
    again = observed(id=stix_id("observed-data", "b"))
    found = from_stix20(bundle(observed(), again))
    assert [thing.type for thing in found.things] == ["ipv4-addr", "domain-name", "observed-data", "observed-data"]


@pytest.mark.parametrize(
    ("objects", "why"),
    [
        ({"0": {"type": "domain-name", "value": "a", "resolves_to_refs": ["9"]}}, "names another that is not there"),
        ({"0": {"type": "directory", "path": "/", "contains_refs": ["0"]}}, "name one another in a ring"),
        ({"0": {"value": "a"}}, "has no type"),
    ],
)
def test_what_cannot_be_said_in_2_1_is_refused_by_name_and_alone(objects, why):
    found = from_stix20(bundle(observed(objects=objects), indicator()))
    assert [thing.type for thing in found.things] == ["indicator"]
    (refused,) = found.refused
    assert refused.code is IntelCode.NOT_CONVERTED
    assert why in refused.sentence


def test_markings_of_numbered_parts_are_never_dropped():
    marked = observed(granular_markings=[{"selectors": ["objects.0.value"], "marking_ref": RED}])
    found = from_stix20(bundle(marked))
    assert found.things == ()
    assert "markings are of parts" in found.refused[0].sentence


def test_a_bundle_of_2_1_is_not_converted():
    with pytest.raises(IntelError, match=r"this is no bundle of STIX 2\.0"):
        from_stix20(orjson.dumps({"type": "bundle", "id": stix_id("bundle", "a"), "objects": [indicator()]}))


@pytest.mark.skipif(not (DATA / "unit42-stix").is_dir(), reason="the bundles of Unit 42 are not on this machine")
def test_every_object_of_the_unit_42_bundles_is_converted_or_refused_by_name():
    bundles = sorted((DATA / "unit42-stix").glob("*.json"))
    assert len(bundles) == 42
    refused = []
    for path in bundles:
        body = path.read_bytes()
        found = from_stix20(body)
        ids = {thing.id for thing in found.things} | {why.id for why in found.refused}
        assert ids == {one["id"] for one in orjson.loads(body)["objects"]}, path.name
        refused += [(path.name, why.id.partition("--")[0], why.code.value, why.sentence) for why in found.refused]
    print(refused)
    assert len(refused) <= 40, refused
