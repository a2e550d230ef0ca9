"""The form of the sign-in page.

Law: it says nothing that depends on whether a name exists.
Not here: lock-out (axes), the second factor (second_factor.py).
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """A name and a password."""

    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["login"].label = "Sign-in name"
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})
        self.fields["password"].label = "Password"
        # The library offers a page for forgotten passwords, which would send mail.
        self.fields["password"].help_text = ""
