"""The report's file at the real desk: its findings are read, and whatever is anything else is refused by name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from battlebox.drill.report import BYTES_MOST, ReportCode, ReportError, Taken, as_json, carried_from
from battlebox.journal import EXERCISE
from drill.report.reports import opened, report_of

RING = Taken("Settle who rings Eastholt", "partner liaison", date(2027, 1, 8), "warn-partners", 1)
SEAT = Taken("Seat a loggist beside Gold", "head of IT", date(2026, 12, 18), "", 3)


@pytest.fixture(scope="module")
def text():
    report = replace(report_of(opened(), minutes=1), findings=(RING, SEAT), held=date(2026, 11, 27))
    return as_json(report)


def changed(text, **fields):
    return json.dumps({**json.loads(text), **fields}, ensure_ascii=False).encode()


def refused(raw) -> ReportError:
    with pytest.raises(ReportError) as wrong:
        carried_from(raw)
    assert wrong.value.hint
    return wrong.value


def test_what_was_taken_comes_back_with_the_real_day_and_the_body(text):
    found = carried_from(text.encode())
    assert [(each.what, each.owner, each.due) for each in found.taken] == [
        (each.what, each.owner, each.due) for each in (RING, SEAT)
    ]
    assert (found.title, found.held, found.body, found.body_name, found.provisional) == (
        "A rehearsal", date(2026, 11, 27), "northmere", "Northmere Council", False)  # fmt: skip
    assert found.exercise().who == "offices of Northmere Council"
    assert found.exercise(" Gold, Silver ").who == "Gold, Silver"


def test_a_byte_order_mark_in_front_is_no_matter(text):
    assert carried_from(b"\xef\xbb\xbf" + text.encode()).body == "northmere"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", ReportCode.NOT_JSON),
        (b"[" * 100_000, ReportCode.NOT_JSON),
        (b"\xff\xfe{", ReportCode.NOT_JSON),
        (b"[]", ReportCode.NOT_A_REPORT),
        (b'{"type": "bundle"}', ReportCode.NOT_A_REPORT),
        (b'{"format": "battlebox-readiness/1"}', ReportCode.NOT_A_REPORT),
        (b'{"format": "battlebox-after-action/2"}', ReportCode.OTHER_FORMAT),
        (b'{"format": "battlebox-after-action/1"}', ReportCode.BAD_FIELD),
        (b'{"format": "x", "format": "battlebox-after-action/1"}', ReportCode.TWICE),
        (b" " * (BYTES_MOST + 1), ReportCode.TOO_LARGE),
    ],
)
def test_what_is_no_report_is_refused(raw, code):
    assert refused(raw).code is code


@pytest.mark.parametrize(
    "raw",
    [
        f'{{"type": "bundle", "x_exercise": "{EXERCISE}"}}'.encode(),
        f"exercise,name\n{EXERCISE},x\n".encode(),
        b"%PDF-1.7 \xff" + EXERCISE.encode(),
        f'format = 1\nsays = "{EXERCISE}"\n'.encode(),
    ],
    ids=["bundle", "table", "paper", "the mark of a drill's folder"],
)
def test_any_other_file_of_a_drill_is_refused_as_what_it_is(raw):
    wrong = refused(raw)
    assert wrong.code is ReportCode.OTHER_DRILL_FILE
    assert EXERCISE in str(wrong)


def test_a_paper_of_a_drill_is_known_by_its_name_for_its_words_are_packed():
    with pytest.raises(ReportError) as wrong:
        carried_from(b"%PDF-1.7 \xff", "EXERCISE-after-action-report.pdf")
    assert wrong.value.code is ReportCode.OTHER_DRILL_FILE


@pytest.mark.parametrize("name", ["findings", "title", "held", "body", "body_id", "provisional"])
def test_a_field_that_is_missing_or_of_another_kind_is_named(text, name):
    said = json.loads(text)
    del said[name]
    assert str(refused(json.dumps(said).encode())) == f"`{name}` is missing from the file"
    assert f"`{name}` is not" in str(refused(changed(text, **{name: 7})))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x", "`findings[2]` is not an object"),
        ({"owner": "x", "due": "2027-01-08"}, "`findings[2].what` is missing"),
        ({"what": "x", "owner": "x", "due": "2027-02-30"}, "`findings[2].due` is not a day"),
        ({"what": "x", "owner": "  ", "due": "2027-01-08"}, "who sees to it is blank"),
        ({"what": "x" * 301, "owner": "x", "due": "2027-01-08"}, "301 characters long, and 300 fit"),
    ],
)
def test_where_one_finding_is_wrong_it_is_named_and_none_is_read(text, row, said):
    rows = [json.loads(text)["findings"][0], row]
    assert said in str(refused(changed(text, findings=rows)))


@pytest.mark.parametrize("title", ["two\nlines", " ", "x" * 201, "\N{RIGHT-TO-LEFT OVERRIDE}turned"])
def test_a_title_that_is_no_line_of_words_is_refused(text, title):
    assert "`title` is not one line of words" in str(refused(changed(text, title=title)))


def test_a_report_that_does_not_say_it_is_of_an_exercise_is_refused(text):
    assert refused(changed(text, exercise=False)).code is ReportCode.BAD_FIELD


def test_findings_without_end_are_refused(text):
    rows = json.loads(text)["findings"] * 251
    assert refused(changed(text, findings=rows)).code is ReportCode.TOO_MANY
