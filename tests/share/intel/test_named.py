"""What a thing names is the same whether it was just made or came out of the store, however its letters are escaped."""

from __future__ import annotations

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.marking import Tlp
from battlebox.share.intel import Named, Thing, stix_id

OTHER = stix_id("indicator", "the other")
ESCAPED = ("two\nlines", 'a "word"', "a \\ stroke", "a tab\there", "\u0001", f"\n{OTHER}")


def made(words):
    return Thing.from_says({
        "type": "note", "spec_version": "2.1", "id": stix_id("note", "one"), "created": "2026-11-23T02:00:00.000Z",
        "modified": "2026-11-23T02:00:00.000Z", "content": words, "object_refs": [OTHER],
        "object_marking_refs": [Tlp.AMBER.stix_id],
    })  # fmt: skip


def kept(thing):
    return Thing.kept(thing.id, thing.type, thing.version, thing.raw)


@pytest.mark.parametrize("words", ESCAPED)
def test_what_is_escaped_hides_neither_a_label_nor_a_name(words):
    thing = made(words)
    assert b"\\" in thing.raw
    for each in (thing, kept(thing)):
        assert Named.of(each) == Named((OTHER,), (Tlp.AMBER.stix_id,))


def test_letters_that_are_escaped_without_need_hide_nothing_either():
    raw = made("words").raw.replace(b"indicator--", b"\\u0069ndicator--").replace(b"marking-", b"m\\u0061rking-")
    thing = Thing.kept(stix_id("note", "one"), "note", "2026-11-23T02:00:00.000Z", raw)
    assert Named.of(thing) == Named((OTHER,), (Tlp.AMBER.stix_id,))
    assert Named.of(Thing.from_says(orjson.loads(raw))) == Named.of(thing)


@given(st.text())
def test_a_thing_out_of_the_store_names_what_it_named_when_it_was_made(words):
    thing = made(words)
    assert Named.of(kept(thing)) == Named.of(thing)
