"""What the library of accounts asks of the desk.

Law: nobody signs up by themselves; no mail is ever sent.
Not here: second factors (second_factor.py).
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from battlebox.web.identities.pages import came_by_issuer, take_roles
from battlebox.web.models import Officer

CODE_REFUSED: Final = (
    "This code is not right, or was used before. Wait for the next one of the app, or use a code from paper"
)

_FOR_A_SCRIPT: Final = "mfa_login_webauthn"


class OfficerAdapter(DefaultAccountAdapter):
    """The desk's answers."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "The sign-in name or the password is not correct. Type both once more; in the "
        "password capitals count",
        "too_many_login_attempts": "Too many tries. Wait a few minutes, then try again",
        "rate_limited": "Too many tries. Wait a few minutes, then try again",
        "enter_current_password": "This is not your password now. Type it once more; capitals count",
        "incorrect_password": "This is not your password. Type it once more; capitals count",
        "incorrect_code": CODE_REFUSED,
        "account_inactive": "This account was closed. Ask an admin of your body",
        "invalid_login": "That did not work. Begin again on the sign-in page",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Joining takes a slip (joining.py)."""
        del request
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """A page stays a page, whatever is asked for; one address alone is a script's, which asks a passkey.

        The library would answer any of its pages as JSON, with what was typed in it, a password too.
        """
        asks = request.method in ("GET", "HEAD") and getattr(request.resolver_match, "url_name", "") == _FOR_A_SCRIPT
        return asks and super().is_ajax(request)

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Having just signed in counts, for a quarter of an hour, where the password would be asked for again.

        Not where an issuer vouched: whoever holds that issuer must not be able to change a way in here.
        """
        super().login(request, user)
        if isinstance(user, Officer):
            take_roles(request, user)
        if not (isinstance(user, Officer) and came_by_issuer(request, user)):
            record_authentication(request, user, "password", reauthenticated=True)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing is sent: there may be no mail, and no address is kept."""
        del template_prefix, email, context

    def add_message(self, *args: Any, **more: Any) -> None:
        """The library's own messages are left out: pages say what happened."""
        del args, more
