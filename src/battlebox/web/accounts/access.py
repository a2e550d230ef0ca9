"""Who has access: the roles of a body, its open slips, who is locked out, and what broke the glass.

Law: an admin sees and changes the body in use alone; nobody can end their own last admin role, or any of exercise
control's in a drill.
Not here: making slips (slips.py).
"""

from __future__ import annotations

from typing import Final

from allauth.account.decorators import reauthentication_required
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from battlebox.web.accounts import break_glass
from battlebox.web.accounts.control_account import KEPT, is_controls
from battlebox.web.accounts.open_sessions import end_sessions
from battlebox.web.asking import OfficerRequest, admins_only
from battlebox.web.desk_time import desk_showed
from battlebox.web.door_log import tell
from battlebox.web.estates_to_choose import body_name
from battlebox.web.identities.standing import standing
from battlebox.web.models import Alarm, Alarms, JoiningSlip, Membership, Notice
from battlebox.web.pages import page
from battlebox.web.starting.own_names import address_of
from battlebox.web.tables import Column, Kind, Table, table_page

_COLUMNS: Final = (
    Column("name", "Name"),
    Column("username", "Sign-in name"),
    Column("role", "Role", Kind.CHOICE),
    Column("admin", "Admin", Kind.CHOICE),
    Column("factor", "Second factor", Kind.CHOICE),
    Column("until", "Until", Kind.TIME),
    Column("seen", "Last signed in", Kind.TIME),
)
_SEEN_SHOWN: Final = 50


@admins_only
def access(request: OfficerRequest) -> HttpResponse:
    """Everybody of the body in use."""
    members = list(_members(request))
    title = f"Who has access for {body_name(request.body_id)}"
    table = Table("people", title, _COLUMNS, [_row(each) for each in members])
    slips = JoiningSlip.objects.open().filter(body=request.body_id).select_related("made_by")
    return table_page(
        request,
        "desk/access.html",
        table,
        members=[each for each in members if not is_controls(each.officer)],
        kept=[each for each in members if is_controls(each.officer)],
        slips=slips,
        locked=_locked(request),
        issuer_name=standing().name,
        issuer_fault=standing().fault,
        unseen=_alarms(request).unseen(),
        seen=[(each, desk_showed(each.seen_at)) for each in _seen(request) if each.seen_at],
    )


def _members(request: OfficerRequest) -> list[Membership]:
    found = Membership.objects.in_force().filter(body=request.body_id, officer__break_glass=False)
    return list(found.select_related("officer").prefetch_related("officer__authenticator_set"))


def _row(each: Membership) -> dict[str, object]:
    has_factor = bool(each.officer.authenticator_set.all())  # type: ignore[attr-defined]  # The library's own table points here.
    return {
        "name": each.officer.display_name,
        "username": each.officer.username,
        "role": each.get_role_display(),
        "admin": "Yes" if each.admin else "No",
        "factor": "Yes" if has_factor else "Not yet",
        "until": each.expires_at,
        "seen": each.officer.last_login,
    }


def _locked(request: OfficerRequest) -> list[AccessAttempt]:
    names = Membership.objects.in_force().filter(body=request.body_id).values_list("officer__username", flat=True)
    return list(
        AccessAttempt.objects.filter(
            username__in=names,
            failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
            attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME,
        )
    )


@require_POST
@admins_only
def let_in(request: OfficerRequest) -> HttpResponse:
    """Release a name of this body that is locked out."""
    name = request.POST.get("username", "")
    if not Membership.objects.in_force().filter(body=request.body_id, officer__username=name).exists():
        raise Http404
    reset(username=name)
    messages.info(request, f"{name} may try again.")
    return redirect("access")


@admins_only
def end_role(request: OfficerRequest, membership: int) -> HttpResponse:
    """End a role of this body, at once; the page asks once more."""
    found = Membership.objects.in_force().filter(pk=membership, body=request.body_id).first()
    if found is None:
        raise Http404
    if found.pk == request.membership.pk:
        messages.warning(request, "You cannot end the role you are acting in: ask another admin.")
    elif is_controls(found.officer):
        messages.warning(request, KEPT)
    elif request.method != "POST":
        is_last = not found.officer.memberships.in_force().exclude(pk=found.pk).exists()
        return page(request, "desk/end_role.html", ending=found, is_last=is_last)
    else:
        Membership.objects.filter(pk=found.pk).update(ended_at=timezone.now())
        if not found.officer.memberships.in_force().exists():
            end_sessions(found.officer)
        messages.info(request, f"{found.officer} is no longer {found.get_role_display()} of {body_name(found.body)}.")
    return redirect("access")


@require_POST
@admins_only
def sign_out_person(request: OfficerRequest, membership: int) -> HttpResponse:
    """End every session of somebody of this body, who is told of it; the account and its roles stay as they are."""
    found = Membership.objects.in_force().filter(pk=membership, body=request.body_id, officer__break_glass=False)
    row = found.select_related("officer").first()
    if row is None:
        raise Http404
    person = row.officer
    if person.pk == request.officer.pk:
        return redirect("own_sessions")
    if is_controls(person):
        messages.warning(request, KEPT)
        return redirect("access")
    ended = end_sessions(person)
    if ended:
        at = timezone.localtime()
        words = f"{request.officer}, admin of {body_name(request.body_id)}, signed you out everywhere at {at:%H:%M}."
        Notice.objects.create(officer=person, at=at, words=words)
        tell("sessions-ended", request, person, by=request.officer.officer_id, ended=ended)
    where = {0: "was signed in nowhere", 1: "was signed out of one place"}.get(
        ended, f"was signed out of {ended} places"
    )
    messages.info(request, f"{person} {where}. They may sign in again: end the role too, if they must not.")
    return redirect("access")


@require_POST
@admins_only
def alarm_seen(request: OfficerRequest, alarm: int) -> HttpResponse:
    """Somebody has seen it."""
    found = _alarms(request).filter(pk=alarm)
    if not found.exists():
        raise Http404
    found.unseen().update(seen_at=timezone.now(), seen_by=request.officer)
    return redirect("access")


def _seen(request: OfficerRequest) -> list[Alarm]:
    return list(_alarms(request).exclude(seen_at=None).select_related("seen_by")[:_SEEN_SHOWN])


def _alarms(request: OfficerRequest) -> Alarms:
    return Alarm.objects.about({each.body for each in request.memberships})


@admins_only
@reauthentication_required
def seal(request: OfficerRequest) -> HttpResponse:
    """Make a new break-glass code, and show it once, to be printed and sealed."""
    if request.method != "POST":
        return page(request, "desk/seal.html")
    name, code = break_glass.renew(request.body_id)
    return page(
        request,
        "desk/sealed.html",
        code=code,
        name=name,
        address=address_of(settings.DESK),
    )
