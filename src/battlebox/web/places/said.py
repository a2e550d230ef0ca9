"""Cells of the record's pages: words that lead somewhere, several lines, words that were corrected.

Law: everything put into a cell is escaped.
Not here: times and numbers in words (wording.py).
"""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from battlebox.web.places.at_desk import AtDesk


def link(words: str, address: str) -> SafeString:
    """Words that lead somewhere, for a cell."""
    return format_html('<a href="{}">{}</a>', address, words)


def who_of(desk: AtDesk, by: str, body: str) -> str:
    """An officer's name where it may be seen, else an officer of that body; and the body."""
    name = desk.sight.name_of(by) if by else "the desk itself"
    return f"{name}, {body}" if name != by else f"an officer of {body}"


def body_of(desk: AtDesk, body: str) -> str:
    """A body's plain name, where the estate has it."""
    return desk.names.body(body) if desk.has_estate else body


def lines(texts: tuple[str, ...] | list[str]) -> SafeString:
    """Several lines in one cell."""
    return format_html_join("", "{}<br>", ((text,) for text in texts))


def struck(words: str) -> SafeString:
    """Words that were corrected: with a line through them."""
    return format_html("<s>{}</s>", words)
