"""What was written lately: the newest first, as one reader may see it, and whether there is anything new to look at.

Law: what arrived late from another desk is dated by its own writer, and is there if it was written in that time.
Not here: the whole log.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from typing import Final

from battlebox.desk.record.line import Line
from battlebox.desk.record.record import Record
from battlebox.desk.record.shared import Shared
from battlebox.desk.record.sight import Sight
from battlebox.journal import Kind

LOOKED_AT_MOST: Final = 1000
"""So many of the last entries are looked at: an hour of a large room has a few hundred."""
NEWEST: Final = 12
"""So many are listed."""
_SILENT: Final = frozenset({Kind.OFFICER_NAMED, Kind.JOURNAL_OPENED, Kind.KEY_ENROLLED})


def changes_since(sight: Sight, since: datetime, *, most: int = NEWEST) -> tuple[tuple[Line, ...], int]:
    """The newest entries with words that may be seen, written since an instant, and how many there are in all."""
    record, since_ms = sight.record, since.timestamp() * 1000
    with record.reading:
        said, lines = Shared.of(record).said[-LOOKED_AT_MOST:], record.lines()[-LOOKED_AT_MOST:]
        readable = sight.readable
    # Of all but the newest it is only asked whether there is anything to see: a busy room writes hundreds in an hour.
    found = [
        line
        for (written_ms, words), line in zip(reversed(said), reversed(lines), strict=True)
        if written_ms >= since_ms and not readable.isdisjoint(words) and line.header.kind not in _SILENT
    ]
    shown = (sight.seen(line) for line in found[:most])
    return tuple(line for line in shown if line is not None), len(found)


def stated_mark(record: Record) -> Hashable:
    """Another whenever anything but lines of the log and names of officers was written, removed or counts otherwise."""
    with record.reading:
        return record.kept("stated mark", object), Shared.of(record).stated


def standing_mark(record: Record, shift_s: int = 0) -> str:
    """Another for whoever looks at how things stand, when there is something new to look at.

    A statement counts at once, and so does a line of the log, unless so many are written in a minute that a list of the
    newest is never the same: then they count once a minute, and nobody's screen is drawn anew for lines alone. A
    reader's minute ends `shift_s` seconds before the clock's, so that not everybody's ends at once.
    """
    now_s = record.now().timestamp()
    with record.reading:
        shared = Shared.of(record)
        recent = shared.said[-NEWEST - 1 :]
        is_busy = len(recent) > NEWEST and recent[0][0] >= (now_s - 60) * 1000
        return f"{shared.stated}|{int(now_s + shift_s) // 60}" if is_busy else f"{shared.stated}|{len(shared.said)}"
