"""Cells of the record's pages: words that lead somewhere, several lines, words that were corrected.

Law: everything put into a cell is escaped.
Not here: times and numbers in words (wording.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from battlebox.desk.command import holdings_of
from battlebox.estate import BodyKind
from battlebox.web.incident.at_desk import AtDesk

_PERSON: Final = "person:"
_WORD: Final = re.compile(r"[a-z0-9][a-z0-9._-]*[a-z0-9]")


def in_names(desk: AtDesk, text: str) -> str:
    """A sentence of the desk with plain names for ids, where there is an estate to name them."""
    return _WORD.sub(lambda word: desk.body_name(word[0]), text)


def link(words: str, address: str) -> SafeString:
    """Words that lead somewhere, for a cell."""
    return format_html('<a href="{}">{}</a>', address, words)


def who_of(desk: AtDesk, by: str, body: str) -> str:
    """An officer's name where it may be seen, else an officer of that body; and the body."""
    name = desk.sight.real_name(by) if by else "the desk itself"
    where = desk.body_name(body) if body else "a desk that is not believed yet"
    return f"{name}, {where}" if name else f"an officer of {where}"


def writer_of(desk: AtDesk, by: str, body: str) -> str:
    """The same without the body where the name may be seen, for lists that must be short."""
    name = desk.sight.real_name(by) if by else "the desk itself"
    return name or who_of(desk, by, body)


def person_of(desk: AtDesk, person: str) -> str:
    """Whom an id stands for: the name where it may be seen, else the role held, else an officer of that body."""
    name = desk.sight.real_name(person)
    if name:
        return name
    body = desk.sight.body_of_person(person)
    roles = [held.value for held in holdings_of(desk.sight) if person in (held.value.holder, held.value.deputy)]
    if roles:
        deputy = "" if roles[0].holder == person else "deputy of "
        return f"{deputy}{roles[0].role.words}, {desk.body_name(roles[0].body)}"
    return f"an officer of {desk.body_name(body)}" if body else "somebody who is not named here"


def few_of(desk: AtDesk, bodies: Iterable[str], most: int = 4) -> str:
    """Bodies by name, councils first; of many, the first few and how many more."""
    kinds = desk.estate.body_by_id if desk.has_estate else {}
    order = sorted(bodies, key=lambda body: (body not in kinds or kinds[body].kind is not BodyKind.COUNCIL, body))
    names = [desk.body_name(body) for body in order]
    return ", ".join(names) if len(names) <= most + 1 else f"{', '.join(names[:most])} and {len(names) - most} others"


def plainly(desk: AtDesk, words: str) -> str:
    """Words of an entry, with names where ids of the estate stand."""
    return desk.names.in_words(words) if desk.has_estate else words


def seen_by(desk: AtDesk, tlp: str, audience: Iterable[str], body: str) -> str:
    """Who may see an entry, in words, with its label."""
    bodies = [name for name in audience if not name.startswith(_PERSON)]
    if not bodies:
        return f"{desk.body_name(body)} only (TLP:{tlp})"
    if desk.request.incident.bodies <= set(bodies):
        return f"Every body in this incident (TLP:{tlp})"
    return f"{', '.join(desk.body_name(name) for name in sorted({body, *bodies}))} (TLP:{tlp})"


def lines(texts: tuple[str, ...] | list[str]) -> SafeString:
    """Several lines in one cell."""
    return format_html_join("", "{}<br>", ((text,) for text in texts))


def numbered(texts: tuple[str, ...] | list[str], most: int = 8) -> SafeString:
    """A numbered list in one cell; what is beyond `most` opens where it stands. Blank where there is nothing."""
    if not texts:
        return SafeString()
    items = [format_html("<li>{}</li>", text) for text in texts]
    head, rest = format_html_join("", "{}", ((each,) for each in items[:most])), items[most:]
    if not rest:
        return format_html('<ol class="desk-cell-list">{}</ol>', head)
    return format_html(
        '<ol class="desk-cell-list">{}</ol><details><summary>and {} more</summary>'
        '<ol class="desk-cell-list" start="{}">{}</ol></details>',
        head, len(rest), most + 1, format_html_join("", "{}", ((each,) for each in rest)),
    )  # fmt: skip


def struck(words: str) -> SafeString:
    """Words that were corrected: with a line through them."""
    return format_html("<s>{}</s>", words)
