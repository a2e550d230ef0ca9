"""The form of the sign-in page.

Law: it says nothing that depends on whether a name exists.
Not here: lock-out (axes), the second factor (second_factor.py).
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django.http import HttpRequest, HttpResponse

from battlebox.web.accounts.lasting import fix_the_end
from battlebox.web.our_words import OurWords


class SignInForm(OurWords, LoginForm):
    """A name and a password."""

    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["login"].label = "Sign-in name"
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})
        self.fields["password"].label = "Password"
        # The library offers a page for forgotten passwords, which would send mail.
        self.fields["password"].help_text = ""

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """The library lets a session go on from each time that it is written; ours has its end."""
        answer: HttpResponse = super().login(request, redirect_url)
        fix_the_end(request)
        return answer


class NewPasswordForm(OurWords, ChangePasswordForm):
    """A new password."""

    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["oldpassword"].label = "Your password now"
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = "New password"
        self.fields["password1"].help_text = "At least 10 characters."
        self.fields["password2"].label = "New password, once more"

    def clean(self) -> dict[str, Any]:
        """Twice the same."""
        clean = super().clean()
        if self.data.get("password2") and "password2" in self.errors:
            said = "The two new passwords are not the same. Type one in both boxes"
            self.errors["password2"] = self.error_class([said])
        return clean or self.cleaned_data


class AgainForm(OurWords, ReauthenticateForm):
    """The password, before something that matters."""

    use_required_attribute = False

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["password"].help_text = ""


def name_tried(request: HttpRequest | None, credentials: dict[str, Any] | None = None) -> str:
    """The sign-in name that somebody tries, as lock-out counts it: whatever the capitals."""
    named = (credentials or {}).get("username") or (request.POST.get("login") if request is not None else "")
    return str(named or "").strip().lower()
