"""The release ledger in its table: a row for whatever leaves, chained to the row before it.

Law: written in the transaction in which it was decided, before the bytes go; rows are only added.
Not here: the chain and the lines (share.release), what may leave (leaving.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from django.db import transaction

from battlebox.share.release import BEGINNING, Channel, Item, Released, check_chain
from battlebox.web.models import Given, Release
from battlebox.web.taxii.rows import at_text, found, write

_PIECE: Final = 500


@dataclass(frozen=True, slots=True)
class Grounds:
    """Who gave what out to whom, by which channel and on which right. `body` is blank for the public."""

    ours: str
    body: str
    channel: Channel
    basis: str
    person: str = ""


def released(grounds: Grounds, items: Sequence[Item], *, at: datetime, rows: Iterable[int] = ()) -> int:
    """Write one row; its number. `rows` are the numbers of the stored things that were given whole."""
    ours, body, channel = grounds.ours, grounds.body, grounds.channel
    with transaction.atomic():
        last = found("SELECT seq, hash FROM web_release WHERE ours = %s ORDER BY seq DESC LIMIT 1", [ours])
        number, before = last[0] if last else (0, BEGINNING)
        row = Released(number + 1, at, body, channel, tuple(items), grounds.basis, grounds.person)
        line = row.to_line(before)
        kept = (ours, row.seq, at_text(at), body, channel.value, len(row.items), line, hashlib.sha256(line).hexdigest())
        write(Release, ("ours", "seq", "at", "body", "channel", "count", "line", "hash"), [kept])
        _index(ours, body, row.seq, rows)
    return row.seq


def ledger_of(ours: str, *, body: str | None = None) -> Iterator[Released]:
    """The rows of one of our bodies, oldest first; those to one body, where it is named."""
    for seq, line, _ in _kept(ours, {} if body is None else {"body": body}):
        yield Released.from_line(line, seq=seq)


def check(ours: str) -> tuple[int, str]:
    """Follow the whole chain: how many rows, and the last hash. Raises ReleaseError that names the first bad row."""
    many = 0

    def rows() -> Iterator[tuple[Released, str]]:
        nonlocal many
        for seq, line, kept in _kept(ours):
            many += 1
            yield Released.from_line(line, seq=seq), kept

    last = check_chain(rows())
    return many, last


def _kept(ours: str, of: Mapping[str, str] = MappingProxyType({})) -> Iterator[tuple[int, bytes, str]]:
    """Number, line and hash of each row, oldest first; nothing is held open between the pieces that are read."""
    every = Release.objects.filter(ours=ours, **of).order_by("seq").values_list("seq", "line", "hash")
    after = -1
    while piece := list(every.filter(seq__gt=after)[:_PIECE]):
        yield from ((seq, bytes(line), kept) for seq, line, kept in piece)
        after = piece[-1][0]


def _index(ours: str, body: str, seq: int, rows: Iterable[int]) -> None:
    given = [(row, ours, body, seq) for row in rows]
    if given:
        write(Given, ("thing_id", "ours", "body", "seq"), given, over="ON CONFLICT DO NOTHING")
