"""Where one is signed in: each place with the button that signs it out, and one for all others.

Law: one's own alone, and with the password typed within the last quarter of an hour.
Not here: what is known of a session (open_sessions.py), an admin who ends another's (access.py).
"""

from __future__ import annotations

from typing import Any, Final

from allauth.account.decorators import reauthentication_required
from allauth.mfa import signals
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from battlebox.web.accounts.open_sessions import end_sessions, mark_of, sessions_of
from battlebox.web.asking import ask_as
from battlebox.web.door_log import tell
from battlebox.web.pages import page

CHANGED: Final = "factor_changed"
"""In a session whose owner has changed a second factor and not looked since at where else they are signed in."""


def listen() -> None:
    """Hear of each change of a second factor, to ask whether other sessions should end."""
    for signal in (signals.authenticator_added, signals.authenticator_removed, signals.authenticator_reset):
        signal.connect(_changed, dispatch_uid="battlebox.own_sessions")


def _changed(*, request: HttpRequest | None = None, user: Any = None, **_: Any) -> None:
    if request is not None and user is not None and request.user == user:
        request.session[CHANGED] = True


@require_safe
@reauthentication_required
def own_sessions(request: HttpRequest) -> HttpResponse:
    """All of them, the one that asks marked."""
    request.session.pop(CHANGED, None)
    here = mark_of(request.session.session_key)
    found = sessions_of(ask_as(request).officer)
    others = [each for each in found if each.mark != here]
    mine = next((each for each in found if each.mark == here), None)
    return page(request, "desk/own_sessions.html", mine=mine, others=others)


@require_POST
@reauthentication_required
def end_own_sessions(request: HttpRequest) -> HttpResponse:
    """End one of them, or all others."""
    person, here = ask_as(request).officer, mark_of(request.session.session_key)
    named = request.POST.get("session", "")
    if named == here:
        logout(request)
        return redirect("account_login")
    ended = end_sessions(person, only=named) if named else end_sessions(person, but=here)
    if ended:
        tell("sessions-ended", request, person, ended=ended)
    words = {0: "Nothing was open any more.", 1: "One other place was signed out."}
    messages.info(request, words.get(ended, f"{ended} other places were signed out."))
    return redirect("own_sessions")
