"""What the library of accounts asks of the desk.

Law: nobody signs up by themselves; no mail is ever sent.
Not here: second factors (second_factor.py).
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest


class OfficerAdapter(DefaultAccountAdapter):
    """The desk's answers."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Joining takes a slip (joining.py)."""
        del request
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Having just signed in counts, for a quarter of an hour, where the password would be asked for again."""
        super().login(request, user)
        record_authentication(request, user, "password", reauthenticated=True)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing is sent: there may be no mail, and no address is kept."""
        del template_prefix, email, context

    def add_message(self, *args: Any, **more: Any) -> None:
        """The library's own messages are left out: pages say what happened."""
        del args, more
