"""What a backup says of itself is read as it was written, and nothing else is read at all."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.web.keeping.manifest import Kept, Link, Manifest, Recorded

PART = st.text("abcXYZ019 .-_é", min_size=1, max_size=8).filter(lambda part: part not in (".", ".."))
NAMES = st.lists(PART, min_size=1, max_size=3).map("/".join)
DIGEST = st.binary(min_size=32, max_size=32).map(bytes.hex)
WHEN = st.integers(0, 4_000_000_000).map(lambda s: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=s))


@st.composite
def manifests(draw):
    names = draw(st.lists(NAMES, unique=True, max_size=6))
    half = len(names) // 2
    return Manifest(
        draw(WHEN), draw(st.text(max_size=8)), tuple(draw(st.lists(st.text(max_size=8), max_size=3))),
        tuple(Kept(name, draw(st.integers(0, 2**50)), draw(DIGEST)) for name in names[:half]),
        tuple(Link(name, draw(PART)) for name in names[half:]),
        tuple(Recorded(draw(PART), draw(st.integers(0, 2**40)), draw(DIGEST)) for _ in range(draw(st.integers(0, 2)))),
        tuple(draw(st.lists(PART, max_size=3))),
    )  # fmt: skip


@given(manifests())
def test_what_is_written_is_read_back(manifest):
    assert Manifest.from_text(manifest.to_text()) == manifest


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "/etc/passwd", "a//b", "a/../b", "a\\b", "a\0b", "x" * 1001, 7]
)
def test_a_name_that_leads_out_of_the_folder_is_no_name(name):
    with pytest.raises(ValueError, match=f"^{re.escape(str(name))}$"):
        Kept(name, 0, "0" * 64)
    with pytest.raises(ValueError, match="public"):
        Link("public", name)


WHOLE = Manifest(
    datetime(2026, 1, 2, tzinfo=UTC), "0.1.0", ("0001_initial",), (Kept("desk.sqlite3", 3, "a" * 64),),
    (Link("public/northmere", "edition-2"),), (Recorded("ab", 4, "b" * 64),), ("northmere",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"format": "battlebox-backup/2"}, "its format"),
        ({"files": None}, "lacks"),
        ({"files": [{"name": "../keys", "length": 3, "sha256": "a" * 64}]}, "keys"),
        ({"files": [{"name": "a", "length": -3, "sha256": "a" * 64}]}, "a"),
        ({"files": [{"name": "a", "length": 3, "sha256": "a" * 63}]}, "a"),
        ({"files": [{"name": "a", "length": 3, "sha256": "a" * 64}] * 2}, "twice"),
        ({"links": [{"name": "public/x", "to": "../../etc"}]}, "public"),
        ({"made_at": "yesterday"}, "yesterday"),
        ({"pens": ["../x"]}, "nobody"),
        ({"more": 1}, "not as Battlebox writes it"),
    ],
)
def test_what_would_not_be_written_is_not_read(change, why):
    said = {**json.loads(WHOLE.to_text()), **change}
    with pytest.raises(ValueError, match=why):
        Manifest.from_text(json.dumps(said, indent=1, ensure_ascii=True) + "\n")


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "Expecting"), ("[]", "format"), ("7", "format"), ("{", "Expecting"), (WHOLE.to_text() + " ", "not as")],
)
def test_nor_what_is_no_list_of_files_at_all(text, why):
    with pytest.raises(ValueError, match=why):
        Manifest.from_text(text)
