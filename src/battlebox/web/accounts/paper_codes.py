"""Recovery codes on paper as the only second factor, for somebody without a phone.

Law: asked for by the officer, after the password; each code works once.
Not here: showing them (the library's own page, in our templates).
"""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from battlebox.web.asking import ask_as


@require_POST
def paper_codes(request: HttpRequest) -> HttpResponse:
    """Ten codes, if there are none; ten new ones, where codes on paper are all there is."""
    officer = ask_as(request).officer
    held = set(Authenticator.objects.filter(user_id=officer.pk).values_list("type", flat=True))
    if held == {Authenticator.Type.RECOVERY_CODES}:
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
