"""A status document is read whole, or every mistake in it is told with its place and what to write instead."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.marking import Tlp
from battlebox.share.status import (
    ShareCode,
    ShareError,
    ShareMistakes,
    document_of,
    local_time,
    page_of_bytes,
    page_of_file,
)
from share.status.notices import document, page, pages, service

VECTORS = sorted((Path(__file__).parents[3] / "vectors" / "status").glob("document-*.json"))
C = ShareCode


def refused(**more):
    with pytest.raises(ShareError) as wrong:
        page(**more)
    return wrong.value


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_vector_gets_its_verdict(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    if case["verdict"] == "ok":
        assert page_of_bytes(case["text"].encode(), case["name"]).services
        return
    with pytest.raises(ShareError) as wrong:
        page_of_bytes(case["text"].encode(), case["name"])
    told = wrong.value.mistakes if isinstance(wrong.value, ShareMistakes) else [wrong.value]
    assert [each.code for each in told] == [case["verdict"]], case["says"]
    assert all(str(each) and each.hint and "{" not in str(each) + each.hint.replace("{}", "") for each in told)


def test_there_is_a_vector_for_each_way_in_which_a_document_is_refused():
    verdicts = {json.loads(path.read_text(encoding="utf-8"))["verdict"] for path in VECTORS}
    assert verdicts >= {
        *("ok", C.NOT_TOML, C.NOT_JSON, C.BAD_FORMAT, C.UNKNOWN_NAME, C.MISSING, C.NOT_A_TEXT, C.NOT_A_LIST),
        *(C.NOT_A_TABLE, C.NOT_A_FLAG, C.TOO_LONG, C.TOO_MANY, C.HIDDEN_LETTER, C.BAD_ID, C.BAD_TIME),
        *(C.SKIPPED_TIME, C.BAD_STATE, C.BAD_STATUS, C.BAD_ADDRESS, C.TWICE, C.NO_STEPS, C.NO_SERVICES),
        *(C.UNKNOWN_SERVICE, C.NOT_PUBLIC),
    }


@given(pages())
def test_what_is_written_reads_back_as_the_same_page(one):
    assert page_of_bytes(json.dumps(document_of(one)).encode(), "status.json") == one


def test_every_mistake_is_told_at_once_with_its_place():
    wrong = refused(
        headlin="x",
        services=[
            service(1, state="fine"),
            service(2, phon="1"),
            service(3, updated="yesterday"),
            service(4, tlp="BLUE"),
        ],
    )
    assert [(each.place, each.code) for each in wrong.mistakes] == [
        ("the document", C.UNKNOWN_NAME),
        ("services, service-1", C.BAD_STATE),
        ("services, service-2", C.UNKNOWN_NAME),
        ("services, service-3", C.BAD_TIME),
        ("services, service-4", C.NOT_PUBLIC),
    ]
    assert "write headline, or leave it out" in wrong.mistakes[0].hint
    assert str(wrong) == "the status document has 5 mistakes"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-23 09:30", (2026, 11, 23, 9, 30)),
        ("2026-07-23 09:30", (2026, 7, 23, 8, 30)),
        ("2026-07-23T09:30:00Z", (2026, 7, 23, 9, 30)),
        ("2026-07-23T09:30:00+02:00", (2026, 7, 23, 7, 30)),
        ("2026-10-25 01:30+01:00", (2026, 10, 25, 0, 30)),
        ("2026-10-25 01:30+00:00", (2026, 10, 25, 1, 30)),
    ],
)
def test_times_are_london_time_unless_they_say_otherwise(written, read):
    assert page(updated=written).updated == datetime(*read, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_asked_about_and_what_is_written_for_it_reads_back():
    [wrong] = refused(next_update="2027-10-31 01:30").mistakes
    assert (wrong.code, wrong.place) == (C.TWO_TIMES, "the document")
    assert "next_update is 2027-10-31 01:30, which is on London's clocks twice" in str(wrong)
    assert "write 2027-10-31 01:30+01:00 for the first of the two, or 2027-10-31 01:30+00:00" in wrong.hint
    for hour in range(4):
        at = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
        assert page(updated=local_time(at)).updated == at


def test_toml_has_times_of_its_own():
    text = "\n".join(f"{name} = {json.dumps(value)}" for name, value in document(services=..., updated=...).items())
    text += '\nupdated = 2026-07-23T09:30:00\n[[services]]\nservice = "a"\nname = "A"\nstate = "usual"\n'
    assert page_of_bytes(text.encode(), "a.toml").updated == datetime(2026, 7, 23, 8, 30, tzinfo=UTC)


def test_an_empty_line_begins_a_paragraph():
    one = page(summary="One line\ngoes on.\n\nAnother.", services=[service(now=["a", "b\n\nc"])])
    assert one.summary == ("One line goes on.", "Another.")
    assert one.services[0].now == ("a", "b", "c")


def test_a_label_of_ones_own_stands_and_others_take_the_documents():
    one = page(services=[service(0), service(1, tlp="TLP:GREEN")])
    assert [row.marking.tlp for row in one.services] == [Tlp.CLEAR, Tlp.GREEN]
    assert {row.marking.owner for row in one.services} == {"northmere"}


@pytest.mark.parametrize(
    "field",
    ["name", "group", "now", "do", "phone", "hours", "place", "urgent", "payments", "data"],
)
def test_ten_megabytes_in_a_field_are_refused_before_they_are_read(field):
    wrong = refused(services=[service(**{field: "x" * 10_000_000})])
    assert wrong.code is C.TOO_LARGE
    wrong = refused(services=[service(**{field: "x" * 3_000})])
    assert [each.code for each in wrong.mistakes] == [C.TOO_LONG]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (None, "none.toml", C.CANNOT_READ),
        (b"\xff\xfe", "a.toml", C.NOT_UTF8),
        (b"", "empty.toml", C.NO_FORMAT),
        (b"{}", "empty.json", C.NO_FORMAT),
        (b"format = " + b"9" * 5_000, "long.toml", C.NOT_TOML),
        (b"format = 0x" + b"f" * 5_000, "hex.toml", C.NOT_TOML),
        (b'{"format": ' + b"9" * 5_000 + b"}", "long.json", C.NOT_JSON),
        (b"[" * 100_000, "deep.json", C.NOT_JSON),
        (b'{"format": 1, "format": 2}', "twice.json", C.NOT_JSON),
        (b"[]", "list.json", C.NOT_JSON),
    ],
)
def test_what_is_no_document_is_told(tmp_path, content, name, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ShareError) as wrong:
        page_of_file(tmp_path / name)
    assert wrong.value.code is code
    assert wrong.value.hint


def test_a_folder_is_no_document(tmp_path):
    with pytest.raises(ShareError, match="is a directory"):
        page_of_file(tmp_path)


scraps = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = [
    "format",
    "tlp",
    "site",
    "body",
    "updated",
    "next_update",
    "illustrative",
    "urgent",
    "facts",
    "services",
    "data",
]
INNER = ["service", "name", "state", "do", "now", "updated", "tlp", "web", "words", "status", "services", "who"]


@given(st.dictionaries(st.sampled_from(NAMES), scraps, max_size=3), st.dictionaries(st.sampled_from(INNER), scraps))
def test_whatever_stands_in_a_document_it_is_read_or_refused_in_words(outer, inner):
    whole = {**document(facts=[inner], services=[service(), {**service(1), **inner}]), **outer}
    told, read = (), None
    try:
        read = page_of_bytes(json.dumps(whole).encode(), "notice.json")
    except ShareError as wrong:
        told = wrong.mistakes if isinstance(wrong, ShareMistakes) else (wrong,)
    assert bool(told) == (read is None)
    assert all(str(each) and each.hint for each in told)
    if read is not None:
        assert page_of_bytes(json.dumps(document_of(read)).encode(), "notice.json") == read


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("phone", "javascript:alert(1)", "phone: 'javascript:alert(1)' is no number that can be rung"),
        ("phone", "999\nfoo", "phone: the phone number has a line break, or a character that cannot be seen"),
        ("phone", "020 7946 021", "phone: '020 7946 021' is no number that can be rung"),
        ("phone", "999 or 020 7946 01234", "phone: '020 7946 01234' is no number that can be rung"),
        ("phone", "the number on your card", "phone: 'the number on your card' is no number that can be rung"),
        ("place", "javascript:alert(1)", "place: 'javascript:alert(1)' is no place that people can come to"),
        ("place", "https://other.example", "place: 'https://other.example' is no place that people can come to"),
        ("place", "Town hall\nHigh Street", "place: the address has a line break, or a character that cannot be seen"),
    ],
)
def test_a_number_that_nobody_can_ring_and_a_place_that_nobody_finds_are_named(field, text, says):
    [wrong] = refused(services=[service(**{field: text})]).mistakes
    assert (wrong.code, wrong.place, str(wrong)) == (C.BAD_CONTACT, "services, service-0", says)
    assert wrong.hint


def test_the_number_of_urgent_help_is_looked_at_too():
    [wrong] = refused(urgent=[{"who": "You are in danger", "do": "Ring", "phone": "0900"}]).mistakes
    assert str(wrong) == "phone: '0900' is no number that can be rung"


@pytest.mark.parametrize(
    "phone",
    ["999", "116 123", "0800 1111", "0845 46 47", "text 85258", "020 7946 0123, extension 1234", "+33 1 23 45 67 89"],
)
def test_numbers_that_people_do_ring_are_taken(phone):
    assert page(services=[service(phone=phone)]).services[0].phone == phone
