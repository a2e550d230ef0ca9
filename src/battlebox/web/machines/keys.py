"""The page of a body's monitoring keys: which there are, making one, revoking one.

Law: an admin sees, makes and revokes the keys of the body in use alone; a key is shown once and cannot be read again; a
drill's desk makes none.
Not here: proving who one is by a key (credentials.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from battlebox.web.asking import OfficerRequest, admins_only
from battlebox.web.door_log import tell
from battlebox.web.forms import DeskForm
from battlebox.web.machines.handler import BEGINS
from battlebox.web.models import Alarm, Membership, MonitoringKey, Once
from battlebox.web.models.monitoring_key import NAME_MAX, SHOWN, key_digest, new_key
from battlebox.web.pages import page
from battlebox.web.saving import Recorded, saved
from battlebox.web.starting.own_names import address_of
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

IN_FORCE: Final = "In force"
REPORT, READ, BOTH = "report", "read", "both"
SCOPES: Final = {
    REPORT: "Report: say what stopped, what it suspects, what is so",
    READ: "Read: see how the body\u2019s own things stand",
    BOTH: "Report and read",
}
_SHORT: Final = {REPORT: "Report", READ: "Read", BOTH: "Report and read"}
KEYS_MAX: Final = 50
"""So many keys of one body may be in force: more than anybody can tell apart."""
_DAYS: Final = [("7", "1 week"), ("30", "30 days"), ("90", "90 days"), ("365", "1 year")]
_COLUMNS: Final = (
    Column("name", "Name"),
    Column("may", "May", Kind.CHOICE),
    Column("state", "State", Kind.CHOICE),
    Column("ends", "Ends", Kind.TIME),
    Column("heard", "Last used", Kind.TIME),
    Column("begins", "Begins with"),
    Column("made", "Made by"),
)
_SHOWN_ONCE: Final = (
    "This key was made already, and shown then. If nobody wrote it down, revoke it below and make a new one."
)


class KeyForm(DeskForm):
    """What a key is for."""

    name = forms.CharField(
        label="Which machine is it for",
        max_length=NAME_MAX,
        help_text="What the log will say: \u201csays Zabbix (monitoring)\u201d. Not a person\u2019s name.",
    )
    may = forms.ChoiceField(label="What it may do", choices=list(SCOPES.items()), widget=forms.RadioSelect)
    lasts = forms.ChoiceField(label="How long it works", choices=_DAYS, initial="90")

    def __init__(self, *args: Any, body: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.of = body

    def clean_name(self) -> str:
        """One line, and no other key's: the log tells machines apart by it."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        taken = MonitoringKey.objects.filter(body=self.of, name__iexact=name).in_force()
        if taken.exists() and not self._was_sent():
            raise forms.ValidationError("Another key in force has this name: revoke it, or choose another")
        return name

    def clean(self) -> dict[str, Any]:
        """Not more than anybody can tell apart."""
        clean = super().clean() or self.cleaned_data
        in_force = MonitoringKey.objects.in_force().filter(body=self.of).count()
        if in_force >= KEYS_MAX and not self._was_sent():
            raise forms.ValidationError(f"There are {KEYS_MAX} keys in force already: revoke those that are not used")
        return clean

    def _was_sent(self) -> bool:
        """Whether this very form made its key: sent in again it is said so, and refused for nothing."""
        return Once.objects.filter(token=self.token, done=True).exists()


@admins_only
def monitoring_keys(request: OfficerRequest) -> HttpResponse:
    """Every key of the body in use."""
    keys = list(MonitoringKey.objects.filter(body=request.body_id).select_related("made_by"))
    admins = {each.officer_id for each in Membership.objects.admins().filter(body=request.body_id)}
    table = Table(
        "keys", "Monitoring keys", _COLUMNS, [_row(each, admins) for each in keys],
        empty="No machine has a key. Until you make one, no machine tells this desk anything.",
    )  # fmt: skip
    return table_page(
        request, "machines/keys.html", table, in_force=[each for each in keys if _state(each) == IN_FORCE],
        drill=settings.DESK.drill, address=address_of(settings.DESK, BEGINS),
    )  # fmt: skip


@never_cache
@admins_only
@reauthentication_required
def make_monitoring_key(request: OfficerRequest) -> HttpResponse:
    """Ask what a key is for, then show it once."""
    if settings.DESK.drill:
        raise PermissionDenied
    form = KeyForm.asked(request, body=request.body_id)
    if not form.is_ready():
        return page(request, "machines/key_form.html", form=form)
    made: list[tuple[MonitoringKey, str]] = []

    def record() -> Recorded:
        made.append(_make(request, form.cleaned_data))
        return Recorded("", reverse("monitoring_keys"))

    def show() -> HttpResponse:
        key, secret = made[0]
        return page(
            request, "machines/key.html", key=key, secret=secret, may=_SHORT[_scope(key)], draft_key=form.draft_key,
            address=address_of(settings.DESK, BEGINS),
        )  # fmt: skip

    answer = saved(request, form, record, show)
    if not made:
        messages.warning(request, _SHOWN_ONCE)
    return answer


@admins_only
def revoke_monitoring_key(request: OfficerRequest, key: int) -> HttpResponse:
    """From the next request on, the key opens nothing; the page asks once more."""
    ours = MonitoringKey.objects.filter(pk=key, body=request.body_id)
    found = ours.first()
    if found is None:
        raise Http404
    if request.method != "POST" and _state(found) == IN_FORCE:
        return page(request, "machines/revoke.html", key=found)
    if request.method == "POST" and ours.in_force().update(revoked_at=timezone.now(), revoked_by=request.officer):
        tell("monitoring-key-revoked", request, request.officer, key=found.key_id)
        messages.info(request, f"The key {found.name} was revoked: it opens nothing any more.")
    else:
        messages.warning(request, "The key was revoked or had ended already: nothing was changed.")
    return redirect("monitoring_keys")


def _make(request: OfficerRequest, clean: dict[str, Any]) -> tuple[MonitoringKey, str]:
    secret = new_key()
    key = MonitoringKey.objects.create(
        digest=key_digest(secret),
        begins=secret[:SHOWN],
        name=clean["name"],
        body=request.body_id,
        may_report=clean["may"] in (REPORT, BOTH),
        may_read=clean["may"] in (READ, BOTH),
        made_by=request.officer,
        expires_at=timezone.now() + timedelta(days=int(clean["lasts"])),
    )
    words = f"{request.officer} made a monitoring key for {key.name}, which may {_SHORT[clean['may']].lower()}."
    Alarm.objects.tell(words, body=key.body, key=f"monitoring-key:{key.pk}")
    tell("monitoring-key-made", request, request.officer, key=key.key_id)
    return key, secret


def _row(each: MonitoringKey, admins: set[int]) -> dict[str, object]:
    made = str(each.made_by) if each.made_by else "somebody who is gone"
    return {
        "name": each.name,
        "may": _SHORT[_scope(each)],
        "state": _state(each),
        "ends": each.expires_at,
        "heard": each.heard_at or Cell("Not yet"),
        "begins": each.begins,
        "made": made if each.made_by_id in admins else f"{made}, no admin any more",
    }


def _scope(key: MonitoringKey) -> str:
    return BOTH if key.may_report and key.may_read else (REPORT if key.may_report else READ)


def _state(key: MonitoringKey) -> str:
    if key.revoked_at is not None:
        return "Revoked"
    return IN_FORCE if key.expires_at > timezone.now() else "Ended"
