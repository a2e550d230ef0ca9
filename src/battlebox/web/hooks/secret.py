"""A new secret for a machine that is told, in the place of the one it has.

Law: it asks for the password; the secret is shown once; the one before counts beside it for a day, or ends at once
where somebody else may know it; the other admins hear of it.
Not here: signing with both (round.py, share.hook).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from allauth.account.decorators import reauthentication_required
from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from battlebox.share.hook import new_secret
from battlebox.web.asking import OfficerRequest, admins_only
from battlebox.web.forms import DeskForm
from battlebox.web.hooks.pages import hook_here
from battlebox.web.hooks.seal import seal, unseal
from battlebox.web.incident.wording import when
from battlebox.web.models import Alarm, Hook
from battlebox.web.pages import page
from battlebox.web.saving import Recorded, saved

BESIDE: Final = timedelta(hours=24)
DAY, NOW = "day", "now"


class SecretForm(DeskForm):
    """What becomes of the secret that is there."""

    keeps_drafts = False
    before = forms.ChoiceField(
        label="The secret that it has now",
        choices=[
            (DAY, "Counts beside the new one for 24 hours: put the new one into the machine meanwhile"),
            (NOW, "Ends at once: somebody else may know it. The machine refuses what is sent until it has the new one"),
        ],
        initial=DAY,
        widget=forms.RadioSelect,
    )


@never_cache
@admins_only
@reauthentication_required
def renew_hook_secret(request: OfficerRequest, number: int) -> HttpResponse:
    """Ask what becomes of the old one, and show the new one once."""
    each = hook_here(request, number)
    form = SecretForm.asked(request)
    secret, now = new_secret(), timezone.now()
    until = None if form.is_bound and form.data.get("before") == NOW else now + BESIDE

    def record() -> Recorded:
        _renew(request, each, secret, until)
        return Recorded("", reverse("hook", args=(number,)), words="The new secret was made. It was shown once.")

    def show() -> HttpResponse:
        ends = when(until, now) if until else ""
        return page(
            request, "hooks/secret.html", secret=secret, name=each.name, number=number, renewed=True, until=ends
        )

    if form.is_ready():
        return saved(request, form, record, show)
    return page(request, "hooks/renew.html", form=form, hook=each)


def _renew(request: OfficerRequest, hook: Hook, secret: str, until: datetime | None) -> None:
    url, _ = unseal(hook.sealed)
    before = hook.sealed if until else ""
    Hook.objects.filter(pk=hook.pk).update(sealed=seal(url, secret), sealed_before=before, before_until=until)
    words = f"{request.officer} made a new secret for a machine that is told what happens here: {hook.name}."
    Alarm.objects.tell(words, body=hook.ours, key=f"hook-secret:{hook.pk}:{timezone.now():%Y%m%dT%H%M%S}")
