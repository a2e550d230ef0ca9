"""Shifts as a calendar file: times, folding, and words that cannot become anything else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from battlebox.share import CalendarShift, calendar_file

BEGINS = datetime(2026, 6, 1, 7, tzinfo=ZoneInfo("Europe/London"))
AT = datetime(2026, 5, 30, 12, tzinfo=UTC)


def lines_of(words, note=""):
    shift = CalendarShift("a@b", BEGINS, BEGINS + timedelta(hours=8), words, note)
    return calendar_file("Roster", [shift], AT).decode().split("\r\n")


def test_a_shift_has_its_times_in_utc_and_the_file_its_frame():
    assert lines_of("Loggist") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Battlebox//Roster//EN", "METHOD:PUBLISH", "X-WR-CALNAME:Roster",
        "BEGIN:VEVENT", "UID:a@b", "DTSTAMP:20260530T120000Z", "SEQUENCE:0", "STATUS:CONFIRMED",
        "DTSTART:20260601T060000Z", "DTEND:20260601T140000Z",
        "SUMMARY:Loggist", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip


def test_words_cannot_end_a_line_or_begin_another():
    summary = next(line for line in lines_of("a;b,c\\d\nATTENDEE:mailto:x") if line.startswith("SUMMARY"))
    assert summary == "SUMMARY:a\\;b\\,c\\\\d\\nATTENDEE:mailto:x"
    assert not any(line.startswith("ATTENDEE") for line in lines_of("x", "one\r\nATTENDEE:y"))


def test_long_lines_are_folded_between_letters_and_read_back_whole():
    words = "Children\u2019s social care \u2013 duty " * 10
    found = calendar_file("Roster", [CalendarShift("a", BEGINS, BEGINS, words)], AT)
    assert all(len(line) <= 75 for line in found.split(b"\r\n"))
    assert f"SUMMARY:{words}" in found.decode().replace("\r\n ", "")


def test_a_shift_that_is_called_off_is_said_so_under_the_same_id_in_a_later_version():
    on, off = (CalendarShift("a@b", BEGINS, BEGINS, "Gold", version=at, is_off=bool(at)) for at in (0, 1))
    was, now = (calendar_file("Roster", [each], AT).decode() for each in (on, off))
    assert "SEQUENCE:0\r\nSTATUS:CONFIRMED" in was
    assert "UID:a@b" in now
    assert "SEQUENCE:1\r\nSTATUS:CANCELLED" in now
