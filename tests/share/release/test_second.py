"""That the second reading finds what the first finds, by other means."""

from __future__ import annotations

import random

from things import a_thing, uid

from battlebox.marking import Tlp
from battlebox.share.intel import Thing, ids_in


def test_both_readings_find_the_same_ids_in_any_text():
    from battlebox.share.release import second

    draw = random.Random(3)
    uuid = "0123abcd-0000-4000-8000-00000000000f"
    bits = (
        "a",
        "9",
        "-",
        "--",
        "---",
        "x-cell",
        "indicator",
        uuid,
        f"note--{uuid}",
        uuid.upper(),
        f"NOTE--{uuid.upper()}",
        "\u212aind",
        "x" + uuid[1:],
        " ",
        "\n",
        "é",
        "'",
        '"',
    )
    for _ in range(20_000):
        text = "".join(draw.choice(bits) for _ in range(draw.randint(1, 9)))
        thing = Thing.from_says({"id": uid("note", 1), "type": "note", "x": text})
        assert set(ids_in(thing)) == second._ids(thing.raw, thing.says), text
        # What was read back from a store names the same.
        assert ids_in(Thing.kept(thing.id, thing.type, thing.version, thing.raw)) == ids_in(thing), text
    loud = Thing.from_says({"id": uid("note", 1), "type": "note", "x": f"see INDICATOR--{uuid.upper()}"})
    assert ids_in(loud) == (loud.id, f"indicator--{uuid}")
    for letters in (249, 250, 251, 300):
        thing = Thing.from_says({"id": uid("note", 1), "type": "note", "x": "a" * letters + f"--{uuid}"})
        assert set(ids_in(thing)) == second._ids(thing.raw, thing.says), letters


def test_a_long_word_without_an_end_is_read_in_no_time():
    thing = a_thing(x="a-" * 100_000 + "--" * 20_000)
    assert ids_in(thing) == (thing.id, Tlp.GREEN.stix_id)


def test_the_second_reading_shares_nothing_with_the_first():
    import ast
    from pathlib import Path

    import battlebox.share.release

    # By its file: a module that a mutant was made of has no source, and would be taken for noticed.
    text = Path(battlebox.share.release.__file__).with_name("second.py").read_text(encoding="utf-8")
    taken = {
        (node.module, alias.name)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    ours = {(module, name) for module, name in taken if module.startswith("battlebox")}
    assert ours == {
        ("battlebox.marking", "Recipient"),
        ("battlebox.marking", "WayOut"),
        ("battlebox.share.release.held", "Held"),
        ("battlebox.share.release.held", "Shelf"),
        ("battlebox.share.release.remembered", "remembered"),
    }
