"""How long a sign-in lasts: to a moment that is fixed when somebody comes in, whatever they do meanwhile.

Law: `session_hours` after the sign-in the session is over, and no page puts that off.
Not here: how many hours (starting/desk_settings.py), ending a session before (factor_removal.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.utils import timezone


def listen() -> None:
    """Fix it whichever way somebody came in."""
    user_logged_in.connect(_came_in, dispatch_uid="battlebox.lasting")


def fix_the_end(request: HttpRequest) -> None:
    """From now on."""
    request.session.set_expiry(timezone.now() + timedelta(hours=settings.DESK.session_hours))


def _came_in(*, request: HttpRequest | None, **_: Any) -> None:
    if request is not None:
        fix_the_end(request)
