# ruff: noqa: PT012
# What is refused is refused in the course of a loop or a block; fakes take what the Protocol gives them.
"""Every vector gets the verdict it names, from our reader and from the stand-alone verifier."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from battlebox.journal import MEANING, JournalError, Part, read
from battlebox.journal.alone import verify_journal as alone

ROOT = Path(__file__).parents[2]
VECTORS = sorted((ROOT / "vectors" / "journal").glob("*.json"))


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_vector_gets_its_verdict(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    parts = {int(at): Part(bytes.fromhex(p["salt"]), p["data"].encode()) for at, p in case["parts"].items()}
    raw, signature = case["header"].encode(), bytes.fromhex(case["signature"])
    if case["verdict"] == "ok":
        assert read(raw, signature, parts).id == case["id"]
        return
    with pytest.raises(JournalError) as refused:
        read(raw, signature, parts)
    assert refused.value.code == case["verdict"], case["says"]
    assert str(refused.value)
    assert refused.value.hint


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_the_stand_alone_verifier_gives_the_same_verdict(path: Path) -> None:
    case = json.loads(path.read_text(encoding="utf-8"))
    if case["verdict"] in ("not_json", "not_canonical"):
        with pytest.raises((ValueError, AssertionError, RecursionError)):
            value = json.loads(case["header"])
            assert alone.canonical(value) == case["header"].encode()
        return
    header = json.loads(case["header"])
    record = alone.Record(alone.is_signed)
    record.incident = header["inc"] or case["id"]
    if header["prev"]:
        record.entries[header["prev"]] = (header["key"], header["n"] - 1, header["d"] - 1, "")
    cells = [[int(at), p["salt"], "text", p["data"]] for at, p in case["parts"].items()]
    try:
        record.entry({"h": header, "p": cells, "s": case["signature"]})
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        record.wrong.append("unreadable")
    assert bool(record.wrong) == (case["verdict"] != "ok"), (case["says"], record.wrong)


def test_there_is_a_vector_for_every_verdict_of_the_reader() -> None:
    verdicts = {json.loads(path.read_text(encoding="utf-8"))["verdict"] for path in VECTORS}
    assert verdicts >= {
        "ok",
        "not_json",
        "not_canonical",
        "newer_version",
        "fields",
        "field",
        "bad_signature",
        "bad_part",
    }
    assert len(VECTORS) >= 40


def test_the_format_page_explains_every_kind_in_the_words_of_the_program() -> None:
    page = (ROOT / "docs" / "formats" / "journal.md").read_text(encoding="utf-8")
    for kind, meaning in MEANING.items():
        assert f"| `{kind.value}` | {meaning} |" in page
