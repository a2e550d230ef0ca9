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

from battlebox.share.intel import facts, sound, stix_id
from battlebox.share.intel.schema import columns, row_of
from share.intel.examples import MORE, STAMP, example

DATA = Path(os.environ.get("BATTLEBOX_INTEL", Path(__file__).parents[4] / "shared" / "data" / "intel"))
SEED = 20_251_124
ROUNDS = 40
PLACES = {"marking-definition": "common", "language-content": "common", "extension-definition": "common"}
OWN = ("event", "impact", "task")
# Where we are stricter on purpose, or freer: docs/formats/intel.md says why.
STRICTER = "stricter"
FREER = "freer"


@cache
def theirs():
    root = resources.files("stix2validator") / "schemas-2.1" / "schemas"
    found = {}
    for folder in ("common", "observables", "sdos", "sros"):
        for path in (root / folder).iterdir():
            if path.name.endswith(".json"):
                schema = json.loads(path.read_text(encoding="utf-8"))
                found[schema["$id"]] = schema
    registry = Registry([(uri, schema) for uri, schema in found.items()])
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


def is_stricter(kind, name, form, value):
    """What they take and we do not: references checked by type, and text where a form is known."""
    return form.startswith(("ref", "refs")) or (kind, name) in {
        ("email-message", "received_lines"),
        ("x509-certificate", "x509_v3_extensions"),
    }


def test_both_agree_on_objects_with_one_property_changed():
    """Where they do not, we are the stricter, and only at a reference or a property that is listed."""
    random.seed(SEED)
    apart = []
    for kind in KINDS:
        for name, form, _ in columns(row_of(kind)):
            for value in VALUES:
                says = example(kind) | {name: value}
                ours, their = verdicts(says)
                if ours != their:
                    apart.append((kind, name, form, value, "freer" if ours else "stricter"))
    listed = [one for one in apart if one[4] == "stricter" and is_stricter(*one[:4])]
    rest = [one for one in apart if one not in listed]
    assert not rest, "\n".join(map(str, rest[:80])) + f"\n{len(rest)} of {len(apart)}"


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
