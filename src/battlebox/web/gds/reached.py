"""A number, address or channel with what is to be said beside it.

Law: one that does not work is struck through, says so in words, and has what to use instead beside it.
Not here: what is to be said (desk).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Marked(Protocol):
    """What is to be said: blank words where there is nothing against it."""

    @property
    def dead(self) -> bool:
        """Whether it is not to be given out."""
        ...

    @property
    def words(self) -> str:
        """What is wrong."""
        ...

    @property
    def instead(self) -> str:
        """What to use in its place."""
        ...


def reached_by(ways: Iterable[tuple[str, Marked]], none: str = "") -> SafeString | str:
    """Several, one after the other, each with its mark; `none` where there is none."""
    return format_html_join(" or ", "{}", ((reached(text, mark),) for text, mark in ways)) or none


def reached(text: object, mark: Marked | None) -> SafeString:
    """The text, with its mark."""
    if mark is None or not mark.words:
        return format_html("{}", text)
    line = "<s>{}</s>" if mark.dead else "{}"
    return format_html(
        '<span class="desk-marked">' + line + " <strong>({})</strong>{}{}</span>",
        text, mark.words, ". " if mark.instead else "", mark.instead,
    )  # fmt: skip
