"""How the pages say a time.

Law: London time, twenty-four hours, with the date where it is not today.
Not here: durations and counts (desk says them).
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def when_said(when: datetime | None, none: str = "no time set") -> str:
    """`02:40`, or `23 Nov 02:40` where that is not today."""
    if when is None:
        return none
    here = timezone.localtime(when)
    return here.strftime("%H:%M" if here.date() == timezone.localdate() else "%d %b %H:%M")
