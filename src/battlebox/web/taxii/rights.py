"""By which right a partner is given something from one of our collections, when we do the giving.

Law: nothing is given that the partner could not fetch itself: without a right to read there is none to give.
Not here: what the right lets through (allowed.py, reading.py), giving rights (registering.py, web.partnering).
"""

from __future__ import annotations

from django.utils import timezone

from battlebox.web.errors import Code, WebError
from battlebox.web.models import Collection, Partner, Right


def right_to_give(partner: Partner, collection: Collection) -> Right:
    """The right of a partner to read a collection, as it stands now. Raises WebError where there is none."""
    now = Partner.objects.get(pk=partner.pk)
    if now.cut_off_at is not None:
        raise WebError.of(Code.CUT_OFF, body=now.name)
    found = Right.objects.filter(partner=now, collection=collection, may_read=True)
    right = found.select_related("partner", "collection").first()
    if right is None or (right.expires_at is not None and right.expires_at <= timezone.now()):
        raise WebError.of(Code.NO_RIGHT, body=now.name, name=collection.title)
    return right
