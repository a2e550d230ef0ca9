"""The site for programs: Atom, JSON Feed, and status.json, which is the document itself once more.

Law: a thing keeps its id in the feeds from one edition to the next; nothing stands in them that is on no page; whoever
shows contents without titles does not say as known what is not true, or not known.
Not here: which names a document has (reading.py).
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from battlebox.share.status.frame import Edition
from battlebox.share.status.markup import tag, xml
from battlebox.share.status.published import Fact, FactStatus, ServicePage, StatusPage
from battlebox.share.status.reading import document_of
from battlebox.share.status.saying import stamp
from battlebox.share.status.services import service_address
from battlebox.share.typesetting import exercise_now

FRONT: Final = "index.html"
ITEMS_MAX: Final = 50
_NEVER: Final = datetime.min.replace(tzinfo=UTC)
_ATOM: Final = "http://www.w3.org/2005/Atom"
_FACT_WORDS: Final = {
    FactStatus.CONFIRMED: "What we know",
    FactStatus.BELIEVED: "What we believe",
    FactStatus.UNKNOWN: "What we do not know yet",
    FactStatus.DENIED: "What is not true",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a feed."""

    id: str
    title: str
    words: str
    page: str
    updated: datetime


def feed_items(page: StatusPage) -> list[Item]:
    """Every fact, and the services that changed last; the last changed first, a service without its own time last.

    Where nobody has written of a service its time is the edition's: a hundred of them would push out the one
    correction that everybody should read.
    """
    told = sorted(page.services, key=lambda row: row.updated or _NEVER, reverse=True)
    facts = [(row.updated or page.updated, _fact(page, row)) for row in page.facts]
    services = [(row.updated or _NEVER, _service(page, row)) for row in told[: ITEMS_MAX - len(facts)]]
    return [item for _, item in sorted(facts + services, key=lambda each: each[0], reverse=True)]


def atom(edition: Edition) -> bytes:
    """feed.atom."""
    page = edition.page
    feed = tag(
        "feed",
        tag("id", _id(page, "feed", "")),
        tag("title", _title(page)),
        tag("updated", stamp(edition.published)),
        tag("author", tag("name", page.body)),
        xmlns=_ATOM,
        **{"xml:lang": "en-GB"},
    )
    if page.address:
        feed.append(tag("link", rel="self", href=_whole(page, "feed.atom")))
        feed.append(tag("link", rel="alternate", href=_whole(page, FRONT)))
    for item in feed_items(page):
        entry = tag("entry", tag("id", item.id), tag("title", item.title), tag("updated", stamp(item.updated)))
        if page.address:
            entry.append(tag("link", rel="alternate", href=_whole(page, item.page)))
        entry.append(tag("content", item.words, type="text"))
        feed.append(entry)
    return xml(feed)


def json_feed(edition: Edition) -> bytes:
    """feed.json."""
    page = edition.page
    found: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": _title(page), "language": "en-GB"}
    found["authors"] = [{"name": page.body}]
    if page.address:
        found |= {"home_page_url": _whole(page, FRONT), "feed_url": _whole(page, "feed.json")}
    found["items"] = [
        {"id": item.id, "title": item.title, "content_text": item.words, "date_modified": stamp(item.updated)}
        | ({"url": _whole(page, item.page)} if page.address else {})
        for item in feed_items(page)
    ]
    return _json(found)


def status_json(edition: Edition) -> bytes:
    """status.json: the document as it was published, with the edition and each service's page."""
    found = document_of(edition.page)
    found |= {"number": edition.number, "published": stamp(edition.published)}
    for row, each in zip(edition.page.services, found["services"], strict=True):
        each |= {"page": service_address(row), "state_words": row.state_words}
    return _json(found)


def _fact(page: StatusPage, row: Fact) -> Item:
    corrected = f"\n\nCorrected. Earlier we said: {row.corrects}" if row.corrects else ""
    where = f"s/{row.services[0]}.html" if len(row.services) == 1 else FRONT
    title = f"{_FACT_WORDS[row.status]}: {row.words}"
    said = row.words if row.status is FactStatus.CONFIRMED else title
    return Item(_id(page, "fact", row.words), title, said + corrected, where, row.updated or page.updated)


def _service(page: StatusPage, row: ServicePage) -> Item:
    words = [row.state_words, *row.now, *row.do, *((f"Phone: {row.phone}",) if row.phone else ()), *row.urgent]
    title = f"{row.name}: {row.state_words}"
    updated = row.updated or page.updated
    return Item(_id(page, "service", row.service), title, "\n\n".join(words), service_address(row), updated)


def _title(page: StatusPage) -> str:
    practice = f"{exercise_now() or 'Practice'}: " if page.illustrative else ""
    return f"{practice}{page.body} service status"


def _id(page: StatusPage, kind: str, name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"battlebox/status/{page.site}/{kind}/{name}").urn


def _whole(page: StatusPage, name: str) -> str:
    return f"{page.address.rstrip('/')}/{name}"


def _json(found: dict[str, Any]) -> bytes:
    return json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n"
