"""A partner of the officer's own body, found by its name in an address.

Law: a partner of any other body is not there.
Not here: what is shown of it (partners.py).
"""

from __future__ import annotations

from django.http import Http404

from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.models import Partner


def partner_here(desk: AtDesk, name: str) -> Partner:
    """A partner of the officer's body; to any other it is not there."""
    found = Partner.objects.filter(ours=desk.officer.body, body=name).first()
    if found is None:
        raise Http404
    return found
