"""Keeping what a poll brings, and how far it got, in the desk's tables.

Law: whose things they are is the partner whose feed it is, whatever they say of themselves; nothing that is TLP:RED is
taken from a feed; a partner that was cut off meanwhile gives nothing more.
Not here: asking (share.polling), the store (taxii/shelving.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.db import transaction

from battlebox.marking import Tlp
from battlebox.share.intel import Thing
from battlebox.share.polling import Bookmark, Taken
from battlebox.share.polling import Feed as Asked
from battlebox.web.models import Feed, Partner
from battlebox.web.taxii.opened import opened
from battlebox.web.taxii.shelving import Origin, label_of, shelve

_OPEN: Final = (Tlp.CLEAR, Tlp.GREEN)


@dataclass(frozen=True, slots=True)
class Opened:
    """What was on a page."""

    things: Sequence[Thing]
    refused: Sequence[object]


def reads(body: bytes) -> Opened:
    """A page, by the same door as what partners send us. Raises TaxiiError."""
    return Opened(*opened(body))


@dataclass(slots=True)
class FeedKeeping:
    """Of one feed: takes what it brings, and keeps its bookmark."""

    row: Feed

    @property
    def is_cut_off(self) -> bool:
        """Whether its partner is, as of now, or it was removed."""
        return not Feed.objects.filter(pk=self.row.pk, partner__cut_off_at=None).exists()

    def take(self, things: Sequence[Thing], feed: Asked) -> Taken:
        """Shelve them as the partner's own, quarantined while it is not let in."""
        del feed
        labels = [label_of(thing) for thing in things]
        open_ones = [thing for thing, label in zip(things, labels, strict=True) if label in _OPEN]
        closed = [thing for thing, label in zip(things, labels, strict=True) if label not in (*_OPEN, Tlp.RED)]
        with transaction.atomic():
            partner = Partner.objects.get(pk=self.row.partner_id)
            if partner.cut_off_at is not None:
                return Taken(refused=len(things))
            origin = Origin(partner.body, partner.body, "poll", is_quarantined=partner.is_quarantined, partner=partner)
            # They gave it to us, and not to whoever else reads the collection of ours that it is put into.
            ours_alone = replace(origin, audience=frozenset({self.row.ours}))
            halves = [
                shelve(half, whose, ours=self.row.ours, collection=self.row.into)
                for half, whose in ((open_ones, origin), (closed, ours_alone))
                if half
            ]
        new, known = sum(len(half.stored) for half in halves), sum(len(half.known) for half in halves)
        return Taken(new, known, len(things) - new - known)

    def bookmark(self, feed: str) -> Bookmark:
        """How far the feed was read."""
        del feed
        kept = Feed.objects.filter(pk=self.row.pk).values_list("after", "is_whole", "mark").first()
        return Bookmark() if kept is None else Bookmark(*kept)

    def keep(self, feed: str, bookmark: Bookmark) -> None:
        """Keep it."""
        del feed
        Feed.objects.filter(pk=self.row.pk).update(after=bookmark.after, is_whole=bookmark.is_whole, mark=bookmark.mark)
