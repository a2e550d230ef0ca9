"""The pages that belong to no incident: the first page, the line that is asked every ten seconds, licences.

Law: none of them works anything out.
Not here: accounts (accounts), incidents.
"""

from __future__ import annotations

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from battlebox.web import jobs
from battlebox.web.asking import OfficerRequest, ask_as, choose, in_body
from battlebox.web.incidents import source
from battlebox.web.models import Officer
from battlebox.web.pages import page, turned
from battlebox.web.settings import HERE

MARK: Final = (HERE / "static" / "mark.svg").read_bytes()
MARK_KIND: Final = "image/svg+xml"
_LICENCES: Final = HERE / "static" / "desk" / "licences"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where an officer can go: incidents and roles."""
    memberships = ask_as(request).memberships
    mine = [each for each in source().all() if any(member.lets_into(each.id, each.bodies) for member in memberships)]
    return page(
        request,
        "desk/home.html",
        incidents=mine,
        memberships=memberships,
        is_admin=any(each.is_admin for each in memberships),
    )


@require_POST
@in_body
def act_as(request: OfficerRequest, membership: int) -> HttpResponse:
    """From now on, act in another of one's roles."""
    found = next((each for each in request.memberships if each.pk == membership), None)
    if found is None:
        raise Http404
    choose(request, found)
    return redirect("home")


@login_not_required
@require_safe
def heard(request: HttpRequest) -> HttpResponse:
    """204: the desk is there and knows you. 401: it is there, and you are signed out."""
    return HttpResponse(status=204 if isinstance(request.user, Officer) else 401)


@login_not_required
@require_safe
def mark(request: HttpRequest) -> HttpResponse:
    """The desk's mark, for browsers that ask for it by its old name, such as beside a paper."""
    del request
    return HttpResponse(MARK, content_type=MARK_KIND)


@login_not_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """Whose work the desk stands on."""
    return page(request, "desk/notices.html", text=_LICENCES.read_text(encoding="utf-8"))


@require_safe
def job(request: HttpRequest, job: str) -> HttpResponse:
    """How far one's own job is; a part of a page that asks again."""
    found = jobs.of_owner(ask_as(request).officer, job)
    if found is None:
        raise Http404
    if not request.headers.get("HX-Request"):
        return page(request, "desk/job.html", job=found)
    part = page(request, "desk/job_part.html", job=found)
    return turned(part) if found.is_over else part


@require_POST
def stop_job(request: HttpRequest, job: str) -> HttpResponse:
    """End one's own job."""
    found = jobs.of_owner(ask_as(request).officer, job)
    if found is None:
        raise Http404
    jobs.stop(found)
    return redirect("job", job=job)
