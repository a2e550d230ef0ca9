"""A file of a drill's desk says so, in itself, whatever kind it is; what cannot say it is refused."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime

import feedparser
import pytest

from battlebox.journal import EXERCISE, SignedLetter, sign_letter
from battlebox.share import (
    EXERCISE_STAMP,
    AtomItem,
    AtomOf,
    atom_file,
    calendar_file,
    exercise_now,
    marked,
    marked_name,
    stamp_papers,
)
from battlebox.share.typesetting import in_exercise
from sim.region import key_of

AT = datetime(2026, 5, 30, 12, tzinfo=UTC)


def test_every_row_of_a_table_says_so_so_that_sorting_loses_nothing():
    raw = '\ufeffname,words\r\nMail,"one, two"\r\nPhones,"a\nb"\r\n'.encode()
    found = marked(raw, "text/csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(found, newline="")))
    assert rows == [["exercise", "name", "words"], [EXERCISE, "Mail", "one, two"], [EXERCISE, "Phones", "a\nb"]]


def test_words_say_so_before_and_after():
    found = marked(b"We are looking into it.", "text/plain").decode()
    assert found.startswith(EXERCISE)
    assert found.endswith(f"{EXERCISE}\n")


def test_every_event_of_a_calendar_says_so_in_its_title_and_no_line_is_too_long():
    raw = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Night shift\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    found = marked(raw, "text/calendar").decode()
    assert f"SUMMARY:{EXERCISE} Night shift" in found.replace("\r\n ", "")
    assert max(map(len, found.split("\r\n"))) <= 75


def test_every_entry_of_a_feed_says_so_in_its_title():
    head = AtomOf("urn:a", "Log", "http://localhost/f", "http://localhost/", AT)
    item = AtomItem("urn:b", "A-1 seen", "words", "Northmere", "TLP:AMBER", "a note", "http://localhost/e", AT, AT)
    found = feedparser.parse(marked(atom_file(head, [item]), "application/atom+xml"))
    assert found.feed.title == f"{EXERCISE}: Log"
    assert [each.title for each in found.entries] == [f"{EXERCISE}: TLP:AMBER A-1 seen"]


def test_an_alert_has_the_status_exercise_or_does_not_leave():
    raw = b'<?xml version="1.0"?>\n<alert><status>Exercise</status></alert>'
    assert f"<!-- {EXERCISE} -->".encode() in marked(raw, "application/xml")
    with pytest.raises(ValueError, match="status Exercise"):
        marked(raw.replace(b"Exercise", b"Actual"), "application/xml")


def test_an_object_has_a_member_and_an_event_its_title():
    assert json.loads(marked(b'{"a": 1}', "application/json")) == {"exercise": EXERCISE, "a": 1}
    event = json.loads(marked(b'{"Event": {"info": "Mail"}}', "application/json"))
    assert event["Event"]["info"] == f"{EXERCISE}: Mail"
    bundle = json.loads(marked(b'{"type": "bundle", "objects": []}', "application/stix+json"))
    assert bundle["x_exercise"] == EXERCISE
    with pytest.raises(ValueError, match="can say so"):
        marked(b"[1, 2]", "application/json")


def test_what_is_signed_and_says_so_is_left_to_the_byte():
    raw = json.dumps({"title": f"{EXERCISE}: Mail", "signed": "ab"}).encode()
    assert marked(raw, "application/json") == raw


def test_what_is_in_the_one_form_stays_in_it_with_the_member_in_its_place():
    raw = json.dumps({"by": "ab", "says": {"body": "\u00e9"}}, separators=(",", ":"), ensure_ascii=False).encode()
    assert marked(raw + b"\n", "application/json") == raw.replace(
        b'"says"', f'"exercise":"{EXERCISE}","says"'.encode()) + b"\n"  # fmt: skip


@pytest.mark.parametrize("said", [True, False])
def test_what_is_packed_says_so_inside_or_does_not_leave(said):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("estate.toml", f'title = "{EXERCISE if said else "Northmere"}"')
    if said:
        assert marked(out.getvalue(), "application/zip") == out.getvalue()
    else:
        with pytest.raises(ValueError, match="nothing in this file says"):
            marked(out.getvalue(), "application/zip")


def test_a_kind_with_no_way_to_say_it_is_refused():
    with pytest.raises(LookupError):
        marked(b"RIFF", "audio/wav")


def test_names_are_marked_once():
    assert marked_name(marked_name("shifts.ics")) == "EXERCISE-shifts.ics"


def test_messages_say_so_on_a_drills_desk_and_on_no_other():
    assert in_exercise("Mail is off", "Use the phone.") == ("Mail is off", "Use the phone.")
    assert exercise_now() == ""
    stamp_papers(EXERCISE_STAMP)
    try:
        assert exercise_now() == EXERCISE
        assert in_exercise("Mail is off", "Use it.") == (f"{EXERCISE}: Mail is off", f"{EXERCISE}\n\nUse it.")
    finally:
        stamp_papers("")


def test_the_desks_own_calendar_can_be_marked():
    from datetime import UTC, datetime

    made = calendar_file("Shifts", (), datetime(2026, 11, 29, tzinfo=UTC))
    assert marked(made if isinstance(made, bytes) else made.encode(), "text/calendar")


def test_a_letter_of_a_drill_is_read_where_it_is_brought():
    letter = sign_letter("0f" * 32, {"words": "the line is closed"}, key_of("northmere"))
    raw = marked(letter.to_bytes(), "application/json")
    assert json.loads(raw)["exercise"] == EXERCISE
    assert SignedLetter.from_bytes(raw, name="x") == letter
