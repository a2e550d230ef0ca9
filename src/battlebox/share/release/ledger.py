"""The release ledger: who was given which version of what, at which label, how and on which right.

Law: rows are only added; each holds the hash of the row before it, so that a row changed, taken out or moved is found.
Not here: keeping it (web), whether a thing may leave (gate.py). The format is on docs/formats/ledger.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Self

from battlebox.journal import JournalError, read_canonical, to_canonical
from battlebox.marking import Tlp
from battlebox.share.release.channel import Channel
from battlebox.share.release.errors import Code, ReleaseError

FORMAT: Final = "battlebox-ledger/1"
BEGINNING: Final = "0" * 64
"""What stands in the first row for the hash of the row before it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One version of one thing that left, with the label that bound it then and the SHA-256 of its bytes."""

    id: str
    version: str
    level: Tlp
    sha256: str


@dataclass(frozen=True, slots=True)
class Released:
    """One row: what left in one answer, file or message.

    `seq` counts from 1. `body` is blank for what was made public, `person` for what was not given to one person by
    hand. `basis` says on which right: a grant of a collection, a decision in the record, a bulletin's list.
    """

    seq: int
    at: datetime
    body: str
    channel: Channel
    items: tuple[Item, ...]
    basis: str
    person: str = ""

    def to_line(self, before: str) -> bytes:
        """The canonical bytes of the row, given the hash of the row before it; these are hashed."""
        return to_canonical(
            {
                "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                "basis": self.basis,
                "before": before,
                "body": self.body,
                "channel": self.channel.value,
                "format": FORMAT,
                "items": [[item.id, item.version, item.level.value, item.sha256] for item in self.items],
                "person": self.person,
                "seq": self.seq,
            }
        )

    @classmethod
    def from_line(cls, raw: bytes, *, seq: int) -> Self:
        """Read what to_line wrote. Raises ReleaseError that names the row for anything else."""
        try:
            found: Any = read_canonical(raw, what="row")
            row = cls(
                seq=found["seq"],
                at=datetime.fromisoformat(found["at"]),
                body=found["body"],
                channel=Channel(found["channel"]),
                items=tuple(Item(one, version, Tlp(level), sha) for one, version, level, sha in found["items"]),
                basis=found["basis"],
                person=found["person"],
            )
            if _is_typed(found) and row.to_line(found["before"]) == raw:
                return row
        except (JournalError, ValueError, TypeError, KeyError, AttributeError):
            pass
        raise ReleaseError.of(Code.BAD_ROW, seq=seq)


def _is_typed(found: dict[str, Any]) -> bool:
    texts = [found[name] for name in ("basis", "before", "body", "person")]
    texts += [text for item in found["items"] for text in item]
    return type(found["seq"]) is int and all(isinstance(text, str) for text in texts)


@dataclass(frozen=True, slots=True)
class Had:
    """Somebody who was given a version of a thing: when first, by which channel, at which label."""

    body: str
    person: str
    version: str
    level: Tlp
    at: datetime
    channel: Channel


def chained(before: str, row: Released) -> str:
    """The hash of a row, given that of the row before it (BEGINNING for the first)."""
    return hashlib.sha256(row.to_line(before)).hexdigest()


def check_chain(rows: Iterable[tuple[Released, str]], *, after: str = BEGINNING, seq: int = 0) -> str:
    """Follow rows with the hashes they were kept with, from the row after `seq`; returns the last hash.

    Raises ReleaseError that names the first row that is missing or changed. Rows taken off the end are not seen by
    this: note the last hash elsewhere from time to time, and compare.
    """
    for row, kept in rows:
        seq += 1
        if row.seq != seq:
            raise ReleaseError.of(Code.ROW_MISSING, seq=seq)
        after = chained(after, row)
        if after != kept:
            raise ReleaseError.of(Code.ROW_CHANGED, seq=seq)
    return after


def withdrawn(rows: Iterable[Released], id: str) -> tuple[Had, ...]:  # noqa: A002 - it is what STIX calls it
    """Whom to tell that a thing was tightened: who was given it, each body, person and version once, as first given."""
    found: dict[tuple[str, str, str], Had] = {}
    for row in rows:
        for item in row.items:
            if item.id == id:
                had = Had(row.body, row.person, item.version, item.level, row.at, row.channel)
                found.setdefault((row.body, row.person, item.version), had)
    return tuple(found.values())
