"""The forms of passkeys and security keys, speaking our words.

Law: what the browser itself must send is said as such: nobody could type it.
Not here: codes (second_factor.py), whether a browser can have a passkey here (pages.py).
"""

from __future__ import annotations

from typing import Any, Final

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm, ReauthenticateWebAuthnForm
from django import forms

from battlebox.web.our_words import OurWords

_NOT_SENT: Final = "The browser sent no key. It takes a script, and a key that this browser knows. Try once more"

_ALONE: Final = "It opens the desk by itself, without a password"
_HOW_ALONE: Final = "The key then asks for a fingerprint or a PIN each time. Not ticked, it comes after your password."


class _OfAKey(OurWords, forms.Form):
    """A form that a script fills in with what the key said."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "name" in self.fields:
            self.fields["name"].label = "Name of the key"
        if "credential" in self.fields:
            self.fields["credential"].error_messages.update({"required": _NOT_SENT, "invalid": _NOT_SENT})


class AddKeyForm(_OfAKey, AddWebAuthnForm):
    """One more key."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        alone = self.fields["passwordless"]
        alone.label, alone.help_text = _ALONE, _HOW_ALONE


class NameKeyForm(_OfAKey, EditWebAuthnForm):
    """Another name for a key."""


class SignInKeyForm(_OfAKey, LoginWebAuthnForm):
    """A passkey in place of name and password."""


class KeyAgainForm(_OfAKey, ReauthenticateWebAuthnForm):
    """A key before something that matters."""
