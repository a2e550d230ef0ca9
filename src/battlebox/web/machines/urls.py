"""Every address for machines that watch systems.

Law: all of them lie under /api/v1/.
Not here: what they answer (addresses.py).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from battlebox.web.machines.addresses import api
from battlebox.web.machines.description import description
from battlebox.web.machines.errors import Code
from battlebox.web.machines.problems import Problem


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """The description, for anybody: it says what every desk of this kind answers, and nothing of this one."""
    del request
    return HttpResponse(description(), content_type="application/json")


def bad_request(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """A request that cannot be read."""
    del request, exception
    return Problem(Code.BAD_REQUEST).answer()


def not_there(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """No such address."""
    del request, exception
    return Problem(Code.NOT_THERE).answer()


def fault(request: HttpRequest) -> HttpResponse:
    """A mistake of ours."""
    del request
    return Problem(Code.FAULT).answer()


handler400 = bad_request
handler403 = bad_request
handler404 = not_there
handler500 = fault

urlpatterns: Final[list[Any]] = [
    path("api/v1/openapi.json", openapi),
    path("api/v1/", api.urls),
]
