"""Who asks, for which body, in which incident: put on every request before a page is asked.

Law: deny by default: without a membership in force there is no such incident (404), whatever the address says.
Not here: signing in (accounts), what a role may decide (desk).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cache, partial, wraps
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from battlebox.desk import Act
from battlebox.web.incidents import Incident, source
from battlebox.web.models import Membership, Officer

View = Callable[..., HttpResponse]
_CHOSEN = "membership"
# Pages on which somebody who must first set up a second factor can do so, or leave.
_BEFORE_SECOND_FACTOR = ("/account/", "/notice/", "/static/", "/heard/", "/join/", "/r/", "/favicon.ico")


class OfficerRequest(HttpRequest):
    """A request of somebody who is signed in."""

    officer: Officer
    hours_left: Callable[[], float | None]
    """Until this officer must have a second factor, as `second_factor_hours_left`; looked up once for a request."""
    memberships: tuple[Membership, ...]
    """In force, of this officer; inside an incident, those that count there."""
    membership: Membership
    """The one in use; only on pages that ask for one (`in_incident`, `in_body`)."""
    body_id: str
    """The body in use (`body` is what was sent, as Django has it)."""
    incident: Incident
    needs: tuple[Act, ...]
    """Of what a role must allow one for the form of this page to be sent; only where an address says so (rights.py)."""


def ask_as(request: HttpRequest) -> OfficerRequest:
    """The same request, typed."""
    return cast("OfficerRequest", request)


class Asking:
    """Puts the officer on the request, and sends those who must to their second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Before and after each page."""
        if isinstance(request.user, Officer):
            asked = ask_as(request)
            asked.officer = request.user
            asked.hours_left = cache(partial(second_factor_hours_left, request.user))
            asked.memberships = tuple(Membership.objects.in_force().filter(officer=request.user))
            if not request.path.startswith(_BEFORE_SECOND_FACTOR) and is_over(asked.hours_left()):
                return redirect("mfa_index")
        return self.get_response(request)


def second_factor_hours_left(officer: Officer) -> float | None:
    """Hours until an officer must have a second factor; None if there is one, or none is asked for.

    A drill's desk asks for none: its accounts last until it is closed, and what is behind them happened nowhere.
    """
    if settings.DESK.drill or officer.break_glass or Authenticator.objects.filter(user_id=officer.pk).exists():
        return None
    due = officer.joined_at + timedelta(hours=settings.DESK.second_factor_after_hours)
    return float((due - timezone.now()).total_seconds() / 3600)


def is_over(hours_left: float | None) -> bool:
    """Whether the time for putting off a second factor is over."""
    return hours_left is not None and hours_left <= 0


def in_incident(view: View) -> View:
    """A page of one incident, under /i/<short>/: officer, membership, body_id and incident are on the request."""

    @wraps(view)
    def asked(request: HttpRequest, short: str, *args: Any, **kwargs: Any) -> HttpResponse:
        known = ask_as(request)
        incident = source().find(short)
        if incident is None:
            raise Http404
        mine = [each for each in known.memberships if each.lets_into(incident.id, incident.bodies)]
        if not mine:
            raise Http404
        known.incident = incident
        _take(known, mine)
        return view(known, *args, **kwargs)

    return asked


def in_body(view: View) -> View:
    """A page of one body, outside any incident."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = ask_as(request)
        if not known.memberships:
            raise Http404
        _take(known, list(known.memberships))
        return view(known, *args, **kwargs)

    return asked


def admins_only(view: View) -> View:
    """A page for admins of a body; the membership in use is one that is an admin's."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = ask_as(request)
        mine = [each for each in known.memberships if each.is_admin]
        if not mine:
            raise PermissionDenied
        _take(known, mine)
        return view(known, *args, **kwargs)

    return asked


def choose(request: OfficerRequest, membership: Membership) -> None:
    """From now on, this officer acts in this membership where it counts."""
    request.session[_CHOSEN] = membership.pk


def _take(request: OfficerRequest, mine: list[Membership]) -> None:
    request.memberships = tuple(mine)
    chosen = request.session.get(_CHOSEN)
    request.membership = next((each for each in mine if each.pk == chosen), mine[0])
    request.body_id = request.membership.body
