"""What reads otherwise than before, page by page and part by part, with both wordings.

Law: every word that a resident reads is compared; the time of the edition alone is no difference.
Not here: the short list of states that changed (publishing.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from battlebox.share.status.published import Fact, ServicePage, StatusPage, Urgent
from battlebox.share.status.saying import moment

FRONT: Final = "Every page"
_FRONT: Final = {
    "headline": "Headline", "summary": "Summary", "payments": "Payments", "data": "Personal information",
    "scams": "Scams", "formats": "Other forms", "accessibility": "Accessibility", "address": "Address of the page",
}  # fmt: skip
_SERVICE: Final = {
    "name": "Name", "now": "How it works now", "do": "What to do", "phone": "Phone", "hours": "Open",
    "place": "Address", "web": "Online", "urgent": "Urgent", "payments": "Payments", "data": "Personal information",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of one page: what it says in public now, and what it would say; blank where it says nothing."""

    page: str
    part: str
    was: str
    now: str


def differences(before: StatusPage | None, after: StatusPage) -> tuple[Difference, ...]:
    """Every part that reads otherwise; without a page before, every part that says something."""
    old = dict(_front(before)) if before is not None else {}
    found = [*_differ(FRONT, old, dict(_front(after)))]
    rows = {} if before is None else {row.service: row for row in before.services}
    for row in after.services:
        was = rows.pop(row.service, None)
        found += _differ(row.name, {} if was is None else dict(_service(was)), dict(_service(row)))
    for row in rows.values():
        found += _differ(row.name, dict(_service(row)), {})
    return tuple(found)


def _differ(page: str, old: dict[str, str], new: dict[str, str]) -> Iterator[Difference]:
    for part in dict.fromkeys((*new, *old)):
        was, now = old.get(part, ""), new.get(part, "")
        if was != now:
            yield Difference(page, part, was, now)


def _front(page: StatusPage) -> Iterator[tuple[str, str]]:
    for name, part in _FRONT.items():
        yield part, _words(getattr(page, name))
    yield "Urgent help", _words(tuple(_help(each) for each in page.urgent))
    yield "Facts", _words(tuple(_fact(each) for each in page.facts))
    yield "Next update", moment(page.next_update)


def _service(row: ServicePage) -> Iterator[tuple[str, str]]:
    yield "State", row.state_words
    for name, part in _SERVICE.items():
        yield part, _words(getattr(row, name))


def _help(each: Urgent) -> str:
    return " ".join(part for part in (each.who, each.do, each.phone) if part)


def _fact(each: Fact) -> str:
    corrects = f" (corrects: {each.corrects})" if each.corrects else ""
    return f"{each.words} [{each.status.value}]{corrects}"


def _words(said: str | tuple[str, ...]) -> str:
    return said if isinstance(said, str) else "\n".join(said)
