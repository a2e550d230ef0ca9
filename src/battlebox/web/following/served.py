"""What stands at an officer's own address: whoever has it reads what that officer may see now, and no more.

Law: the officer's roles, account and password are looked at each time it is asked; a wrong address, one that was ended
and one whose officer may no longer look are answered alike; asking is counted, and writes nothing into the record.
Not here: making and ending addresses (pages.py), what is in a calendar (due.py) and in a feed (lines.py).
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from battlebox.desk.record import Sight
from battlebox.marking import WayOut
from battlebox.web.asking import ask_as, is_over, second_factor_hours_left
from battlebox.web.failures import failed
from battlebox.web.following.due import due_now
from battlebox.web.following.lines import lines_now
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incidents import source
from battlebox.web.limits import asked_too_often, tried_too_often
from battlebox.web.models import Following, FollowingKind, Membership
from battlebox.web.records import record_of
from battlebox.web.rights import acting

WRONG_MOST, WRONG_SECONDS = 20, 600
ASKED_MOST, ASKED_SECONDS = 30, 60
_WRITTEN_EVERY: Final = timedelta(minutes=1)
_TYPES: Final = {
    FollowingKind.CALENDAR: "text/calendar; charset=utf-8",
    FollowingKind.LOG: "application/atom+xml; charset=utf-8",
    FollowingKind.DECISIONS: "application/atom+xml; charset=utf-8",
}


@login_not_required
@require_safe
@conditional_page
def served(request: HttpRequest, secret: str, kinds: tuple[FollowingKind, ...]) -> HttpResponse:
    """The calendar or the feed of an address."""
    found = Following.objects.of_secret(secret)
    desk = desk_of(request, found) if found is not None and found.kind in kinds else None
    if found is None or desk is None:
        if tried_too_often(request, "follow", times=WRONG_MOST, seconds=WRONG_SECONDS):
            return failed(request, HTTPStatus.TOO_MANY_REQUESTS)
        return failed(request, HTTPStatus.NOT_FOUND, "It may have been ended: its officer can make another.")
    if asked_too_often(f"follow:{found.pk}", times=ASKED_MOST, seconds=ASKED_SECONDS):
        answer = failed(request, HTTPStatus.TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = str(ASKED_SECONDS)
        return answer
    _note(found)
    kind = FollowingKind(found.kind)
    own = request.build_absolute_uri(request.path)
    root = request.build_absolute_uri("/").rstrip("/")
    if kind is FollowingKind.CALENDAR:
        raw, name = due_now(desk, root, has_words=found.has_words), "incident.ics"
    else:
        only_decisions = kind is FollowingKind.DECISIONS
        raw = lines_now(desk, (root, own), only_decisions=only_decisions, has_words=found.has_words)
        name = "incident.atom"
    answer = HttpResponse(raw, content_type=_TYPES[kind])
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def desk_of(request: HttpRequest, found: Following) -> AtDesk | None:
    """The incident as the officer of an address may see it now, from machine to machine; None where they may not."""
    incident = next((each for each in source().all() if each.id == found.incident), None)
    officer = found.officer
    if incident is None or is_over(second_factor_hours_left(officer)):
        return None
    if not hmac.compare_digest(found.password_mark, officer.get_session_auth_hash()):
        return None
    held = Membership.objects.in_force().filter(officer=officer, body=found.body)
    mine = tuple(each for each in held if each.lets_into(incident.id, incident.bodies))
    if not mine:
        return None
    asked = ask_as(request)
    asked.officer, asked.incident = officer, incident
    asked.memberships, asked.membership, asked.body_id = mine, mine[0], found.body
    record = record_of(incident)
    acts = acting(asked)
    return AtDesk(asked, record, acts, Sight.of(record, acts, way=WayOut.FEED))


def _note(found: Following) -> None:
    """When it was asked, to the minute: its officer sees that somebody reads there."""
    now = timezone.now()
    if found.asked_at is None or now - found.asked_at >= _WRITTEN_EVERY:
        Following.objects.filter(pk=found.pk).update(asked_at=now)
