"""Admin keys on paper: printed, sealed, and then taken off this machine.

Law: an admin sees the keys of bodies they are an admin of, and of bodies that never had anybody at this desk, in
incidents that their own body founded; a key that was handed over cannot be shown again.
Not here: making them (desk), which desks they vouch for (journal).
"""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from battlebox.web.asking import OfficerRequest, admins_only
from battlebox.web.models import Membership
from battlebox.web.pages import page
from battlebox.web.records import bodies_beside, bodies_with_keys, installation

_GROUP = 8


@never_cache
@admins_only
@reauthentication_required
def admin_keys(request: OfficerRequest) -> HttpResponse:
    """The keys that are still on this machine."""
    keys = [(body, _groups(installation().admin_key(body) or "")) for body in _bodies(request)]
    return page(request, "desk/admin_keys.html", keys=keys)


@require_POST
@admins_only
@reauthentication_required
def hand_over_key(request: OfficerRequest, body: str) -> HttpResponse:
    """It was printed and sealed: take it off this machine."""
    if body not in _bodies(request):
        raise Http404
    if request.POST.get("sealed") != "yes":
        messages.warning(request, f"The key of {body} stays: tick that it is on paper first.")
        return redirect("admin_keys")
    installation().hand_over(body)
    messages.info(request, f"The admin key of {body} is no longer on this machine. The paper is the only copy.")
    return redirect("admin_keys")


def _bodies(request: OfficerRequest) -> list[str]:
    mine = {each.body for each in request.memberships}
    staffed = set(Membership.objects.exclude(officer__break_glass=True).values_list("body", flat=True))
    free = bodies_beside(mine) - staffed
    return [body for body in bodies_with_keys() if body in mine | free]


def _groups(key: str) -> str:
    return " ".join(key[at : at + _GROUP] for at in range(0, len(key), _GROUP))
