"""What left stays written: a row that is changed, taken out, put in or moved is found by its number."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import orjson
import pytest

from battlebox.marking import Tlp, WayOut
from battlebox.share.release import (
    BEGINNING,
    WAYS,
    Channel,
    Item,
    Released,
    ReleaseError,
    chained,
    check_chain,
    withdrawn,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ONE, TWO = (f"indicator--00000000-0000-4000-8000-00000000000{n}" for n in (1, 2))
V1, V2 = "2026-11-23T04:10:00.000Z", "2026-11-24T04:10:00.000Z"


def a_row(seq, body="eastholt", items=((ONE, V1, Tlp.GREEN),), channel=Channel.TAXII, person=""):
    made = tuple(Item(id_, version, level, "ab" * 32) for id_, version, level in items)
    return Released(seq, NOON + timedelta(minutes=seq), body, channel, made, "grant of indicators", person)


def a_chain():
    rows = [
        a_row(1),
        a_row(2, "farwick"),
        a_row(3, "eastholt", ((ONE, V2, Tlp.AMBER), (TWO, V1, Tlp.CLEAR))),
        a_row(4, "eastholt"),
        a_row(5, "farwick", ((ONE, V1, Tlp.RED),), Channel.SCREEN, "gold"),
    ]
    kept, before = [], BEGINNING
    for row in rows:
        before = chained(before, row)
        kept.append((row, before))
    return kept


def test_a_sound_chain_ends_in_its_last_hash_and_can_be_followed_in_parts():
    rows = a_chain()
    assert check_chain(rows) == rows[-1][1]
    assert check_chain([]) == BEGINNING
    assert check_chain(rows[2:], after=rows[1][1], seq=2) == rows[-1][1]


@pytest.mark.parametrize(
    "change",
    [
        {"body": "farwick"}, {"person": "gold"}, {"basis": "none"}, {"channel": Channel.MAIL}, {"items": ()},
        {"at": NOON}, {"items": (Item(ONE, V2, Tlp.AMBER, "ab" * 32), Item(TWO, V1, Tlp.GREEN, "ab" * 32))},
    ],
)  # fmt: skip
def test_a_row_that_was_changed_is_named(change):
    rows = a_chain()
    rows[2] = (replace(rows[2][0], **change), rows[2][1])
    with pytest.raises(ReleaseError, match="row 3 of the ledger was changed, or does not follow"):
        check_chain(rows)
    # Whoever changes its hash as well is found one row on.
    rows[2] = (rows[2][0], chained(rows[1][1], rows[2][0]))
    with pytest.raises(ReleaseError, match="row 4 of the ledger was changed, or does not follow"):
        check_chain(rows)


def test_a_row_that_is_gone_or_moved_or_doubled_is_named():
    rows = a_chain()
    for wrong in ([rows[0], *rows[2:]], [rows[0], rows[2], rows[1], *rows[3:]], [rows[0], rows[0], *rows[1:]]):
        with pytest.raises(ReleaseError, match="row 2 of the ledger is not there") as refused:
            check_chain(wrong)
        assert "compare the ledger with a copy" in refused.value.hint


def test_a_row_is_one_line_and_reads_back():
    row = replace(a_row(1), at=NOON.astimezone(timezone(timedelta(hours=1))))
    line = row.to_line(BEGINNING)
    assert line.decode() == (
        '{"at":"2026-11-23T12:00:00.000000+00:00","basis":"grant of indicators","before":"' + "0" * 64 + '",'
        '"body":"eastholt","channel":"taxii","format":"battlebox-ledger/1","items":[["' + ONE + '",'
        '"2026-11-23T04:10:00.000Z","GREEN","' + "ab" * 32 + '"]],"person":"","seq":1}'
    )
    assert Released.from_line(line, seq=1) == row
    assert Released.from_line(line, seq=1).to_line(BEGINNING) == line


@pytest.mark.parametrize(
    "change",
    [{"seq": "1"}, {"channel": "pigeon"}, {"format": "battlebox-ledger/2"}, {"more": 1}, {"at": "noon"}, {"items": 3},
     {"items": [["a", "b", "PURPLE", "c"]]}, {"items": [["a"]]}, {"at": 5}, {"before": None}],
)  # fmt: skip
def test_a_line_that_is_no_row_is_refused_by_its_number(change):
    says = orjson.loads(a_row(7).to_line(BEGINNING)) | change
    with pytest.raises(ReleaseError, match="row 7 of the ledger is not written as a row is"):
        Released.from_line(orjson.dumps(says, option=orjson.OPT_SORT_KEYS), seq=7)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"3", b'{"a": 1}'])
def test_other_bytes_are_no_row_either(raw):
    with pytest.raises(ReleaseError, match="row 1 of the ledger is not written as a row is"):
        Released.from_line(raw, seq=1)


def test_who_had_a_thing_that_was_tightened_is_listed_once_for_each_version():
    had = withdrawn((row for row, _ in a_chain()), ONE)
    assert [(each.body, each.person, each.version, each.level.value, each.channel.value) for each in had] == [
        ("eastholt", "", V1, "GREEN", "taxii"),
        ("farwick", "", V1, "GREEN", "taxii"),
        ("eastholt", "", V2, "AMBER", "taxii"),
        ("farwick", "gold", V1, "RED", "screen"),
    ]
    assert had[0].at == NOON + timedelta(minutes=1)
    assert withdrawn((row for row, _ in a_chain()), "note--x") == ()


def test_every_channel_has_a_way_and_a_row_in_the_list_of_ways_out():
    assert {each.channel for each in WAYS} == set(Channel)
    ways = {channel.value: channel.way for channel in Channel}
    by_way = {way: {name for name, found in ways.items() if found is way} for way in WayOut}
    assert by_way == {
        WayOut.FEED: {"taxii"},
        WayOut.HAND: {"screen"},
        WayOut.PUBLIC: {"page", "cap-public"},
        WayOut.FILE: {"bulletin", "misp", "cap", "csv", "mail", "export"},
    }


def takes(text, names):
    """Whether a module takes one of these names from the release of intelligence."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "battlebox.share.release"
        and any(alias.name in names for alias in node.names)
        for node in ast.walk(ast.parse(text))
    )


def test_whatever_asks_the_gate_for_intelligence_is_in_the_list_of_ways_out():
    source = Path(__file__).parents[3] / "src"
    asking = {
        ".".join(path.relative_to(source).with_suffix("").parts)
        for path in source.rglob("*.py")
        if takes(path.read_text(encoding="utf-8"), {"Gate", "may_leave", "read_again"})
    }
    listed = {each.module for each in WAYS}
    unlisted = {module for module in asking if not any(f"{module}.".startswith(f"{each}.") for each in listed)}
    assert unlisted == set()
    assert {each for each in listed if any(f"{module}.".startswith(f"{each}.") for module in asking)} >= {
        "battlebox.web.taxii",
        "battlebox.share.foreign",
    }
