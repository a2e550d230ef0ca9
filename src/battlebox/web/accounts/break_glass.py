"""A body's break-glass account: a code in a sealed envelope, for the night when nobody else can get in.

Law: it opens the body whose admin sealed it, and no other; its use is never quiet: that body's admins see
an alarm until one of them says it was seen, and whoever listens is told at once.
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


def renew(body: str = "") -> tuple[str, str]:
    """A new code for a body's own account, which is made where there is none: its sign-in name and the code.

    The code can be read this once. Without a body, the account is for whichever body's admin comes first. An account
    that opens other bodies too (folders made before each had its own) leaves this body and keeps its code for those.
    """
    code = new_code()
    officer = _of(body)
    if officer is not None and officer.memberships.exclude(body=body).exists():
        officer.memberships.filter(body=body).delete()
        officer = None
    if officer is None:
        name = f"{NAME}-{body}" if Officer.objects.filter(username=NAME).exists() else NAME
        officer = Officer.objects.join(name, "Break-glass", code, break_glass=True)
    else:
        officer.set_password(code)
        officer.save(update_fields=["password"])
    if body and not officer.memberships.exists():
        _open(officer, body)
    return officer.username, code


def open_to(body: str) -> None:
    """The account that was made before there was any admin becomes an admin of the first body, with Gold's role."""
    officer = _of("")
    if officer is not None:
        _open(officer, body)


def _of(body: str) -> Officer | None:
    """The account that opens a body, else the one that opens none yet."""
    accounts = Officer.objects.filter(break_glass=True)
    return accounts.filter(memberships__body=body).first() or accounts.filter(memberships=None).first()


def _open(officer: Officer, body: str) -> None:
    Membership.objects.create(officer=officer, body=body, role=Role.STRATEGIC, admin=True)


def listen() -> None:
    """Watch the door."""
    user_logged_in.connect(_came_in, dispatch_uid="battlebox.break_glass")


def _came_in(*, user: Officer, **_: Any) -> None:
    if not user.break_glass:
        return
    when = timezone.now()
    here = timezone.localtime(when).strftime("%H:%M on %d %B %Y")
    words = f"The break-glass code was used at {here}. Find out by whom and why, then make and seal a new code."
    bodies = sorted({each.body for each in user.memberships.in_force()})
    for body in bodies or [""]:
        Alarm.objects.tell(words, body=body, at=when)
    for listener in _LISTENERS:
        listener(user, when)
