"""Making joining slips, on paper, with a QR code.

Law: an admin makes slips for the body in use alone; the code is shown once and cannot be read again.
Not here: joining (joining.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from battlebox.web.asking import OfficerRequest, admins_only
from battlebox.web.forms import DeskForm
from battlebox.web.incidents import source
from battlebox.web.models import JoiningSlip, Role
from battlebox.web.models.slip import digest, new_code
from battlebox.web.pages import page
from battlebox.web.saving import Recorded, saved
from battlebox.web.starting.own_names import address_of

SLIPS_MAX: Final = 40
_SHOWN_ONCE: Final = (
    "These slips were made already, and their codes were shown then. If they were not printed, cancel them below and "
    "make new ones."
)
_LASTS: Final = [
    ("", "Until somebody ends it"),
    ("12", "12 hours"),
    ("24", "1 day"),
    ("72", "3 days"),
    ("336", "2 weeks"),
]


class SlipForm(DeskForm):
    """What a slip gives."""

    role = forms.ChoiceField(label="Role", choices=[("", "Choose a role"), *Role.choices])
    incident = forms.ChoiceField(label="For", required=False)
    lasts = forms.ChoiceField(label="The role lasts", choices=_LASTS, required=False)
    hours = forms.IntegerField(
        label="The slip works for how many hours",
        min_value=1,
        max_value=168,
        initial=24,
        help_text="Unused, it then expires.",
    )
    count = forms.IntegerField(label="How many slips", min_value=1, max_value=SLIPS_MAX, initial=1)
    admin = forms.BooleanField(
        label="Admin of the body", required=False, help_text="May make slips, end roles and let people in again."
    )

    def __init__(self, *args: Any, incidents: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["incident"].choices = [("", "Every incident of the body"), *incidents]  # type: ignore[attr-defined]  # A ChoiceField.

    def clean(self) -> dict[str, Any]:
        """An admin is one of the whole body."""
        clean = super().clean() or self.cleaned_data
        if clean.get("admin") and clean.get("incident"):
            self.add_error("incident", "An admin is one of the whole body: choose every incident, or no admin")
        return clean


@admins_only
def make_slips(request: OfficerRequest) -> HttpResponse:
    """Ask what the slips should give, then show them once."""
    incidents = [(each.id, each.title) for each in source().all() if request.body_id in each.bodies]
    form = SlipForm.asked(request, incidents=incidents)
    if not form.is_ready():
        return page(request, "desk/slip_form.html", form=form)
    clean = form.cleaned_data
    made: list[tuple[JoiningSlip, str]] = []

    def record() -> Recorded:
        with transaction.atomic():
            made.extend(_make(request, clean) for _ in range(clean["count"]))
        return Recorded("", reverse("access"))

    def show() -> HttpResponse:
        base = address_of(settings.DESK, reverse("join"))
        slips = [{"slip": slip, "code": code, "address": base, "qr": f"{base}?code={code}"} for slip, code in made]
        return page(request, "desk/slips.html", slips=slips, draft_key=form.draft_key, is_lan=settings.DESK.lan)

    answer = saved(request, form, record, show)
    if not made:
        messages.warning(request, _SHOWN_ONCE)
    return answer


def _make(request: OfficerRequest, clean: dict[str, Any]) -> tuple[JoiningSlip, str]:
    code = new_code()
    slip = JoiningSlip.objects.create(
        code_digest=digest(code),
        body=request.body_id,
        incident=clean["incident"],
        role=clean["role"],
        admin=clean["admin"],
        membership_hours=int(clean["lasts"]) if clean["lasts"] else None,
        made_by=request.officer,
        expires_at=timezone.now() + timedelta(hours=clean["hours"]),
    )
    return slip, code


@require_POST
@admins_only
def cancel_slip(request: OfficerRequest, slip: int) -> HttpResponse:
    """A slip that was lost works no more."""
    ours = JoiningSlip.objects.filter(pk=slip, body=request.body_id)
    if not ours.exists():
        raise Http404
    if JoiningSlip.objects.open().filter(pk__in=ours.values("pk")).update(cancelled_at=timezone.now()):
        messages.info(request, "The slip was cancelled.")
    else:
        messages.warning(request, "The slip was used, cancelled or too old already: nothing was changed.")
    return redirect("access")
