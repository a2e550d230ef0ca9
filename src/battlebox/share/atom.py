"""What was written, as a feed for a reader (Atom, RFC 4287): a few entries, each with its label.

Law: whatever somebody typed stays words; an entry keeps its id, and has a later time when it was corrected; the same
entries give the same bytes.
Not here: who may have it (desk), the address (a face), the public page's own feed (status).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

_ATOM: Final = "http://www.w3.org/2005/Atom"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document of XML may hold, whichever way it is written."""


@dataclass(frozen=True, slots=True)
class AtomOf:
    """A feed: its id, its title, the address it is asked for at, the page that a person opens."""

    id: str
    title: str
    own: str
    page: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class AtomItem:
    """One entry: `id` is a URN, `label` as it is written (`TLP:AMBER`), `kind` what it is, `author` an office."""

    id: str
    title: str
    words: str
    author: str
    label: str
    kind: str
    page: str
    written: datetime
    updated: datetime


def atom_file(of: AtomOf, items: Iterable[AtomItem]) -> bytes:
    """The feed as a document."""
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en-GB"})
    _said(feed, "id", of.id)
    _said(feed, "title", of.title)
    _said(feed, "updated", _stamp(of.updated))
    SubElement(feed, "link", rel="self", type="application/atom+xml", href=of.own)
    SubElement(feed, "link", rel="alternate", type="text/html", href=of.page)
    for item in items:
        entry = SubElement(feed, "entry")
        _said(entry, "id", item.id)
        _said(entry, "title", f"{item.label} {item.title}")
        _said(entry, "published", _stamp(item.written))
        _said(entry, "updated", _stamp(item.updated))
        _said(SubElement(entry, "author"), "name", item.author)
        SubElement(entry, "category", term=item.label, scheme="https://www.first.org/tlp/")
        SubElement(entry, "category", term=item.kind)
        SubElement(entry, "link", rel="alternate", type="text/html", href=item.page)
        _said(entry, "content", item.words).set("type", "text")
    head = b'<?xml version="1.0" encoding="utf-8"?>\n'
    return head + tostring(feed, encoding="unicode").encode() + b"\n"


def _said(into: Element, name: str, words: str) -> Element:
    made = SubElement(into, name)
    made.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words)
    return made


def _stamp(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
