"""Recovery codes on paper as the only second factor, for somebody without a phone.

Law: asked for by the officer, after the password; each code works once.
Not here: showing them (the library's own page, in our templates).
"""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from battlebox.web.asking import ask_as


@require_POST
def paper_codes(request: HttpRequest) -> HttpResponse:
    """Ten codes, if there are none."""
    officer = ask_as(request).officer
    if not Authenticator.objects.filter(user_id=officer.pk).exists():
        RecoveryCodes.activate(officer)
    return redirect("mfa_view_recovery_codes")
