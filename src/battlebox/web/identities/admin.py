"""Binding an identity of the issuer's to an account, and taking it off again, by an admin of the officer's body.

Law: only for an officer of the body in use, and not for one who decides for another body as well; every admin sees an
alarm, and the officer is told; taking it off ends every session of the account.
Not here: signing in with it (pages.py).
"""

from __future__ import annotations

from typing import Final

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from battlebox.web.accounts.open_sessions import end_sessions
from battlebox.web.asking import OfficerRequest, admins_only
from battlebox.web.door_log import tell
from battlebox.web.estates_to_choose import body_name
from battlebox.web.forms import DeskForm
from battlebox.web.identities.standing import standing
from battlebox.web.models import Alarm, Identity, Membership, Notice, Officer, Role
from battlebox.web.pages import page
from battlebox.web.saving import Recorded, saved

_WORDS_MOST: Final = 300


class BindForm(DeskForm):
    """Whom the issuer means, and how the admin knows."""

    who = forms.CharField(
        label="What their page says after «You came as»",
        max_length=255,
        help_text="They tap the issuer's button on the sign-in page once and show you. Letter by letter; capitals "
        "count.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )
    why = forms.CharField(
        label="How you made sure that it is them",
        max_length=200,
        help_text="Such as: stood before me and signed in there. Whoever it is bound to comes in as them.",
    )

    def clean_who(self) -> str:
        """Nobody's yet."""
        provider = standing().provider
        who = str(self.cleaned_data["who"])
        if provider and Identity.objects.filter(issuer=provider.issuer.issuer, who=who).exists():
            raise forms.ValidationError("This is bound to an account of this desk already. Take it off there first")
        return who


@admins_only
@reauthentication_required
def identities(request: OfficerRequest, membership: int) -> HttpResponse:
    """What is bound to one officer's account, and a form to bind more."""
    person = _person(request, membership)
    found = standing()
    form = BindForm.asked(request, refused=_refused(request, person))
    if found.provider is not None and form.is_ready():
        issuer = found.provider.issuer.issuer

        def record() -> Recorded:
            _bind(request, person, issuer, form)
            return Recorded("", reverse("identities", args=(membership,)), words="The identity is bound")

        return saved(request, form, record)
    bound = Identity.objects.filter(officer=person).select_related("bound_by")
    return page(request, "desk/identities.html", form=form, person=person, bound=bound, standing=found)


@require_POST
@admins_only
@reauthentication_required
def unbind_identity(request: OfficerRequest, identity: int) -> HttpResponse:
    """Take one off, at once, and end every session of the account."""
    mine = Membership.objects.in_force().filter(body=request.body_id).values("officer")
    row = Identity.objects.filter(pk=identity, officer__in=mine).select_related("officer").first()
    if row is None:
        raise Http404
    person = row.officer
    with transaction.atomic():
        row.delete()
        _told(request, person, "took off")
        # The roles that its groups brought go with it.
        now = timezone.now()
        Membership.objects.in_force(now).filter(officer=person, by_issuer=True).update(expires_at=now)
        if person.pk != request.officer.pk:
            end_sessions(person)
    tell("identity-unbound", request, person, by=request.officer.officer_id)
    messages.info(request, f"It is bound to {person} no more. Their name and password of the desk work as before.")
    return redirect("access")


def _person(request: OfficerRequest, membership: int) -> Officer:
    found = Membership.objects.in_force().filter(pk=membership, body=request.body_id, officer__break_glass=False)
    row = found.select_related("officer").first()
    if row is None:
        raise Http404
    return row.officer


def _refused(request: OfficerRequest, person: Officer) -> str:
    """Why this admin may not bind anything to an account: with it they could come in as one of another body."""
    others = person.memberships.in_force().exclude(body=request.body_id)
    elsewhere = next((each for each in others if each.admin or each.role in (Role.STRATEGIC, Role.TACTICAL)), None)
    if elsewhere is None:
        return ""
    name = body_name(elsewhere.body)
    what = "an admin" if elsewhere.admin else elsewhere.get_role_display()
    return f"{person} is {what} of {name} too, so you may not bind an identity to this account. Ask an admin of {name}."


def _bind(request: OfficerRequest, person: Officer, issuer: str, form: BindForm) -> None:
    with transaction.atomic():
        Identity.objects.create(officer=person, issuer=issuer, who=form.cleaned_data["who"], bound_by=request.officer)
        _told(request, person, "bound", f" How they knew: {form.cleaned_data['why']}")
    tell("identity-bound", request, person, by=request.officer.officer_id)


def _told(request: OfficerRequest, person: Officer, did: str, more: str = "") -> None:
    """Every admin of every body of theirs, and they themselves."""
    here = timezone.localtime()
    when = f"at {here:%H:%M} on {here.day} {here:%B %Y}"
    words = f"{request.officer} {did} an identity of {standing().name or 'the issuer'} for {person} {when}.{more}"
    for body in sorted({request.body_id, *(each.body for each in person.memberships.in_force())}):
        Alarm.objects.tell(words[:_WORDS_MOST], body=body)
    own = f"{request.officer}, admin of {body_name(request.body_id)}, {did} an identity for your account {when}."
    Notice.objects.create(officer=person, at=here, words=own[:_WORDS_MOST])
