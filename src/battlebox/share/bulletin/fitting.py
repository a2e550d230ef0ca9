"""May this bulletin go to those it is for? Asked before it is signed, and again by whoever opens it.

Law: everything in it is asked of `marking.decide` for every body by itself; RED never travels as a file; nothing in a
bulletin is stricter than the bulletin says it is.
Not here: whether a fact was cleared (desk), the rules of the labels (marking).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from battlebox.marking import Deny, Marked, Recipient, Tlp, WayOut, decide
from battlebox.share.bulletin.bulletin import Bulletin
from battlebox.share.bulletin.errors import BulletinError, Code


@dataclass(frozen=True, slots=True)
class Reader:
    """A body that would have it: whether it is in the community, and whose registered client it is."""

    body: str
    community: bool = False
    client_of: frozenset[str] = frozenset()


def must_fit(bulletin: Bulletin, readers: Iterable[Reader], now: datetime) -> None:
    """Raises BulletinError that names what in it may not go, and to whom, at the aware instant `now`."""
    for what, tlp in labels_in(bulletin):
        if tlp is Tlp.RED:
            raise BulletinError.of(Code.RED, what=what)
        if tlp.strictness > bulletin.tlp.strictness:
            own = bulletin.tlp.to_text()
            raise BulletinError.of(Code.STRICTER, what=what, label=tlp.to_text(), own=own)
    if bulletin.tlp in (Tlp.AMBER, Tlp.AMBER_STRICT) and not bulletin.audience:
        raise BulletinError.of(Code.NOBODY, label=bulletin.tlp.to_text())
    for reader in readers:
        why = why_not(bulletin, reader, now)
        if why:
            raise BulletinError.of(Code.MAY_NOT_GO, what=why[0], body=reader.body, why=why[1])


def why_not(bulletin: Bulletin, reader: Reader, now: datetime) -> tuple[str, str] | None:
    """What in it may not go to this reader, and why; None where all of it may."""
    to = Recipient(WayOut.FILE, reader.body, client_of=reader.client_of, community=reader.community)
    for what, tlp in labels_in(bulletin):
        verdict = decide(marked(bulletin, tlp), to, now)
        if isinstance(verdict, Deny):
            return what, verdict.reason.value
    return None


def marked(bulletin: Bulletin, tlp: Tlp) -> Marked:
    """How a part of a bulletin with this label is marked: its owner, whom it is for, until when."""
    return Marked(bulletin.issuer, tlp, frozenset(bulletin.audience), expires=bulletin.expires)


def labels_in(bulletin: Bulletin) -> Iterator[tuple[str, Tlp]]:
    """The bulletin and everything in it that has a label of its own, in words and by label."""
    yield "the bulletin", bulletin.tlp
    for place, fact in enumerate(bulletin.facts, 1):
        yield f"fact {place}", fact.tlp
    for place, indicator in enumerate(bulletin.indicators, 1):
        yield f"indicator {place}", indicator.tlp
