"""Second factors that work on a laptop whose clock may be wrong and that has no network.

Law: a code is taken once; a clock that is a few minutes off is tolerated and the officer is told; secrets lie
encrypted.
Not here: when a second factor must be set up (asking.py).
"""

from __future__ import annotations

import time
from typing import Any, ClassVar, Final

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import InvalidToken
from django import forms
from django.conf import settings
from django.contrib import messages

from battlebox.web.accounts.adapter import CODE_REFUSED
from battlebox.web.limits import right_for, were_wrong_for, wrong_for
from battlebox.web.models import Alarm, Officer
from battlebox.web.our_words import OurWords
from battlebox.web.sealing import box

PERIOD_SECONDS = 30
WRONG_CODES_MOST: Final = 10
WRONG_CODES_SECONDS: Final = 3600
"""Ten an hour: of a million codes twenty-one are right at a time, so that a day of guessing finds one in 200 times."""
_CODES: Final = "codes"
_TOO_MANY: Final = (
    "Too many wrong codes for this account. Wait an hour, use a passkey, or ask an admin: each sees an alarm"
)
_MADE_ANEW: Final = (
    "This desk can check no code of your app or paper any more: what it kept them under was made anew. Use a passkey, "
    "or go to an admin of your body, who takes off the lost second factor; an admin comes in by the sealed code"
)
_TOLD_FROM_STEPS = 2
_ASKED_FOR: Final = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}
"""What the library asks at sign-in for, where there is either."""


class DeskSecondFactor(DefaultMFAAdapter):
    """The desk's answers."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": CODE_REFUSED,
        "cannot_generate_recovery_codes": "Set up an app or a key first: recovery codes stand in for it",
        "cannot_delete_authenticator": "This cannot be taken off now",
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """Whether there is a second factor: codes on paper alone are one, too, which the library would not ask for."""
        is_asked = types is not None and set(types) == _ASKED_FOR
        return bool(super().is_mfa_enabled(user, None if is_asked else types))

    def encrypt(self, text: str) -> str:
        """Under a key made from the secret that seals."""
        return box("second factor").encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The reverse."""
        return box("second factor").decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:
        """What the app on the phone shows."""
        return str(user.username)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002 - the library's name
        """What stands in the box for a key's name until somebody writes a better one."""
        return f"Key {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"


def steps_off(secret: str, code: str) -> int | None:
    """By how many half minutes the phone that made this code is ahead of this laptop; None if it is no code of now."""
    typed = "".join(code.split())
    now = int(time.time()) // PERIOD_SECONDS
    most = settings.DESK.totp_steps
    for off in sorted(range(-most, most + 1), key=abs):
        if format_hotp_value(hotp_value(secret, now + off)) == typed:
            return off
    return None


def clock_words(off: int) -> str:
    """What to tell an officer whose phone and this laptop differ; empty if they do not, or hardly."""
    if abs(off) < _TOLD_FROM_STEPS:
        return ""
    minutes = max(1, round(abs(off) * PERIOD_SECONDS / 60))
    which = "slow" if off > 0 else "fast"
    return (
        f"This laptop is about {minutes} minute{'s' if minutes > 1 else ''} {which}, if your phone is right. "
        "Set its clock: times in the record come from it."
    )


def _alarm(person: Officer) -> None:
    """To the admins of each of the officer's bodies: somebody who has the password does not have the second factor."""
    words = (
        f"{WRONG_CODES_MOST} wrong codes were typed for {person} after the right password. If it was not them, "
        "somebody else has their password: have them change it."
    )
    for body in sorted({each.body for each in person.memberships.in_force()}):
        Alarm.objects.tell(words, body=body)


class _TellsOfClock(OurWords, forms.Form):
    """A form with a code from an app: says when phone and laptop differ."""

    words = "Code from the app, or a recovery code"

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["code"].label = self.words
        self.fields["code"].widget = forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autocapitalize": "off", "spellcheck": "false"}
        )

    def clock_told(self, secret: str) -> None:
        off = steps_off(secret, str(self.data.get("code", "")))
        words = clock_words(off or 0)
        if words:
            messages.warning(context.request, words)


class _CodeTaken(_TellsOfClock):
    """A code that the library has looked at; `authenticator` is what it was of."""

    authenticator: Authenticator
    user: Officer

    def clean_code(self) -> str:
        """Right, and not after too many that were wrong: whoever guesses has the password already."""
        if were_wrong_for(self.user.pk, _CODES) >= WRONG_CODES_MOST:
            raise forms.ValidationError(_TOO_MANY)
        try:
            code = str(super().clean_code())  # type: ignore[misc]  # The library's form, which stands beside this one.
        except forms.ValidationError:
            if wrong_for(self.user.pk, _CODES, seconds=WRONG_CODES_SECONDS) == WRONG_CODES_MOST:
                _alarm(self.user)
            raise
        except InvalidToken:
            raise forms.ValidationError(_MADE_ANEW) from None
        right_for(self.user.pk, _CODES)
        return code

    def save(self) -> None:
        """Taken."""
        super().save()  # type: ignore[misc]  # The library's form, which stands beside this one.
        if self.authenticator.type == Authenticator.Type.TOTP:
            self.clock_told(DeskSecondFactor().decrypt(self.authenticator.data["secret"]))


class CodeForm(_CodeTaken, AuthenticateForm):
    """A code at sign-in."""


class CodeAgainForm(_CodeTaken, ReauthenticateForm):
    """A code before something that matters."""


class FirstCodeForm(_TellsOfClock, ActivateTOTPForm):
    """The first code of an app."""

    words = "Code that the app shows"

    def clean_code(self) -> str:
        """Right, and not so far off that the clocks must be mended first."""
        code = super().clean_code()
        self.clock_told(self.secret)
        return str(code)
