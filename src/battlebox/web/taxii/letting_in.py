"""Letting a first-time sender in: what it had sent may now be seen, by whomever its marking allows.

Law: one transaction; what becomes visible is added anew, so that nobody who reads on misses it.
Not here: who may decide it (web.partnering, commands.py).
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from battlebox.web.models import Document, Entry, IntelObject, Partner
from battlebox.web.taxii.credentials import changing
from battlebox.web.taxii.entries import add_anew
from battlebox.web.taxii.rereach import feel
from battlebox.web.taxii.shelf import identities_of


def _put_aside(things: QuerySet[IntelObject]) -> None:
    """Those under an id that another body brought meanwhile stay unseen: it is that body's, the very same too."""
    theirs = IntelObject.objects.filter(
        ours=OuterRef("ours"), stix_id=OuterRef("stix_id"), is_quarantined=False, is_disputed=False
    ).exclude(owner=OuterRef("owner"))
    aside = list(things.exclude(order="").filter(Exists(theirs)).values_list("pk", flat=True))
    IntelObject.objects.filter(pk__in=aside).update(is_disputed=True)


def let_in(partner: Partner, *, by: str) -> int:
    """Let it in, or in again; how many things that it had sent may be seen now."""
    with changing(partner):
        things = IntelObject.objects.filter(ours=partner.ours, owner=partner.body, is_quarantined=True)
        _put_aside(things)
        waiting = set(things.values_list("stix_id", flat=True))
        entries = Entry.objects.filter(
            thing__ours=partner.ours, thing__owner=partner.body, is_kept=True, thing__is_disputed=False
        )
        many = entries.count()
        add_anew(entries)
        entries.update(is_kept=False)
        things.update(is_quarantined=False)
        Document.objects.filter(ours=partner.ours, owner=partner.body).update(is_quarantined=False)
        feel(partner.ours, waiting, identities_of(partner.ours))
        partner.is_quarantined, partner.cut_off_at = False, None
        partner.let_in_at, partner.let_in_by = timezone.now(), by[:120]
    return many
