"""How pages of the record say a time and an entry.

Law: London time, twenty-four hours, with the date where it is not today.
Not here: times in a form (moment.py).
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def when(moment: datetime | None, now: datetime) -> str:
    """`14:05`, or `23 Nov 14:05` where it is not today, with the year where that is another; blank for none."""
    if moment is None:
        return ""
    local, today = timezone.localtime(moment), timezone.localtime(now)
    if local.date() == today.date():
        return local.strftime("%H:%M")
    return local.strftime("%d %b %H:%M" if local.year == today.year else "%d %b %Y %H:%M")


def link(words: str, address: str) -> SafeString:
    """Words that lead somewhere, for a cell."""
    return format_html('<a href="{}">{}</a>', address, words)


def lines(texts: tuple[str, ...] | list[str]) -> SafeString:
    """Several lines in one cell."""
    return format_html_join("", "{}<br>", ((text,) for text in texts))


def struck(words: str) -> SafeString:
    """Words that were corrected: with a line through them, and said to be."""
    return format_html("<s>{}</s>", words)
