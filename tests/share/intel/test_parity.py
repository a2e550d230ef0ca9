"""Our verdict on an object beside that of the schemas that OASIS gives out, which come with its validator."""

from __future__ import annotations

import json
import os
import random
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator, Registry

from battlebox.share.intel import IntelCode, facts, sound, stix_id
from battlebox.share.intel.schema import columns, row_of
from share.intel.examples import MORE, STAMP, example

DATA = Path(os.environ.get("BATTLEBOX_INTEL", Path(__file__).parents[4] / "shared" / "data" / "intel"))
SEED = 20_251_124
ROUNDS = 40
OWN = ("event", "impact", "task")


@cache
def theirs():
    root = resources.files("stix2validator") / "schemas-2.1" / "schemas"
    found = {}
    for folder in ("common", "observables", "sdos", "sros"):
        for path in (root / folder).iterdir():
            if path.name.endswith(".json"):
                schema = json.loads(path.read_text(encoding="utf-8"))
                found[schema["$id"]] = schema
    registry = Registry(list(found.items()))
    return {
        uri.rpartition("/")[2].removesuffix(".json"): Draft202012Validator(schema, registry=registry)
        for uri, schema in found.items()
    }


def verdicts(says):
    """Whether we take it, and whether the schema of OASIS does."""
    return sound(says) is None, theirs()[says["type"]].is_valid(says)


KINDS = [kind for kind in MORE if kind not in OWN]


@pytest.mark.parametrize("kind", KINDS)
def test_both_take_a_sound_object_of_every_type(kind):
    assert verdicts(example(kind)) == (True, True)


def required(kind):
    return [name for name, _, must in columns(row_of(kind)) if must]


@pytest.mark.parametrize("kind", KINDS)
def test_both_refuse_an_object_without_what_it_must_say(kind):
    for name in required(kind):
        says = {one: value for one, value in example(kind).items() if one != name}
        assert verdicts(says) == (False, False), name


VALUES = (None, True, 7, -7, 1.5, "", "a", [], ["a"], [7], {}, {"abc": "a"}, {"abc": 7}, STAMP, stix_id("tool", "a"))


# Where we are stricter besides references, or freer, on purpose: docs/formats/intel.md says why.
APART = {
    "stricter": {
        ("indicator", "pattern"), ("indicator", "valid_until"), ("language-content", "contents"),
        ("network-traffic", "src_byte_count"), ("network-traffic", "dst_byte_count"),
        ("network-traffic", "src_packets"), ("network-traffic", "dst_packets"),
    },
    "freer": {("x509-certificate", "x509_v3_extensions")},
}  # fmt: skip


def test_both_agree_on_objects_with_one_property_changed():
    """Where they do not, we are the stricter at a reference, or the property is one of those listed."""
    many, apart = 0, set()
    for kind in KINDS:
        for name, form, _ in columns(row_of(kind)):
            for value in VALUES:
                many += 1
                ours, their = verdicts(example(kind) | {name: value})
                if ours != their and not (their and form.startswith("ref")):
                    apart.add(("freer" if ours else "stricter", kind, name))
    assert many > 5000
    assert apart == {(way, *one) for way, listed in APART.items() for one in listed}


LISTED = {(way, *one) for way, listed in APART.items() for one in listed}
RIGHT = {
    "text": "a", "texts": ["a"], "flag": False, "stamp": STAMP, "instant": STAMP, "hex": "0f", "verb": "uses",
    "hashes": {"SHA-1": "0" * 40}, "dictionary": {"abc": "a"}, "objects": [{"name": "a"}],
    "phases": [{"kill_chain_name": "a", "phase_name": "b"}], "charset": "utf-8", "languages": ["en"],
    "granular": [{"selectors": ["type"], "marking_ref": stix_id("marking-definition", "a")}],
    "sources": [{"source_name": "a", "url": "https://northmere.example/"}],
}  # fmt: skip


def test_both_agree_on_objects_changed_in_several_places_at_random():
    source, counted = random.Random(SEED), {True: 0, False: 0}
    for kind in KINDS * ROUNDS:
        says = example(kind)
        rows = [row for row in columns(row_of(kind)) if not row[1].startswith("ref")]
        for name, form, _ in source.sample(rows, 3):
            if not LISTED & {("stricter", kind, name), ("freer", kind, name)}:
                right = RIGHT.get(form, 7 if form.startswith(("whole", "number")) else "a")
                says = says | {name: right if source.random() < 0.8 else source.choice(VALUES)}
        why = sound(says)
        # Instants in the wrong order are a rule, which no schema says.
        ours = why is None or why.code is IntelCode.BACKWARDS
        their = theirs()[kind].is_valid(says)
        counted[their] += 1
        assert ours == their, says
    assert min(counted.values()) > 200


@pytest.mark.skipif(not (DATA / "attack").is_dir(), reason="ATT&CK and the examples of OASIS are not on this machine")
def test_both_take_every_object_of_attack_and_of_the_examples_of_oasis():
    apart, many = [], 0
    for path in [*DATA.glob("attack/*.json"), *DATA.glob("oasis-stix-examples/*.json")]:
        for says in json.loads(path.read_bytes())["objects"]:
            if says["type"] in facts.DOMAIN | facts.OBSERVABLE | {"marking-definition": ""} and says["type"] not in OWN:
                many += 1
                ours, their = verdicts(says)
                if ours != their:
                    apart.append((path.name, says["id"], ours, their))
    assert many > 2500
    # One id of the examples has a capital letter in it.
    assert [one[1] for one in apart] == ["relationship--81f12913-1372-4c96-85ec-E9034ac98aba"], apart
