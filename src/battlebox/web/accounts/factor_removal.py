"""Taking every second factor off an account, so that all who must know of it do, and nobody stays in with the lost one.

Law: all of it or nothing: what is recorded by whoever listens, the alarm, the word to the officer, the sessions ended.
Not here: who may (lost_factor.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from battlebox.web.accounts.open_sessions import end_sessions
from battlebox.web.models import Alarm, Notice, Officer

OnRemoval = Callable[[Officer, Officer, str, str], None]
_LISTENERS: Final[list[OnRemoval]] = []
_WORDS_MOST: Final = 300


def on_removal(listener: OnRemoval) -> None:
    """Have `listener(admin, officer, body, why)` called whenever a second factor is taken off."""
    _LISTENERS.append(listener)


def remove_factor(admin: Officer, person: Officer, body: str, *, body_name: str, why: str) -> None:
    """Take it off, sign the account out, raise the alarm, leave word for the officer, and tell whoever listens."""
    when = timezone.now()
    here = timezone.localtime(when)
    at = f"{here:%H:%M} on {here.day} {here:%B %Y}"
    alarm = f"{admin} took off the second factor of {person} ({body_name}) at {at}. How they knew: {why}"
    told = (
        f"{admin}, admin of {body_name}, took off your second factor at {at}. If you did not ask for that, change your "
        "password now and tell every admin."
    )
    with transaction.atomic():
        Authenticator.objects.filter(user_id=person.pk).delete()
        end_sessions(person)
        for concerned in sorted({body, *(each.body for each in person.memberships.in_force())}):
            Alarm.objects.tell(alarm, body=concerned, at=when)
        Notice.objects.create(officer=person, at=when, words=told[:_WORDS_MOST])
        for listener in _LISTENERS:
            listener(admin, person, body, why)
