"""Joining with a slip: a code from paper, a name, a password; under a minute, and no mail.

Law: a slip that is used, cancelled, too old or unknown is refused with the same care, and says what to do; the body
and the role
come from the slip and never from the form.
Not here: making slips (slips.py).
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from battlebox.web.accounts import break_glass
from battlebox.web.body_ids import BodyIdField
from battlebox.web.failures import failed
from battlebox.web.limits import tried_too_often, tries_are_spent
from battlebox.web.models import Alarm, JoiningSlip, Membership, Officer
from battlebox.web.our_words import OurWords
from battlebox.web.pages import page

WRONG_MOST: Final = 60
WRONG_SECONDS: Final = 300
"""What may be wrong from one address, be it a whole room that joins: of eighty bits that guesses nothing."""
_BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}")


class CodeOfSlipForm(OurWords, forms.Form):
    """The code on a slip."""

    use_required_attribute = False
    code = forms.CharField(
        label="Code on your slip",
        help_text="Four groups of four, such as 4K7M-9QXD-02RT-HB5N. Capitals and dashes do not matter.",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    slip: JoiningSlip

    def clean_code(self) -> str:
        """A code that still works."""
        found = JoiningSlip.objects.of_code(self.cleaned_data["code"])
        if found is None:
            raise forms.ValidationError("No slip has this code. Check it letter by letter.")
        if found.used_at is not None:
            raise forms.ValidationError(
                "This slip has been used. Sign in if it was you; otherwise ask for a new slip and say so."
            )
        if found.cancelled_at is not None:
            raise forms.ValidationError("This slip was cancelled. Ask whoever gave it to you for a new one.")
        if found.expires_at <= timezone.now():
            raise forms.ValidationError("This slip is too old. Ask whoever gave it to you for a new one.")
        if not JoiningSlip.objects.open().filter(pk=found.pk).exists():
            raise forms.ValidationError("Whoever made this slip is no longer an admin. Ask an admin for a new one.")
        self.slip = found
        return str(self.cleaned_data["code"])


class JoinForm(CodeOfSlipForm):
    """Who is joining."""

    display_name = forms.CharField(label="Your name, as others know you", max_length=120)
    username = forms.CharField(
        label="Sign-in name",
        help_text="Small letters and digits, such as a.khan.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label="Password",
        help_text="At least 10 characters. Three words you can remember are better than one you cannot.",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    body = BodyIdField(
        label="Your council, in short",
        help_text="Small letters, as in the estate's table of bodies, such as northmere.",
        required=False,
    )

    def __init__(self, *args: Any, slip: JoiningSlip, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["code"].widget = forms.HiddenInput()
        if slip.first:
            self.fields["body"].required = True
        else:
            del self.fields["body"]

    def clean_username(self) -> str:
        """A name that nobody has."""
        name = str(self.cleaned_data["username"]).lower()
        if not _NAME.fullmatch(name):
            raise forms.ValidationError("Use small letters, digits, dots and dashes, two at least")
        if Officer.objects.filter(username=name).exists():
            raise forms.ValidationError("Somebody has this name already. Add a letter or a digit")
        return name

    def clean(self) -> dict[str, Any]:
        """The password, against the name as well."""
        clean = super().clean() or self.cleaned_data
        if "password" in clean:
            person = Officer(username=clean.get("username", ""), display_name=clean.get("display_name", ""))
            try:
                validate_password(clean["password"], person)
            except forms.ValidationError as wrong:
                self.add_error("password", wrong)
        return clean


@login_not_required
@sensitive_post_parameters("password", "code")
def join(request: HttpRequest) -> HttpResponse:
    """First the code, then who one is."""
    if request.method != "POST":
        return page(request, "desk/join_code.html", form=CodeOfSlipForm(initial={"code": request.GET.get("code", "")}))
    if tries_are_spent(request, "join", times=WRONG_MOST):
        return failed(request, 429)
    first = CodeOfSlipForm(request.POST)
    if not first.is_valid():
        _count_wrong(request)
        return page(request, "desk/join_code.html", form=first)
    if isinstance(request.user, Officer):
        return _join_as(request, request.user, first.slip)
    return _ask_who(request, first.slip)


def _count_wrong(request: HttpRequest) -> None:
    tried_too_often(request, "join", times=WRONG_MOST, seconds=WRONG_SECONDS)


def _ask_who(request: HttpRequest, slip: JoiningSlip) -> HttpResponse:
    """The second page: who one is; with the code alone, it is shown for the first time."""
    if "username" not in request.POST:
        form = JoinForm(initial={"code": request.POST["code"], "body": settings.DESK.body}, slip=slip)
    else:
        form = JoinForm(request.POST, slip=slip)
        if form.is_valid():
            return _join_new(request, form)
        _count_wrong(request)
    return page(request, "desk/join.html", form=form, slip=slip)


def _join_as(request: HttpRequest, officer: Officer, slip: JoiningSlip) -> HttpResponse:
    """Somebody who has an account gets one more role."""
    if slip.first or officer.break_glass:
        # A sealed code opens the body that sealed it, and no other.
        return failed(request, 403)
    with transaction.atomic():
        if not JoiningSlip.objects.take(slip):
            return redirect("join")
        _give(officer, slip, slip.body)
    return redirect("home")


def _join_new(request: HttpRequest, form: JoinForm) -> HttpResponse:
    slip, clean = form.slip, form.cleaned_data
    body = clean["body"] if slip.first else slip.body
    with transaction.atomic():
        if not JoiningSlip.objects.take(slip):
            return redirect("join")
        officer = Officer.objects.join(clean["username"], clean["display_name"], clean["password"])
        _give(officer, slip, body)
        if slip.first:
            break_glass.open_to(body)
    login(request, officer, backend=_BACKEND)
    record_authentication(request, officer, "password", reauthenticated=True)
    return redirect("mfa_index")


def _give(officer: Officer, slip: JoiningSlip, body: str) -> None:
    hours, now = slip.membership_hours, timezone.now()
    ends = [now + timedelta(hours=hours)] if hours else []
    makers = [each.expires_at for each in Membership.objects.admins(now).filter(officer=slip.made_by, body=body)]
    if slip.made_by is not None and None not in makers:
        # Nobody gives a role that lasts longer than their own.
        ends.append(max(each for each in makers if each is not None))
    Membership.objects.create(
        officer=officer,
        body=body,
        incident=slip.incident,
        role=slip.role,
        admin=slip.admin,
        expires_at=min(ends) if ends else None,
    )
    if slip.made_by == officer:
        name = slip.get_role_display()
        words = f"{officer} took the role {name} with a slip of their own making. Ask them why."
        Alarm.objects.tell(words, body=body)
    JoiningSlip.objects.filter(pk=slip.pk).update(used_by=officer)
