"""Recovery codes on paper: as the only second factor, for somebody without a phone, and those that nobody can read.

Law: asked for by the officer, after the password; each code works once. Codes that cannot be read any more, because
what the desk kept them under was made anew, are said to be so, and can be replaced by new ones.
Not here: showing them (the library's own page, in our templates).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa import signals
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from battlebox.web.asking import ask_as


@require_POST
def paper_codes(request: HttpRequest) -> HttpResponse:
    """Ten codes, if there are none; ten new ones, where codes on paper are all there is, or cannot be read."""
    officer = ask_as(request).officer
    held = {each.type: each.wrap() for each in Authenticator.objects.filter(user_id=officer.pk)}
    codes = held.get(Authenticator.Type.RECOVERY_CODES)
    if codes is not None and (len(held) == 1 or codes_left(codes) is None):
        answer: HttpResponse = _anew(request)
        return answer
    if not held:
        RecoveryCodes.activate(officer)
    return redirect("mfa_view_recovery_codes")


@reauthentication_required
def _anew(request: HttpRequest) -> HttpResponse:
    """The library makes new ones only beside an app or a key; those left over work no more."""
    officer = ask_as(request).officer
    with transaction.atomic():
        Authenticator.objects.filter(user_id=officer.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
        made = RecoveryCodes.activate(officer).instance
    signals.authenticator_reset.send(sender=Authenticator, request=request, user=officer, authenticator=made)
    return redirect("mfa_view_recovery_codes")


def codes_left(codes: RecoveryCodes) -> int | None:
    """How many of an officer's codes were not used yet; None where what the desk kept them under was made anew."""
    try:
        return len(codes.get_unused_codes())
    except InvalidToken:
        return None


class AccountView(IndexView):
    """The library's page of an account, with how many codes are left."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As the library's."""
        found: dict[str, Any] = super().get_context_data(**kwargs)
        codes = found["authenticators"].get(Authenticator.Type.RECOVERY_CODES)
        return {**found, "codes_left": None if codes is None else codes_left(codes)}


def where_readable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """One of the library's pages of codes; where they cannot be read, the account's page, which says what to do."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except InvalidToken:
            return redirect("mfa_index")

    return asked
