"""Every object that we make passes the validator that OASIS gives out, and the library that everybody reads it with."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import battlebox
from battlebox.share.intel import facts, sound
from share.emitting.emitters import EMITTERS, HANDS_ON, WITH_TABLES
from share.emitting.outside import ACCEPTED, faults_of, warnings_of

SRC = Path(battlebox.__file__).parent


def makers():
    """Modules that make a Thing: by its class, or by what it says."""
    for path in SRC.rglob("*.py"):
        # What an inventory holds is a thing by name alone: estates know nothing of what is shared.
        if path.is_relative_to(SRC / "estate") or "node_modules" in path.parts:
            continue
        if "Thing" not in (text := path.read_text(encoding="utf-8")):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and re.fullmatch(r"Thing(\.from_says)?", ast.unparse(node.func)):
                yield ".".join(("battlebox", *path.relative_to(SRC).with_suffix("").parts))


def test_every_module_that_makes_objects_is_an_emitter_that_is_tried_or_hands_on_what_was_made():
    known = {*EMITTERS, *WITH_TABLES, *HANDS_ON}
    assert set(makers()) <= known, "put it into tests/share/emitting/emitters.py, with something that it makes"
    assert {name for name in known if not (SRC.parent / (name.replace(".", "/") + ".py")).is_file()} == set()


@cache
def made(name):
    return tuple(EMITTERS[name]())


@pytest.mark.parametrize("name", EMITTERS)
def test_what_an_emitter_makes_is_sound_to_us_to_the_validator_and_to_stix2(name):
    assert made(name)
    faults = [f"{says['id']}: {why}" for says in made(name) for why in faults_of(says)]
    faults += [f"{says['id']}: ours: {why.sentence}" for says in made(name) if (why := sound(says)) is not None]
    assert not faults, "\n".join(faults)


def test_every_kind_of_object_that_stix_2_0_knew_is_made_of_it():
    kinds = Counter(says["type"] for says in made("battlebox.share.intel.stix20"))
    never = {"extension-definition", "grouping", "incident", "infrastructure", "language-content", "location",
             "malware-analysis", "note", "opinion", "event", "impact", "task"}  # fmt: skip
    assert set(facts.DOMAIN) | set(facts.OBSERVABLE) == kinds.keys() | never


def test_the_warnings_that_are_accepted_have_a_reason_and_are_met():
    met = {code for name in EMITTERS for says in made(name) for code in warnings_of(says)}
    assert met == ACCEPTED.keys()
    assert all(ACCEPTED.values())
