"""What an answer holds: envelopes, manifests and lists of versions, joined from bytes.

Law: a thing leaves as the bytes that came; `next` is there whenever `more` is true; an answer without things says
nothing of how many there are.
Not here: which things (web.taxii).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import orjson

MEDIA: Final = "application/taxii+json;version=2.1"
STIX_MEDIA: Final = "application/stix+json;version=2.1"
EMPTY: Final = b'{"more":false}'


class ManifestRow(NamedTuple):
    """One line of a manifest."""

    id: str
    date_added: str
    version: str


def envelope(raws: Sequence[bytes], next_: str = "") -> bytes:
    """An envelope of these objects."""
    return _page(b"objects", raws, next_)


def manifest(rows: Iterable[ManifestRow], next_: str = "") -> bytes:
    """A manifest of these versions."""
    lines = [
        orjson.dumps({"id": row.id, "date_added": row.date_added, "version": row.version, "media_type": STIX_MEDIA})
        for row in rows
    ]
    return _page(b"objects", lines, next_)


def versions(found: Iterable[str], next_: str = "") -> bytes:
    """The versions that there are of one thing."""
    return _page(b"versions", [orjson.dumps(each) for each in found], next_)


def _page(name: bytes, raws: Sequence[bytes], next_: str) -> bytes:
    if not raws and not next_:
        return EMPTY
    begin = b'{"more":true,"next":' + orjson.dumps(next_) if next_ else b'{"more":false'
    return b"".join((begin, b',"', name, b'":[', b",".join(raws), b"]}"))
