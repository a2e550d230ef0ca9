"""A second factor that was lost: an admin of the officer's body takes it off, so that another can be set up.

Law: only for an officer of the body in use, never for oneself or for exercise control in a drill; it is recorded in
every incident of that body, admins see an alarm, and the officer is told at the next sign-in.
Not here: taking it off (factor_removal.py), setting one up (second_factor.py).
"""

from __future__ import annotations

from typing import Final

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from battlebox.web.accounts.control_account import KEPT, is_controls
from battlebox.web.accounts.factor_removal import remove_factor
from battlebox.web.asking import OfficerRequest, admins_only, ask_as
from battlebox.web.estates_to_choose import body_name
from battlebox.web.forms import DeskForm
from battlebox.web.models import Membership, Notice, Officer, Role
from battlebox.web.pages import page
from battlebox.web.saving import Recorded, saved

_OWN: Final = (
    "You cannot take off your own second factor here: ask another admin of your body, so that two people know of it."
)


class LostForm(DeskForm):
    """How the admin knows who is asking."""

    why = forms.CharField(
        label="How you made sure that it is them",
        max_length=200,
        help_text="Such as: stood before me. A voice on the phone is not enough: that is how one is stolen.",
    )


@admins_only
@reauthentication_required
def lost_factor(request: OfficerRequest, membership: int) -> HttpResponse:
    """Take off every second factor of one officer of the body in use."""
    found = (
        Membership.objects.in_force().filter(pk=membership, body=request.body_id, officer__break_glass=False).first()
    )
    if found is None:
        raise Http404
    person = found.officer
    if is_controls(person):
        messages.warning(request, KEPT)
        return redirect("access")
    form = LostForm.asked(request, refused=_refused(request, person))
    if form.is_ready():

        def record() -> Recorded:
            name = body_name(request.body_id)
            remove_factor(request.officer, person, request.body_id, body_name=name, why=form.cleaned_data["why"])
            return Recorded("", reverse("access"))

        return saved(request, form, record)
    has_one = Authenticator.objects.filter(user_id=person.pk).exists()
    return page(request, "desk/lost_factor.html", form=form, person=person, has_one=has_one)


def _refused(request: OfficerRequest, person: Officer) -> str:
    """Why this admin may not: it is their own account, or one that decides for another body as well."""
    if person.pk == request.officer.pk:
        return _OWN
    others = person.memberships.in_force().exclude(body=request.body_id)
    elsewhere = next((each for each in others if each.admin or each.role in (Role.STRATEGIC, Role.TACTICAL)), None)
    if elsewhere is None:
        return ""
    name = body_name(elsewhere.body)
    what = "an admin" if elsewhere.admin else elsewhere.get_role_display()
    return (
        f"{person} is {what} of {name} too, so you cannot take off their second factor: with it you could come in as "
        f"theirs. Ask an admin of {name}; or end the role here and give {person} a slip for an account of its own."
    )


@require_POST
def notice_read(request: HttpRequest, notice: int) -> HttpResponse:
    """The officer has read what was done to the account."""
    found = Notice.objects.filter(pk=notice, officer=ask_as(request).officer, read_at=None)
    if not found.update(read_at=timezone.now()):
        raise Http404
    return redirect("home")
