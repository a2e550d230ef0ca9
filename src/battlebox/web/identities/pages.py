"""Going to the issuer to sign in, and coming back.

Law: nothing is asked of the issuer but by whoever taps the button; what comes back is taken once; whoever is let in
still shows the desk's own second factor, and has not thereby typed the desk's password; nobody is led elsewhere after.
Not here: whether it is to be believed (share.identity), whose account it is (bound.py).
"""

from __future__ import annotations

import time
from typing import Any, Final

from allauth.account.internal.flows.login import get_authentication_records, perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from battlebox.share.identity import BACK, IdentityError, Provider, Way, address_of_sign_in, begun, finish
from battlebox.web.door_log import tell
from battlebox.web.failures import failed
from battlebox.web.identities.bound import NotLetIn, give_roles, officer_of
from battlebox.web.identities.standing import standing
from battlebox.web.limits import tried_too_often, tries_are_spent
from battlebox.web.models import Officer
from battlebox.web.rights import capital
from battlebox.web.starting.own_names import address_of

METHOD: Final = "issuer"
"""How the library's note of a sign-in names this way."""
WRONG_MOST: Final = 60
WRONG_SECONDS: Final = 300
_WAY: Final = "issuer_way"
_ROLES: Final = "issuer_roles"
_NEXT: Final = "next"


@login_not_required
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Send the browser to the issuer."""
    provider = _provider()
    if isinstance(request.user, Officer):
        return redirect("home")
    if tries_are_spent(request, METHOD, times=WRONG_MOST):
        return failed(request, 429)
    issuer = provider.issuer
    way = begun(issuer.address + BACK if issuer.address else address_of(settings.DESK, BACK))
    try:
        address = address_of_sign_in(provider, way)
    except IdentityError as wrong:
        return _without(request, wrong)
    request.session[_WAY] = {**way.to_kept(), _NEXT: _own(request.GET.get(_NEXT, ""))}
    return HttpResponseRedirect(address)


@login_not_required
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """The browser comes back: let whoever it is in, as far as the second factor."""
    provider = _provider()
    if tries_are_spent(request, METHOD, times=WRONG_MOST):
        return failed(request, 429)
    kept: dict[str, Any] = request.session.pop(_WAY, None) or {}
    onward = _own(str(kept.pop(_NEXT, "")))
    try:
        known = finish(provider, Way.from_kept(kept), request.GET.dict(), time.time)
        person = officer_of(known)
    except IdentityError as wrong:
        return _without(request, wrong)
    except NotLetIn as refused:
        _count_wrong(request)
        tell("issuer-not-bound", request, refused.officer)
        return failed(request, 403, *refused.words, title=refused.title)
    request.session[_ROLES] = [[each.body, each.role.value] for each in known.roles]
    record_authentication(request, person, METHOD)
    tell("issuer-vouched", request, person)
    answer: HttpResponse = perform_login(request, Login(user=person, redirect_url=onward or reverse("home")))
    return answer


def came_by_issuer(request: HttpRequest, officer: Officer) -> bool:
    """Whether this sign-in began at the issuer; one that was broken off there and begun anew by a password did not."""
    begun_by = [each for each in get_authentication_records(request, officer) if each.get("method") != "mfa"]
    return bool(begun_by) and begun_by[-1].get("method") == METHOD


def take_roles(request: HttpRequest, officer: Officer) -> None:
    """What the issuer's groups bring, once the second factor was shown; nothing of a sign-in by other means."""
    roles = request.session.pop(_ROLES, [])
    if standing().provider is not None and came_by_issuer(request, officer):
        give_roles(officer, [(str(body), str(role)) for body, role in roles], timezone.now())


def _provider() -> Provider:
    found = standing().provider
    if found is None:
        raise Http404
    return found


def _own(address: str) -> str:
    """An address of this desk, or nothing: from a sign-in nobody is led to another machine."""
    is_path = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_path else ""


def _without(request: HttpRequest, wrong: IdentityError) -> HttpResponse:
    """The page for a sign-in that did not become one."""
    if not wrong.is_away:
        _count_wrong(request)
    tell("issuer-failed", request, code=wrong.code.value)
    name = standing().name
    words = (f"{capital(str(wrong))}.", f"{capital(wrong.hint)}.")
    return failed(request, 503 if wrong.is_away else 403, *words, title=f"No sign-in by {name}")


def _count_wrong(request: HttpRequest) -> None:
    tried_too_often(request, METHOD, times=WRONG_MOST, seconds=WRONG_SECONDS)
