"""The part of a page that asks again by itself until a job is done: of an order, of the three ways, of a what-if.

Law: it tells the browser to stop once nothing more will come; the page itself shows what was found.
Not here: what was found (order.py, again.py, why.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import STOP_ASKING, job_of
from battlebox.web.models import Job
from battlebox.web.pages import page


def waiting(desk: AtDesk, job: Job, route: str, again: str) -> dict[str, Any]:
    """How far a job is, its page, the part of it that asks again, and where one asks anew."""
    return {
        "job": job,
        "is_over": job.is_over,
        "reload": desk.at(route, job.pk),
        "part": desk.at(f"{route}_part", job.pk),
        "again": desk.at(again),
    }


def part_of(kind: str, route: str, again: str) -> Callable[..., HttpResponse]:
    """The page of such a part, for jobs of a kind."""

    @in_incident
    def part(request: OfficerRequest, job: str) -> HttpResponse:
        found = job_of(request, job, kind)
        status = STOP_ASKING if found.is_over else 200
        answer = page(request, "restoring/waiting_part.html", status=status,
                      **waiting(AtDesk.of(request), found, route, again))  # fmt: skip
        if found.answer is not None:
            # The browser loads the page itself again: it shows what was found.
            answer["HX-Refresh"] = "true"
        return answer

    return part
