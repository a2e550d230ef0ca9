"""Which account an identity is bound to, and what its groups bring.

Law: nobody has an account by an identity: an admin binds it to one that is there; the first to come with a name is the
only one who ever may; a second factor of the desk's own is needed besides; roles come by the operator's map alone, end
with the session, make nobody an admin, and stay ended where an admin ended them.
Not here: binding (admin.py), whether the issuer is to be believed (share.identity).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from battlebox.share.identity import Known
from battlebox.web.estates_to_choose import body_name
from battlebox.web.models import Alarm, Identity, Membership, Officer, Role

_NO_ACCOUNT: Final = (
    "No account of this desk is bound to that, and none was made.",
    "Have you a name and a password of the desk? Sign in with them: they always work.",
    "To have it bound, show this page to an admin of your body: it is done under Who has access, beside your name.",
)
_OTHER: Final = (
    "That name was bound when it was somebody else's there. Nobody was let in, and the admins see an alarm.",
    "Sign in with your name and password of the desk, and ask an admin to look at it.",
)
_CLOSED: Final = ("The account that this is bound to was closed.", "Ask an admin of your body.")
_NO_FACTOR: Final = (
    "By that alone nobody comes in here: the desk asks for a second factor of its own, and this account has none.",
    "Sign in with your name and password of the desk, and set one up under Your account. Then this works, too.",
)


class NotLetIn(Exception):
    """Somebody the issuer vouches for whom the desk does not let in; `words` says why."""

    def __init__(self, title: str, words: tuple[str, ...], officer: Officer | None = None) -> None:
        super().__init__(title)
        self.title = title
        self.words = words
        self.officer = officer


def officer_of(known: Known) -> Officer:
    """Whose identity it is. Raises NotLetIn."""
    row = Identity.objects.select_related("officer").filter(issuer=known.issuer, who=known.who).first()
    if row is None:
        raise NotLetIn("The desk does not know this identity", (f"You came as: {known.who}", *_NO_ACCOUNT))
    person = row.officer
    # One statement, so that of two who come at once with one name the second is refused.
    free = Identity.objects.filter(pk=row.pk, subject__in=("", known.subject))
    if not free.update(subject=known.subject, seen_at=timezone.now()):
        _alarm(person, f"Somebody else came with the name that is bound to {person} at the issuer. Nobody was let in.")
        raise NotLetIn("This identity is another's now", _OTHER, person)
    if not person.is_active or person.break_glass:
        raise NotLetIn("This account is closed", _CLOSED, person)
    if not get_adapter().is_mfa_enabled(person):
        raise NotLetIn("A second factor is needed", _NO_FACTOR, person)
    return person


def give_roles(person: Officer, given: Iterable[tuple[str, str]], now: datetime) -> None:
    """Have the roles that the issuer's groups bring, and no other that they brought before."""
    wanted = dict.fromkeys(given)
    until = now + timedelta(hours=settings.DESK.session_hours)
    with transaction.atomic():
        rows = list(Membership.objects.select_for_update().filter(officer=person, by_issuer=True, incident=""))
        for row in rows:
            if row.ended_at is None:
                is_wanted = (row.body, row.role) in wanted
                Membership.objects.filter(pk=row.pk).update(expires_at=until if is_wanted else now)
        there = {(row.body, row.role) for row in rows}
        held = Membership.objects.in_force(now).filter(officer=person, incident="", by_issuer=False)
        there |= set(held.values_list("body", "role"))
        for body, role in wanted:
            if (body, role) not in there:
                Membership.objects.create(officer=person, body=body, role=role, expires_at=until, by_issuer=True)
                words = f"{person} has the role {Role(role).label} of {body_name(body)} by a group of the issuer's."
                Alarm.objects.tell(words, body=body)


def _alarm(person: Officer, words: str) -> None:
    for body in sorted({each.body for each in person.memberships.in_force()}):
        Alarm.objects.tell(words, body=body)
