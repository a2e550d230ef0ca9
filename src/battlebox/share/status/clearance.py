"""May it be published? Every part of a status page is asked of the one decision on who may see a thing.

Law: what is not allowed in public stops the whole edition, named, so that nobody takes a shorter page for a cleared
one; a page is published between its own times only.
Not here: the rules of the labels (marking), who cleared a fact (desk).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from battlebox.marking import Deny, Marked, Recipient, WayOut, decide
from battlebox.share.errors import Code, ShareError, ShareMistakes
from battlebox.share.status.published import StatusPage
from battlebox.share.status.saying import moment

ANYBODY: Final = Recipient(WayOut.PUBLIC)
AHEAD_MOST: Final = timedelta(minutes=5)
"""How far another laptop's clock may be ahead of this one's before somebody must look."""
_SHOWN_LETTERS: Final = 60


def clear(page: StatusPage, now: datetime) -> None:
    """Raise ShareMistakes naming every part that may not be public now, and every time that cannot be right."""
    wrong = [
        ShareError.of(Code.NOT_PUBLIC, what=what, why=verdict.reason.value).at(place)
        for place, what, marking in _parts(page)
        if isinstance(verdict := decide(marking, ANYBODY, now), Deny)
    ]
    wrong += _times(page, now)
    if wrong:
        raise ShareMistakes(wrong)


def _parts(page: StatusPage) -> Iterator[tuple[str, str, Marked]]:
    """Every part with a marking of its own: its place, how it is called, the marking."""
    yield "the document", "what is said for everybody", page.marking
    for at, fact in enumerate(page.facts, 1):
        yield f"facts, entry {at}", f'the fact "{_short(fact.words)}"', fact.marking
    for row in page.services:
        yield f"services, {row.service}", f"the page of {row.name}", row.marking


def _times(page: StatusPage, now: datetime) -> Iterator[ShareError]:
    rows: list[tuple[str, str, datetime | None, datetime | None]]
    rows = [("the document", "this document", page.updated, page.next_update)]
    rows += [(f"services, {row.service}", row.name, row.updated, row.next_update) for row in page.services]
    rows += [(f"facts, entry {at}", "it", row.updated, None) for at, row in enumerate(page.facts, 1)]
    for place, name, updated, due in rows:
        if updated is not None and updated > now + AHEAD_MOST:
            found = ShareError.of(Code.UPDATED_AHEAD, name=name, updated=moment(updated), now=moment(now))
            yield found.at(place)
        if due is not None and due <= now:
            yield ShareError.of(Code.NEXT_PAST, due=moment(due), now=moment(now)).at(place)


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN_LETTERS else words[:_SHOWN_LETTERS].rstrip() + "..."
