"""Changing one's own password: the library's page, which says nothing of having done it; here the next page says so.

Law: what is said is what was done: every other place is signed out, and one's own addresses have ended.
Not here: what a password must be (settings.py), ending sessions (open_sessions.py).
"""

from __future__ import annotations

from typing import Any

from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

_DONE = (
    "Your password was changed. Every other place was signed out, and your addresses to follow an incident elsewhere "
    "have ended."
)


class OwnPasswordView(PasswordChangeView):
    """The library's, with an answer."""

    def get_default_success_url(self) -> str:
        """To the page of one's account."""
        return reverse("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it, and say so."""
        answer: HttpResponse = super().form_valid(form)
        messages.success(self.request, _DONE)
        return answer
