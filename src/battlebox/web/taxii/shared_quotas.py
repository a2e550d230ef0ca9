"""How much each partner has asked, counted together by every process that shares the tables of a server.

Law: the same answers as those of one process (share.taxii.quota); one statement reads, decides and counts, so that two
at once are two; the server's own clock says when a window ends.
Not here: the figures (the table of partners).

The table is one that PostgreSQL empties after a crash: counts begin anew then, as they do where a process keeps them.
"""

from __future__ import annotations

from typing import Final

from battlebox.share.taxii import TaxiiCode, TaxiiError
from battlebox.web.taxii.rows import found

_MINUTE: Final = 60
_DAY: Final = 86_400
# What was counted in a window that has ended, or that began before a clock was set back, counts no more.
_COUNT: Final = (
    "INSERT INTO web_quota AS q (kind, partner, began, counted) VALUES (%s, %s, clock_timestamp(), %s)"
    " ON CONFLICT (kind, partner) DO UPDATE SET"
    " began = CASE WHEN excluded.began - q.began BETWEEN '0' AND %s THEN q.began ELSE excluded.began END,"
    " counted = CASE WHEN excluded.began - q.began BETWEEN '0' AND %s THEN q.counted ELSE 0 END + excluded.counted"
    " WHERE excluded.began - q.began NOT BETWEEN '0' AND %s OR q.counted + excluded.counted <= %s"
    " RETURNING q.counted"
)
_LEFT: Final = (
    "SELECT ceil(extract(epoch FROM began - clock_timestamp()))::bigint + %s FROM web_quota"
    " WHERE kind = %s AND partner = %s"
)


class SharedQuotas:
    """Counts by partner."""

    def ask(self, partner: int, per_minute: int) -> None:
        """Count one request. Raises TaxiiError."""
        if not _is_counted("asked", partner, 1, per_minute, seconds=_MINUTE):
            raise TaxiiError(TaxiiCode.TOO_OFTEN, retry_seconds=_left("asked", partner, seconds=_MINUTE))

    def send(self, partner: int, size: int, per_day: int) -> None:
        """Count what was sent. Raises TaxiiError."""
        if not _is_counted("sent", partner, size, per_day, seconds=_DAY):
            raise TaxiiError(TaxiiCode.TOO_MUCH, retry_seconds=_left("sent", partner, seconds=_DAY))


def _is_counted(kind: str, partner: int, size: int, most: int, *, seconds: int) -> bool:
    """Count it, unless that were too much."""
    window = f"{seconds} seconds"
    return size <= most and bool(found(_COUNT, [kind, partner, size, window, window, window, most]))


def _left(kind: str, partner: int, *, seconds: int) -> int:
    """So many seconds until the window has ended."""
    left = found(_LEFT, [seconds, kind, partner])
    return max(0, min(seconds, int(left[0][0]) if left else seconds)) + 1
