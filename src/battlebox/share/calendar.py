"""Shifts, and what is due, as a calendar (RFC 5545): a file to take in, or one that a program asks for again and again.

Law: times are UTC, lines end and fold as the standard says, whatever would be read as more than words is escaped; the
same shifts at the same time give the same bytes, and so does what is due, at whatever time it is asked for.
Not here: who may have it (desk), the download and the address (a face).

The few properties that these need are written here: reading and writing every calendar there is would be a library.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_OCTETS_MOST: Final = 75
_LINE: Final = "\r\n"
_ASK_AGAIN: Final = "PT15M"
"""How often a program is asked to look (a wish: most look as often as they like)."""


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


@dataclass(frozen=True, slots=True)
class CalendarDue:
    """Something that comes: an id that stays, when, in words, with its label (`TLP:AMBER`).

    `begins` is an instant, or a day in London where it ends with that day. Without `ends` it is a deadline, during
    which nobody is busy. `changed` is when it was last written of; `page` is where the desk says more.
    """

    id: str
    begins: datetime | date
    words: str
    label: str
    changed: datetime
    ends: datetime | None = None
    note: str = ""
    page: str = ""


def due_file(title: str, dues: Iterable[CalendarDue], at: datetime) -> bytes:
    """A calendar that is asked for again: what is no longer in it is over. `at` stamps one in which nothing is."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Battlebox//Due//EN",
        f"NAME:{_escaped(title)}",
        f"X-WR-CALNAME:{_escaped(title)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_ASK_AGAIN}",
        f"X-PUBLISHED-TTL:{_ASK_AGAIN}",
    ]
    events = [line for due in dues for line in _event(due)]
    # The standard wants something in a calendar; a journal line is shown as no appointment.
    nothing = [
        "BEGIN:VJOURNAL",
        "UID:nothing@battlebox",
        f"DTSTAMP:{_utc(at)}",
        "SUMMARY:Nothing is due",
        "END:VJOURNAL",
    ]
    lines += [*(events or nothing), "END:VCALENDAR"]
    return (_LINE.join(map(_folded, lines)) + _LINE).encode()


def _event(due: CalendarDue) -> list[str]:
    is_public = due.label == "TLP:CLEAR"
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(due.id)}",
        f"DTSTAMP:{_utc(due.changed)}",
        f"LAST-MODIFIED:{_utc(due.changed)}",
        *_times(due),
        f"SUMMARY:{_escaped(f'{due.label} {due.words}')}",
        *([f"DESCRIPTION:{_escaped(due.note)}"] if due.note else []),
        *([f"URL:{due.page}"] if due.page else []),
        f"CATEGORIES:{_escaped(due.label)}",
        f"CLASS:{'PUBLIC' if is_public else 'CONFIDENTIAL'}",
        f"TRANSP:{'OPAQUE' if due.ends else 'TRANSPARENT'}",
        "END:VEVENT",
    ]


def _times(due: CalendarDue) -> list[str]:
    if not isinstance(due.begins, datetime):
        after = due.begins + timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{due.begins:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    return [f"DTSTART:{_utc(due.begins)}", *([f"DTEND:{_utc(due.ends)}"] if due.ends else [])]


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(words: str) -> str:
    for mark in ("\\", ";", ","):
        words = words.replace(mark, "\\" + mark)
    return "\\n".join(map(_plain, words.splitlines()))


def _plain(line: str) -> str:
    """Without letters that no line may hold, or that turn it round."""
    return "".join(letter if letter.isprintable() else " " for letter in line)


def _folded(line: str) -> str:
    """A line in pieces of 75 octets at most, none of them in the middle of a letter."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > _OCTETS_MOST:
            pieces.append(piece)
            piece = " "
        piece += letter
    return _LINE.join([*pieces, piece])
