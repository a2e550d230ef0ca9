"""The break-glass account: a code in a sealed envelope, for the night when nobody else can get in.

Law: its use is never quiet: admins see an alarm until one of them says it was seen, and whoever listens is told at
once.
Not here: writing it into a record (whoever listens to `on_use`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from allauth.account.signals import user_logged_in
from django.utils import timezone

from battlebox.web.models import Alarm, Membership, Officer, Role
from battlebox.web.models.slip import new_code

NAME: Final = "break-glass"
OnUse = Callable[[Officer, datetime], None]
_LISTENERS: Final[list[OnUse]] = []


def on_use(listener: OnUse) -> None:
    """Have `listener(officer, when)` called whenever somebody signs in with the break-glass code."""
    _LISTENERS.append(listener)


def renew() -> str:
    """Make the account if there is none, give it a new code, and return the code: the only time it can be read."""
    code = new_code()
    officer = Officer.objects.filter(break_glass=True).first()
    if officer is None:
        Officer.objects.join(NAME, "Break-glass", code, break_glass=True)
    else:
        officer.set_password(code)
        officer.save(update_fields=["password"])
    return code


def open_to(body: str) -> None:
    """The break-glass account becomes an admin of a body, with Gold's role."""
    officer = Officer.objects.filter(break_glass=True).first()
    if officer is not None and not officer.memberships.filter(body=body).exists():
        Membership.objects.create(officer=officer, body=body, role=Role.STRATEGIC, admin=True)


def listen() -> None:
    """Watch the door."""
    user_logged_in.connect(_came_in, dispatch_uid="battlebox.break_glass")


def _came_in(*, user: Officer, **_: Any) -> None:
    if not user.break_glass:
        return
    when = timezone.now()
    here = timezone.localtime(when).strftime("%H:%M on %d %B %Y")
    Alarm.objects.create(
        at=when,
        words=f"The break-glass code was used at {here}. Find out by whom and why, then make and seal a new code.",
    )
    for listener in _LISTENERS:
        listener(user, when)
