"""What was written lately, as one reader may see it: the newest first, without reading the whole record.

Law: what arrived late from another desk is dated by its own writer, and is there if it was written in that time.
Not here: the whole log.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from battlebox.desk.record.line import Line
from battlebox.desk.record.sight import Sight
from battlebox.journal import Kind

LOOKED_AT_MOST: Final = 1000
"""So many of the last entries are looked at: an hour of a large room has a few hundred."""
_SILENT: Final = frozenset({Kind.OFFICER_NAMED, Kind.JOURNAL_OPENED, Kind.KEY_ENROLLED})


def changes_since(sight: Sight, since: datetime, *, most: int = 12) -> tuple[tuple[Line, ...], int]:
    """The newest entries with words that may be seen, written since an instant, and how many there are in all."""
    found = []
    for line in reversed(sight.record.latest(LOOKED_AT_MOST)):
        if line.at >= since and line.header.kind not in _SILENT:
            seen = sight.seen(line)
            if seen is not None and seen.words:
                found.append(seen)
    return tuple(found[:most]), len(found)
