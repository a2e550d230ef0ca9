"""Shifts as a calendar file (RFC 5545), which phones and mail programs take in.

Law: times are UTC, lines end and fold as the standard says, whatever would be read as more than words is escaped; the
same shifts at the same time give the same bytes.
Not here: who may have it (desk), the download (a face).

The few properties that a shift needs are written here: reading and writing every calendar there is would be a library.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

_OCTETS_MOST: Final = 75
_LINE: Final = "\r\n"


@dataclass(frozen=True, slots=True)
class CalendarShift:
    """One entry of a calendar: an id that stays from version to version, from when to when, in words.

    `version` counts up; `is_off` says that it was in a version before and is no more: a calendar that took it in then
    takes it out.
    """

    id: str
    begins: datetime
    ends: datetime
    words: str
    note: str = ""
    version: int = 0
    is_off: bool = False


def calendar_file(title: str, shifts: Iterable[CalendarShift], at: datetime) -> bytes:
    """The calendar as a file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Battlebox//Roster//EN", "METHOD:PUBLISH",
             f"X-WR-CALNAME:{_escaped(title)}"]  # fmt: skip
    for shift in shifts:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(shift.id)}",
            f"DTSTAMP:{_utc(at)}",
            f"SEQUENCE:{shift.version}",
            f"STATUS:{'CANCELLED' if shift.is_off else 'CONFIRMED'}",
            f"DTSTART:{_utc(shift.begins)}",
            f"DTEND:{_utc(shift.ends)}",
            f"SUMMARY:{_escaped(shift.words)}",
            *([f"DESCRIPTION:{_escaped(shift.note)}"] if shift.note else []),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return (_LINE.join(map(_folded, lines)) + _LINE).encode()


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    for mark in ("\\", ";", ","):
        words = words.replace(mark, "\\" + mark)
    return "\\n".join(words.splitlines())


def _folded(line: str) -> str:
    """A line in pieces of 75 octets at most, none of them in the middle of a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > _OCTETS_MOST:
            pieces.append(piece)
            piece = " "
        piece += letter
    return _LINE.join([*pieces, piece])
