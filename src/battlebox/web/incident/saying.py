"""How the pages say a time.

Law: London time, twenty-four hours, with the date where it is not today.
Not here: durations and counts (desk says them).
"""

from __future__ import annotations

from datetime import datetime

from battlebox.web.desk_time import desk_now
from battlebox.web.incident.wording import when as when_on_page


def when_said(when: datetime | None, none: str = "no time set") -> str:
    """`02:40`, or `23 Nov, 02:40` where that is not today."""
    return when_on_page(when, desk_now(), never=none)
